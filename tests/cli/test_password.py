"""``zhengan init --new-password``: whoever lost his password gets another, told once; the old one and its sessions end."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from tests.web import made
from tests.web.conftest import nobody_locked_out, one, other, people  # noqa: F401
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


def test_the_new_one_lets_in_and_the_old_one_does_not(people: made.People) -> None:  # noqa: F811
    made.may_log_in(people.owner)
    before = made.client_of(User.objects.get(username="owner"))
    others = User.objects.get(username="colleague").password
    assert before.get(BOARD).status_code == 200
    assert enters("owner", made.PASSWORD)
    password = new_password("owner")
    assert len(password) >= 16 and enters("owner", password)
    assert not enters("owner", made.PASSWORD)
    assert before.get(BOARD).status_code == 302  # his session has ended
    assert User.objects.get(username="colleague").password == others


@pytest.mark.django_db
def test_nobody_is_made_by_asking(one: Institution) -> None:  # noqa: F811
    with pytest.raises(Problem, match="没有账号“nobody”"):
        CliRunner().invoke(init, ["--new-password", "nobody"], catch_exceptions=False)
    assert not User.objects.filter(username="nobody").exists()
