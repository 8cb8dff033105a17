"""A header that is not the first line: titles above it as Excel and WPS write them; and headers that one sign holds together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.masking.formats.test_csv import ONCE
from zhengan.cli.main import cli
from zhengan.masking import check, policy, run
from zhengan.masking.formats.csv import head as csvhead

HEAD = 'zhengan-masking: "1"\n'
ROWS = "姓名,资金账号,住址\n买买提,88012345,建国路88号\n阿依古丽,88012346,人民路1号\n"
BELOW = [
    "客户明细表,,\n",
    "2024年5月,,\n",
    ",,\n,,\n",
    "客户明细表\n",
    "\n\n客户明细表,,\n\n",
    '"客户""明细""表,\n第二行",,\n',
    "客户明细表,,\n制表人：张三,,2024-05-01\n,,\n",
    "客户,明细,表\n",
]
FIRST = [
    "姓名,资金账号,住址\n买买提,88012345,姓名\n",
    "a,b,c\n1,姓名,x\n2,手机,y\n",
    "字段,类型,中文名\nkhxm,varchar,姓名\nsjhm,varchar,手机号\n",
    "字段,类型,中文名\nkhxm,varchar,姓名\n",
    ",a,b\n0,姓名,x\n1,d,e\n",
    ",字段,说明\n甲,姓名,客户的姓名\n乙,手机号,客户手机\n",
    "姓名,联系类型,联系方式\n张三,手机,13812345678\n",
    "字段,值\n姓名,张三\n资金账号,88012345\n",
    "编号,标签\n甲,姓名\n乙,其他\n",
    "id,tag,note\n姓名,手机,住址\n资金账号,邮箱,x\n",
    "类型\n手机\n其他\n其他\n",
    "备注\n他说\n姓名\n手机\n",
    "message\nhello 姓名\n世界\n世界\n",
    "a,b\n姓名,资金账号\n",
    ",,\n1,2,3\n",
    "",
]


def head(text: str, *columns: str) -> int:
    """Lines above the header."""
    raw = text.encode()
    start = len(raw) - len(raw.lstrip(b"\n"))
    return raw[: csvhead.below(raw, start, "", columns)].count(b"\n")


@pytest.mark.parametrize("above", BELOW)
def test_a_header_below_titles_is_found(above: str) -> None:
    assert head(above + ROWS) == above.count("\n")


@pytest.mark.parametrize("text", FIRST)
def test_a_record_is_no_header(text: str) -> None:
    assert head(text) == 0


def test_columns_that_a_policy_names_are_looked_for() -> None:
    text = "明细表,,\n甲,乙,丙\n1,2,3\n"
    assert head(text) == 0 and head(text, "乙") == 1
    assert head("名单\n客户\n买买提\n阿依古丽\n", "客户") == 1


def test_a_column_alone_is_borne_out_by_its_values() -> None:
    assert head("客户名单\n姓名\n买买提\n阿依古丽\n") == 1
    assert head("客户名单\n资金账号\n88012345\n88012346\n") == 1
    assert head("客户名单\n资金账号\n甲\n乙\n") == 0


def test_beyond_the_first_records_nothing_is_looked_for() -> None:
    assert head("x,,\n" * 19 + ROWS) == 19 and head("x,,\n" * 20 + ROWS) == 0


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("above", BELOW)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_below_titles_are_masked_and_nothing_else(folder: Path, above: str, encoding: str, end: str) -> None:
    (folder / "a.csv").write_bytes((above + ROWS).replace("\n", end).encode(encoding))
    done = run.mask(folder / "a.csv", folder / "o.csv", policy.builtin())
    text = (folder / "o.csv").read_bytes().decode(encoding).replace("\r\n", "\n")
    assert text.startswith(above.replace("张三", "张＊") + "姓名,资金账号,住址\n")
    assert not any(one in text for one in ("88012345", "88012346", "买买提", "古丽", "88号", "1号"))
    assert (folder / "o.csv").read_bytes().count(end.encode()) == (above + ROWS).count("\n")
    assert done.rows == 2 and done.line == above.count("\n") + 1
    assert done.columns["资金账号"]["values"] == 2 and done.kinds.get("name", {}).get("values", 0) == above.count("张三")
    assert check.check(folder / "o.csv").clean
    before = check.check(folder / "a.csv")
    assert {"kind": "fund_account", "row": 2, "column": "资金账号"} in before.places
    assert [one for one in before.places if "line" in one] == (
        [{"kind": "name", "line": 2, "column": ""}] if "张三" in above else [])  # fmt: skip


def test_run_check_resume_and_the_other_commands_say_the_same(folder: Path) -> None:
    (folder / "a.csv").write_text("客户明细表 13812345678,,\n" + ROWS, "utf-8")
    (folder / "p.yaml").write_text(HEAD + "columns:\n  住址: {operator: drop}\n  姓名: {kind: name}\n", "utf-8")
    Path("out").mkdir()
    first = zhengan("run", "a.csv", "-o", "out", "--policy", "p.yaml")
    assert first.exit_code == 0 and "表头取自第 2 行" in first.output
    record = json.loads(Path("out/a.csv.audit.json").read_text("utf-8"))
    assert record["header_line"] == 2 and record["rows"] == 2 and record["kinds"]["mobile"]["values"] == 1
    assert any("第 2 行" in note for note in record["notes"]) and "line" not in record
    assert Path("out/a.csv").read_text("utf-8").splitlines()[:3] == [
        "客户明细表 138****5678,,", "姓名,资金账号,住址", "买＊＊,88****45,"]  # fmt: skip
    assert "已完成，跳过" in zhengan("run", "a.csv", "-o", "out", "--policy", "p.yaml").output
    assert json.loads(Path("out/a.csv.audit.json").read_text("utf-8")) == record
    assert zhengan("check", "out/a.csv").exit_code == 0
    found = zhengan("check", "a.csv", "--json")
    assert found.exit_code == 1 and json.loads(found.output)[0]["places"][0] == {"kind": "mobile", "line": 1, "column": ""}
    said = zhengan("suggest", "a.csv").output
    assert '"资金账号": {kind: fund_account}' in said and "2 条记录" in said
    assert "2 条记录" in zhengan("anonymity", "a.csv", "--quasi", "住址").output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_anonymity_reads_below_titles_of_any_encoding(folder: Path, encoding: str) -> None:
    (folder / "a.csv").write_bytes(('\r\n"客户\r\n明细",,\r\n' + ROWS).encode(encoding))
    assert "2 条记录" in zhengan("anonymity", "a.csv", "--quasi", "住址").output


def test_no_word_is_said_of_a_header_in_the_first_line(folder: Path) -> None:
    (folder / "a.csv").write_text(ROWS, "utf-8")
    done = run.mask(folder / "a.csv", folder / "o.csv", policy.builtin())
    assert done.notes == [] and done.line == 1
    (folder / "a.csv").write_text("客户明细表,,\n" + ROWS, "utf-8")
    told = run.mask(folder / "a.csv", folder / "o.csv", policy.builtin(), force=True, header=False)
    assert told.headed and len(told.notes) == 2 and told.rows == 4


def test_the_audit_says_where_the_header_is_though_masks_read_like_one(folder: Path) -> None:
    """Labels in the place of values read like headers; the audit says which line is it."""
    rules = "columns:\n  客户: {operator: redact, label: 姓名}\n  编号: {operator: fpe, kind: fund_account}\nkey: once\n"
    (folder / "a.csv").write_text("客户,,\n客户,编号,类别\n买买提,88012345,甲\n阿依古丽,88012346,手机\n", "utf-8")
    (folder / "p.yaml").write_text(HEAD + rules, "utf-8")
    assert zhengan("run", "a.csv", "-o", "o.csv", "--policy", "p.yaml").exit_code == 0
    assert json.loads((folder / "o.csv.audit.json").read_text("utf-8"))["header_line"] == 2
    assert head((folder / "o.csv").read_text("utf-8")) != 1
    told = zhengan("check", "o.csv")
    assert told.exit_code == 0 and "编号" in told.output


def test_what_the_policy_leaves_stays_above_the_header_too(folder: Path) -> None:
    (folder / "a.csv").write_text("张三 13812345678,,\n" + ROWS, "utf-8")
    (folder / "p.yaml").write_text(HEAD + "rest: leave\ncolumns:\n  姓名: {kind: name}\n", "utf-8")
    run.mask(folder / "a.csv", folder / "o.csv", policy.load(folder / "p.yaml", {}))
    assert (folder / "o.csv").read_text("utf-8").startswith("张三 13812345678,,\n姓名,资金账号,住址\n买＊＊,88012345,")


def test_a_record_that_is_refused_is_numbered_below_the_header(folder: Path) -> None:
    (folder / "a.csv").write_text("客户明细表,,\n" + ROWS + "1,2\n", "utf-8")
    with pytest.raises(Exception, match="第 3 条记录") as refused:
        run.mask(folder / "a.csv", folder / "o.csv", policy.builtin())
    assert str(refused.value.where) == "a.csv 第 5 行"  # type: ignore[attr-defined]
    (folder / "a.csv").write_text("客户明细表,,\n" + ROWS, "utf-8")
    rules = "key: once\ncolumns:\n  资金账号: {kind: email, operator: fpe, on_misfit: error}\n"
    (folder / "p.yaml").write_text(HEAD + rules, "utf-8")
    with pytest.raises(Exception, match="第 1 条记录") as refused:
        run.mask(folder / "a.csv", folder / "o.csv", policy.load(folder / "p.yaml", {}, ONCE))
    assert str(refused.value.where) == "a.csv 第 3 行"  # type: ignore[attr-defined]


@pytest.mark.parametrize("sign", ["~", "#", "!", ":", "&", "@@", "$$", "\x02", "\x1b", "\x1e", "、", " "])
@pytest.mark.parametrize("above", ["", "客户明细表\n"])
def test_columns_that_another_sign_separates_are_refused(folder: Path, sign: str, above: str) -> None:
    text = (above + "姓名,资金账号,住址\n买买提,88012345,建国路88号\n").replace(",", sign)
    (folder / "a.csv").write_text(text, "utf-8")
    for command in (("run", "a.csv", "-o", "o.csv"), ("check", "a.csv"), ("suggest", "a.csv")):
        refused = zhengan(*command)
        assert refused.exit_code != 0 and "--separator" in refused.exception.line(), command  # type: ignore[union-attr]
    if len(sign.encode()) == 1:
        told = sign if sign.isprintable() else f"\\x{ord(sign):02x}"
        assert f"'{told}'" in refused.exception.line()  # type: ignore[union-attr]
        assert zhengan("run", "a.csv", "-o", "o.csv", "--separator", told).exit_code == 0
        assert "88012345" not in (folder / "o.csv").read_text("utf-8")
        assert zhengan("check", "o.csv").exit_code == 0
    assert zhengan("run", "a.csv", "-o", "one.csv", "--separator", ",").exit_code == 0


@pytest.mark.parametrize("text", ["姓名&手机\n买买提 13812345678\n", "客户:姓名:x\na\n"])
def test_what_may_be_columns_is_noted(folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, "utf-8")
    done = zhengan("run", "a.csv", "-o", "o.csv")
    assert done.exit_code == 0 and "--separator" in done.output


@pytest.mark.parametrize(
    "text",
    ["姓名/名称\na/b\n", "card-no\n1-2\n", "phone-no\n010-62345678\n", "手机(+86)\n+8613812345678\n", "first name\nJohn Smith\n",
     "contact name\nJohn Smith\n", "e-mail\na-b\n", "备注：\na\n", "姓名（必填）\na\n", "user.name\na.b\n",
     "备注\n甲:乙\n丙:丁\n"],
)  # fmt: skip
def test_one_column_is_one(folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, "utf-8")
    done = zhengan("run", "a.csv", "-o", "o.csv")
    assert done.exit_code == 0 and "--separator" not in done.output


@pytest.mark.parametrize(
    ("cells", "found"),
    [("客户姓名,资金账号,手机", True), ("客户姓名,资金账号,2024年余额", True), ("客户姓名,资金账号,＊＊", True),
     ("id,资金账号", True), ("客户＊＊,资金账号", False), ("阿＊＊,手机,138****5678", False),
     ("李娜,手机,13812345678", False), ("甲,乙", False),
     ("手机,1990", False), ("＊＊,手机,邮箱,13812345678", False), ("", False)],
)  # fmt: skip
def test_a_first_record_that_looks_like_a_header(cells: str, found: bool) -> None:
    assert csvhead.headed(cells.split(",")) == found


def test_a_number_for_a_column_of_a_file_without_a_header(folder: Path) -> None:
    (folder / "a.csv").write_text("张伟,13812345678\n李娜,13912345678\n", "utf-8")
    (folder / "p.yaml").write_text(HEAD + 'columns:\n  "2": {kind: mobile}\n', "utf-8")
    line = zhengan("run", "a.csv", "-o", "o.csv", "--policy", "p.yaml").exception.line()  # type: ignore[union-attr]
    assert "第一行像是数据" in line and "--no-header" in line and "没有策略中的列" not in line
    assert zhengan("run", "a.csv", "-o", "o.csv", "--policy", "p.yaml", "--no-header").exit_code == 0
