"""Names of fields in one column and their values beside them: what the name says counts for the value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
MASKS = {"88012345": "88****45", "0123456789": "01****6789", "13812345678": "138****5678", "欧阳娜娜": "欧阳＊＊"}


def starred(text: str) -> str:
    for value, mask_of_it in MASKS.items():
        text = text.replace(value, mask_of_it)
    return text


def masked(folder: Path, name: str, text: str, rules: str = "", header: bool = True) -> tuple[str, files.Result]:
    (folder / "policy.yaml").write_text('zhengan-masking: "1"\nkey: once\n' + rules, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    made = policy.load(folder / "policy.yaml", {}, ONCE)
    result = mask(folder / name, folder / f"out_{name}", made, force=True, header=header)
    return (folder / f"out_{name}").read_text(encoding="utf-8"), result


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("字段,值\n资金账号,88012345\n深市账户,0123456789\n", True, 2),
        ('项目|内容\nfund_account|88012345\n手机号|"13812345678"\n客户姓名|欧阳娜娜\n开户日期|2020-01-01\n', True, 4),
        ("fund_account,88012345\n姓名,欧阳娜娜\n", False, 2),
        ('姓名,欧阳娜娜\n资金账号,88012345\n备注,"手机13812345678"\n证件号码,\n', True, 4),
        ("\ufeff姓名：,欧阳娜娜\r\n资金账号：,88012345\r\n", True, 2),
    ],
)  # fmt: skip
def test_the_value_beside_a_name_takes_its_kind(tmp_path: Path, text: str, header: bool, rows: int) -> None:
    out, result = masked(tmp_path, "a.csv", text, header=header)
    assert out == starred(text).replace("\r\n", "\n")
    assert result.rows == rows and all(one["values"] for one in result.columns.values())
    before, after = (check(tmp_path / name, header=header) for name in ("a.csv", "out_a.csv"))
    assert sum(before.counts.values()) == sum(text.count(value) for value in MASKS) and after.clean


FORMS = {
    "字段,值\n客户姓名,玉罕囡\n": "字段,值\n客户姓名,玉＊＊\n",
    "name,value\n客户姓名,玉罕囡\n地址,\n": "name,value\n客户姓名,玉＊＊\n地址,\n",
    "客户姓名,玉罕囡\n资金账号,88012345\n": "客户姓名,玉＊＊\n资金账号,88****45\n",
    "姓名,玉罕囡,资金账号,88012345\n手机,13812345678,地址,某村5号\n":
        "姓名,玉＊＊,资金账号,88****45\n手机,138****5678,地址,＊＊*＊\n",
    "姓名：,玉罕囡,性别：,男,\n民族,汉,手机,13812345678,\n生日,1990,备注,无,\n":
        "姓名：,玉＊＊,性别：,男,\n民族,汉,手机,138****5678,\n生日,1990,备注,无,\n",
    "字段,值,字段,值\n客户姓名,玉罕囡,手机,NULL\n": "字段,值,字段,值\n客户姓名,玉＊＊,手机,NULL\n",
}  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_name_beside_its_label_is_whatever_word_stands_there(tmp_path: Path, text: str) -> None:
    out, _ = masked(tmp_path, "a.csv", text)
    assert out == FORMS[text] and check(tmp_path / "out_a.csv").clean
    assert masked(tmp_path, "b.csv", out)[0] == out


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("姓名,城市,联系类型,联系方式\n玉罕囡,北京,手机,13812345678\n", "玉＊＊,北京,手机,138****5678"),
        ("id,姓名,联系类型,联系方式\n1,玉罕囡,手机,13812345678\n2,阿古丽,手机,13812345678\n", "1,玉＊＊,手机,138****5678"),
        ("姓名,证件类型,手机,备注\n玉罕囡,身份证,13812345678,x\n", "玉＊＊,身份证,138****5678,x"),
        ("姓名,部门,手机,电话\n", ""),
        ("name,value\n玉罕囡,1\n买买提,2\n", "玉＊＊,1\n买＊＊,2"),
    ],
)
def test_a_table_with_a_column_of_labels_is_no_form(tmp_path: Path, text: str, out: str) -> None:
    head = text.split("\n")[0]
    assert masked(tmp_path, "a.csv", text)[0].startswith(f"{head}\n{out}")


@pytest.mark.parametrize(
    "text",
    [
        "字段,说明\n姓名,客户姓名\n手机号,11位数字\n资金账号,8位\n",  # of a dictionary of data
        "字段,内容\n姓名,客户姓名\n手机号,11位数字\n资金账号,8位\n",
        "券商,席位\n国信,88012345\n中信,88012346\n",
        "订单号,编号\n流水号,88012345\n批次号,88012346\n",
    ],
)
def test_other_tables_stay_as_they_were(tmp_path: Path, text: str) -> None:
    assert masked(tmp_path, "a.csv", text)[0] == text


def test_a_header_that_names_what_the_second_column_holds_speaks(tmp_path: Path) -> None:
    out, result = masked(tmp_path, "a.csv", "证件类型,证件号码\n身份证,x1\n护照,E12345678\n")
    assert result.columns["证件号码"]["values"] == 2 and out.startswith("证件类型,证件号码\n身份证,")


def test_kinds_of_the_policy_count_and_pseudonyms_are_not_searched_again(tmp_path: Path) -> None:
    rules = "kinds:\n  mobile: {operator: fpe}\n  name: {operator: leave}\n"
    out, result = masked(tmp_path, "a.csv", "字段,值\n手机号,13812345678\n电话,13812345678\n姓名,欧阳娜娜\n", rules)
    first, second = (line.split(",")[1] for line in out.splitlines()[1:3])
    assert first == second != "13812345678" and "*" not in first and "欧阳娜娜" in out
    assert result.columns["值（mobile）"]["operator"] == "fpe"


def test_pieces_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "字段,值\n" + "资金账号,88012345\n姓名,欧阳娜娜\n" * 60
    monkeypatch.setattr(files, "CHUNK", 300)
    assert masked(tmp_path, "a.csv", text)[0] == starred(text)


@pytest.mark.parametrize("head", [[["字段", "值"]], []])
def test_sheets_that_stand_upright(tmp_path: Path, head: list[list[str]]) -> None:
    rows = [*head, ["客户姓名", "欧阳娜娜"], ["资金账号", 88012345], ["深市账户", "0123456789"], ["手机号", 13812345678],
            ["开户日期", "2020"]]  # fmt: skip
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("客户")
    for k, row in enumerate(rows):
        sheet.write_row(k, 0, row)
    book.close()
    result = mask(tmp_path / "a.xlsx", tmp_path / "b.xlsx", policy.builtin())
    out = CalamineWorkbook.from_path(str(tmp_path / "b.xlsx")).get_sheet_by_index(0).to_python()
    assert out == [[starred(str(cell)) for cell in row] for row in rows]
    assert result.columns["客户.B（fund_account）"]["values"] == 1
    assert sum(check(tmp_path / "a.xlsx").counts.values()) == 4 and check(tmp_path / "b.xlsx").clean


def test_a_sheet_that_is_a_form(tmp_path: Path) -> None:
    rows = [["姓名", "玉罕囡", "资金账号", 88012345], ["手机", 13812345678, "性别", "男"],
            ["地址", "某村5号", "手机", "13812345678"]]  # fmt: skip
    out = [["姓名", "玉＊＊", "资金账号", "88****45"], ["手机", "138****5678", "性别", "男"],
           ["地址", "＊＊*＊", "手机", "138****5678"]]  # fmt: skip
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("客户")
        for k, row in enumerate(rows):
            sheet.write_row(k, 0, row)
    for source, target in (("a", "b"), ("b", "c")):
        mask(tmp_path / f"{source}.xlsx", tmp_path / f"{target}.xlsx", policy.builtin())
        assert CalamineWorkbook.from_path(str(tmp_path / f"{target}.xlsx")).get_sheet_by_index(0).to_python() == out
    assert sum(check(tmp_path / "a.xlsx").counts.values()) == 4 and check(tmp_path / "b.xlsx").clean


def test_objects_of_a_name_and_its_value(tmp_path: Path) -> None:
    lines = [
        {"key": "fundAccount", "value": "88012345"},
        {"value": 88012345, "name": "资金账号"},
        {"items": [{"field": "mobile", "value": "13812345678"}, {"field": "other", "value": "88012345"}]},
        {"key": "fundAccount"},
        {"value": "88012345"},
        {"key": "mobile", "value": "iPhone"},
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    out, result = masked(tmp_path, "a.ndjson", text)
    made = [json.loads(line) for line in out.splitlines()]
    assert [made[0]["value"], made[1]["value"]] == ["88****45", "88****45"]
    assert made[2] == {"items": [{"field": "mobile", "value": "138****5678"}, lines[2]["items"][1]]}  # type: ignore[index]
    assert made[3:] == lines[3:]
    assert result.columns["value（fund_account）"]["values"] == 2
    assert check(tmp_path / "a.ndjson").counts == {"fund_account": 2, "mobile": 1} and check(tmp_path / "out_a.ndjson").clean


def test_a_form_beside_a_table_whose_columns_a_policy_names(tmp_path: Path) -> None:
    """Its header row was taken for one of columns by the names of the other sheet's, and all below it was starred."""
    form = [["开户审批表", "", "", ""], ["客户姓名", "玉罕囡", "资金账号", 88012345], ["住所", "5号楼302室", "经办人", "热娜"]]
    out = [form[0], ["客户姓名", "玉＊＊", "资金账号", "88****45"], ["住所", "*＊＊***＊", "经办人", "热＊"]]
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, rows in (("名单", [["姓名", "资金账号"], ["玉罕囡", 88012345]]), ("审批表", form)):
            sheet = book.add_worksheet(name)
            for k, row in enumerate(rows):
                sheet.write_row(k, 0, row)
    (tmp_path / "policy.yaml").write_text(suggest(tmp_path / "a.xlsx"), encoding="utf-8")
    mask(tmp_path / "a.xlsx", tmp_path / "b.xlsx", policy.load(tmp_path / "policy.yaml", {}, ONCE))
    assert CalamineWorkbook.from_path(str(tmp_path / "b.xlsx")).get_sheet_by_index(1).to_python() == out


def test_a_policy_proposed_for_a_form_names_no_columns(tmp_path: Path) -> None:
    text = "开户申请表,,,\n客户姓名,玉罕囡,性别,男\n资金账号,88012345,手机,13812345678\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(suggest(tmp_path / "a.csv"), encoding="utf-8")
    mask(tmp_path / "a.csv", tmp_path / "b.csv", policy.load(tmp_path / "policy.yaml", {}, ONCE))
    wanted = text.replace("玉罕囡", "玉＊＊").replace("88012345", "88****45").replace("13812345678", "138****5678")
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == wanted
    (tmp_path / "policy.yaml").write_text('zhengan-masking: "1"\ncolumns: {资金账号: {kind: fund_account}}\n', encoding="utf-8")
    with pytest.raises(Problem, match="没有策略中的列"):
        mask(tmp_path / "a.csv", tmp_path / "c.csv", policy.load(tmp_path / "policy.yaml", {}, ONCE))
