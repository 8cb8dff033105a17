"""Other tables below the first, headers of two rows with groups, rows of totals, and forms with a local number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.kit.problem import Problem
from zhengan.masking import check, policy, run
from zhengan.masking.formats import excel
from zhengan.masking.standing import total

FIRST = "客户姓名,资金账号,手机号,备注\n阿迪力,88012345,13912345678,好\n"
MADE = "客户姓名,资金账号,手机号,备注\n阿＊＊,88****45,139****5678,好\n"
LEDGER = "日期,发生金额,对方资金账号,摘要\n2024-01-05,88012345.50,88012346,转账\n"
LEDGER_MADE = "日期,发生金额,对方资金账号,摘要\n2024-01-05,88012345.50,88****46,转账\n"
GROUPS = "姓名,联系方式,,证件,,账户,\n,手机,住址,类型,号码,普通,金额\n"


def sheet(folder: Path, text: str) -> str:
    book = xlsxwriter.Workbook(folder / "a.xlsx")
    page = book.add_worksheet("甲")
    for r, row in enumerate(csv.reader(io.StringIO(text))):
        for k, cell in enumerate(row):
            page.write_string(r, k, cell)
    book.close()
    run.mask(folder / "a.xlsx", folder / "o.xlsx", policy.builtin(), force=True)
    rows = CalamineWorkbook.from_path(str(folder / "o.xlsx")).get_sheet_by_name("甲").to_python()
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def table(folder: Path, text: str) -> str:
    (folder / "a.csv").write_text(text, "utf-8")
    run.mask(folder / "a.csv", folder / "o.csv", policy.builtin(), force=True)
    return (folder / "o.csv").read_text("utf-8")


@pytest.mark.parametrize("between", ["", ",,,\n", ",,,\n资金流水,,,\n", "小计,,,\n"])
def test_a_second_table_of_a_sheet_goes_by_its_own_header(tmp_path: Path, between: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, made = FIRST * 1 + between + LEDGER, MADE + between + LEDGER_MADE
    assert sheet(tmp_path, text) == made
    assert sheet(tmp_path, text + ",,,\n" + FIRST) == made + ",,,\n" + MADE
    monkeypatch.setattr(excel, "ROWS", 1)
    assert sheet(tmp_path, text) == made


@pytest.mark.parametrize("rows", [24, 25, 26, 27, 44, 45, 46, 47])
def test_a_second_table_at_the_border_of_a_batch(tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind more rows of words than are kept for what follows."""
    monkeypatch.setattr(excel, "ROWS", 23)
    words, made = "卡迪尔,未开户,无,客户\n" * rows, "卡＊＊,＊＊＊,＊,客户\n" * rows
    written = sheet(tmp_path, FIRST + words + LEDGER)
    assert written.endswith(LEDGER_MADE) and len(written) > len(made)


def test_the_table_above_one_that_names_more_has_its_header(tmp_path: Path) -> None:
    above = "客户姓名,成交日期,成交金额,备注\n阿迪力,2024-01-05,88012346.00,好\n"
    assert sheet(tmp_path, above + ",,,\n" + FIRST) == above.replace("阿迪力", "阿＊＊") + ",,,\n" + MADE


