"""What is on record of a data set does not turn better by looking less well: laxer policies and options, other readings, audits
that were edited, one small file for a whole set."""

from __future__ import annotations

import json
import sqlite3
from itertools import product
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.test_mask_record import SET, run, verdicts
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.registers.personal_info.models import DataSet, MaskingCheck, MaskingRun
from zhengan.registers.services import amend

HEADER = ("手机", "资金账号", "股东代码")
ROWS = (("13812345678", "88012345", "0123456789"), ("13912345678", "88012346", "0123456780"))
LEFT = "  资金账号: {operator: leave}\n  股东代码: {operator: leave}\n"
TOP = 'zhengan-masking: "1"\ncolumns:\n  手机: {kind: mobile}\n'
POLICIES = {
    "left": TOP + LEFT + "rest: scan\n",
    "kinds": TOP + LEFT.replace("leave}", "leave, kind: email}"),
    "rest": TOP + "rest: leave\n",
    "drop": TOP + "rest: drop\n",
    "searched": TOP + "text_columns: [资金账号, 股东代码]\n",
    "other": TOP + "  资金账号: {kind: email}\n  股东代码: {kind: digits}\n",
}


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.enter(found, "test_data_sets", id="set", **SET)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Accounts that their headers alone tell, and a policy that leaves them."""
    source = tmp_path / "acc.csv"
    source.write_text("".join(",".join(row) + "\n" for row in (HEADER, *ROWS)), "utf-8")
    for name, text in POLICIES.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return source


def leaking(file: Path, capsys: pytest.CaptureFixture[str], *options: object) -> Path:
    """A masked file in which both accounts stand in clear."""
    target = file.with_name("a.csv")
    code, _, err = run(capsys, "run", file, "-o", target, "--policy", file.with_name("left.yaml"), "--record", "set", *options)
    assert code == 0 and "88012345" in target.read_text("utf-8"), err
    return target


@pytest.mark.parametrize("name", POLICIES)
def test_no_policy_makes_a_check_laxer(
    name: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = leaking(file, capsys)
    code, out, _ = run(capsys, "check", target, "--policy", file.with_name(f"{name}.yaml"), "--record", "set")
    assert code == 1 and "未脱敏 4 项" in out and "16.2  不符合" in out and verdicts(one) == ["not_met"]
    held = MaskingCheck.objects.get()
    assert (held.policy, held.options) == (f"{name}.yaml", "--format csv --encoding utf-8 --separator ,")
    assert len(held.policy_version or "") == 12 and held.audit == MaskingRun.objects.get().audit


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "options", [("--separator", "|"), ("--no-header",), ("--encoding", "gb18030"), ("--format", "text")], ids=lambda one: one[0]
)
def test_a_check_on_record_reads_as_the_run_has_read(
    options: tuple[str, ...], first: bool, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = leaking(file, capsys)
    if not first:
        assert run(capsys, "check", target, "--record", "set")[0] == 1
    before = verdicts(one)
    for more in ((), ("--no-audit",)):
        code, out, err = run(capsys, "check", target, *options, *more, "--record", "set")
        assert code == 2 and "登记的检查不能用" in err and "已登记" not in out and verdicts(one) == before != ["met"]
    code, _, err = run(capsys, "check", target, "--separator", ",", "--encoding", "utf-8", "--format", "csv", "--record", "set")
    assert code == 1, err


@pytest.mark.parametrize("options", [("--separator", "|"), ("--no-header",), ("--format", "text")], ids=lambda one: one[0])
def test_a_file_that_was_masked_misread_is_not_checked_so(
    options: tuple[str, ...], one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("a.csv")
    assert run(capsys, "run", file, "-o", target, *options, "--record", "set")[0] == 0
    code, _, err = run(capsys, "check", target, "--record", "set")
    assert code == 2 and "不像审计记录所写的读法" in err and verdicts(one) == ["unknown"]


def test_a_file_in_another_encoding_than_is_said_is_not_masked(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("a.csv")
    file.write_text(file.read_text("utf-8").replace("资金账号", "资金帐户"), "utf-8")  # bytes that GB18030 has, too
    code, _, err = run(capsys, "run", file, "-o", target, "--encoding", "gb18030", "--record", "set")
    assert code == 2 and "内容却是 UTF-8" in err and not target.exists() and verdicts(one) == ["unknown"]


def test_a_header_that_was_masked_as_a_record_is_seen_in_what_was_read(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule for a column by its number puts stars over the header's cell: the file as it was written shows none any more."""
    target, policy = file.with_name("a.csv"), file.with_name("p.yaml")
    tables = {"手机,资金账号\n13812345678,88012345\n": "mobile", "客户姓名,资金账号,x\n玉罕囡,88012345,甲\n": "name"}
    for text, rule in tables.items():
        file.write_text(text, "utf-8")
        policy.write_text(f'zhengan-masking: "1"\ncolumns:\n  "1": {{kind: {rule}}}\n', "utf-8")
        code, out, _ = run(capsys, "run", file, "-o", target, "--no-header", "--policy", policy, "--record", "set", "--force")
        assert code == 0 and "像是表头" in out
        assert json.loads(target.with_name("a.csv.audit.json").read_text("utf-8"))["headed"]
        for options in ((), ("--no-audit",)):
            code, _, err = run(capsys, "check", target, *options, "--record", "set")
            assert code == 2 and "内容像是 有表头" in err and verdicts(one) == ["unknown"]


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("a.txt", "客户姓名|资金账号|手机\n玉罕囡|88012345|13812345678\n", "--format csv"),
        ("a.log", "客户姓名\t资金账号\t手机\n玉罕囡\t88012345\t13812345678\n", "--format csv"),
        ("a.json", '[[{"custName":"玉罕囡"}],\n[{"custName":"Adili"}]]', "JSON 文档"),
        ("a.txt", '[{"custName":"玉罕囡"},\n{"custName":"Adili"}]', "--format ndjson"),
        ("b.log", '{\n "data": [{"custName": "玉罕囡"}]\n}\n', "--format ndjson"),
        ("a.log", '{"custName":"玉罕囡"}\n{"custName":"Adili"}\n', "--format ndjson"),
    ],
)
def test_columns_and_keys_that_were_read_as_a_text_are_said_and_not_checked_so(
    name: str, text: str, meant: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = file.with_name(name), file.with_name(f"out_{name}")
    source.write_text(text, "utf-8")
    code, out, _ = run(capsys, "run", source, "-o", target, "--record", "set")
    assert code == 0 and "脱敏，姓名、账号等会漏" in out
    assert "姓名、账号等会漏" in run(capsys, "check", source)[1]
    assert "姓名、账号等会漏" in target.with_name(f"{target.name}.audit.json").read_text("utf-8")
    code, _, err = run(capsys, "check", target, "--record", "set")
    assert code == 2 and f"内容像是 {meant}" in err and verdicts(one) == ["unknown"]


def test_a_table_without_a_header_is_no_misreading(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("李娜,13812345678\n王芳,13912345678\n", "utf-8")
    target, policy = file.with_name("a.csv"), file.with_name("p.yaml")
    policy.write_text('zhengan-masking: "1"\ncolumns:\n  "1": {kind: name}\n  "2": {kind: mobile}\n', "utf-8")
    run(capsys, "run", file, "-o", target, "--no-header", "--policy", policy, "--record", "set")
    for options in ((), ("--no-header",)):
        assert run(capsys, "check", target, *options, "--record", "set")[0] == 0 and verdicts(one) == ["met"]
    held = MaskingCheck.objects.earliest("pk").options
    assert held == "--format csv --encoding utf-8 --no-header --separator ,"


@pytest.mark.parametrize("policy", ["", 'zhengan-masking: "1"\nkinds:\n  name: {operator: redact}\n'])
@pytest.mark.parametrize("text", ["88010000,玉罕囡\n88010001,阿依古丽\n", "88010000\n88010001\n"])
def test_columns_that_nothing_names_are_not_checked_on_record(
    text: str, policy: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a header nor a policy says what they hold: accounts stay in clear, and a check shows nothing."""
    file.write_text(text, "utf-8")
    target, kinds = file.with_name("a.csv"), file.with_name("p.yaml")
    kinds.write_text(policy, "utf-8")
    options = ("--policy", kinds) if policy else ()
    code, out, _ = run(capsys, "run", file, "-o", target, "--no-header", "--record", "set", *options)
    assert code == 0 and "请按列号写策略" in out and "88010001" in target.read_text("utf-8")
    for more in ((), ("--no-audit",), ("--no-header",)):
        code, _, err = run(capsys, "check", target, *more, "--record", "set")
        assert code == 2 and "登记的检查查不出 a.csv" in err and "mask suggest --no-header" in err
        assert verdicts(one) == ["unknown"]


def test_a_first_record_that_holds_an_account_alone_is_no_header(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("88010000,玉罕囡\n88010001,阿依古丽\n", "utf-8")
    target = file.with_name("a.csv")
    assert run(capsys, "run", file, "-o", target, "--record", "set")[1].count("第一行像是数据") == 1
    code, _, err = run(capsys, "check", target, "--record", "set")
    assert code == 2 and "内容像是 没有表头" in err and verdicts(one) == ["unknown"]


def test_a_sheet_whose_header_is_a_record_is_not_checked_on_record(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["88010000", "玉罕囡"], ["88010001", "阿依古丽"]]
    source, target = file.with_name("in.xlsx"), file.with_name("a.xlsx")
    workbook(source, rows)
    code, out, _ = run(capsys, "run", source, "-o", target, "--record", "set")
    assert code == 0 and out.count("第一行像是数据") == 1
    for more in ((), ("--no-audit",)):
        code, _, err = run(capsys, "check", target, *more, "--record", "set")
        assert code == 2 and "在它上面加一行" in err and verdicts(one) == ["unknown"]
    workbook(source, [["资金账号", "姓名"], *rows])
    assert "第一行像是数据" not in run(capsys, "run", source, "-o", target, "--record", "set", "--force")[1]
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


@pytest.mark.parametrize("first", ["日期,600519,000001", "20240101,20240102,20240103", "a,b,c", "客户,2024年余额,8801"])
def test_a_header_with_numbers_that_are_nobodys_is_one(
    first: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"{first}\n1,2,3\n", "utf-8")
    target = file.with_name("a.csv")
    assert "第一行像是数据" not in run(capsys, "run", file, "-o", target, "--record", "set")[1]
    code, out, _ = run(capsys, "check", target, "--record", "set")
    assert code == 0 and "已登记" in out


FORMS = (
    "序号,项目,填写内容\n1,客户姓名,Anna\n2,资金账号,10020001\n3,住址,Flat 5\n",
    "项目,客户一,客户二\n客户名称,李晓明,张丽华\n资金账号,10020001,10020002\n期末权益,100.5,5.0\n",
    "字段,修改前,修改后,操作员\n客户姓名,李小明,李晓明,E100\n股东账户,A123456789,A123456780,E100\n",
    "项,值,注\n客户姓名,李小明,甲\n住址,长宁路5号,乙\n",
)

@pytest.mark.parametrize("suffix, text", product(("csv", "xlsx"), FORMS))
def test_fields_that_stand_among_records_are_told_and_not_checked_on_record(
    text: str, suffix: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A form with a serial number, customers side by side, changes of fields: read as tables they keep accounts."""
    source, target = file.with_name(f"in.{suffix}"), file.with_name(f"a.{suffix}")
    if suffix == "csv":
        source.write_text(text, "utf-8")
    else:
        workbook(source, [line.split(",") for line in text.splitlines()])
    code, out, _ = run(capsys, "run", source, "-o", target, "--record", "set")
    assert code == 0 and ("列名夹在数据中" in out or "第一行像是数据" in out)
    for more in ((), ("--no-audit",)):
        code, _, err = run(capsys, "check", target, *more, "--record", "set")
        assert code == 2 and verdicts(one) == ["unknown"], err


@pytest.mark.parametrize(
    "text",
    [
        "证件类型,证件号码,业务,时间\n身份证,110105198807132039,修改资金账号,2025-03-07\n护照,E12345678,修改手机号,20250307\n",
        "业务,资金账号,数量\n修改资金账号,10020001,1\n修改姓名,10020002,2\n",
        "字段,类型,长度\n资金账号,varchar,20\n客户姓名,varchar,60\n",
    ],
)
def test_what_names_a_field_in_a_record_is_no_field_by_itself(
    text: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text, "utf-8")
    target = file.with_name("a.csv")
    assert "列名夹在" not in run(capsys, "run", file, "-o", target, "--record", "set")[1]
    assert run(capsys, "check", target, "--record", "set")[0] == 0


def test_a_policy_that_names_the_columns_of_a_form_is_believed(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(FORMS[0], "utf-8")
    target, policy = file.with_name("a.csv"), file.with_name("p.yaml")
    policy.write_text('zhengan-masking: "1"\ncolumns:\n  填写内容: {operator: redact}\n', "utf-8")
    assert "列名夹在" not in run(capsys, "run", file, "-o", target, "--policy", policy, "--record", "set")[1]
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


def workbook(path: Path, rows: list[list[str]]) -> None:
    """A workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for k, row in enumerate(rows):
            sheet.write_row(k, 0, row)


def test_a_record_that_was_taken_for_the_header_is_not_checked_so(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its columns went by values of somebody; what no label says was left in clear, and the check showed nothing."""
    file.write_text("88010000,玉罕囡,13812345678\n88010001,阿依古丽,13912345678\n", "utf-8")
    target, policy = file.with_name("a.csv"), file.with_name("p.yaml")
    assert "请加 --no-header" in run(capsys, "run", file, "-o", target, "--record", "set")[1]
    for options in ((), ("--no-audit",)):
        code, _, err = run(capsys, "check", target, *options, "--record", "set")
        assert code == 2 and "内容像是 没有表头" in err and verdicts(one) == ["unknown"]
    assert "无汉姓的姓名认不出来" in run(capsys, "run", file, "-o", target, "--record", "set", "--no-header", "--force")[1]
    policy.write_text('zhengan-masking: "1"\ncolumns:\n  "1": {kind: fund_account}\n  "2": {kind: name}\n', "utf-8")
    options = ("--no-header", "--force", "--policy", policy)
    assert "认不出来" not in run(capsys, "run", file, "-o", target, "--record", "set", *options)[1]
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


def test_a_form_has_no_header_and_is_no_misreading(one: Institution, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("姓名,玉罕囡,资金账号,88012345\n手机,13812345678,地址,某村5号\n", "utf-8")
    target = file.with_name("a.csv")
    run(capsys, "run", file, "-o", target, "--record", "set")
    assert json.loads(target.with_name("a.csv.audit.json").read_text("utf-8"))["header"] is False
    for options in ((), ("--no-audit",)):
        assert run(capsys, "check", target, *options, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


@pytest.mark.parametrize("how", ["gone", "edited"])
def test_nothing_found_without_the_audit_on_record_is_no_evidence(
    how: str, one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("a.csv")
    run(capsys, "run", file, "-o", target, "--record", "set")
    audit = target.with_name("a.csv.audit.json")
    kept = audit.read_bytes()
    audit.write_bytes(kept.replace(b'"csv"', b'"text"')) if how == "edited" else audit.unlink()
    code, _, err = run(capsys, "check", target, "--record", "set", *(("--no-audit",) if how == "edited" else ()))
    assert code == 2 and "“a.csv”旁边没有登记过的审计记录" in err and verdicts(one) == ["unknown"]
    audit.write_bytes(kept)
    assert run(capsys, "check", target, "--record", "set", "--no-audit")[0] == 0 and verdicts(one) == ["met"]
    assert MaskingCheck.objects.get().options.endswith(" --no-audit") and MaskingCheck.objects.get().audit is None


def test_what_was_found_in_the_same_bytes_stands_until_it_is_withdrawn_or_masked_anew(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("a.csv")
    run(capsys, "run", file, "-o", target, "--record", "set")
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]
    found = MaskingCheck.objects.get()
    made.enter(one, "masking_checks", id="by-hand", data_set="set", at=found.at.isoformat(), output=found.output,
               digest=found.digest, remaining="2")  # fmt: skip
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["not_met"]
    run(capsys, "run", file, "-o", target, "--record", "set", "--force")
    run(capsys, "check", target, "--record", "set")
    assert verdicts(one) == ["not_met"]  # the same bytes again
    run(capsys, "run", file, "-o", target, "--record", "set", "--force", "--sums", "sm3")
    run(capsys, "check", target, "--record", "set")
    assert verdicts(one) == ["not_met"]  # the same bytes, called otherwise
    file.write_text(file.read_text("utf-8") + "13712345678,88012347,0123456781\n", "utf-8")
    run(capsys, "run", file, "-o", target, "--record", "set", "--force")
    assert verdicts(one) == ["not_met"]
    assert run(capsys, "check", target, "--record", "set")[0] == 0 and verdicts(one) == ["met"]


def test_a_table_whose_columns_a_policy_leaves(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    with sqlite3.connect("crm.db") as base:
        base.execute(f"CREATE TABLE acc ({', '.join(f'{name} TEXT' for name in HEADER)})")
        base.executemany("INSERT INTO acc VALUES (?, ?, ?)", ROWS)
    where = "sqlite:///crm.db"
    run(capsys, "table", where, "--table", "acc", "--as", "masked", "--policy", "left.yaml", "--record", "set")
    code, out, _ = run(capsys, "check-table", where, "--table", "masked", "--policy", "left.yaml", "--record", "set")
    assert code == 1 and "未脱敏 4 项" in out and verdicts(one) == ["not_met"]
    held = MaskingCheck.objects.get()
    assert (held.policy, held.options, held.audit) == ("left.yaml", "--no-audit", None)
    code, _, _ = run(capsys, "check-table", where, "--table", "masked", "--audit", "masked.audit.json", "--record", "set")
    held = MaskingCheck.objects.latest("pk")
    assert code == 1 and (held.policy, held.options) == ("builtin", None) and held.audit == MaskingRun.objects.get().audit


def test_one_small_file_does_not_speak_for_a_set_that_was_stated_masked(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.enter(one, "test_data_sets", id="G", **{**SET, "masked": "2026-11-05 10:00"})
    target = file.with_name("a.csv")
    run(capsys, "run", file, "-o", target, "--record", "G")
    out = run(capsys, "check", target, "--record", "G")[1]
    assert "16.2  未知" in out and "不及于投入使用时的数据" in out
    amend(DataSet.objects.current().get(uid="G"), SET, by=None, origin="cli", remark="数据都由运行写出")
    assert "16.2  符合" in run(capsys, "check", target, "--record", "G")[1]


def edited(audit: Path) -> None:
    told = json.loads(audit.read_text("utf-8"))
    told["columns"] |= {name: {"operator": "fpe", "kind": "", "values": 2, "misfits": 0} for name in HEADER[1:]}
    audit.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def test_an_audit_that_was_edited_before_it_is_recorded_is_not_relied_upon(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, policy = file.with_name("out"), file.with_name("left.yaml")
    folder.mkdir()
    run(capsys, "run", file, "-o", folder, "--policy", policy)
    edited(folder / "acc.csv.audit.json")
    code, out, _ = run(capsys, "run", file, "-o", folder, "--policy", policy, "--record", "set")
    assert code == 0 and "跳过" not in out and "已登记：脱敏运行" in out
    code, out, _ = run(capsys, "check", folder / "acc.csv", "--record", "set")
    assert code == 1 and "假名" not in out and "未脱敏 4 项" in out and verdicts(one) == ["not_met"]


def test_a_finished_file_may_be_recorded_under_a_second_set_that_it_fills(
    one: Institution, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made.enter(one, "test_data_sets", id="second", **SET)
    folder = file.with_name("out")
    folder.mkdir()
    for name in ("set", "second", "set", "second"):
        code, out, err = run(capsys, "run", file, "-o", folder, "--record", name)
        assert code == 0, err
    assert sorted(MaskingRun.objects.values_list("data_set", flat=True)) == ["second", "set"] and "跳过" in out
    assert len(set(MaskingRun.objects.values_list("audit", flat=True))) == 1
    assert "16.2  符合" in run(capsys, "check", folder / "acc.csv", "--record", "second")[1] and verdicts(one) == ["unknown"]
