"""Reading, recording, correcting and withdrawing by program; asked twice, done once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api
from zhengan.registers.continuity.models import BackupRun

RUNS = "/registers/backup_runs"
RUN = {"fields": {"system": "core", "at": "2026-01-05 02:00", "ok": True, "site": "local"}, "remark": "夜间"}


def made(response: Any, status: int = 201) -> dict[str, Any]:
    assert response.status_code == status, response.content.decode()
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_recorded_read_corrected_withdrawn(owner: Api) -> None:
    first = made(owner.ask("POST", RUNS + "/records", {**RUN, "id": "r1"}))
    assert (first["id"], first["origin"], first["recorded_by"], first["late"]) == ("r1", "api", "owner", True)
    assert first["fields"] == {"system": "core", "at": "2026-01-05T02:00:00+08:00", "ok": True, "site": "local"}
    assert owner.get(f"{RUNS}/records/r1") == first
    change = {"version": first["version"], "fields": {**first["fields"], "ok": False}}
    second = made(owner.ask("PUT", f"{RUNS}/records/r1", change), 200)
    assert second["fields"]["ok"] is False and second["version"] != first["version"]
    both = made(owner.ask("PUT", f"{RUNS}/records/r1", change), 409)
    assert both["read"]["version"] == first["version"] and both["stands"] == second
    assert made(owner.ask("POST", f"{RUNS}/records/r1/withdraw", {"version": first["version"], "why": "x"}), 409)
    gone = made(owner.ask("POST", f"{RUNS}/records/r1/withdraw", {"version": second["version"], "why": "误录"}), 200)
    assert gone["superseded_at"] and gone["superseded_why"] == "误录"
    assert owner.ask("GET", f"{RUNS}/records/r1").status_code == 404
    assert owner.get(f"{RUNS}/records/r1?known_at={first['recorded_at'].replace('+', '%2B')}")["version"] == first["version"]
    assert [row["version"] for row in owner.get(f"{RUNS}/records/r1/history")["records"]] == [
        second["version"], first["version"],
    ]  # fmt: skip


def test_what_others_refer_to_is_withdrawn_only_knowingly(owner: Api, colleague: Api, outsider: Api) -> None:
    path = "/registers/systems/records/core"
    asked = {"version": owner.get(path)["version"], "why": "误录"}
    (one,) = made(owner.ask("POST", path + "/withdraw", asked), 422)["problems"]
    assert one["code"] == "referred-to" and "备份记录 40 条" in one["why"] and one["do"]
    (english,) = made(owner.ask("POST", path + "/withdraw", asked, accept_language="en"), 422)["problems"]
    assert "Backup run: 40" in english["why"] or ": 40" in english["why"]
    assert owner.get(path)["superseded_at"] is None
    knowing = {**asked, "knowing": True}
    assert colleague.ask("POST", path + "/withdraw", knowing).status_code == 403
    assert outsider.ask("POST", path + "/withdraw", knowing).status_code == 404
    assert made(owner.ask("POST", path + "/withdraw", {**asked, "knowing": "maybe"}), 400)
    assert made(owner.ask("POST", path + "/withdraw", knowing), 200)["superseded_why"] == "误录"


def test_every_bad_field_is_named(owner: Api) -> None:
    wrong = {"fields": {"system": "nowhere", "at": "never", "ok": 7}}
    found = made(owner.ask("POST", RUNS + "/records", wrong), 400)["problems"]
    assert {one["field"] for one in found} >= {"at", "ok"} and all(one["what"] and one["do"] for one in found)
    wrong = {"fields": {"system": "nowhere", "at": "2026-01-05 02:00", "ok": True}}
    (one,) = made(owner.ask("POST", RUNS + "/records", wrong), 400)["problems"]
    assert one["code"] == "unknown-reference"
    assert made(owner.ask("POST", RUNS + "/records", {**RUN, "id": "x", "fields": {**RUN["fields"], "id": "y"}}), 400)
    made(owner.ask("POST", RUNS + "/records", {**RUN, "id": "x"}))
    assert made(owner.ask("POST", RUNS + "/records", {**RUN, "id": "x"}), 409)["problems"][0]["code"] == "duplicate-id"


def test_asked_twice_done_once(owner: Api, outsider: Api) -> None:
    key = {"Idempotency_Key": "a-1"}
    before = BackupRun.objects.count()
    first = owner.ask("POST", RUNS + "/records", RUN, **key)
    again = owner.ask("POST", RUNS + "/records", RUN, **key)
    assert (first.status_code, again.status_code) == (201, 201) and first.content == again.content
    assert again.headers["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first.headers
    assert BackupRun.objects.count() == before + 1
    other = made(owner.ask("POST", RUNS + "/records", {**RUN, "remark": "另一"}, **key), 422)
    assert other["problems"][0]["code"] == "key-reused"
    assert outsider.ask("POST", RUNS + "/records", RUN, **key).status_code == 201  # a key belongs to its token
    assert owner.ask("POST", RUNS + "/records", RUN, Idempotency_Key="键").status_code == 400
    refused = owner.ask("POST", RUNS + "/records", {"fields": {}}, Idempotency_Key="a-2")
    assert refused.status_code == 400
    assert owner.ask("POST", RUNS + "/records", {**RUN, "id": "z"}, Idempotency_Key="a-2").status_code == 201


def test_pages_of_one_instant(owner: Api) -> None:
    page = owner.get(RUNS + "/records?limit=15")
    assert page["count"] == 40
    made(owner.ask("POST", RUNS + "/records", {**RUN, "id": "meanwhile"}))
    seen = [row["id"] for row in page["records"]]
    while page["next"]:
        page = owner.get(page["next"].removeprefix("/api/v1"))
        assert page["count"] is None
        seen += [row["id"] for row in page["records"]]
    assert len(seen) == len(set(seen)) == 40 and "meanwhile" not in seen
    ordered = owner.get(RUNS + "/records?limit=25&order=-at")
    following = owner.get(ordered["next"].removeprefix("/api/v1"))
    days = [row["fields"]["at"] for row in ordered["records"] + following["records"]]
    assert days == sorted(days, reverse=True) and len(days) == 41 and following["next"] is None


def test_narrowed_and_refused(owner: Api) -> None:
    assert owner.get(RUNS + "/records?system=oa")["count"] == 0
    assert owner.get(RUNS + "/records?system=core&ok=true&limit=1")["count"] == 40
    last = owner.get(RUNS + "/records?order=-at&limit=1")["records"][0]["fields"]["at"][:10]
    assert owner.get(f"{RUNS}/records?from_day={last}&to_day={last}")["count"] == 1
    assert owner.get("/registers/systems/records?q=核心")["count"] == 1
    for query in ("nope=1", "ok=perhaps", "order=nope", "limit=0", "page=x", "known_at=2999-01-01", "from_day=x", "q=%00",
                  "from_day=2026-02-02&to_day=2026-02-01",
                  "page=2", "page=1", "order=at&cursor=5000"):  # fmt: skip
        response = owner.ask("GET", f"{RUNS}/records?{query}")
        assert response.status_code == 400, query
        assert json.loads(response.content)["problems"][0]["what"], query
    assert owner.ask("GET", "/registers/nope/records").status_code == 404
    assert owner.ask("GET", "/nope").status_code == 404
    assert owner.ask("DELETE", RUNS + "/records").status_code == 405


def test_a_word_to_filter_by_is_taken_as_it_is_written(owner: Api, colleague: Api, outsider: Api) -> None:
    made(owner.ask("POST", RUNS + "/records", {**RUN, "fields": {**RUN["fields"], "site": "本地"}}))
    counts = {
        word: [api.get(f"{RUNS}/records?site={word}&limit=1")["count"] for api in (owner, colleague, outsider)]
        for word in ("本地", "local", "异地")
    }
    assert counts["本地"] == counts["local"] and counts["local"][0] == counts["local"][1] > counts["local"][2] == 0
    assert owner.get(RUNS + "/records?ok=是&limit=1")["count"] == owner.get(RUNS + "/records?ok=true&limit=1")["count"] > 0
    for api in (owner, colleague, outsider):
        (refused,) = made(api.ask("GET", RUNS + "/records?site=月球"), 400)["problems"]
        assert refused["code"] == "filter" and "local" in refused["why"] and "月球" in refused["what"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_in_the_language_asked_for(owner: Api, lang: str) -> None:
    response = owner.ask("GET", "/registers/nope", Accept_Language=lang)
    said = json.loads(response.content)["problems"][0]["what"]
    assert said == {"zh": "没有名为“nope”的台账", "en": said}[lang] and (lang == "zh" or said.isascii() or "“" in said)
    assert ("台账" in said) == (lang == "zh")