STATEMENT = "日期,摘要,发生金额,余额\n2025-03-07,证券买入,-88012345.50,2000.25\n"


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ("客户姓名：,Anna,资金账号：,10020001\n", "客户姓名：,A***,资金账号：,10****01\n"),
        ("对账单,,,\n客户姓名,李晓明,资金账号,10020001\n,,,\n", "对账单,,,\n客户姓名,李＊＊,资金账号,10****01\n,,,\n"),
        ("客户姓名,,Anna,\n资金账号,,10020001,\n", "客户姓名,,A***,\n资金账号,,10****01,\n"),
        ("客户姓名：,Anna,币种：,人民币\n,日期：,20250101,\n", "客户姓名：,A***,币种：,人民币\n,日期：,20250101,\n"),
    ],
)
def test_a_form_above_a_ledger_goes_by_its_names(form: str, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheet(tmp_path, form + STATEMENT) == made + STATEMENT
    assert check.check(tmp_path / "o.xlsx").clean
    assert check.check(tmp_path / "a.xlsx").counts.get("fund_account", 0) == form.count("10020001")
    assert sheet(tmp_path, 2 * (form + STATEMENT)) == 2 * (made + STATEMENT)
    monkeypatch.setattr(excel, "ROWS", 1)
    assert sheet(tmp_path, 2 * (form + STATEMENT)) == 2 * (made + STATEMENT)


@pytest.mark.parametrize("head", ["客户姓名,余额", "姓名,单位", "客户姓名,年龄", "客户名称：,余额：", "资金账号,客户姓名"])
def test_a_header_is_no_form(head: str, tmp_path: Path) -> None:
    made = sheet(tmp_path, f"{head},日期\n10020001,Anna,2025-03-07\n")
    assert made.startswith(f"{head},日期\n") and "10020001,Anna" not in made


def test_a_header_that_is_repeated_on_each_page_stays(tmp_path: Path) -> None:
    assert sheet(tmp_path, FIRST * 3) == MADE * 3


@pytest.mark.parametrize("row", ["卡迪尔,未开户,无,资金账号\n", "联系人,无,无,待定\n", "卡迪尔,,,\n", ",,,\n卡迪尔,,,客户\n"])
def test_records_of_words_are_no_headers(tmp_path: Path, row: str) -> None:
    made = sheet(tmp_path, FIRST + row + FIRST.split("\n")[1] + "\n")
    assert made.endswith(MADE.split("\n")[1] + "\n") and "卡迪尔" not in made


@pytest.mark.parametrize("between", ["", "\n", ",,,\n", "资金流水,,,\n"])
def test_a_second_table_of_a_csv_is_refused(tmp_path: Path, between: str) -> None:
    with pytest.raises(Problem) as told:
        table(tmp_path, FIRST + between + LEDGER)
    assert "还有另一张表" in told.value.line()
    assert "阿＊＊" in table(tmp_path, FIRST + between + FIRST)


def test_a_list_of_fields_is_no_table_below_another(tmp_path: Path) -> None:
    text = "字段,说明\n姓名,客户姓名\n手机号,11位数字\n资金账号,8位\n"
    assert table(tmp_path, text) == text


@pytest.mark.parametrize("masked", [sheet, table])
def test_a_group_above_gives_way_to_what_stands_below(tmp_path: Path, masked: Callable[[Path, str], str]) -> None:
    rows = "阿迪力,13912345678,库尔勒市人民路3号,护照,E12345678,正常,88012345.50\n"
    made = "阿＊＊,139****5678,库尔勒市＊＊＊*＊,护照,E1*****78,正常,88012345.50\n"
    assert masked(tmp_path, GROUPS + rows) == GROUPS + made


@pytest.mark.parametrize("masked", [sheet, table])
def test_accounts_of_several_sorts_below_one_name(tmp_path: Path, masked: Callable[[Path, str], str]) -> None:
    head = "姓名,资金账号,,金额\n,普通,信用,\n"
    assert masked(tmp_path, head + "阿迪力,88012345,88012346,88012347\n") == (
        head + "阿＊＊,88****45,88****46,88012347\n")  # fmt: skip


@pytest.mark.parametrize("masked", [sheet, table])
@pytest.mark.parametrize("word", ["小计", "合计", "总计", "本页合计", "合计：", "总  计", "合\u3000计:", "本月累计"])
def test_totals_are_nobody(tmp_path: Path, masked: Callable[[Path, str], str], word: str) -> None:
    text = f"客户姓名,金额\n阿迪力,1.50\n{word},88012345.50\n"
    assert masked(tmp_path, text) == text.replace("阿迪力", "阿＊＊") and total(word)


@pytest.mark.parametrize("masked", [sheet, table])
@pytest.mark.parametrize("word", ["合计户", "张合", "计小", "王总", "乙甲丙丁戊己庚小计", "阿1小计", "王小计", "何共计"])
def test_other_words_are_no_totals(tmp_path: Path, masked: Callable[[Path, str], str], word: str) -> None:
    made = masked(tmp_path, f"客户姓名,金额\n阿迪力,1.50\n{word},88012345.50\n")
    assert not total(word) and f"\n{word}," not in made


@pytest.mark.parametrize("masked", [sheet, table])
@pytest.mark.parametrize(
    ("number", "stars"),
    [("65881234", "65****34"), ("6588123", ""), ("6588-1234", ""), ("65881234-801", ""), ("010-65881234", ""),
     ("15881234", "15881234"), ("658812", "658812")],
)  # fmt: skip
def test_a_local_number_beside_its_label(tmp_path: Path, masked: Callable[[Path, str], str], number: str, stars: str) -> None:
    form = "客户姓名,阿迪力\n资金账号,88012345\n联系电话,{}\n申请数量,65881234\n"
    made = masked(tmp_path, form.format(number))
    assert "申请数量,65881234\n" in made
    assert f"联系电话,{stars}\n" in made if stars else f"联系电话,{number}\n" not in made
