"""A form that was being filled in when the log-in ran out is not lost: it is shown again after the log-in, and sent."""

from __future__ import annotations

import html
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution, User
from zhengan.registers.systems.models import System
from zhengan.web.carried import HOLDS, of_text

NEW = "/i/one/registers/systems/new/"
FILLED = {"id": "fresh", "name": "新<b>系统", "important": "false", "since": "2024-03-01", "remark": "补登"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def hidden(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def with_password(user: User) -> User:
    user.set_password(made.PASSWORD)
    user.save()
    return user


def logged_in(client: Client, user: User, **fields: str) -> str:
    answer = client.post("/login/", {"username": user.get_username(), "password": made.PASSWORD, **fields})
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_what_was_filled_in_is_shown_again_and_sent(people: made.People, one: Institution) -> None:
    client = Client()
    answer = client.post(NEW, FILLED)
    page = answer.content.decode()
    assert answer.status_code == 403 and "还没有保存" in page and not System.objects.filter(uid="fresh").exists()
    page = logged_in(client, with_password(people.owner), carried=hidden(page)["carried"])
    assert f'action="{NEW}"' in page and "新&lt;b&gt;系统" in page and "起始日" in page and "<td>否</td>" in page
    assert client.post(NEW, hidden(page)).status_code == 302
    assert System.objects.get(uid="fresh").name == "新<b>系统"


def test_it_is_its_sender_s_right_that_counts(people: made.People, one: Institution) -> None:
    client = Client()
    held = hidden(client.post(NEW, FILLED).content.decode())["carried"]
    page = logged_in(client, with_password(people.outsider), carried=held)
    assert client.post(NEW, hidden(page)).status_code == 404 and not System.objects.filter(uid="fresh").exists()


def test_a_wrong_password_keeps_it(people: made.People, one: Institution) -> None:
    client = Client()
    held = hidden(client.post(NEW, FILLED).content.decode())["carried"]
    with_password(people.owner)
    page = client.post("/login/", {"username": "owner", "password": "wrong", "carried": held}).content.decode()
    assert hidden(page)["carried"] == held and "还没有保存" in page


def test_a_file_and_a_long_form_are_told_as_lost(one: Institution) -> None:
    upload = SimpleUploadedFile("a.csv", b"a,b\n")
    for address, sent in (("/i/one/registers/systems/import/", {"file": upload}), (NEW, {**FILLED, "note": "x" * 70_000})):
        answer = Client().post(address, sent)
        page = answer.content.decode()
        assert answer.status_code == 403 and "没有保存" in page and "carried" not in hidden(page)


def test_what_others_made_or_is_old_is_nothing(people: made.People, one: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    held = hidden(Client().post(NEW, FILLED).content.decode())["carried"]
    assert of_text(held) is not None and of_text(f"x{held}") is None and of_text("") is None
    later = time.time() + HOLDS + 5
    with monkeypatch.context() as clock:
        clock.setattr("django.core.signing.time.time", lambda: later)
        assert of_text(held) is None
    client = Client()
    answer = client.post("/login/", {"username": with_password(people.owner).get_username(), "password": made.PASSWORD,
                                     "carried": "made up", "next": "/i/one/"})  # fmt: skip
    assert answer.status_code == 302 and answer["Location"] == "/i/one/"


def test_pages_that_are_read_lead_to_the_log_in_as_ever(one: Institution) -> None:
    answer = Client().get(NEW)
    assert answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
    assert Client().post("/password/", {"old_password": "secret"}).status_code == 302  # a password is not carried
