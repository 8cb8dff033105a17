"""What a policy leaves is looked at, in every format, by the kind of its header and by what it says of it."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from zhengan.masking import audit, check, policy, run

HEADER, ACCOUNT = "资金账号", "88012345"
TOP = 'zhengan-masking: "1"\n'
NAMED = TOP + "columns:\n  {name}: {rule}\n"
RULES = ("{operator: leave}", "{operator: leave, kind: email}", "{kind: text}", "{kind: email}")


def table(folder: Path, form: str, header: str, value: str) -> Path:
    path = folder / f"a.{form}"
    if form == "csv":
        path.write_text(f"编号,{header}\nA,{value}\nB,{value}\n", "utf-8")
    elif form == "ndjson":
        path.write_text(json.dumps({"编号": "A", header: value}, ensure_ascii=False) + "\n", "utf-8")
    elif form == "sql":
        path.write_text(f"INSERT INTO `t` (`编号`, `{header}`) VALUES ('A', '{value}');\n", "utf-8")
    elif form == "parquet":
        pq.write_table(pa.table({"编号": ["A"], header: [value]}), path)
    else:
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("甲")
        for k, row in enumerate([("编号", header), ("A", value), ("B", value)]):
            sheet.write_row(k, 0, row)
        book.close()
    return path


def by(folder: Path, text: str) -> policy.Policy:
    path = folder / "policy.yaml"
    path.write_text(text, "utf-8")
    return policy.load(path, {}, secrets.token_bytes(32))


@pytest.mark.parametrize("form", ["csv", "ndjson", "sql", "parquet", "xlsx"])
@pytest.mark.parametrize(
    "text", [*(NAMED.format(name=HEADER, rule=rule) for rule in RULES), TOP + "rest: leave\n", TOP + "rest: drop\n"]
)
def test_by_the_header_whatever_the_policy_says(form: str, text: str, tmp_path: Path) -> None:
    path = table(tmp_path, form, HEADER, ACCOUNT)
    found = check.check(path, by=by(tmp_path, text)).counts
    assert found == check.check(path).counts and found["fund_account"] >= 1


@pytest.mark.parametrize("form", ["csv", "ndjson", "sql", "parquet", "xlsx"])
def test_by_the_kind_that_the_policy_says_it_left(form: str, tmp_path: Path) -> None:
    path = table(tmp_path, form, "cid", ACCOUNT)
    assert check.check(path).clean
    left = by(tmp_path, NAMED.format(name="cid", rule="{operator: leave, kind: fund_account}"))
    assert check.check(path, by=left).counts["fund_account"] >= 1


def test_below_a_column_that_is_left_each_key_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps({"doc": {"账": {HEADER: ACCOUNT}, "注": "x"}}, ensure_ascii=False) + "\n", "utf-8")
    for rule in RULES:
        assert check.check(path, by=by(tmp_path, NAMED.format(name="doc", rule=rule))).counts == {"fund_account": 1}


@pytest.mark.parametrize("rule", ["{operator: leave}", "{kind: text}"])
def test_beside_a_name_a_value_is_what_the_name_says(rule: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps({"key": HEADER, "value": ACCOUNT}, ensure_ascii=False) + "\n", "utf-8")
    assert check.check(path, by=by(tmp_path, NAMED.format(name="value", rule=rule))).counts == {"fund_account": 1}
    upright = tmp_path / "b.csv"
    upright.write_text(f"字段,值\n{HEADER},{ACCOUNT}\n手机,13812345678\n姓名,李娜\n", "utf-8")
    found = check.check(upright, by=by(tmp_path, NAMED.format(name="值", rule=rule))).counts
    assert found == check.check(upright).counts and found["fund_account"] == 1


@pytest.mark.parametrize(
    "text", ["columns:\n  备用: {operator: leave}\n", "text_columns: [备注]\nrest: leave\n"], ids=["column", "rest"]
)
def test_what_is_left_is_no_pseudonym_though_its_kind_is_masked_so_elsewhere(text: str, tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("备注,备用\n来电 13812345678,13912345678\n", "utf-8")
    own = by(tmp_path, f"{TOP}key: once\nkinds:\n  mobile: {{operator: fpe}}\n{text}")
    done = run.mask(source, target, own)
    record = json.loads(json.dumps(audit.record(source, target, done, own, started="", ended="")))
    assert target.read_text("utf-8").split(",")[2] == "13912345678\n" if "备用" in text else True
    found = check.check(target, record=record)
    assert found.counts == {"mobile": 1} and found.places[0]["column"] == "备用" and found.pseudonyms == ["mobile"]
    del record["left"]  # as an older program wrote it
    assert check.check(target, record=record).clean


def test_a_column_that_the_file_has_not_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, "csv", HEADER, ACCOUNT)
    with pytest.raises(Exception, match="没有策略中的列“cid”"):
        check.check(path, by=by(tmp_path, NAMED.format(name="cid", rule="{operator: leave}")))
