"""The three who ask: a token of an officer, one of an auditor of the same institution, one of another institution."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution, Membership, User
from zhengan.accounts.tokens import issue
from zhengan.records.clock import now

ROOT = "/api/v1"


class Api:
    """A program with a token (None: without)."""

    def __init__(self, secret: str | None):
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def ask(self, method: str, path: str, body: Any = None, raw: bytes | None = None, **headers: str) -> HttpResponse:
        """One request; ``body`` goes as JSON, ``raw`` as it is."""
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        kind = headers.pop("kind", "application/json")
        sent = {"host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.secret:
            sent["authorization"] = f"Bearer {self.secret}"
        return self.client.generic(method, ROOT + path, content, kind, headers=sent)  # type: ignore[return-value]

    def get(self, path: str, **headers: str) -> Any:
        """A question that must be answered."""
        found = self.ask("GET", path, **headers)
        assert found.status_code == 200, found.content
        return json.loads(found.content)


def secret_of(user: User, **options: Any) -> str:
    """A token of the user's one membership."""
    return issue(Membership.objects.get(user=user), "test", now=now(), **options)[1]


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.backups(found, 40)
    return found


@pytest.fixture
def people(one: Institution) -> made.People:
    return made.people(one, made.institution("two"))


@pytest.fixture
def owner(people: made.People) -> Api:
    return Api(secret_of(people.owner))


@pytest.fixture
def colleague(people: made.People) -> Api:
    return Api(secret_of(people.colleague))


@pytest.fixture
def outsider(people: made.People) -> Api:
    return Api(secret_of(people.outsider))
