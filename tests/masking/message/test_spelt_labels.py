"""Labels in escapes: what ``json.dumps`` and addresses of the web write in the place of Chinese characters (Art. 34.2)."""

from __future__ import annotations

import json
import logging

import pytest

from zhengan.connectors.mailrelay.rewrite import rewrite
from zhengan.masking.bench import trial
from zhengan.masking.logfilter import MaskingFilter
from zhengan.masking.message import mask_message

HELD = {"资金账号": "88012345", "姓名": "王小明"}
TEXTS = (
    "resp=" + json.dumps(HELD),
    json.dumps({"body": json.dumps(HELD)}),
    "\u200b" + json.dumps(HELD),
    json.dumps(HELD).upper().replace("\\U", "\\u"),
    "GET /q?%E8%B5%84%E9%87%91%E8%B4%A6%E5%8F%B7=88012345&x=1",
    r"注：\u8d44\u91d1\u8d26\u53f7：88012345",
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_they_say_of_a_number_is_heard(text: str) -> None:
    found = mask_message(text, "mail")
    assert found.counts["fund_account"] == 1 and "88****45" in found.text and len(found.text) == len(text)
    assert [text[one.start : one.end] for one in found.spans if one.kind == "fund_account"] == ["88012345"]
    assert mask_message(found.text, "mail").text == found.text
    tried = trial(text)  # the bench says what the gate does
    assert tried.masked == mask_message(text).text
    assert [(one.start, one.end) for one in tried.taken] == [(one.start, one.end) for one in mask_message(text).spans]


COUNT = "resp=" + json.dumps({"客户号数": 12345678})


@pytest.mark.parametrize("text", [COUNT, r"C:\u8d44 88012345", "%E8%B5 88012345", "\\u8d44"])
def test_others_change_nothing(text: str) -> None:
    assert mask_message(text, "mail").text == text


def test_a_record_and_its_arguments() -> None:
    record = logging.LogRecord("x", 20, "", 0, "resp=%s %a", (json.dumps(HELD), HELD), None)
    record.__dict__["payload"] = json.dumps(HELD)
    assert MaskingFilter(warm=False).filter(record)
    said = record.getMessage() + record.__dict__["payload"]
    assert said.count("88****45") == 3 and "88012345" not in said and r"\u738b\uff0a\uff0a" in said


@pytest.mark.parametrize(
    "held",
    [
        {"资金账号": {"value": "88012345"}}, {"资金账号": [{"no": 88012345}]}, {"field": {"名称": "资金账号", "值": "88012345"}},
        {"fields": [{"key": "fund_account", "value": "88012345"}]},
    ],
)  # fmt: skip
def test_a_value_is_of_what_its_field_says_or_the_key_above(held: dict[str, object]) -> None:
    for message in ("x", held):
        record = logging.LogRecord("x", 20, "", 0, message, None, None)
        record.__dict__.update(held)
        assert MaskingFilter(warm=False).filter(record)
        said = f"{record.msg}{[record.__dict__[key] for key in held]}"
        assert "88012345" not in said and said.count("88****45") == (1 if message == "x" else 2)


def test_another_keeps_its_own_key() -> None:
    record = logging.LogRecord("x", 20, "", 0, "x", None, None)
    held = {"资金账号": {"count": 12345678, "value": None}, "order": {"id": "88012345", "value": "88012345"}, "f": {"name": "x"}}
    record.__dict__.update(held)
    assert MaskingFilter(warm=False).filter(record) and {key: record.__dict__[key] for key in held} == held


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(HELD), json.dumps({"手机": 13812345678, "资金账号": 88012345}, ensure_ascii=False),
        json.dumps([{"手机": 13812345678, "资金账号": 88012345}], indent=2),
    ],
)  # fmt: skip
def test_a_part_that_is_json_stays_so(text: str) -> None:
    raw = f"Subject: x\nMIME-Version: 1.0\nContent-Type: application/json; charset=utf-8\n\n{text}\n".replace("\n", "\r\n")
    after = rewrite(raw.encode()).raw.split(b"\r\n\r\n", 1)[1]
    assert "88****45" in str(json.loads(after)) and b"88012345" not in after and b"13812345678" not in after
