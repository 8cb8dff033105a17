"""Columns whose headers do not decide alone: their first values have a say."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.filenames import format_of
from zhengan.masking.headers import kind_of_header
from zhengan.masking.held import kind
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

DONE = "回访 沟通 联系 操作 跟进 拜访 通话 交易 变更 维护 会议 聊天 培训 修改 催收 走访 处理 审核"


@pytest.mark.parametrize("header", [*(f"{one}记录" for one in DONE.split()), "客户审核", "业务复核", "回访联系", "复核意见",
                                    "操作日志", "产品英文名", "股票拼音", "字段别名"])  # fmt: skip
def test_what_is_done_is_no_person(header: str) -> None:
    assert kind_of_header(header) == ""


@pytest.mark.parametrize(
    ("header", "values", "said"),
    [
        ("审核", ["通过", "同意"], ""), ("审核", ["王伟", "李娜"], "name"), ("记录", ["修改密码"], ""),
        ("记录人", ["王伟"], "name"),
        ("姓名", ["王伟", "阿依古丽"], "name"), ("姓名", ["x"], "name"), ("姓名", ["客户称已知悉风险。", "无"], "name"),
        ("客户名称", ["某某投资管理有限公司", "张三"], "name"), ("经办人", ["客户来电称已知悉风险。"], ""),
        ("姓名", ["10020001"], "name"), ("姓名", ["2024-01-05", "12"], ""), ("姓名", ["＊＊", "***"], "name"),
        ("账号", ["880012345678"], "fund_account"), ("账号", ["880012345678", "", None], "fund_account"),
        ("账号", ["wangwei", "a@qq.com"], ""), ("账号", ["123456"], ""), ("账号", ["13812345678"], "mobile"),
        ("账号", ["6228480402564890018"], "bank_card"), ("登录账号", ["88012345"], "fund_account"), ("登录账号", ["wangwei"], ""),
        ("账户编号", ["88012345"], "fund_account"), ("账户ID", ["88012345"], "fund_account"),
        ("zhbh", ["88012345"], "fund_account"),
        ("userAccount", ["88012345"], "fund_account"), ("user.account", ["88012345"], "fund_account"),
        ("acc_no", ["88012345"], "fund_account"), ("账户数", ["88012345"], ""), ("自营账户", ["88012345"], ""),
        ("订单号", ["880012345678"], ""), ("账户余额", ["88012345"], ""),
        ("accounts", ["88012345"], ""), ("account_x", ["88012345"], ""),
        ("深圳A股", ["0123456789"], "securities_account"), ("深圳A股", ["1234567890.5"], ""), ("深圳A股", ["3812345678"], ""),
        ("信用深圳股东", ["0612345678"], "securities_account"), ("深圳B股", ["2123456789"], "securities_account"),
        ("sz", ["0272415165"], "securities_account"), ("sz", ["1048576000"], ""), ("上海", ["浦东"], ""),
        ("下单地址", ["10.1.2.3", "10.1.2.4:80"], ""), ("终端地址", ["00:1A:2B:3C:4D:5E"], ""), ("站点地址", ["fe80::1"], ""),
        ("委托地址", ["某村5号"], "address"), ("地址", ["http://a.b/c"], ""),
        ("bank_no", ["1", "0104"], ""), ("bank_no", ["4400123456789012"], "bank_card"), ("银行卡号", ["1"], "bank_card"),
    ],
)  # fmt: skip
def test_the_values_have_a_say(header: str, values: list[str | None], said: str) -> None:
    assert kind(header, values) == said


def masked(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    mask(folder / name, folder / f"o.{name}", policy.builtin(), force=True)
    assert check(folder / f"o.{name}").clean
    return (folder / f"o.{name}").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "made"),
    [
        ("a.csv", "姓名,回访记录\n王伟,客户称已知悉风险\n", "姓名,回访记录\n王＊,客户称已知悉风险\n"),
        ("a.csv", "账号,姓名\n880012345678,王伟\n", "账号,姓名\n88******5678,王＊\n"),
        ("a.csv", "投资者账号,深圳A股,上海A股\n880012345678,0123456789,A123456789\n",
         "投资者账号,深圳A股,上海A股\n88******5678,01****6789,A1****6789\n"),
        ("a.csv", "下单地址,Email地址,bank_no\n10.1.2.3,wangwei@qq.com,0104\n",
         "下单地址,Email地址,bank_no\n10.1.2.3,w******@qq.com,0104\n"),
        ("a.ndjson", '{"操作记录":"修改密码","账号":"880012345678","acct":880012345678}\n',
         '{"操作记录":"修改密码","账号":"88******5678","acct":"88******5678"}\n'),
        ("a.ndjson", '{"accounts":{"sh":"A123456789","sz":"0272415165"}}\n',
         '{"accounts":{"sh":"A1****6789","sz":"02****5165"}}\n'),
        ("a.sql", "-- MySQL dump\nCREATE TABLE `t` (`id` int, `账号` bigint);\nINSERT INTO `t` VALUES (1,880012345678);\n",
         "-- MySQL dump\nCREATE TABLE `t` (`id` int, `账号` bigint);\nINSERT INTO `t` VALUES (1,'88******5678');\n"),
        ("a.sql", "-- PostgreSQL database dump\nCOPY public.t (id, acct) FROM stdin;\n1\t880012345678\n\\.\n",
         "-- PostgreSQL database dump\nCOPY public.t (id, acct) FROM stdin;\n1\t88******5678\n\\.\n"),
    ],
)  # fmt: skip
def test_in_files(name: str, text: str, made: str, tmp_path: Path) -> None:
    assert masked(tmp_path, name, text) == made
    assert not check(tmp_path / name).clean


@pytest.mark.parametrize(
    "header", ["证券名称", "股票简称", "产品名称", "zqmc", "stock_name", "持仓证券名称", "vc_stock_name", "fundName",
               "基金全称", "股票名称1"]
)  # fmt: skip
def test_names_of_securities_are_no_persons(header: str, tmp_path: Path) -> None:
    text = f"{header},备注\n毛戈平,客户张伟来电\n谢瑞麟,x\n13812345678,联系人李娜\n"
    made = text.replace("张伟", "张＊").replace("李娜", "李＊").replace("13812345678", "138****5678")
    assert masked(tmp_path, "a.csv", text) == made
    assert check(tmp_path / "a.csv").counts == {"name": 2, "mobile": 1}
    line = f'{{"{header}":"毛戈平","备注":"客户张伟来电"}}\n'
    assert masked(tmp_path, "a.ndjson", line) == line.replace("张伟", "张＊")


@pytest.mark.parametrize("header", ["基金经理", "产品经理姓名", "证券账户名称", "股票持有人", "x", "fund_manager_name"])
def test_those_of_who_has_them_are(header: str) -> None:
    assert not policy.builtin().rule(header).against & policy.NAMES


def test_a_column_of_names_in_latin_letters_is_found_by_run_and_check_alike(tmp_path: Path) -> None:
    text = "id,xx1,amt\n1,WANG WEI,5\n2,Li Na,6\n3,Zhang San,7\n"
    assert masked(tmp_path, "a.csv", text) == "id,xx1,amt\n1,W*** ***,5\n2,L* **,6\n3,Z**** ***,7\n"
    other = "id,xx1,amt\n1,Long Position,5\n2,Spot Market,6\n3,Bond Fund,7\n"
    assert masked(tmp_path, "a.csv", other) == other


def test_accounts_among_others_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("账号,x\n880012345678,1\nwangwei,2\n", "utf-8")
    result = mask(tmp_path / "a.csv", tmp_path / "b.csv", policy.builtin())
    assert any("账号" in str(note) for note in result.notes)
    assert '"账号": {kind: text}' in suggest(tmp_path / "a.csv")


def test_a_policy_that_names_the_column_decides(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  账号: {operator: leave}\n', "utf-8")
    (tmp_path / "a.csv").write_text("账号,x\n880012345678,1\n", "utf-8")
    mask(tmp_path / "a.csv", tmp_path / "b.csv", policy.load(tmp_path / "p.yaml", {}))
    assert (tmp_path / "b.csv").read_text("utf-8") == "账号,x\n880012345678,1\n"


def test_a_number_with_a_power_of_ten_remains(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("手机号,金额\n1.3812345678E10,1.3812345678E10\n1.38E10,5\n", "utf-8")
    assert check(tmp_path / "a.csv").counts == {"mobile": 1}


def test_a_header_with_a_line_end_is_suggested_of(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('"客户\n姓名",手机号\n王伟,13812345678\n', "utf-8")
    assert "手机号" in suggest(tmp_path / "a.csv")


def test_what_goes_by_a_name_beside_it_stands_in_no_policy(tmp_path: Path) -> None:
    text = '{"list":[["王伟","13812345678"]],"columns":["khxm","sjhm"]}\n'
    (tmp_path / "a.json").write_text(text, "utf-8")
    (tmp_path / "p.yaml").write_text(suggest(tmp_path / "a.json"), "utf-8")
    mask(tmp_path / "a.json", tmp_path / "b.json", policy.load(tmp_path / "p.yaml", {}))
    assert (tmp_path / "b.json").read_text("utf-8") == text.replace("王伟", "王＊").replace("13812345678", "138****5678")


def test_what_a_file_is_by_its_bytes(tmp_path: Path) -> None:
    def said(name: str, data: bytes, told: str = "") -> str:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Problem) as problem:
            format_of(tmp_path / name, told)
        return str(problem.value)

    field = b"XM".ljust(11, b"\0") + b"C" + bytes(20)
    dbf = bytes([3, 125, 1, 5, 1, 0, 0, 0, 65, 0, 20, 0]) + bytes(20) + field + b"\r" + b" x" * 20
    assert "DBF" in said("a.txt", dbf, "text") and "DBF" in said("b.txt", dbf)
    assert "--format csv" in said("a.xls", "姓名\t手机号\n王伟\t13812345678\n".encode("gb18030"))
    assert "--format text" in said("b.xls", b"<html><table>") and "旧版" in said("c.xls", b"\xd0\xcf\x11\xe0" + bytes(90))
    assert "--format text" in said("a.bak", "张三来电\n".encode()) and "--format text" not in said("b.bak", bytes(90))
    (tmp_path / "c.txt").write_text("\x03张三", "utf-8")
    assert format_of(tmp_path / "c.txt") == "text"


def test_in_workbooks_and_columnar_files(tmp_path: Path) -> None:
    rows = [["账号", "回访记录", "证券简称", "下单地址"], ["880012345678", "客户称已知悉", "毛戈平", "10.1.2.3"]]
    made = [rows[0], ["88******5678", *rows[1][1:]]]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet()
        for k, row in enumerate(rows):
            page.write_row(k, 0, row)
    pq.write_table(pa.table({name: [value] for name, value in zip(*rows, strict=True)}), tmp_path / "a.parquet")
    for name in ("a.xlsx", "a.parquet"):
        mask(tmp_path / name, tmp_path / f"o.{name}", policy.builtin())
        assert check(tmp_path / f"o.{name}").clean and check(tmp_path / name).counts == {"fund_account": 1}
        assert '"账号": {kind: fund_account}' in suggest(tmp_path / name)
    assert CalamineWorkbook.from_path(str(tmp_path / "o.a.xlsx")).get_sheet_by_index(0).to_python() == made
    assert pq.read_table(tmp_path / "o.a.parquet").to_pylist() == [dict(zip(*made, strict=True))]


def test_a_column_whose_first_values_are_empty_is_told_of(tmp_path: Path) -> None:
    count = 2001
    rows = [("", "王伟")] * count + [("88012345", "王伟")]
    source = tmp_path / "a.csv"
    source.write_text("账号,备注\n" + "".join(f"{one},{two}\n" for one, two in rows), "utf-8")
    columns = tmp_path / "a.parquet"
    pq.write_table(pa.table({"账号": [one or None for one, _ in rows], "备注": [two for _, two in rows]}), columns)
    for one in (source, columns):
        assert any("都是空的" in str(note) for note in mask(one, one.with_stem("out"), policy.builtin()).notes)
    source.write_text("账号,备注\n,王伟\n88012345,王伟\n", "utf-8")
    assert not any("都是空的" in str(note) for note in mask(source, tmp_path / "o.csv", policy.builtin()).notes)


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_an_account_is_no_number_to_be_masked(ending: str, tmp_path: Path) -> None:
    source = tmp_path / f"a.{ending}"
    table = pa.table({"账号": pa.array([880012345678, 880012345679]), "备注": ["x", "y"], "金额": [1.5, 2.5]})
    if ending == "parquet":
        pq.write_table(table, source)
    else:
        with pa.ipc.new_file(source, table.schema) as file:
            file.write_table(table)
    with pytest.raises(Problem) as refused:
        mask(source, tmp_path / f"o.{ending}", policy.builtin())
    assert "账号" in refused.value.line() and not (tmp_path / f"o.{ending}").exists()
    assert check(source).counts == {"fund_account": 2}
