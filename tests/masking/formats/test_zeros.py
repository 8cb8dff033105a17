"""Zeros in a text: of a log that was cut off they are told and kept; what is no text at all is refused."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.run import mask
from zhengan.masking.suggest import suggest

LINE = "2026-01-02 客户李娜，手机13812345678\n"
STARRED = LINE.replace("李娜", "李＊").replace("13812345678", "138****5678")
RECORD = struct.pack("<32s20s", "客户张伟".encode("gbk"), b"13812345678")


@pytest.mark.parametrize(("before", "between", "behind"), [
    (b"\0" * 16, b"", b""), (b"\0" * 200_000, b"", b""), (b"", b"\0" * 4096, b""), (b"", b"", b"\0" * 4096), (b"", b"\0", b"\0"),
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_log_that_was_cut_off_is_masked_and_its_zeros_told(
    tmp_path: Path, before: bytes, between: bytes, behind: bytes, encoding: str
) -> None:
    """Rotation by copytruncate leaves a run before, a loss of power one behind or between."""
    path, out = tmp_path / "a.log", tmp_path / "o.log"
    text, starred = LINE.encode(encoding) * 8, STARRED.encode(encoding) * 8
    path.write_bytes(before + text + between + text + behind)
    notes = " ".join(map(str, mask(path, out, policy.builtin()).notes))
    assert out.read_bytes() == before + starred + between + starred + behind
    assert "NUL" in notes and f"第 {path.read_bytes().index(0) + 1:,} 个字节" in notes
    remains = check(out)
    assert remains.clean and not remains.unseen and "NUL" in str(remains.notes[0])


def test_empty_fields_of_bcp_and_records_that_zeros_fill(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "o.csv"
    path.write_text("姓名,手机,备注\n" + "张伟,13812345678,\0\n李娜,13912345678,正常\n" * 100, encoding="utf-8")
    assert "NUL" in str(mask(path, out, policy.builtin()).notes[0])
    assert out.read_text("utf-8").splitlines()[1:3] == ["张＊,138****5678,\0", "李＊,139****5678,正常"]
    path, out = tmp_path / "a.txt", tmp_path / "o.txt"
    path.write_bytes((RECORD + b"\n") * 100)
    mask(path, out, policy.builtin())
    assert b"13812345678" not in out.read_bytes() and len(out.read_bytes()) == len(path.read_bytes())


def test_a_text_without_zeros_is_not_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("\x1b[31m" + LINE + "\f\x02", encoding="utf-8")
    assert not mask(tmp_path / "a.log", tmp_path / "o.log", policy.builtin()).notes


BINARY = {
    "objects": pickle.dumps([{"name": "张伟", "mobile": "13812345678"}] * 9), "structs": RECORD * 100,
    "numbers": b"".join(struct.pack("<32sqi", "客户张伟".encode("gbk"), k * 1000, k) for k in range(100)),
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(k * 7 % 256 for k in range(3000)),
    "behind zeros": b"\0" * 200_000 + b"".join(struct.pack("<20sqi", b"13812345678", k * 1000, k) for k in range(100)),
}


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize(("called", "told", "encoding"), [("a.log", "", ""), ("a.dat", "csv", "gb18030"), ("a.sql", "", "utf-8")])
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, called: str, told: str, encoding: str) -> None:
    path, out = tmp_path / called, tmp_path / "out"
    path.write_bytes(BINARY[name])
    for refused in (lambda: mask(path, out, policy.builtin(), told=told, encoding=encoding), lambda: check(path, told=told),
                    lambda: suggest(path, "", told)):  # fmt: skip
        with pytest.raises(Problem, match="二进制") as problem:
            refused()
        assert problem.value.code == "masking-format" and "NUL" in problem.value.do
    assert not out.exists()


def test_a_custom_dump_of_pg_dump_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_bytes(b"PGDMP\x01\x0e\0\x04\x08" + b"x" * 100)
    with pytest.raises(Problem, match="pg_restore"):
        mask(tmp_path / "a.sql", tmp_path / "o.sql", policy.builtin())


@pytest.mark.parametrize("encoding", ["", "utf-8", "gb18030"])
@pytest.mark.parametrize("text", [LINE.encode("utf-16"), LINE.encode("utf-16-le") * 9, "a,13812345678\r\n".encode("utf-16-be")])
def test_utf_16_is_called_so_whatever_is_said_of_it(tmp_path: Path, text: bytes, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(Problem, match="UTF-16"):
        mask(tmp_path / "a.csv", tmp_path / "o.csv", policy.builtin(), encoding=encoding)
