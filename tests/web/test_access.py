"""Owner, colleague, outsider and nobody, at every address of an institution: found by asking the address table."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.web import made
from zhengan.registers.catalogue import REGISTERS
from zhengan.web.urls import house

RECORD = {"name": "backup_runs", "uid": ""}  # the uid is filled in once there is one
ARGUMENTS: dict[str, dict[str, Any]] = {
    "board": {},
    "article": {"number": 20},
    "system": {"uid": "core"},
    "system-tab": {"uid": "core", "tab": "capacity"},
    "findings": {},
    "masking-bench": {},
    "findings-export": {"form": "csv"},
    "finding": {"rule": "20.1-daily", "subject": "core"},
    "incidents": {},
    "incident-room": {"uid": "fire"},
    "incident-text": {"uid": "fire", "kind": "first"},
    "incident-text-file": {"uid": "fire", "kind": "first"},
    "calendar": {},
    "calendar-subscribe": {},
    "notices": {},
    "notices-settings": {},
    "running": {},
    "run-now": {"job": "nonsense"},
    "search": {},
    "tokens": {},
    "registers": {},
    "register": {"name": "backup_runs"},
    "record-new": {"name": "backup_runs"},
    "import": {"name": "backup_runs"},
    "import-progress": {"name": "backup_runs", "watch": "w" * 32},
    "import-template": {"name": "backup_runs"},
    "imports": {},
    "import-one": {"pk": 77},
    "import-undo": {"pk": 1},
    "template": {"name": "backup_runs"},
    "picked-amend": {"name": "systems"},
    "picked-withdraw": {"name": "systems"},
    "picked-matching": {"name": "systems"},
    "export": {"name": "backup_runs", "form": "csv"},
    "record": {"name": "systems", "uid": "core"},
    "record-edit": {"name": "systems", "uid": "core"},
    "record-withdraw": {"name": "systems", "uid": "core"},
}
WRITES = {
    "record-new", "import", "import-progress", "import-undo", "run-now", "record-edit", "record-withdraw",
    "picked-amend", "picked-withdraw",
}  # fmt: skip
POST_ONLY = {"import-undo", "run-now"}


def ask(client: Client, name: str) -> int:
    address = reverse(name, kwargs={"code": "one", **ARGUMENTS[name]})
    return (client.post if name in POST_ONLY else client.get)(address).status_code


def test_every_address_is_tried() -> None:
    assert {pattern.name for pattern in house} == set(ARGUMENTS)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_three_actors(name: str, owner: Client, colleague: Client, outsider: Client, one: Any) -> None:
    made.imported(one)
    made.incident(one)
    assert ask(owner, name) in ({200, 404} if name in POST_ONLY else {200})
    assert ask(colleague, name) == (403 if name in WRITES else 200)
    assert ask(outsider, name) == 404
    assert ask(made.client_of(None), name) == (403 if name in POST_ONLY else 302)  # what is sent waits (``web.carried``)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_lists_and_opens_its_form(name: str, owner: Client, outsider: Client) -> None:
    assert owner.get(f"/i/one/registers/{name}/").status_code == 200
    assert owner.get(f"/i/one/registers/{name}/new/").status_code == 200
    assert owner.get(f"/i/one/registers/{name}/export.xlsx").status_code == 200
    assert outsider.get(f"/i/one/registers/{name}/").status_code == 404


def test_a_colleague_is_offered_nothing_to_write(colleague: Client) -> None:
    for address in ("/i/one/registers/systems/", "/i/one/registers/systems/r/core/", "/i/one/articles/20/"):
        page = colleague.get(address).content.decode()
        assert "/new/" not in page and "/edit/" not in page and "/import/" not in page and "withdraw" not in page


def test_a_colleague_writes_nothing_by_a_forged_form(colleague: Client, one: Any) -> None:
    cells = {"system": "core", "at": "2026-01-05 10:00", "ok": "true"}
    assert colleague.post("/i/one/registers/restore_tests/new/", cells).status_code == 403
    assert not REGISTERS["restore_tests"].model.objects.filter(institution=one).exists()


def test_only_an_officer_accepts_a_risk(one: Any, people: made.People) -> None:
    from zhengan.accounts.models import Membership, Role

    Membership.objects.filter(user=people.owner).update(role=Role.OWNER)
    client = made.client_of(people.owner)
    assert client.get("/i/one/registers/waivers/new/").status_code == 403
    assert client.get("/i/one/registers/systems/new/").status_code == 200


def test_an_inactive_member_is_nobody(one: Any, people: made.People) -> None:
    client = made.client_of(people.owner)
    people.owner.is_active = False
    people.owner.save()
    assert client.get("/i/one/").status_code == 302


@pytest.fixture
def no_tries_yet() -> None:
    cache.clear()


def test_guessing_is_slowed_down(people: made.People, no_tries_yet: None) -> None:
    made.may_log_in(people.owner, people.colleague)
    client = made.client_of(None)
    for _ in range(8):
        client.post("/login/", {"username": "owner", "password": "wrong"})
    refused = client.post("/login/", {"username": "owner", "password": made.PASSWORD})
    assert refused.status_code == 200 and "失败次数过多" in refused.content.decode()
    other = client.post("/login/", {"username": "colleague", "password": made.PASSWORD})
    assert other.status_code == 302


def test_logging_in_and_out(people: made.People, no_tries_yet: None) -> None:
    made.may_log_in(people.owner)
    client = made.client_of(None)
    assert client.post("/login/", {"username": "owner", "password": made.PASSWORD}).status_code == 302
    assert client.get("/").headers["Location"] == "/i/one/"
    assert client.post("/logout/").status_code == 302
    assert client.get("/i/one/").status_code == 302
