"""The audit of a masking run becomes a record of the register, once; what is no audit is refused and nothing written."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tests.registers.made import lay_ground
from zhengan.accounts.models import Institution
from zhengan.facts.personal import MaskingCheck, MaskingRun
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_instant
from zhengan.registers import services
from zhengan.registers.collect import collect
from zhengan.registers.personal_info import models
from zhengan.registers.personal_info.audit import MOST, audited, masking_run

AUDIT: dict[str, Any] = {
    "zhengan-masking-audit": "1",
    "engine": "0.1.0",
    "started": "2025-11-25T03:00:00+08:00",
    "ended": "2025-11-25T03:05:00+08:00",
    "policy": {"source": "customers.yaml", "version": "2.1", "purpose": "test", "sha256": "0a" * 32, "key": None},
    "source": {"name": "a.csv", "digest": "sha256:" + hashlib.sha256(b"before").hexdigest()},
    "target": {"name": "b.csv", "digest": "sha256:" + hashlib.sha256(b"after").hexdigest()},
    "columns": {
        "手机号": {"operator": "keep", "kind": "mobile", "values": 119_990, "misfits": 2},
        "客户号": {"operator": "leave", "kind": "", "values": 60_000, "misfits": 0},
        "备注": {"operator": "drop", "kind": "", "values": 7, "misfits": 0},
        "护照": {"operator": "keep", "kind": "passport", "values": 0, "misfits": 0},
    },
    "kinds": {
        "mobile": {"operator": "keep", "kind": "mobile", "values": 10, "misfits": 0},
        "resident_id": {"operator": "fpe", "kind": "resident_id", "values": 4_000, "misfits": 0},
    },
    "rows": 60_000,
}


DIGEST = "sm3:" + "0b" * 32


def written(**changed: Any) -> bytes:
    return json.dumps({**AUDIT, **changed}, ensure_ascii=False).encode()


@pytest.fixture
def ground(db: None) -> Institution:
    institution = Institution.objects.create(code="one", name="甲")
    lay_ground(institution)
    services.enter(
        "test_data_sets", {"id": "set", "system": "x-1", "name": "测试库", "environment": "test", "since": "2025-01-01"},
        institution=institution, by=None, origin="cli",
    )  # fmt: skip
    return institution


def enter(institution: Institution, audit: bytes, data_set: str = "set") -> None:
    services.enter("masking_runs", masking_run(audit, data_set), institution=institution, by=None, origin="cli")


def runs(institution: Institution) -> list[Any]:
    return collect(institution, {MaskingRun})[MaskingRun]


def test_an_audit_is_a_record(ground: Institution) -> None:
    enter(ground, written())
    (run,) = runs(ground)
    assert (run.data_set, run.at) == ("set", parse_instant("2025-11-25 03:05"))
    assert (run.policy, run.policy_version, run.tool) == ("customers.yaml", "2.1 · 0a0a0a0a0a0a", "zhengan 0.1.0")
    assert (run.masked, run.kinds) == (124_007, ("drop", "mobile", "resident_id"))  # what was left is not counted
    assert (run.before, run.after) == (AUDIT["source"]["digest"], AUDIT["target"]["digest"])


def test_what_was_brought_back_is_not_masked() -> None:
    columns = {"手机": {"operator": "fpe-back", "kind": "mobile", "values": 7}}
    cells = masking_run(written(columns=columns, kinds={}))
    assert (cells["masked"], cells["kinds"]) == ("0", [])


def test_the_same_audit_is_recorded_once(ground: Institution) -> None:
    enter(ground, written())
    with pytest.raises(Problem) as raised:
        enter(ground, written())
    assert raised.value.code == "duplicate-id" and len(runs(ground)) == 1


def test_a_run_may_fill_no_set_but_not_one_that_is_not_there(ground: Institution) -> None:
    enter(ground, written(), "")
    with pytest.raises(Problem, match="nobody"):
        enter(ground, written(ended="2025-11-26T03:05:00+08:00"), "nobody")
    assert [run.data_set for run in runs(ground)] == [None]


@pytest.mark.parametrize(
    ("audit", "told"),
    [
        (b"", "不是脱敏审计"),
        (b"[1]", "不是脱敏审计"),
        (b"\xff\xfe", "不是脱敏审计"),
        (b"[" * 200_000, "不是脱敏审计"),
        (b" " * MOST + b"{}", "不是脱敏审计"),
        (written(**{"zhengan-masking-audit": "2"}), "不是脱敏审计"),
        (written(policy="客户数据脱敏"), "policy"),
        (written(policy={"source": "x", "sha256": "0" * 64}), "policy"),
        (written(policy={"source": "x", "version": "1", "sha256": "0"}), "policy.sha256"),
        (written(kinds={"mobile": {"operator": "keep", "kind": "mobile", "values": -1}}), "kinds"),
        (written(columns={"a": {"operator": "keep", "kind": "mobile", "values": True}}), "columns"),
        (written(columns={"a": {"operator": "keep", "kind": "mobile", "values": "13800138000"}}), "columns"),
        (written(columns=None), "columns"),
        (written(source={"digest": "sha256:abc"}), "source.digest"),
        (written(source={"digest": "0" * 64}), "source.digest"),
        (written(target=None), "target.digest"),
        (written(ended=None), "ended"),
    ],
)
def test_what_is_no_audit_is_refused(audit: bytes, told: str) -> None:
    with pytest.raises(Problem, match=told):
        masking_run(audit)


@pytest.mark.parametrize(
    ("register", "field"),
    [("masking_runs", "before"), ("masking_runs", "after"), ("masking_runs", "audit"), ("masking_checks", "digest"),
     ("masking_checks", "audit")],
)  # fmt: skip
@pytest.mark.parametrize("value", ["zzz", "0a" * 32, "sha256:", f"sha256:{'0A' * 32}", "sha256:0a", f"sha 256:{'0a' * 32}"])
def test_a_digest_tells_its_algorithm(ground: Institution, register: str, field: str, value: str) -> None:
    cells = {"data_set": "set", "at": "2025-11-25 03:05", "output": "/t/a.csv", "digest": DIGEST, "remaining": "0"}
    if register == "masking_runs":
        cells = masking_run(written(), "set")
    with pytest.raises(Problem, match="不是摘要") as raised:
        services.enter(register, {**cells, field: value}, institution=ground, by=None, origin="cli")
    assert raised.value.code == "digest" and not models.MaskingCheck.objects.exists()
    services.enter(register, {**cells, field: DIGEST}, institution=ground, by=None, origin="cli")


def test_a_check_tells_how_it_was_made_and_one_that_does_not_is_as_good(ground: Institution) -> None:
    cells = {"data_set": "set", "at": "2025-11-25 03:05", "output": "/t/a.csv", "digest": DIGEST, "remaining": "0"}
    how = {"policy": "customers.yaml", "policy_version": "2.1 · 0a0a0a0a0a0a", "options": "--format csv", "audit": DIGEST}
    for number, more in enumerate(({}, how)):
        services.enter("masking_checks", {"id": f"k{number}", **cells, **more}, institution=ground, by=None, origin="import")
    without, having = collect(ground, {MaskingCheck})[MaskingCheck]
    assert {name: getattr(having, name) for name in how} == how and {getattr(without, name) for name in how} == {None}


def test_a_run_of_the_future_is_refused_as_everywhere(ground: Institution) -> None:
    with pytest.raises(Problem):
        enter(ground, written(ended="2999-01-01T00:00:00+08:00"))
    assert runs(ground) == []


def test_an_audit_is_known_again_by_its_digest_or_by_all_that_an_older_record_holds() -> None:
    cells = masking_run(written())
    run = models.MaskingRun(
        **{key: cells[key] for key in ("policy", "policy_version", "before", "after", "audit")},
        masked=int(str(cells["masked"])), kinds=tuple(cells["kinds"]), at=parse_instant(str(cells["at"])),
    )  # fmt: skip
    edited = written(columns={"手机号": {"operator": "fpe", "kind": "", "values": 119_990, "misfits": 0}})
    assert audited(run, written()) and not audited(run, edited) and not audited(run, written(rows=1))
    run.audit = None
    assert audited(run, written()) and not audited(run, edited)


def test_what_a_run_left_as_published_is_a_figure_of_its_own() -> None:
    assert masking_run(written())["public"] == ""
    assert masking_run(written(public={}))["public"] == "0"
    assert masking_run(written(public={"landline": 3, "address": 2}))["public"] == "5"
    for wrong in ([], {"landline": -1}, {"landline": "3"}):
        with pytest.raises(Problem, match="public"):
            masking_run(written(public=wrong))
