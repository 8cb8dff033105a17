"""``zhengan init --new-password``: whoever lost his password gets another, told once; the old one and its sessions end."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from tests.web import made
from tests.web.conftest import nobody_locked_out, one, other, owner, people  # noqa: F401
from zhengan.accounts.models import Institution, User
from zhengan.cli.node import init
from zhengan.kit.problem import Problem

BOARD = "/i/one/"


def enters(name: str, password: str) -> bool:
    return Client().post("/login/", {"username": name, "password": password}).status_code == 302


def new_password(name: str) -> str:
    done = CliRunner().invoke(init, ["--new-password", name], catch_exceptions=False)
    assert done.exit_code == 0
    told = re.fullmatch(rf"账号：{name}    密码：(\S+)\n密码只显示这一次，请保存。\n", done.output)
    assert told, done.output
    return told[1]


def test_the_new_one_lets_in_and_the_old_one_does_not(people: made.People, owner: Client) -> None:  # noqa: F811
    made.may_log_in(people.owner, people.colleague)
    before = made.client_of(User.objects.get(username="owner"))
    assert before.get(BOARD).status_code == 200 and enters("owner", made.PASSWORD)
    first = new_password("owner")
    assert len(first) >= 16 and enters("owner", first)
    assert not enters("owner", made.PASSWORD) and before.get(BOARD).status_code == 302  # his session has ended
    second = new_password("owner")
    assert second != first and enters("owner", second) and not enters("owner", first)
    assert enters("colleague", made.PASSWORD)  # nobody else's has changed


@pytest.mark.django_db
def test_nobody_is_made_by_asking(one: Institution) -> None:  # noqa: F811
    with pytest.raises(Problem, match="没有账号“nobody”"):
        CliRunner().invoke(init, ["--new-password", "nobody"], catch_exceptions=False)
    assert not User.objects.filter(username="nobody").exists()
