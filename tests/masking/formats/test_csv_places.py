"""A table that is refused is refused by the run and by the check alike, whatever its columns hold, with the line and the record;
a header that is a record is told of as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import check, policy, run
from zhengan.masking.formats import naming

LEAVE = 'zhengan-masking: "1"\nrest: leave\ncolumns:\n  手机: {kind: mobile}\n'
HEAD = "手机,备注\n13912345678,甲\n"
ESCAPED = '13912345678,"a \\"b\\" 13812345678"\n'


def refused(source: Path, by: policy.Policy) -> list[str]:
    """What the run and the check say."""
    said = []
    for act in (lambda: run.mask(source, source.with_name("out.csv"), by), lambda: check.check(source, by=by)):
        with pytest.raises(Problem) as caught:
            act()
        said.append(f"{caught.value.where} {caught.value.what}")
    return said


@pytest.mark.parametrize("by", ["builtin", "leave"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ESCAPED, "a.csv 第 3 行 第 2 条记录的引号之后还有文字"),
        ('13912345678,"甲"乙\n', "a.csv 第 3 行 第 2 条记录的引号之后还有文字"),
        ('1,"甲\n\n乙"\n\n' + ESCAPED + "1,2,3\n", "a.csv 第 7 行 第 3 条记录的引号之后还有文字"),
        ('1,"甲\n乙"\n1,2,3\n' + ESCAPED, "a.csv 第 5 行 第 3 条记录的列数与表头不同"),
        ("1,甲\n" * 500_000 + "1\n", "a.csv 第 500003 行 第 500,002 条记录的列数与表头不同"),
        ("1,甲\n" * 500_000 + ESCAPED, "a.csv 第 500003 行 第 500,002 条记录的引号之后还有文字"),
        ('1,"13812345678\n', "a.csv 引号没有闭合"),
    ],
)  # fmt: skip
def test_run_and_check_refuse_alike(tmp_path: Path, by: str, encoding: str, body: str, said: str) -> None:
    source, written = tmp_path / "a.csv", tmp_path / "p.yaml"
    source.write_text(HEAD + body, encoding)
    written.write_text(LEAVE, "utf-8")
    assert refused(source, policy.builtin() if by == "builtin" else policy.load(written, {})) == [said, said]


def test_a_header_that_never_closes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('"手机,备注\n13812345678,甲\n', "utf-8")
    assert refused(tmp_path / "a.csv", policy.builtin()) == ["a.csv 引号没有闭合"] * 2


@pytest.mark.parametrize("rest", ["scan", "leave"])
def test_a_header_that_is_a_record(tmp_path: Path, rest: str) -> None:
    source, target, written = (tmp_path / name for name in ("a.csv", "out.csv", "p.yaml"))
    source.write_text("张伟,13812345678\n李娜,13912345678\n", "utf-8")
    written.write_text(f'zhengan-masking: "1"\nrest: {rest}\n', "utf-8")
    done = run.mask(source, target, policy.load(written, {}))
    first = target.read_text("utf-8").splitlines()[0]
    assert done.rows == 2 and first == ("张＊,138****5678" if rest == "scan" else "张伟,13812345678")
    assert done.notes == [naming.HEADER_MASKED if rest == "scan" else naming.HEADER]
