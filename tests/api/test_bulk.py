"""The streamed upload: all or none, every bad line named, lines skipped when asked, bounded, done once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api
from zhengan.facts.node import is_hidden
from zhengan.registers.continuity.models import BackupRun
from zhengan.registers.imports.models import Import

BULK = "/registers/backup_runs/bulk"


def line(day: int, **more: Any) -> str:
    return json.dumps({"system": "core", "at": f"2025-03-{day:02} 02:00", "ok": True, **more})


def up(api: Api, lines: list[str], query: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
    response = api.ask("POST", BULK + query, raw="\n".join(lines).encode(), kind="application/x-ndjson", **headers)
    return response.status_code, json.loads(response.content)


def test_all_or_none_and_every_bad_line_named(owner: Api) -> None:
    before = BackupRun.objects.count()
    bad = [line(1), '{"system": "core"', line(3, system="nowhere"), line(4, ok="perhaps"), '{"system": NaN}', line(6)]
    status, found = up(owner, bad)
    assert status == 400 and BackupRun.objects.count() == before and not found["cut"]
    assert [one["line"] for one in found["problems"]] == [2, 3, 4, 5]
    assert all(one["what"] and one["do"] for one in found["problems"])
    status, found = up(owner, [line(1), line(3, system="nowhere")])
    assert status == 400 and [(one["line"], one["field"]) for one in found["problems"]] == [(2, "system")]
    status, found = up(owner, bad, "?keep=sound")
    assert (status, found["recorded"]) == (200, 2)
    assert sorted(one["line"] for one in found["problems"]) == [2, 3, 4, 5]
    assert BackupRun.objects.count() == before + 2
    assert Import.objects.get().count == 2


def test_a_dry_run_writes_nothing(owner: Api) -> None:
    before = BackupRun.objects.count()
    assert up(owner, [line(1), line(2)], "?dry_run=true")[1]["recorded"] == 2
    assert BackupRun.objects.count() == before and not Import.objects.exists()


def test_done_once(owner: Api) -> None:
    first = up(owner, [line(1), line(2)], Idempotency_Key="k")
    assert first[0] == 200 and first[1]["recorded"] == 2
    assert up(owner, [line(1), line(2)], Idempotency_Key="k") == first
    assert up(owner, [line(1), line(3)], Idempotency_Key="k")[0] == 422
    assert up(owner, [line(1), line(2)])[0] == 409  # without the key, the same file twice is still refused
    assert BackupRun.objects.filter(origin="api").count() == 2


def test_what_is_no_ndjson(owner: Api, monkeypatch: Any) -> None:
    ask = owner.ask
    assert ask("POST", BULK, raw=b"{}", kind="application/json").status_code == 415
    assert ask("POST", BULK, raw=b"PK\x03\x04 a workbook", kind="application/x-ndjson").status_code == 415
    assert ask("POST", BULK, raw=b" \n", kind="application/x-ndjson").status_code == 400
    assert ask("POST", BULK, raw=b"\xff\xfe{\x00", kind="application/x-ndjson").status_code == 400
    chunked = ask("POST", BULK, raw=b"{}", kind="application/x-ndjson", Transfer_Encoding="chunked")
    assert chunked.status_code == 411
    monkeypatch.setattr("zhengan.api.bulk.MOST_BYTES", 1000)
    assert ask("POST", BULK, raw=b"x" * 1001, kind="application/x-ndjson").status_code == 413


FIGURES = '{"at": "2026-01-05 10:00", "type": "annual_report", "figures": %s}'


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (FIGURES % ('{"a": ' + "1" * 5000 + "}"), "数字过长"),
        (FIGURES % '{"a": 1e999}', "数字过长"),
        (FIGURES % ('{"a": 1.' + "1" * 5000 + "}"), "数字过长"),
        (FIGURES % r'{"\ud800": 1}', "U+D800"),
        (FIGURES % r'{"a": "\ud800"}', "U+D800"),
        (r'{"\ud800": "1"}', "U+D800"),
        (r'{"\u202eat": "1"}', "U+202E"),
        ('{"\u202eat": "1"}', "U+202E"),
        (r'{"\u0007at": 1, "\u0007at": 2}', "U+0007"),
        (r'{"at": "2026-01-05 10:00", "type": "\ud800"}', "U+D800"),
    ],
)
def test_a_line_that_hides_something_or_goes_on_and_on_is_named_and_not_repeated(owner: Api, sent: str, shown: str) -> None:
    response = owner.ask("POST", "/registers/filings/bulk", raw=b"\n" + sent.encode(), kind="application/x-ndjson")
    assert response.status_code == 400, response.content[:500]
    found = json.loads(response.content)
    assert {one["line"] for one in found["problems"]} == {2} and shown in str(found["problems"])
    assert not any(map(is_hidden, response.content.decode()))
