"""A form that was being filled in when the log-in ran out is not lost: it is shown again after the log-in, and sent."""

from __future__ import annotations

import html
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution, User
from zhengan.records.clock import now, running
from zhengan.registers.incidents.models import Incident
from zhengan.registers.systems.models import System
from zhengan.web.carried import HOLDS, WHO, of_text

NEW = "/i/one/registers/systems/new/"
FILLED = {"id": "fresh", "name": "新<b>系统", "important": "false", "since": "2024-03-01", "remark": "补登"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def left_by(user: User) -> Client:
    """A browser in which that person was logged in, and the session has run out."""
    client = made.client_of(user)
    client.get("/i/one/")
    del client.cookies["sessionid"]
    assert WHO in client.cookies
    return client


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
    client = left_by(people.owner)
    answer = client.post(NEW, FILLED)
    page = answer.content.decode()
    assert answer.status_code == 403 and "还没有保存" in page and not System.objects.filter(uid="fresh").exists()
    page = logged_in(client, with_password(people.owner), carried=hidden(page)["carried"])
    assert f'action="{NEW}"' in page and "新&lt;b&gt;系统" in page and "起始日" in page and "<td>否</td>" in page
    assert client.post(NEW, hidden(page)).status_code == 302
    assert System.objects.get(uid="fresh").name == "新<b>系统"


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_nobody_else_sees_it(who: str, people: made.People, one: Institution) -> None:
    client, other = left_by(people.owner), with_password(getattr(people, who))
    held = hidden(client.post(NEW, FILLED).content.decode())["carried"]
    sent = {"username": other.get_username(), "password": made.PASSWORD, "carried": held, "next": "/password/"}
    page = client.post("/login/", sent, follow=True).content.decode()
    assert "另一账号" in page and "新&lt;b&gt;系统" not in page
    assert not System.objects.filter(uid="fresh").exists()


def test_who_logged_in_beside_is_led_to_it_as_well(people: made.People, one: Institution) -> None:
    client = left_by(people.owner)
    held = hidden(client.post(NEW, FILLED).content.decode())["carried"]
    client.force_login(people.owner)  # in another window
    page = client.post("/login/", {"username": "", "password": "", "carried": held}).content.decode()
    assert "新&lt;b&gt;系统" in page and client.post(NEW, hidden(page)).status_code == 302


def test_a_wrong_password_keeps_it(people: made.People, one: Institution) -> None:
    client = left_by(people.owner)
    held = hidden(client.post(NEW, FILLED).content.decode())["carried"]
    with_password(people.owner)
    page = client.post("/login/", {"username": "owner", "password": "wrong", "carried": held}).content.decode()
    assert hidden(page)["carried"] == held and "还没有保存" in page


def test_a_file_a_long_form_and_what_acts_at_a_press_are_told_as_lost(people: made.People, one: Institution) -> None:
    upload = SimpleUploadedFile("a.csv", b"a,b\n")
    sent: list[tuple[str, dict[str, Any]]] = [
        ("/i/one/registers/systems/import/", {"file": upload}), (NEW, {**FILLED, "note": "x" * 70_000}),
        ("/i/one/registers/systems/picked/withdraw/", {"why": "x"}), ("/i/one/tokens/", {"name": "t"}),
        ("/i/one/running/backup/now/", {}),
    ]  # fmt: skip
    for address, fields in sent:
        answer = left_by(people.owner).post(address, fields)
        page = answer.content.decode()
        assert answer.status_code == 403 and "没有保存" in page and "carried" not in hidden(page)


def test_what_others_made_or_is_old_is_nothing(people: made.People, one: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    held = hidden(left_by(people.owner).post(NEW, FILLED).content.decode())["carried"]
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


# ── an incident that is declared ──────────────────────────────────────────────────────────────────────

DECLARE, SEEN = "/i/one/incidents/", {"system": "core", "nature": "service", "name": "登录失败", "once": "0123456789ab"}


def test_a_declaration_waits_with_the_instant_of_its_first_press(people: made.People, one: Institution) -> None:
    """The clock of 39.1 runs from when it was seen, not from when its finder had found his password."""
    client, pressed = left_by(people.owner), now().replace(microsecond=0) - timedelta(minutes=12)
    with running(lambda: pressed):
        page = client.post(DECLARE, {**SEEN, "detected": ""}).content.decode()
    assert not Incident.objects.exists()
    page = logged_in(client, with_password(people.owner), carried=hidden(page)["carried"])
    told = f"{pressed:%Y-%m-%d %H:%M:%S}"
    assert f"<td>{told}</td>" in page and "计时自该时刻起" in page and "<td>服务能力异常</td>" in page
    for _ in range(2):  # sent twice, recorded once
        assert client.post(DECLARE, hidden(page)).status_code == 302
    assert Incident.objects.get().detected == pressed


def test_a_written_instant_is_carried_as_written_and_one_ahead_is_refused(people: made.People, one: Institution) -> None:
    client = left_by(people.owner)
    written, ahead = f"{now() - timedelta(hours=2):%Y-%m-%dT%H:%M:%S}", f"{now() + timedelta(hours=2):%Y-%m-%dT%H:%M:%S}"
    held = [hidden(client.post(DECLARE, {**SEEN, "detected": at}).content.decode())["carried"] for at in (written, ahead)]
    carried = [of_text(one) for one in held]
    assert [dict(one.items)["detected"] for one in carried if one] == [written, ahead]
    page = logged_in(client, with_password(people.owner), carried=held[1])
    assert client.post(DECLARE, hidden(page)).status_code == 422 and not Incident.objects.exists()


def test_a_declaration_with_another_instant_put_in_is_nothing(people: made.People, one: Institution) -> None:
    """The instant is inside what is signed: changed, the whole no longer is what it was."""
    client = left_by(people.owner)
    held = hidden(client.post(DECLARE, SEEN).content.decode())["carried"]
    earlier = hidden(left_by(people.owner).post(DECLARE, {**SEEN, "detected": "2026-01-05 02:00"}).content.decode())["carried"]
    mixed = earlier.rpartition(":")[0] + ":" + held.rpartition(":")[2]
    assert of_text(held) is not None and of_text(mixed) is None
