"""Forms in a CSV: above a ledger, where values go by the names before them, and among records, where they are found."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import check, policy, run
from zhengan.masking.formats import files

LEDGER = "日期,摘要,发生金额,余额\n2025-03-07,证券买入,-88012345.50,2000.25\n"


def table(folder: Path, text: str, own: policy.Policy | None = None) -> str:
    (folder / "a.csv").write_text(text, "utf-8")
    run.mask(folder / "a.csv", folder / "o.csv", own or policy.builtin(), force=True)
    return (folder / "o.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ("客户姓名：,Anna,资金账号：,10020001\n", "客户姓名：,A***,资金账号：,10****01\n"),
        ("对账单\n客户姓名,李晓明,资金账号,10020001\n\n", "对账单\n客户姓名,李＊＊,资金账号,10****01\n\n"),
        ("客户姓名：李晓明 资金账号：10020001\n", "客户姓名：李＊＊ 资金账号：10****01\n"),
        ("客户姓名,,Anna,\n资金账号,,10020001,\n,,,\n", "客户姓名,,A***,\n资金账号,,10****01,\n,,,\n"),
        ('"客户姓名：","An""na","资金账号：","10020001"\n', '"客户姓名：","A****","资金账号：","10****01"\n'),
        ("币种：,人民币,起始：,20250101\n资金账号：,10020001,,\n", "币种：,人民币,起始：,20250101\n资金账号：,10****01,,\n"),
    ],
)
def test_a_form_above_a_ledger_goes_by_its_names(form: str, made: str, tmp_path: Path) -> None:
    assert table(tmp_path, form + LEDGER) == made + LEDGER
    assert table(tmp_path, "\ufeff" + form + LEDGER) == "\ufeff" + made + LEDGER
    assert check.check(tmp_path / "o.csv").clean
    rows = form + "客户姓名,资金账号,金额\n李晓明,10020001,88012345.00\n"
    assert table(tmp_path, rows) == made + "客户姓名,资金账号,金额\n李＊＊,10****01,88012345.00\n"


def test_other_operators_and_a_policy_that_leaves(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\nkinds:\n  fund_account: {operator: redact}\n', "utf-8")
    form = "客户姓名：,Anna,资金账号：,10020001\n"
    assert "10020001" not in table(tmp_path, form + LEDGER, policy.load(tmp_path / "p.yaml", {}, b""))
    (tmp_path / "p.yaml").write_text('zhengan-masking: "1"\nrest: leave\n', "utf-8")
    assert table(tmp_path, form + LEDGER, policy.load(tmp_path / "p.yaml", {}, b"")) == form + LEDGER


@pytest.mark.parametrize("head", ["客户姓名,余额", "姓名,单位", "客户姓名,年龄", "客户名称：,余额：", "业务,资金账号"])
def test_a_header_is_no_form(head: str, tmp_path: Path) -> None:
    made = table(tmp_path, f"{head},日期\n李晓明,10020001,2025-03-07\n")
    assert made.startswith(f"{head},日期\n") and "李晓明,10020001" not in made


@pytest.mark.parametrize("size", [60, 200, 1 << 20])
@pytest.mark.parametrize("form", ["客户姓名：,Anna,资金账号：,10020002\n", '"客户姓名：",Anna,"资金账号：",10020002\n',
                                  "客户姓名,Anna,资金账号,10020002\n"])  # fmt: skip
def test_a_form_among_records_is_refused(form: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a colon wherever it stands, without one above a header that is repeated."""
    monkeypatch.setattr(files, "CHUNK", size)
    for many in (1, 2, 20):
        records = LEDGER.split("\n")[1] + "\n"
        for below in ("", records, LEDGER) if "：" in form else (LEDGER,):
            with pytest.raises(Problem, match="表单"):
                table(tmp_path, LEDGER + records * many + form + below)
            assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("row", ["李晓明,10020001,备注：,好\n", "李晓明,10020001,客户姓名：,\n", "李晓明,10020001,：,好\n"])
def test_words_that_end_with_a_colon_are_no_form(row: str, tmp_path: Path) -> None:
    head = "客户姓名,资金账号,摘要,备注\n"
    assert table(tmp_path, head + row + head + row).count("10****01") == 2


def test_a_line_of_a_text_in_quotes_is_no_form(tmp_path: Path) -> None:
    text = '客户姓名,资金账号,备注\n李晓明,10020001,"来信：\n客户姓名：,Anna,资金账号：,10020002\n完"\n'
    assert "\n李＊＊,10****01," in table(tmp_path, text)


RULES = ("", "kinds:\n  fund_account: {operator: redact}\n", "columns:\n  姓名: {operator: hash}\nkey: once\n")


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("size", [70, 300, 1 << 20])
def test_a_header_that_is_repeated_stays(rules: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files that were joined, of each page of a report."""
    monkeypatch.setattr(files, "CHUNK", size)
    (tmp_path / "p.yaml").write_text(f'zhengan-masking: "1"\n{rules}', "utf-8")
    own = policy.load(tmp_path / "p.yaml", {}, secrets.token_bytes(32))
    page = "姓名,资金账号,余额\n" + "李晓明,10020001,1.5\n" * 7
    made = table(tmp_path, page * 4, own)
    assert made.count("姓名,资金账号,余额\n") == 4 and made.count("\n") == 32 and "李晓明" not in made and "10020001" not in made


@pytest.mark.parametrize("sign", [",", ";", "|"])
def test_a_table_whose_lines_stand_in_quotes_is_refused_with_a_way_out(tmp_path: Path, sign: str) -> None:
    """No separator would divide them."""
    path = tmp_path / "a.csv"
    path.write_text(f'"姓名{sign}手机"\n"张伟{sign}13812345678"\n', encoding="utf-8")
    with pytest.raises(Problem, match="分不出") as problem:
        run.mask(path, tmp_path / "o.csv", policy.builtin())
    assert "去掉外层的引号" in problem.value.do and problem.value.do.count("--separator") == 1


@pytest.mark.parametrize("sign", ["~", " "])
def test_another_separator_is_named(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名{sign}手机\n张伟{sign}13812345678\n", encoding="utf-8")
    with pytest.raises(Problem, match="分不出") as problem:
        run.mask(path, tmp_path / "o.csv", policy.builtin())
    assert f"--separator '{sign}'" in problem.value.do
