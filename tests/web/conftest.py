"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.web import made
from zhengan.accounts.models import Institution, User


@pytest.fixture(autouse=True)
def nobody_locked_out() -> Iterator[None]:
    """Failed log-ins are counted in the process: one test's must not lock another's people out."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.backups(found, 40)
    return found


@pytest.fixture
def other(db: None) -> Institution:
    return made.institution("two")


@pytest.fixture
def people(one: Institution, other: Institution) -> made.People:
    return made.people(one, other)


@pytest.fixture
def owner(people: made.People) -> Client:
    return made.client_of(people.owner)


@pytest.fixture
def colleague(people: made.People) -> Client:
    return made.client_of(people.colleague)


@contextmanager
def window_of(user: User, browser: Browser, address: str) -> Iterator[Page]:
    """A browser window of somebody who is logged in. At its end the browser must have had nothing to complain of."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
    context.add_cookies([{"name": "sessionid", "value": made.client_of(user).cookies["sessionid"].value, "url": address}])
    opened, complaints = context.new_page(), list[str]()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def outsider(people: made.People) -> Client:
    return made.client_of(people.outsider)
