"""What an address does not know is refused on every address: parameters, clauses, kinds of body."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api
from zhengan.api.urls import document
from zhengan.law.loader import load_law
from zhengan.law.rule import load_rules

RECORDS = "/registers/backup_runs/records"
REAL = {"name": "backup_runs", "uid": "core", "number": "20", "clause": "21.3"}
BODY = {"fields": {"system": "core", "at": "2025-03-01 02:00", "ok": True}}
GETS = [path for path, methods in document("zh")["paths"].items() if "get" in methods]
WRITES = [(path, how) for path, methods in document("zh")["paths"].items() for how in methods if how in ("post", "put")]


def code(response: Any, status: int) -> str:
    assert response.status_code == status, response.content[:300]
    return str(json.loads(response.content)["problems"][0]["code"])


@pytest.mark.parametrize("path", GETS)
def test_a_parameter_nobody_knows(path: str, owner: Api) -> None:
    here = path.removeprefix("/api/v1").format(**REAL)
    assert code(owner.ask("GET", here + "?zzz=1"), 400) in ("parameter", "filter")
    assert owner.ask("GET", here).status_code in (200, 404)  # without it, it is a proper question


def test_one_said_twice(owner: Api) -> None:
    assert code(owner.ask("GET", "/findings?clause=20.1&clause=21"), 400) == "parameter"
    assert code(owner.ask("GET", RECORDS + "?system=core&system=oa"), 400) == "parameter"
    assert owner.ask("GET", "/findings?verdict=met&verdict=not_met").status_code == 200
    assert code(owner.ask("GET", "/findings?verdicts=not_met"), 400) == "parameter"


@pytest.mark.parametrize("clause", ["foo", "99", "99.9", "21.", "2", "21.9", "第二十条"])
def test_a_clause_the_law_has_or_has_not(clause: str, owner: Api) -> None:
    if clause == "2":  # of an article, though others begin with the same digit
        assert {one["clause"].split(".")[0] for one in owner.get("/findings?clause=2")["findings"]} <= {"2"}
    else:
        assert code(owner.ask("GET", f"/findings?clause={clause}"), 400) == "clause"


def test_a_clause_without_rules_has_no_findings(owner: Api) -> None:
    assert "1.1" not in {rule.clause for rule in load_rules()}
    for clause, unjudged in (("1.1", []), ("20", []), ("9.1", ["9.1"])):  # 1.1 says what the law is for: nothing to judge
        found = owner.get(f"/findings?clause={clause}")
        assert bool(found["findings"]) == (clause == "20") and found["unjudged"] == unjudged
    pending = {one.id for one in load_law().duties if one.status == "pending"}
    assert set(owner.get("/findings")["unjudged"]) == pending and not pending & {rule.clause for rule in load_rules()}


KINDS = ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json; charset=gbk")


@pytest.mark.parametrize(("path", "how"), WRITES)
def test_a_body_that_is_not_called_json(path: str, how: str, owner: Api) -> None:
    here = path.removeprefix("/api/v1").format(**REAL)
    for kind in (*KINDS, *(["application/x-ndjson"] if not path.endswith("/bulk") else [])):
        assert code(owner.ask(how.upper(), here, BODY, kind=kind), 415) == "media-type", kind


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/JSON;charset=UTF-8"])
def test_json_by_its_names(kind: str, owner: Api) -> None:
    assert owner.ask("POST", RECORDS, BODY, kind=kind).status_code == 201
