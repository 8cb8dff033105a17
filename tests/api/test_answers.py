"""Findings, the export, the gate and the law, held against the services they speak for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api
from zhengan.accounts.models import Institution
from zhengan.assess.services import export, latest
from zhengan.kit.asof import AsOf
from zhengan.law.loader import load_law
from zhengan.masking import choice
from zhengan.records.clock import now


def test_findings_are_those_of_the_assessment(owner: Api, one: Institution) -> None:
    found = owner.get("/findings")
    view = latest(one, now().date())
    assert found["findings"] == json.loads(json.dumps([finding.as_dict() for finding in view.findings]))
    assert found["institution"] == "one" and len(found["findings"]) > 5
    narrowed = owner.get("/findings?clause=20&verdict=unknown&verdict=met")["findings"]
    assert narrowed and all(f["clause"].startswith("20.") and f["verdict"] in ("met", "unknown") for f in narrowed)
    assert not any(f["clause"].startswith("2.") for f in narrowed)
    assert owner.get("/findings", Accept_Language="en")["findings"][0]["says"] != found["findings"][0]["says"]


def test_the_export_is_the_same_bytes_for_the_same_moments(owner: Api, one: Institution) -> None:
    known = now()
    query = f"?as_of={known.date()}&known_at={known.isoformat().replace('+', '%2B')}"
    first = owner.ask("GET", "/assessment" + query).content
    assert first == owner.ask("GET", "/assessment" + query).content == export(one, AsOf(known.date(), known))


def gate(api: Api, **body: Any) -> dict[str, Any]:
    response = api.ask("POST", "/gate/change", body)
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_the_gate_allows_refuses_and_does_not_know(owner: Api, outsider: Api) -> None:
    inside = gate(owner, system="core", at="2026-11-23 10:00", minutes=30)
    assert (inside["answer"], inside["allowed"]) == ("refused", False)
    assert inside["reasons"][0]["clause"] == "15.2" and inside["next_window"]["from"] > "2026-11-23T10:00"
    assert gate(owner, system="core", at="2026-11-22 10:00", minutes=30)["answer"] == "allowed"
    assert gate(owner, serves=["SSE"], at="2026-11-23 10:00")["answer"] == "refused"
    assert gate(owner, serves=["SSE"], at="2099-11-23 10:00")["answer"] == "unknown"  # no calendar reaches so far
    for body in ({}, {"system": "core", "serves": ["SSE"]}, {"system": "nope"}, {"serves": ["NOPE"]}, {"change": "nope"}):
        response = owner.ask("POST", "/gate/change", body)
        assert response.status_code == 400 and json.loads(response.content)["problems"][0]["do"]


def test_the_law_whole(owner: Api) -> None:
    listed = owner.get("/law/articles")["articles"]
    assert [one["article"] for one in listed] == list(range(1, 76))
    article = owner.get("/law/articles/21")
    assert article["text"][0]["text"] == load_law().articles[20].paragraphs[0].text
    assert {"21.3"} <= {duty["clause"] for duty in article["duties"]}
    (duty,) = owner.get("/law/clauses/21.3")["duties"]
    assert duty["rules"] and duty["limits"]
    assert owner.get("/law/articles/21", Accept_Language="en")["title"].isascii()


def test_registers_tell_their_fields(owner: Api) -> None:
    found = {one["name"]: one for one in owner.get("/registers")["registers"]}
    fields = {field["name"]: field for field in found["backup_runs"]["fields"]}
    assert fields["system"]["refers_to"] == "systems" and fields["ok"]["type"] == "bool" and fields["at"]["required"]
    for name in found["backup_runs"]["filters"]:
        word = "local" if name == "site" else "true"
        assert owner.ask("GET", f"/registers/backup_runs/records?{name}={word}").status_code == 200
    for name, one in found.items():
        for order in one["orders"]:
            assert owner.ask("GET", f"/registers/{name}/records?order=-{order}&limit=1").status_code == 200, (name, order)


def test_a_message_is_masked_for_everybody_with_a_token_and_nothing_of_it_is_kept(
    owner: Api, colleague: Api, outsider: Api, one: Institution
) -> None:
    kept = export(one, AsOf(now().date(), moment := now()))
    body = {"text": "客户张伟，手机13812345678，卡号 1234567812345678", "channel": "mail"}
    for api in (owner, colleague, outsider):
        response = api.ask("POST", "/gate/message", body)
        found = json.loads(response.content)
        assert response.status_code == 200 and found["text"] == "客户张＊，手机138****5678，卡号 1234567812345678"
        assert found["counts"] == {"name": 1, "mobile": 1} and found["hold"] is True
        (doubt,) = found["doubtful"]
        assert body["text"][doubt["start"] : doubt["end"]] == "1234567812345678" and doubt["reason"] == "card_label"
    assert export(one, AsOf(now().date(), moment)) == kept
    english = json.loads(owner.ask("POST", "/gate/message", body, Accept_Language="en").content)
    assert "card numbers" in english["doubtful"][0]["says"]
    wrapped = json.loads(owner.ask("POST", "/gate/message", {"text": "手机139\n1234\n5678"}).content)
    assert wrapped["hold"] is True and [one["reason"] for one in wrapped["doubtful"]] == ["wrapped"]
    for wrong in ({}, {"text": "x", "channel": "fax"}, {"text": "x" * 100_001}, {"text": "x", "more": 1}):
        assert owner.ask("POST", "/gate/message", wrong).status_code in (400, 422)
    for long in ("x" * 300_000, "长" * 100_001):
        (told,) = json.loads(owner.ask("POST", "/gate/message", {"text": long}).content)["problems"]
        assert "100,000" in told["why"] and "过长" in told["why"] and "text" in told["what"]
    whole = owner.ask("POST", "/gate/message", {"text": "长" * 100_000})  # as many as the document says, whatever their bytes
    assert whole.status_code == 200 and len(json.loads(whole.content)["text"]) == 100_000


def test_what_the_institution_has_published_stays_for_everybody_with_a_token(owner: Api, colleague: Api, outsider: Api) -> None:
    text = "张伟先生：手机13812345678。营业部 (0571)8765 4321\n2026年 结算账号：1202021209900012345，分机 0571-87654321转801"
    listed = ["# 网点", "", "0571-87654321", "1202021209900012345"]
    masked = {"mobile": 1, "name": 1, "landline": 1}
    wrong = {"text": "x", "public": [*listed, "110101199003070038"]}
    for api in (owner, colleague, outsider):
        response = api.ask("POST", "/gate/message", {"text": text, "channel": "mail", "public": listed})
        found = json.loads(response.content)
        assert response.status_code == 200 and found["hold"] is False and found["counts"] == masked
        assert "(0571)8765 4321" in found["text"] and "87654321转801" not in found["text"] and "张＊" in found["text"]
        assert json.loads(api.ask("POST", "/gate/message", {"text": text, "public": []}).content)["hold"] is True
        (told,) = json.loads(api.ask("POST", "/gate/message", wrong).content)["problems"]
        assert told["code"] == "masking-public" and told["line"] == 5 and "110101199003070038" not in json.dumps(told)
    for none in (["0571-87654321"] * 1001, ["9" * 201], "0571-87654321", [5718765432], ["# 没有"]):
        response = owner.ask("POST", "/gate/message", {"text": "x", "public": none})
        assert response.status_code in (400, 422) and json.loads(response.content)["problems"][0]["why"]
    assert owner.ask("POST", "/gate/message", {"text": "x", "public": [f"0571-8{k:07d}" for k in range(1000)]}).status_code == 200


def test_what_would_be_read_for_minutes_is_not_answered_in_clear(owner: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "loaded", lambda: False)
    monkeypatch.setattr(choice, "warmed", lambda seconds=None: False)
    response = owner.ask("POST", "/gate/message", {"text": "手机13812345678 " + "1 " * 5000})
    (told,) = json.loads(response.content)["problems"]
    assert response.status_code == 413 and told["code"] == "masking-slow" and b"13812345678" not in response.content
