"""The page of tokens, by three people: one's own made and revoked, an officer's view of all, an outsider's of none."""

from __future__ import annotations

import re
import time
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from zhengan.accounts.models import Token
from zhengan.accounts.tokens import find
from zhengan.records.clock import now
from zhengan.web.kit import shownonce

PAGE = "/i/one/tokens/"


def test_made_shown_once_and_revoked(owner: Client, colleague: Client, outsider: Client) -> None:
    made = colleague.post(PAGE, {"name": "审计脚本", "role": "auditor", "days": "30"}, follow=True).content.decode()
    secret = re.search(r'value="(zhengan_[^"]+)"', made)
    assert secret
    token = find(secret[1], now())
    assert token is not None and secret[1] not in colleague.get(PAGE).content.decode()
    assert "审计脚本" in owner.get(PAGE).content.decode()
    assert outsider.get(PAGE).status_code == 404 and outsider.post(PAGE, {"revoke": token.pk}).status_code == 404
    assert colleague.post(PAGE, {"name": "x", "role": "officer"}).status_code == 400
    assert owner.post(PAGE, {"revoke": token.pk}).status_code == 302
    assert find(secret[1], now()) is None
    theirs = owner.post(PAGE, {"name": "b", "role": "owner", "days": ""}, follow=True)
    held = find(re.findall(r'value="(zhengan_[^"]+)"', theirs.content.decode())[0], now())
    assert held is not None and colleague.post(PAGE, {"revoke": held.pk}).status_code == 404


def secrets_in(page: str) -> list[str]:
    return re.findall(r'value="(zhengan_[^"]+)"', page)


def test_the_page_that_shows_it_makes_no_second_one_when_reloaded(owner: Client) -> None:
    sent = owner.post(PAGE, {"name": "脚本", "role": "owner", "days": "30"})
    assert sent.status_code == 302 and sent.headers["Location"] == PAGE and Token.objects.count() == 1
    shown = owner.get(PAGE)
    assert len(secrets_in(shown.content.decode())) == 1 and shown.headers["Cache-Control"] == "no-store"
    assert secrets_in(owner.get(PAGE).content.decode()) == [] and Token.objects.count() == 1


def test_the_secret_lies_nowhere_as_it_is(owner: Client) -> None:
    """Neither the stored session nor the cookie tells it alone; once shown, neither has its part any longer."""
    owner.post(PAGE, {"name": "脚本", "role": "owner"})
    store = import_module(settings.SESSION_ENGINE).SessionStore
    session = Session.objects.get(session_key=owner.cookies[settings.SESSION_COOKIE_NAME].value)
    laid, mask = str(store().decode(session.session_data)), owner.cookies[shownonce.COOKIE].value
    (secret,) = secrets_in(owner.get(PAGE).content.decode())
    assert "once:token" in laid
    for form in (secret, secret.encode().hex()):
        assert form not in laid and form not in mask
    session.refresh_from_db()
    assert "once:token" not in str(store().decode(session.session_data)) and not owner.cookies[shownonce.COOKIE].value


@pytest.mark.parametrize("what", ["cookie lost", "cookie of another's making", "too late"])
def test_what_does_not_fit_shows_nothing(owner: Client, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    owner.post(PAGE, {"name": "脚本", "role": "owner"})
    length = len(owner.cookies[shownonce.COOKIE].value)
    if what == "cookie lost":
        del owner.cookies[shownonce.COOKIE]
    elif what == "too late":
        late = time.time() + shownonce.HOLDS + 1
        monkeypatch.setattr(shownonce.time, "time", lambda: late)
    else:
        owner.cookies[shownonce.COOKIE] = "z" * length
    page = owner.get(PAGE)
    assert page.status_code == 200 and secrets_in(page.content.decode()) == []
