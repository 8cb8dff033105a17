"""The audit of a masking run posted by a program: a record under its data set, once, and nobody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api
from tests.registers.test_masking_audit import AUDIT
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.registers.personal_info.models import MaskingRun

PATH = "/registers/masking_runs/audits"
CHECKS = "/registers/masking_checks/records"
BODY = {"data_set": "copy", "audit": AUDIT}


@pytest.fixture(autouse=True)
def copy(one: Institution) -> None:
    made.enter(one, "test_data_sets", id="copy", system="core", name="测试库", environment="test", since="2024-01-01")


def test_recorded_once(owner: Api) -> None:
    first = owner.ask("POST", PATH, BODY)
    made_ = json.loads(first.content)
    assert first.status_code == 201 and made_["fields"]["data_set"] == "copy" and made_["origin"] == "api"
    assert made_["fields"]["policy_version"] == "2.1 · 0a0a0a0a0a0a" and made_["recorded_by"] == "owner"
    again = owner.ask("POST", PATH, BODY)
    assert again.status_code == 200 and json.loads(again.content) == made_
    assert owner.get("/registers/masking_runs/records?data_set=copy")["records"] == [made_]


def test_one_run_may_fill_two_sets_and_each_has_it_once(one: Institution, owner: Api) -> None:
    for name in ("copy", "second", "third"):
        if name != "copy":
            made.enter(one, "test_data_sets", id=name, system="core", name=name, environment="test", since="2024-01-01")
        first = owner.ask("POST", PATH, {**BODY, "data_set": name})
        assert first.status_code == 201 and json.loads(first.content)["fields"]["data_set"] == name
        assert owner.ask("POST", PATH, {**BODY, "data_set": name}).status_code == 200
    names = [*MaskingRun.objects.values_list("uid", flat=True)]
    assert len(set(names)) == 3 and all(name.startswith(names[0]) for name in names)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**BODY, "data_set": "nobody"}, "no-data-set"),
        ({**BODY, "audit": {}}, "no-audit"),
        ({**BODY, "audit": {**AUDIT, "target": {}}}, "no-audit"),
        ({"data_set": "copy"}, "body"),
    ],
)
def test_what_cannot_be_recorded_says_why(owner: Api, body: dict[str, Any], code: str) -> None:
    answer = owner.ask("POST", PATH, body, accept_language="en")
    (problem,) = json.loads(answer.content)["problems"]
    assert answer.status_code == (404 if code == "no-data-set" else 400) and problem["what"] and not MaskingRun.objects.exists()
    assert code == "body" or problem["code"] == code


CHECK = {"id": "k", "fields": {
    "data_set": "copy", "at": "2025-11-25T03:05:00+08:00", "output": "/t/a.csv", "digest": "sm3:" + "0b" * 32, "remaining": 0,
    "policy": "customers.yaml", "policy_version": "2.1", "options": "--format csv", "audit": "sha256:" + "0c" * 32,
}}  # fmt: skip


def test_how_a_check_was_made_goes_in_and_comes_out(owner: Api) -> None:
    answer = owner.ask("POST", CHECKS, CHECK)
    assert answer.status_code == 201, answer.content
    (held,) = owner.get(CHECKS)["records"]
    assert {name: held["fields"][name] for name in CHECK["fields"]} == CHECK["fields"]
    wrong = owner.ask("POST", CHECKS, {**CHECK, "id": "l", "fields": {**CHECK["fields"], "digest": "zzz"}})
    (problem,) = json.loads(wrong.content)["problems"]
    assert wrong.status_code == 400 and problem["code"] == "digest"


def test_checks_of_three_actors(owner: Api, colleague: Api, outsider: Api) -> None:
    assert colleague.ask("POST", CHECKS, CHECK).status_code == 403
    assert outsider.ask("POST", CHECKS, CHECK).status_code in (400, 404)
    assert owner.ask("POST", CHECKS, CHECK).status_code == 201
    assert [one["fields"]["policy"] for one in colleague.get(CHECKS)["records"]] == ["customers.yaml"]
    assert outsider.get(CHECKS)["records"] == []


def test_three_actors(colleague: Api, outsider: Api) -> None:
    assert colleague.ask("POST", PATH, BODY).status_code == 403
    assert outsider.ask("POST", PATH, BODY).status_code == 404  # a data set that is not theirs is not there
    assert Api(None).ask("POST", PATH, BODY).status_code == 401
    assert not MaskingRun.objects.exists()
