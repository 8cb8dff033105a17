"""A disk that is full midway leaves nothing that looks whole: no output, no part of one, and a Problem; for every format."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.run import mask

ROWS = 20_000
FULL = """
import resource, sys
from pathlib import Path
from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.fast import engine
from zhengan.masking.run import mask
engine.ready()
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    mask(Path(sys.argv[1]), Path(sys.argv[2]), policy.builtin())
except Problem as problem:
    print(problem.code, problem.why)
"""
DISK = """
import errno, sys
from pathlib import Path
from zhengan.kit.problem import Problem
from zhengan.masking import atomic, policy
from zhengan.masking.formats import files
from zhengan.masking.run import mask
from contextlib import contextmanager
import io

class Full(io.FileIO):
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

@contextmanager
def replacing(target):
    with Full(target.with_name("part"), "wb") as out:
        try:
            yield out
        finally:
            target.with_name("part").unlink()

files.replacing = replacing
try:
    mask(Path(sys.argv[1]), Path(sys.argv[2]), policy.builtin())
except Problem as problem:
    print(problem.why)
"""


def made(folder: Path, name: str) -> Path:
    """A file of the format that its name says, of more bytes than the disk will have."""
    path = folder / name
    phones = [f"138{k * 7919 % 10**8:08}" for k in range(ROWS)]
    if name.endswith(".ndjson"):
        path.write_text("".join(json.dumps({"手机": one}) + "\n" for one in phones), encoding="utf-8")
    elif name.endswith(".sql"):
        values = ",\n".join(f"('{one}')" for one in phones)
        path.write_text(f"-- MySQL dump\nINSERT INTO `t` (`手机`) VALUES {values};\n", encoding="utf-8")
    elif name.endswith(".xlsx"):
        book = xlsxwriter.Workbook(path)
        book.add_worksheet().write_column("A1", ["手机", *phones])
        book.close()
    else:
        pq.write_table(pa.table({"手机": phones}), path, row_group_size=1000)
    return path


@pytest.mark.parametrize("name", ["a.ndjson", "a.sql", "a.xlsx", "a.parquet"])
def test_a_full_disk(tmp_path: Path, name: str) -> None:
    source = made(tmp_path, name)
    before = source.read_bytes()
    words = [sys.executable, "-c", FULL, str(source), str(tmp_path / f"out.{name}")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.stdout == "masking-output 文件超出允许的大小\n" and not done.stderr, done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["a.ndjson", "a.xlsx"])
def test_a_full_disk_is_called_so(tmp_path: Path, name: str) -> None:
    """And nothing is said besides, as of an archive that cannot be ended any more."""
    words = [sys.executable, "-X", "dev", "-W", "ignore", "-c", DISK, str(made(tmp_path, name)), str(tmp_path / f"out.{name}")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.stdout == "磁盘已满\n" and not done.stderr, done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a.ndjson", "a.sql", "a.xlsx", "a.parquet"])
def test_what_exists_is_overwritten_only_when_told(tmp_path: Path, name: str) -> None:
    source, target = made(tmp_path, name), tmp_path / f"out.{name}"
    target.write_text("旧")
    with pytest.raises(Problem, match="已存在"):
        mask(source, target, policy.builtin())
    assert target.read_text() == "旧"
    with pytest.raises(Problem, match="输入"):
        mask(source, source, policy.builtin(), force=True)
    heard: list[int] = []
    result = mask(source, target, policy.builtin(), force=True, progress=heard.append)
    assert result.rows == ROWS and 0.9 * result.size <= sum(heard) <= 1.1 * result.size
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, f"out.{name}"]
