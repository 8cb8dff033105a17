"""What stands between fields: found out, told, recorded and used by every command that reads tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking.formats.csv.head import guessed

ROWS = [["姓名", "手机", "备注"], ["张伟", "13812345678", "甲,乙,丙,丁"], ["李娜", "13912345678", "戊"]]


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(folder: Path, sep: str, rows: list[list[str]] = ROWS) -> None:
    (folder / "a.csv").write_text("".join(sep.join(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize("sep", ["^", "\x01", "|", ";", "\t"])
def test_separators_are_found_out_and_recorded(folder: Path, sep: str) -> None:
    table(folder, sep)
    assert zhengan("run", "a.csv", "-o", "o.csv").exit_code == 0
    assert json.loads((folder / "o.csv.audit.json").read_text("utf-8"))["separator"] == sep
    assert (folder / "o.csv").read_text("utf-8").splitlines()[1] == sep.join(["张＊", "138****5678", "甲,乙,丙,丁"])
    assert zhengan("check", "o.csv").exit_code == 0
    assert '"手机": {kind: mobile}' in zhengan("suggest", "a.csv").output
    assert zhengan("anonymity", "o.csv", "--quasi", "姓名").exit_code == 0


@pytest.mark.parametrize(
    ("first", "sep"), [(b"a^b,c", b","), (b"a^b", b"^"), (b"a\x01b\x01c,d", b"\x01"), (b"a", b","), (b'"^",a', b",")]
)
def test_a_caret_is_a_separator_only_where_there_is_no_other(first: bytes, sep: bytes) -> None:
    assert guessed(first) == sep


@pytest.mark.parametrize(("sep", "told"), [("~", "~"), ("\x01", "^A"), ("\x01", "\\x01"), ("\t", "\\t")])
def test_a_separator_that_is_told_serves_every_command(folder: Path, sep: str, told: str) -> None:
    rows = [[f"{one}," for one in ROWS[0]], *ROWS[1:]]  # commas speak for another
    table(folder, sep, rows)
    (folder / "p.yaml").write_text('zhengan-masking: "1"\ncolumns:\n  "手机,": {kind: mobile}\n', encoding="utf-8")
    assert zhengan("run", "a.csv", "-o", "o.csv", "--policy", "p.yaml", "--separator", told).exit_code == 0
    assert zhengan("check", "o.csv", "--policy", "p.yaml").exit_code == 0
    assert zhengan("check", "a.csv", "--policy", "p.yaml", "--separator", told).exit_code == 1
    assert '"手机,"' in zhengan("suggest", "a.csv", "--separator", told).output
    assert zhengan("anonymity", "o.csv", "--quasi", "1", "--no-header", "--separator", told).exit_code == 0


def test_no_header_is_known_from_the_audit(folder: Path) -> None:
    table(folder, "~", ROWS[1:])
    assert zhengan("run", "a.csv", "-o", "o.csv", "--no-header", "--separator", "~").exit_code == 0
    record = json.loads((folder / "o.csv.audit.json").read_text("utf-8"))
    assert record["header"] is False and record["separator"] == "~"
    assert zhengan("check", "o.csv").exit_code == 0


def test_more_than_a_character_is_refused(folder: Path) -> None:
    table(folder, ",")
    for command in (("run", "a.csv", "-o", "o.csv"), ("check", "a.csv"), ("suggest", "a.csv")):
        assert isinstance(zhengan(*command, "--separator", "||").exception, Problem)
