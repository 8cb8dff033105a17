"""A check looks through lines of any length and tells places of every kind, and how many it does not tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.masking import checktext as module
from zhengan.masking.check import check


def places(path: Path) -> list[tuple[Any, ...]]:
    return sorted((one["line"], one["column"], one["kind"]) for one in check(path).places)


def test_a_line_in_parts_is_looked_through_as_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = "客户王建国的手机13812345678，证件11010119900307002X，邮箱wang.jianguo@example.com；" + "交易正常。" * 4001
    (tmp_path / "a.log").write_text("首行\n" + part * 60 + "\n末行，手机13912345678\n", encoding="utf-8")
    whole = places(tmp_path / "a.log")
    monkeypatch.setattr(module, "LONG_LINE", 1 << 18)
    assert places(tmp_path / "a.log") == whole and len(whole) > 180
    assert whole[-1][:2] == (3, 6)


def test_a_line_longer_than_a_record_may_be_is_looked_through(tmp_path: Path) -> None:
    with (tmp_path / "a.log").open("wb") as file:
        for _ in range(66):
            file.write(b"no data. " * ((1 << 20) // 9 + 1))
        file.write("手机13812345678\n".encode())
    assert check(tmp_path / "a.log").counts == {"mobile": 1}


def test_places_are_of_every_kind_and_the_rest_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("手机13812345678\n" * 200 + "邮箱wang.jianguo@example.com\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["mask", "check", str(tmp_path / "a.log")], env={"ZHENGAN_LANG": "zh"})
    lines = done.stdout.splitlines()
    assert any("第 201 行" in line and line.endswith("email") for line in lines)
    assert "另有 181 处没有列出" in lines[-1] and len(lines) == 22
