"""What a killed run leaves is made anew or taken away by the next; what is somebody else's stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem

KILLED = """
import os, sys
from zhengan.cli.main import cli
from zhengan.masking import audit
audit.write = lambda *words: os._exit(9)  # the process ends between the output and its audit
cli(["mask", "run", *sys.argv[1:]])
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("手机\n13812345678\n", encoding="utf-8")
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", "run", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.mark.parametrize("words", [("a.csv", "-o", "o.csv"), ("a.csv", "b.csv", "-o", "out")])
def test_a_run_killed_before_its_audit_is_made_anew(folder: Path, words: tuple[str, ...]) -> None:
    target = folder / ("out/a.csv" if "out" in words else "o.csv")
    assert subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True).returncode == 9
    assert target.exists() and not Path(f"{target}.audit.json").exists()
    done = zhengan(*words)
    assert done.exit_code == 0, done.exception
    assert Path(f"{target}.audit.json").exists() and "138****5678" in target.read_text("utf-8")
    assert not [one.name for one in target.parent.iterdir() if one.name.startswith(".")]


def test_what_somebody_else_has_written_stays(folder: Path) -> None:
    (folder / "o.csv").write_text("旧", encoding="utf-8")
    for _ in range(2):
        assert isinstance(zhengan("a.csv", "-o", "o.csv").exception, Problem)
    assert (folder / "o.csv").read_text("utf-8") == "旧" and not (folder / ".o.csv.begun").exists()


def test_parts_of_processes_that_are_gone_are_removed(folder: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f".o.csv.{ended.pid}.part", f".o.csv.audit.json.{ended.pid}.part"]
    kept = [f".o.csv.{os.getppid()}.part", f".other.csv.{ended.pid}.part", ".o.csv.x.part"]
    for name in (*names, *kept):
        (folder / name).write_text("x")
    assert zhengan("a.csv", "-o", "o.csv").exit_code == 0
    assert sorted(one.name for one in folder.glob(".*")) == sorted(kept)


def test_folders_of_a_killed_run_are_removed(folder: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(folder / "a.xlsx")
    book.add_worksheet().write_column("A1", ["手机", "13812345678"])
    book.close()
    midway = "from zhengan.masking.formats import excel\nexcel.Writer.write = lambda *words: os._exit(9)"
    killed = KILLED.replace("audit.write = lambda *words: os._exit(9)", midway)
    words = ("a.xlsx", "-o", "o.xlsx")
    assert subprocess.run([sys.executable, "-c", killed, *words], capture_output=True).returncode == 9
    assert [one.name for one in folder.iterdir() if one.is_dir()]
    assert zhengan(*words).exit_code == 0
    assert sorted(one.name for one in folder.iterdir()) == ["a.csv", "a.xlsx", "b.csv", "o.xlsx", "o.xlsx.audit.json"]
