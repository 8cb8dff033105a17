"""NDJSON: whose a name is, and what stands below a key that says what it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.formats.json.ndjson import keys_beside
from zhengan.masking.run import mask

SOMEBODY = "乜某"  # whom nothing but a header gives away
ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")


def masked(folder: Path, *lines: dict[str, Any], rules: str = "") -> list[Any]:
    """The lines, masked; a check of the output, which has its audit's columns, finds nothing."""
    text = run(folder, lines, rules)[0]
    assert rules or check(folder / "b.ndjson").clean
    return [json.loads(line) for line in text.splitlines()]


def run(folder: Path, lines: Sequence[dict[str, Any]], rules: str) -> tuple[str, files.Result]:
    """The same as a text, with what was done."""
    (folder / "p.yaml").write_text('zhengan-masking: "1"\nkey: once\n' + rules, encoding="utf-8")
    (folder / "a.ndjson").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    result = mask(folder / "a.ndjson", folder / "b.ndjson", policy.load(folder / "p.yaml", {}, ONCE), force=True)
    record = {"target": {"digest": result.after}, "columns": result.columns, "kinds": result.kinds}
    assert check(folder / "b.ndjson", record=record).clean
    return (folder / "b.ndjson").read_text("utf-8"), result


@pytest.mark.parametrize(
    "line",
    [
        {"stock": {"name": SOMEBODY}, "host": {"name": "web01"}, "logger": {"name": "com.x.Foo"}},
        {"file": {"name": "a.txt"}, "branch": {"name": "main"}, "product": {"name": SOMEBODY}, "funds": [{"name": SOMEBODY}]},
        {"company": {"name": SOMEBODY, "status": "1"}, "organisation": {"name": "x"}, "departmentInfo": {"name": "x"}},
        {"params": [{"name": "status", "value": "ok"}, {"name": SOMEBODY, "type": "x", "value": 1}]},
        {"name": "com.x.Foo", "hostname": "web01", "pid": 7, "msg": "started"},
        {"source": {"version": "2.1", "connector": "mysql", "name": "kbss", "db": "kbss", "table": "users"}},
        {"mysqlType": {"khxm": "varchar(20)", "zjzh": "bigint"}, "sqlType": {"mobile": -5}, "column_types": {"sfzh": "x"}},
        {"symbol": "600519", "name": SOMEBODY},
        {"产品": {"名称": SOMEBODY}, "名称": SOMEBODY, "widget": {"name": SOMEBODY}},
        {"host.name": "web01", "process.thread.name": "main"},
        {"fund_account": {"status": 600001, "balance": 1234567}, "contact": {"number": "12", "type": "x"}},
        {"email": {"content": "x"}},
    ],
)
def test_names_of_things_and_what_says_something_itself_stay(tmp_path: Path, line: dict[str, Any]) -> None:
    assert masked(tmp_path, line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        {"name": SOMEBODY},
        {"data": {"list": [{"name": SOMEBODY}]}, "customer": {"name": SOMEBODY, "price": 1}},
        {"custInfo": {"name": SOMEBODY}, "employees": [{"name": SOMEBODY, "value": 1}], "客户": {"名称": SOMEBODY}},
        {"widget": {"name": SOMEBODY, "sex": "1"}, "other": {"name": SOMEBODY, "x": [{"y": 1}], "id_no": ""}},
        {"name": SOMEBODY, "pid": 7, "idType": "1"},
        {"names": [SOMEBODY], "customerNames": [SOMEBODY], "customerName": {"value": SOMEBODY}, "contact": {"name": SOMEBODY}},
        {"name": {"first": SOMEBODY, "last": SOMEBODY}, "user": {"name": {"value": SOMEBODY}}},
        {"name": SOMEBODY, "content": "x"},
    ],
)
def test_names_of_persons_go(tmp_path: Path, line: dict[str, Any]) -> None:
    (made,) = masked(tmp_path, line)
    text = json.dumps(line, ensure_ascii=False)
    assert json.dumps(made, ensure_ascii=False) == text.replace(SOMEBODY, "乜＊")


def test_the_name_of_a_field_stays_so_that_it_says_the_same_again(tmp_path: Path) -> None:
    lines = [{"name": "fund_account", "value": 88012345}, {"name": "资金账号", "content": "88012345"}, {"name": SOMEBODY}]
    made = masked(tmp_path, *lines)
    assert made == [{**lines[0], "value": "88****45"}, {**lines[1], "content": "88****45"}, {"name": "乜＊"}]


