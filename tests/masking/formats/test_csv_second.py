"""A second table in one file of CSV: its columns would be masked by the header of the first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking import policy, run
from zhengan.masking.formats import files
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.csv import kernel

FIRST, SECOND = "产品,客户姓名,净值\n甲,玉罕囡,1.02\n", "资金账号,产品,手机\n88012345,乙,13812345678\n"
STARS = 'zhengan-masking: "1"\nkinds: {name: {operator: keep}}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"MASK_KEY": "", "ZHENGAN_LANG": "zh"})


def refused(folder: Path, text: str, end: str = "\n") -> str:
    (folder / "a.csv").write_bytes(text.replace("\n", end).encode())
    done = zhengan("run", "a.csv", "-o", "o.csv", "--force")
    return done.exception.line() if isinstance(done.exception, Problem) else ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", ["\n", ",,\n", "\n\n", "持仓明细,,\n", "\n持仓明细 2024-05-01,,\n", ",,\n,,\n"])
def test_another_table_is_refused(folder: Path, between: str, end: str) -> None:
    line = refused(folder, FIRST + between + SECOND, end)
    assert "还有另一张表" in line and f"第 {(FIRST + between).count(chr(10)) + 1} 行" in line
    assert not (folder / "o.csv").exists()
    assert isinstance(zhengan("check", "a.csv").exception, Problem)


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "\n" + FIRST,
        FIRST + "\n甲,手机,1\n",
        FIRST + "\n合计,,1.02\n",
        FIRST + "\n资金账号,产品,手机\n",
        FIRST + '乙,"买买提\n\n资金账号,产品,手机\n1,2,3",1\n',
        FIRST + "\n制表人,张三,复核人\n",
        FIRST + SECOND.replace("资金账号", "某").replace("手机", "甲"),
        "备注\n甲\n\n手机\n乙\n",
        "字段,值\n资金账号,88012345\n\n手机,13812345678\n",
    ],
)
def test_what_is_none_is_not(folder: Path, text: str) -> None:
    assert not refused(folder, text) and (folder / "o.csv").exists()


def test_columns_that_are_masked_all_the_same_may_change(folder: Path) -> None:
    (folder / "a.csv").write_text("客户姓名,手机\n玉罕囡,13812345678\n\n手机,客户姓名\n13812345678,玉罕囡\n", "utf-8")
    run.mask(folder / "a.csv", folder / "o.csv", policy.builtin())
    assert "13812345678" not in (folder / "o.csv").read_text("utf-8")


@pytest.mark.parametrize("size", [60, 200, 1000])
def test_wherever_pieces_end(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(files, "CHUNK", size)
    for many in range(20):
        assert refused(folder, FIRST + "甲,x,1\n" * many + "\n" + SECOND + "甲,x,1\n"), many


def test_lines_below_a_title_or_nothing() -> None:
    def places(text: str, width: int) -> list[str]:
        raw = text.encode()
        buf, made, place = np.frombuffer(raw + bytes(64), np.uint8), [], 0
        while (place := kernel.blank(buf, place, len(raw), 44, width, csvhead.lasts())) >= 0:
            made.append(raw[place:].split(b"\n")[0].decode())
            place = raw.index(b"\n", place) + 1
        return made

    assert places("a,b,c\n\nd,e,f\n,,\ng,h,i\r\n,,\r\nj,k,l\nm,,\r\nn,o,p\nx,,z\n1,2,3\n\n1,2,345\n\nq,r,s", 3) == [
        "d,e,f", "g,h,i\r", "j,k,l", "n,o,p", "x,,z"]  # fmt: skip
    assert places("5,5,5\n正常,好,上海\n正常,手机,上海\n1,手机,2\n", 3) == ["正常,手机,上海"]
    assert places("a,b,c\nd,e,f\n1,2,3\n", 3) == ["d,e,f"] == places("a,b,c\nd,e,f\n1,", 3) == places("d,e,f\n", 3)
    assert places(",\n" * 3 + "a,b\n", 2) == ["a,b"] and not places("a\n" * 3, 2) and not places("", 2)
    assert places("5" * 70 + "\n\n" + "姓名" * 40 + ",x\n", 2) == ["姓名" * 40 + ",x"]
