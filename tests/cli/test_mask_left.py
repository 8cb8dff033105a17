"""What a killed run leaves is made anew or taken away by the next; what is somebody else's stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
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


def test_a_run_that_is_told_to_stop_leaves_nothing(folder: Path) -> None:
    """By ``timeout``, a scheduler or a container, which send SIGTERM."""
    with Path("big.txt").open("w", encoding="utf-8") as out:
        out.writelines(f"2026 INFO user {k} 手机 138{k:08} login ok\n" for k in range(900_000))
    words = [sys.executable, "-m", "zhengan.cli.main", "mask", "run", "big.txt", "-o", "o.txt"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    while not [*folder.glob(".o.txt.*.part")]:
        assert running.poll() is None
        time.sleep(0.002)
    running.terminate()
    assert running.wait(60) == 128 + signal.SIGTERM
    assert sorted(one.name for one in folder.iterdir()) == ["a.csv", "b.csv", "big.txt"]


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


def test_a_mark_does_not_free_what_somebody_else_has_written(folder: Path) -> None:
    (folder / "o.csv").write_text("precious\n", encoding="utf-8")
    for mark in ("", "1 2 3 4", "\xff"):
        (folder / ".o.csv.begun").write_text(mark, "latin-1")
        assert isinstance(zhengan("a.csv", "-o", "o.csv").exception, Problem)
        assert (folder / "o.csv").read_text("utf-8") == "precious\n"


def test_what_a_killed_run_wrote_and_somebody_changed_stays(folder: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, "a.csv", "-o", "o.csv"], capture_output=True).returncode == 9
    with (folder / "o.csv").open("a") as file:
        file.write("mine\n")
    assert isinstance(zhengan("a.csv", "-o", "o.csv").exception, Problem)
    assert "mine" in (folder / "o.csv").read_text("utf-8")


def test_no_masked_file_stays_without_its_audit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhengan.masking import atomic, audit

    def full(path: Path) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(audit, "replacing", full)
    refused = zhengan("a.csv", "-o", "o.csv").exception
    assert isinstance(refused, Problem) and "没有留下没有审计记录的脱敏文件" in str(refused)
    assert sorted(one.name for one in folder.iterdir()) == ["a.csv", "b.csv"] and atomic.replacing is not full


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_pipes_are_no_outputs(folder: Path, force: tuple[str, ...]) -> None:
    for name in ("p.csv", "q.csv.audit.json"):
        os.mkfifo(folder / name)
    for name in ("p.csv", "q.csv"):
        refused = zhengan("a.csv", "-o", name, *force).exception
        assert isinstance(refused, Problem) and "不是普通文件" in str(refused)
    assert (folder / "p.csv").is_fifo() and (folder / "q.csv.audit.json").is_fifo() and not (folder / "q.csv").exists()


def test_a_file_is_no_folder(folder: Path) -> None:
    refused = zhengan("a.csv", "-o", "b.csv/x.csv").exception
    assert isinstance(refused, Problem) and "没有目录" in str(refused)


def test_where_nothing_can_be_written_the_problem_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, *words: object, **more: object) -> None:
        raise OSError(30, "Read-only file system", str(self))

    for name in ("touch", "unlink"):
        monkeypatch.setattr(Path, name, refused)
    opened = Path.open

    def reading(self: Path, mode: str = "r", *words: object, **more: object) -> object:
        return refused(self) if "x" in mode else opened(self, mode, *words, **more)  # type: ignore[arg-type,call-overload]

    monkeypatch.setattr(Path, "open", reading)
    told = zhengan("a.csv", "-o", "o.csv").exception
    assert isinstance(told, Problem) and "写不完" in str(told)
