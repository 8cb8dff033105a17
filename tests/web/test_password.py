"""Everybody changes their own password: it is asked for, cannot be guessed, and ends what is open elsewhere."""

from __future__ import annotations

from django.test import Client

from tests.web import made
from zhengan.web.views.auth import TRIES

NEW = "correct-horse-9-battery"


def client_with(people: made.People, password: str) -> Client:
    people.owner.set_password(password)
    people.owner.save()
    client = Client()
    assert client.post("/login/", {"username": people.owner.username, "password": password}).status_code == 302
    return client


def change(client: Client, old: str, new: str = NEW, again: str | None = None) -> str:
    sent = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post("/password/", sent, follow=True).content.decode()


def test_it_is_changed_and_other_sessions_end(people: made.People) -> None:
    here, elsewhere = client_with(people, "old-secret-77"), Client()
    elsewhere.post("/login/", {"username": people.owner.username, "password": "old-secret-77"})
    assert elsewhere.get("/i/one/").status_code == 200
    assert "密码已修改" in change(here, "old-secret-77")
    assert here.get("/i/one/").status_code == 200 and elsewhere.get("/i/one/").status_code == 302
    fresh = Client()
    assert fresh.post("/login/", {"username": people.owner.username, "password": "old-secret-77"}).status_code == 200
    assert fresh.post("/login/", {"username": people.owner.username, "password": NEW}).status_code == 302


def test_what_does_not_fit_is_said_and_nothing_changes(people: made.People) -> None:
    client = client_with(people, "old-secret-77")
    assert "当前密码不对" in change(client, "wrong")
    assert "两次输入的新密码不同" in change(client, "old-secret-77", again="other")
    assert "新密码与当前密码相同" in change(client, "old-secret-77", "old-secret-77")
    for weak, said in (("a1", "太短"), ("password123", "过于常见"), (f"{people.owner.username}1234", "太相近")):
        page = change(client, "old-secret-77", weak)
        assert said in page and "This password" not in page
    people.owner.refresh_from_db()
    assert people.owner.check_password("old-secret-77")


def test_the_password_held_cannot_be_guessed_here(people: made.People) -> None:
    client = client_with(people, "old-secret-77")
    for _ in range(TRIES):
        assert "当前密码不对" in change(client, "wrong")
    assert "失败次数过多" in change(client, "old-secret-77")
    people.owner.refresh_from_db()
    assert people.owner.check_password("old-secret-77")


def test_a_stranger_is_sent_to_the_log_in(db: None) -> None:
    assert Client().get("/password/").status_code == 302


def test_in_english(people: made.People) -> None:
    client = client_with(people, "old-secret-77")
    client.cookies["django_language"] = "en"
    page = client.get("/password/").content.decode()
    assert "Change password" in page and "密码" not in page
