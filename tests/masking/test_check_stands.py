"""What a policy left under the header of a kind stands in clear, however unusual it looks; what is starred or empty does not."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pytest

from zhengan.masking import audit, check, policy, run
from zhengan.masking.standing import in_clear

HEADER = ("客户姓名", "手机", "证件号码", "资金账号", "联系地址")
ROWS = (
    ("玉罕囡", "13812345678", "88-1", "880123456789012345", "5号楼"),
    ("Adili Maimaiti", "13812345679", "A1234567(1)", "88-0123", "村东头"),
)  # no surname, no form of its kind: only their headers tell
LEAVE = 'zhengan-masking: "1"\ncolumns:\n' + "".join(f"  {name}: {{operator: leave}}\n" for name in HEADER if name != "手机")
FOUND = {"name": 2, "resident_id": 2, "fund_account": 2, "address": 2}


def written(folder: Path, form: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    path = folder / f"a.{form}"
    if form == "csv":
        lines = [",".join(row) for row in (HEADER, *rows)]
    elif form == "ndjson":
        lines = [json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in rows]
    else:
        columns, values = ", ".join(f"`{name}`" for name in HEADER), [", ".join(f"'{one}'" for one in row) for row in rows]
        lines = [f"INSERT INTO `t` ({columns}) VALUES ({row});" for row in values]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def masked(source: Path, text: str) -> tuple[Path, dict[str, object]]:
    """The file masked by such a policy, and its audit."""
    (source.parent / "p.yaml").write_text(text, "utf-8")
    own = policy.load(source.parent / "p.yaml", {}, secrets.token_bytes(32))
    target = source.with_name(f"b{source.suffix}")
    done = run.mask(source, target, own, force=True)
    record = json.loads(json.dumps(audit.record(source, target, done, own, started="", ended="")))
    audit.write(target, record)
    return target, record


@pytest.mark.parametrize("form", ["csv", "ndjson", "sql"])
@pytest.mark.parametrize("text", [LEAVE, LEAVE.replace("leave}", "leave, kind: email}"), 'zhengan-masking: "1"\nrest: leave\n'])
def test_what_the_run_left_is_found(form: str, text: str, tmp_path: Path) -> None:
    target, record = masked(written(tmp_path, form), text)
    found = check.check(target, record=record).counts
    assert found == FOUND | ({"mobile": 2} if "rest" in text else {})
    assert check.check(target, left=audit.left(target)).counts == found


@pytest.mark.parametrize("form", ["csv", "ndjson", "sql"])
def test_kinds_that_the_run_left_are_found(form: str, tmp_path: Path) -> None:
    left = 'zhengan-masking: "1"\nkinds:\n  name: {operator: leave}\n  address: {operator: leave}\n'
    target, record = masked(written(tmp_path, form), left)
    assert check.check(target, record=record).counts == {"name": 2, "address": 2}
    target, record = masked(written(tmp_path, form), left + "columns:\n  联系地址: {operator: redact, label: 某地}\n")
    assert check.check(target, record=record).counts == {"name": 2}


def test_kinds_that_were_left_in_json_within_a_cell_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,js\n1,"{""客户姓名"":""玉罕囡"",""手机"":""13812345678""}"\n', "utf-8")
    target, record = masked(tmp_path / "a.csv", 'zhengan-masking: "1"\nkinds:\n  name: {operator: leave}\n')
    assert check.check(target, record=record).counts == {"name": 1}


@pytest.mark.parametrize("form", ["csv", "ndjson", "sql"])
def test_what_the_policy_of_the_check_leaves_is_found_too(form: str, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(LEAVE, "utf-8")
    by = policy.load(tmp_path / "p.yaml", {}, bytes(32))
    source = written(tmp_path, form)
    assert check.check(source, by=by).counts == FOUND | {"mobile": 2}
    target, record = masked(source, LEAVE.replace("leave", "redact, label: 某"))
    assert check.check(target, record=record, by=by).clean  # what the run has masked the policy of a check does not make clear


def test_a_stated_kind_counts_where_the_header_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编号,c1\n1,玉罕囡\n2,\n", "utf-8")
    target, record = masked(tmp_path / "a.csv", 'zhengan-masking: "1"\ncolumns:\n  c1: {operator: leave, kind: name}\n')
    assert check.check(target, record=record).counts == {"name": 1}
    assert check.check(target).clean


def test_an_audit_of_another_file_says_nothing_of_what_was_left(tmp_path: Path) -> None:
    target, _ = masked(written(tmp_path, "csv"), LEAVE)
    assert audit.left(target) is not None
    target.write_text(target.read_text("utf-8") + "\n", "utf-8")
    assert audit.left(target) is None and audit.left(tmp_path / "c.csv") is None
    audit.beside(target).write_text("{}", "utf-8")
    assert audit.left(target) is None


@pytest.mark.parametrize("text", ["", " ", "-", "--", "/", "无", "暂无", "N/A", "null", r"\N", "0", "00000000", "***", "玉＊＊",
                                  "88****45", "[已脱敏]", "是", "XXX", "…"])  # fmt: skip
def test_nothing_and_stars_do_not_stand_in_clear(text: str) -> None:
    assert not in_clear(text)


@pytest.mark.parametrize("text", ["玉罕囡", "Adili", "88-1", "5号楼", "0123", "无锡", "村东头", "a@b", "x1"])
def test_what_says_something_stands_in_clear(text: str) -> None:
    assert in_clear(text)


def test_null_marks_and_stars_in_a_left_column_are_none(tmp_path: Path) -> None:
    rows = (("玉＊＊", "138****5678", "-", "无", "N/A"), ("", "138****5679", "88****45", "null", r"\N"))
    target, record = masked(written(tmp_path, "csv", rows), LEAVE)
    assert check.check(target, record=record).clean
