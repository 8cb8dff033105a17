"""Every address asked by owner, auditor, outsider and nobody; tokens made, bounded, expired and revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.conftest import Api, secret_of
from tests.web import made
from zhengan.accounts.models import Membership, Role, Token
from zhengan.accounts.tokens import PREFIX, find, issue, revoke
from zhengan.api.urls import document
from zhengan.kit.problem import Problem
from zhengan.records.clock import now

READ = [
    "/registers", "/registers/backup_runs", "/registers/backup_runs/records", "/findings", "/assessment",
    "/law/articles", "/law/articles/21", "/law/clauses/21.3",
]  # fmt: skip
RECORDS = ["/registers/systems/records/oa-only", "/registers/systems/records/oa-only/history"]
RUN = {"fields": {"system": "core", "at": "2026-01-05 02:00", "ok": True}}
AUDIT = {"data_set": "copy", "audit": {}}
WRITES = [
    ("POST", "/registers/backup_runs/records", RUN),
    ("POST", "/registers/masking_runs/audits", AUDIT),
    ("PUT", "/registers/systems/records/oa-only", {"version": 1, "fields": {}}),
    ("POST", "/registers/systems/records/oa-only/withdraw", {"version": 1, "why": "误录"}),
]


@pytest.fixture(autouse=True)
def only_ours(people: made.People) -> None:
    one = people.owner.memberships.get().institution
    made.enter(one, "systems", id="oa-only", name="办公", important="否", since="2018-01-01")


@pytest.mark.parametrize("path", READ)
def test_members_read_and_nobody_does_not(path: str, owner: Api, colleague: Api, outsider: Api) -> None:
    assert owner.get(path)
    assert colleague.get(path)
    assert outsider.get(path)  # of their own institution
    assert Api(None).ask("GET", path).status_code == 401
    assert Api("zhengan_guess").ask("GET", path).status_code == 401


@pytest.mark.parametrize("path", RECORDS)
def test_a_record_of_another_institution_is_not_there(path: str, owner: Api, colleague: Api, outsider: Api) -> None:
    assert owner.get(path) and colleague.get(path)
    assert outsider.ask("GET", path).status_code == 404
    assert Api(None).ask("GET", path).status_code == 401


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_an_auditor_writes_nothing_an_outsider_finds_nothing(
    method: str, path: str, body: dict, colleague: Api, outsider: Api
) -> None:
    assert colleague.ask(method, path, body).status_code == 403
    expected = 201 if path.endswith("/records") else 404  # an outsider may well record, in their own institution
    assert outsider.ask(method, path, body).status_code == expected
    assert Api(None).ask(method, path, body).status_code == 401


def test_an_auditor_uploads_nothing(owner: Api, colleague: Api) -> None:
    line = b'{"system": "core", "at": "2026-01-06 02:00", "ok": true}\n'
    path = "/registers/backup_runs/bulk"
    assert colleague.ask("POST", path, raw=line, kind="application/x-ndjson").status_code == 403
    assert Api(None).ask("POST", path, raw=line, kind="application/x-ndjson").status_code == 401
    assert owner.ask("POST", path, raw=line, kind="application/x-ndjson").status_code == 200


def test_every_operation_asks_for_a_token(people: made.People) -> None:
    for path, methods in document("zh")["paths"].items():
        for method, operation in methods.items():
            assert operation["security"] == [{"Bearer": []}], path
            address = path.removeprefix("/api/v1").replace("{number}", "21")
            assert Api(None).ask(method.upper(), address).status_code == 401, path


def test_a_token_does_no_more_than_it_or_its_owner_may(people: made.People) -> None:
    reader = Api(secret_of(people.owner, role=Role.AUDITOR))
    assert reader.ask(*WRITES[0]).status_code == 403
    writer = Api(secret_of(people.owner))
    Membership.objects.filter(user=people.owner).update(role=Role.AUDITOR)
    assert writer.ask(*WRITES[0]).status_code == 403
    with pytest.raises(Problem, match="不能给出"):
        issue(Membership.objects.get(user=people.colleague), "x", now=now(), role=Role.OFFICER)


def test_a_token_ends(people: made.People) -> None:
    member = Membership.objects.get(user=people.owner)
    kept, secret = issue(member, "备份平台", now=now(), days=1)
    assert secret.startswith(PREFIX) and secret not in repr(Token.objects.values())
    assert find(secret, now()) == kept and find(secret, now() + timedelta(days=1)) is None
    assert Token.objects.get(pk=kept.pk).used_at is not None
    revoke(kept, now())
    assert find(secret, now()) is None
    other = issue(member, "b", now=now())[1]
    people.owner.is_active = False
    people.owner.save()
    assert find(other, now()) is None
