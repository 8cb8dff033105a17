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


def test_three_actors(colleague: Api, outsider: Api) -> None:
    assert colleague.ask("POST", PATH, BODY).status_code == 403
    assert outsider.ask("POST", PATH, BODY).status_code == 404  # a data set that is not theirs is not there
    assert Api(None).ask("POST", PATH, BODY).status_code == 401
    assert not MaskingRun.objects.exists()