def test_values_below_a_key_that_says_what_they_are(tmp_path: Path) -> None:
    line = {
        "fund_account": {"value": 88012345, "普通": "88012346", "remark": {"x": 88012347}, "note": "少", "balance": 1234567},
        "资金账号": [{"no": 88012345}, {"信用": 88012346}, 88012347],
    }
    made = masked(tmp_path, {"fund_account": "88012345"}, line)
    assert made[1] == {
        "fund_account": {"value": "88****45", "普通": "88****46", "remark": {"x": "88****47"}, "note": "少", "balance": 1234567},
        "资金账号": [{"no": "88****45"}, {"信用": "88****46"}, "88****47"],
    }


@pytest.mark.parametrize(
    "line",
    [
        {"payee": {"name": SOMEBODY, "account": "88012345"}, "holder": {"account": "A123456"}},
        {"x": {"payer": {"info": {"acct": "1"}}}, "fundAccountInfo": {"no": "88012345"}},
        {"账户信息": {"账号": "88012345"}, "收款人": {"账号": "88-1"}, "客户信息": {"账号": "88012345"}},
        {"payeeInfo": [{"account": 88012345}], "accountInfo": {"account": "88012345"}, "资金账户信息": {"账号": "88012345"}},
    ],
)
def test_an_account_is_that_of_the_key_above(tmp_path: Path, line: dict[str, Any]) -> None:
    (made,) = masked(tmp_path, line)
    values = leaves(made)
    assert len(values) == len(leaves(line)) and all("*" in str(one) or "＊" in str(one) for one in values), made


def leaves(value: Any) -> list[Any]:
    """The values within."""
    if isinstance(value, dict | list):
        return [leaf for one in (value.values() if isinstance(value, dict) else value) for leaf in leaves(one)]
    return [value]


@pytest.mark.parametrize(
    "line",
    [
        {"user": {"account": "adili"}, "account": {"account": "adili"}, "账户信息": {"账号": "adili", "户数": 88012345}},
        {"product": {"account": "x88"}, "order": {"账户": 3}, "stats": {"accounts": 88012345}},
    ],
)
def test_what_is_no_account_there_stays(tmp_path: Path, line: dict[str, Any]) -> None:
    assert masked(tmp_path, line) == [line]


@pytest.mark.parametrize("key", ["fundAccount", "资金账号", "mobile"])
def test_what_a_key_below_says_itself_is_not_the_number(tmp_path: Path, key: str) -> None:
    said = {
        "openDate": "20240101", "open": "20240101", "updated": 20240102, "状态码": "88012345", "statusCode": "100001",
        "开户日期": "20240101", "created_at": "20240101", "balance": 88012345, "可用余额": 88012345, "currency": "156156",
        "x": {"closeTime": "20240101"},
    }  # fmt: skip
    assert masked(tmp_path, {key: said}) == [{key: said}]


def test_the_number_beside_them_is_masked(tmp_path: Path) -> None:
    line = {"fundAccount": {"no": "88012345", "openDate": "20240101", "主": "88012346"}}
    assert masked(tmp_path, line) == [{"fundAccount": {"no": "88****45", "openDate": "20240101", "主": "88****46"}}]


def test_a_policy_still_covers_all_below_its_key_and_pseudonyms_are_none(tmp_path: Path) -> None:
    line = {"customer": {"mobile": "13812345678", "balance": 13812345678}, "phone": {"v": "13812345678"}}
    rules = "columns:\n  customer: {kind: mobile, operator: fpe}\nkinds:\n  mobile: {operator: fpe}\n"
    text, result = run(tmp_path, [line], rules)
    assert "13812345678" not in text and "*" not in text
    assert {name: one["values"] for name, one in result.columns.items()} == {"customer": 2, "phone.v": 1}


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[dict[str, Any]] = [{"fund_account": {"x": 88012345 + k}, "foo": {"name": SOMEBODY, "n": k}} for k in range(60)]
    whole = masked(tmp_path, *lines)
    monkeypatch.setattr(files, "CHUNK", 300)
    assert masked(tmp_path, *lines) == whole


def test_keys_of_the_object_itself() -> None:
    raw = b'{"z":1}\n{"a":[{"b":1},{"c":{"d":2},"e":["x",{"f":3},"y"],"g":4}],"h":5}'
    at = {key: raw.index(key) for key in (b"1},{", b"2}", b"x", b"3}", b"y", b"4}", b"5}")}
    assert {key: keys_beside(raw, place) for key, place in at.items()} == {
        b"1},{": ["b"], b"2}": ["d"], b"x": ["c", "e", "g"], b"3}": ["f"], b"y": ["c", "e", "g"], b"4}": ["c", "e", "g"],
        b"5}": ["a", "h"],
    }  # fmt: skip
