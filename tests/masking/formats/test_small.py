"""A small text is masked without kernels: the same bytes and counts as with them, and nothing of Numba or Arrow is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.masking.corpus.build import corpus
from zhengan.kit.problem import Problem
from zhengan.masking import choice, policy
from zhengan.masking.formats import small
from zhengan.masking.formats import text as formats
from zhengan.masking.run import by_reference, mask

ODD = """姓 名：潘　林　身份证号：110101199003070038
联系人: 杨  阳，Customer Name: Zhou Peng，客户买买提·艾力江，客户欧阳修远先生
地址：江西省南昌市红谷滩区花园路1084号绿地新城36号楼1单元2109
住址：内蒙古自治区呼和浩特市赛罕区环城南路789号国贸大厦24层，建国路88号3栋501室
统一社会信用代码 91110000100000017X 手机 １３８１２３４５６７８，a@b.cn
"""
RUN = """
import sys
from zhengan.cli.main import main
try:
    main(["mask", "run", "in.txt", "-o", "out.txt", "--json"])
except SystemExit as end:
    assert not end.code, end.code
print(sorted({name.split(".")[0] for name in sys.modules} & {"numba", "llvmlite", "pyarrow", "pandas"}), file=sys.stderr)
"""


def said() -> str:
    lines = b"\n".join(one.data for held in (False, True) for one in corpus(20230501, 2, held)).decode()
    return ODD + lines


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_as_with_kernels(tmp_path: Path, encoding: str) -> None:
    source, one, other = (tmp_path / name for name in ("in.txt", "one.txt", "other.txt"))
    source.write_bytes(said().encode(encoding, "replace"))
    told: list[int] = []
    result = small.mask(source, one, encoding=encoding, progress=told.append)
    same = formats.mask(source, other, policy.builtin(), encoding=encoding)
    assert one.read_bytes() == other.read_bytes() != source.read_bytes()
    assert asdict(result) == asdict(same)
    assert {"name", "address", "mobile", "email"} <= set(result.kinds) and "social_credit_code" not in result.kinds
    assert told == [source.stat().st_size]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    source, one, other = (tmp_path / name for name in ("in.txt", "one.txt", "other.txt"))
    source.write_bytes(b"\xff\xfe\xe5\xbc" + "客户张伟，手机13812345678\n".encode() + b"\x80")
    small.mask(source, one, encoding="utf-8")
    formats.mask(source, other, policy.builtin(), encoding="utf-8")
    assert one.read_bytes() == other.read_bytes()
    with pytest.raises(Problem, match="GB18030"):
        small.mask(source, tmp_path / "none.txt", encoding="gb18030")
    assert not (tmp_path / "none.txt").exists()


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("手机13812345678", "utf-8")
    target.write_text("mine", "utf-8")
    with pytest.raises(Problem, match="已存在"):
        small.mask(source, target, encoding="utf-8")
    assert target.read_text() == "mine"
    small.mask(source, target, encoding="utf-8", force=True)
    assert target.read_text("utf-8") == "手机138****5678"


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has not loaded the kernels."""
    monkeypatch.setattr(choice, "_loaded", False)
    monkeypatch.setattr(choice, "loaded", lambda: False)


@pytest.mark.usefixtures("unloaded")
def test_for_whom(tmp_path: Path) -> None:
    few, many, table, own = (tmp_path / name for name in ("few.log", "many.txt", "few.csv", "p.yaml"))
    few.write_bytes(b"x" * (choice.FEW - 1))
    many.write_bytes(b"x" * choice.WORTH_COMPILING)
    table.write_bytes(b"x")
    own.write_text('zhengan-masking: "1"\nkinds:\n  mobile: {operator: redact}\n', "utf-8")
    assert by_reference(few, policy.builtin()) and by_reference(table, policy.builtin(), "text")
    assert not by_reference(many, policy.builtin()) and not by_reference(table, policy.builtin())
    assert not by_reference(few, policy.load(own, {})) and not by_reference(tmp_path / "none.txt", policy.builtin())


@pytest.mark.usefixtures("unloaded")
def test_run_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.txt"
    source.write_text(ODD, "utf-8")
    monkeypatch.setattr(formats, "mask", lambda *_, **__: pytest.fail("by kernels"))
    assert mask(source, tmp_path / "out.txt", policy.builtin()).kinds["address"]["values"] >= 2


def test_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(ODD, "utf-8")
    done = subprocess.run([sys.executable, "-c", RUN], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[0]["kinds"]["mobile"]["values"] == 1
    assert done.stderr.strip() == "[]"
