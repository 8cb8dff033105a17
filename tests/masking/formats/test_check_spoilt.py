"""Bytes that are no text in a column of a kind: a check goes through, and says that it has not seen all."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import audit, check, policy, run

PROSE = "这是一段正常的说明文字用来判断编码"


@pytest.mark.parametrize("header", ["证券账号", "手机", "资金账号"])
def test_spoilt_bytes_in_a_column_of_figures_are_told(header: str, tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_bytes(f"{header},说明\n".encode() + b"0123456789\x9f," + PROSE.encode() + b"\n")
    done = run.mask(source, target, policy.builtin())
    assert any("不是 UTF-8" in str(note) for note in done.notes)
    record = audit.record(source, target, done, policy.builtin(), started="", ended="")
    for remains in (check.check(target, record=record), check.check(target)):
        assert remains.unseen and not remains.clean and not remains.counts
        assert [str(note) for note in remains.notes if header in str(note)] == [
            f"“{header}”中有不是文字的字节，那些值没有查看完整"
        ]


def test_spoilt_bytes_in_a_dump_are_told_where_the_column_is_of_a_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    head = "-- MySQL dump\nINSERT INTO `t` (`资金账号`,`说明`) VALUES ('88".encode()
    path.write_bytes(head + b"\x9f0123','" + (PROSE * 3).encode() + b"');\n")
    remains = check.check(path)
    assert remains.unseen and not remains.clean
    path.write_bytes(head.replace("资金账号".encode(), "图".encode()) + b"\x9f0123','" + (PROSE * 3).encode() + b"');\n")
    assert not check.check(path).unseen
