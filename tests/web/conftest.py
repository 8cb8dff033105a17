"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution


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


@pytest.fixture
def outsider(people: made.People) -> Client:
    return made.client_of(people.outsider)
