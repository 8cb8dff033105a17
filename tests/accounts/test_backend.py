"""Sessions and accounts as Django has them: what ended, was taken away or is no longer active asks for a log-in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.web import made
from zhengan.accounts.models import User

BOARD = "/i/one/"


@pytest.fixture
def owner(db: None) -> Client:
    people = made.people(made.institution("one"), made.institution("two"))
    client = made.client_of(people.owner)
    assert client.get(BOARD).status_code == 200
    return client


def refused(client: Client) -> bool:
    response: Any = client.get(BOARD)
    return response.status_code == 302 and response["Location"].startswith("/login/")


def test_a_session_that_ran_out(owner: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert refused(owner)


def test_a_session_that_was_taken_away(owner: Client) -> None:
    Session.objects.all().delete()
    assert refused(owner)


def test_an_account_that_is_no_longer_active(owner: Client) -> None:
    User.objects.filter(username="owner").update(is_active=False)
    assert refused(owner)


def test_an_account_that_is_gone(owner: Client) -> None:
    User.objects.filter(username="owner").delete()
    assert refused(owner)


def test_another_password_ends_the_session(owner: Client) -> None:
    user = User.objects.get(username="owner")
    user.set_password("another-password-9")
    user.save()
    assert refused(owner)


@pytest.mark.parametrize("key", ["", "x", "a" * 32, "' OR 1=1 --", "%"])
def test_a_key_that_was_never_given(owner: Client, key: str) -> None:
    owner.cookies["sessionid"] = key
    assert refused(owner)


def test_a_log_out_holds(owner: Client) -> None:
    key = owner.cookies["sessionid"].value
    owner.post("/logout/")
    assert refused(owner)
    owner.cookies["sessionid"] = key
    assert refused(owner)
