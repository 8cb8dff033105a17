"""Whole processes as a terminal runs them, each beside an interpreter that starts and does nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.table import Row, row

RUNS = 9
ZHENGAN = str(Path(sys.executable).with_name("zhengan"))
ROOT = Path(__file__).parent.parent
SCENARIO = ROOT / "examples" / "cases" / "huabao-2023.yaml"


def seconds(*command: str, expect: int) -> float:
    """Wall seconds of one run that ends with the expected exit code."""
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, env={**os.environ, "ZHENGAN_LANG": "zh"})
    taken = perf_counter() - start
    assert done.returncode == expect, done.stderr.decode()
    return taken


def pairs(command: list[str], expect: int) -> tuple[float, float]:
    """Median milliseconds of the command and of the floor, run in turn so that both see the same machine."""
    taken, floor = [], []
    for _ in range(RUNS):
        floor.append(seconds(sys.executable, "-c", "pass", expect=0))
        taken.append(seconds(*command, expect=expect))
    return 1000 * statistics.median(taken), 1000 * statistics.median(floor)


def run() -> list[Row]:
    """The commands that must feel instant."""
    asked = [
        ("zhengan --help", ["--help"], 0, 200.0),
        ("zhengan gate change --serves …", ["gate", "change", "--serves", "SHFE.ag", "--at", "2026-11-28 01:30"], 1, 500.0),
        ("zhengan assess --scenario huabao-2023",
         ["assess", "--scenario", str(SCENARIO), "--as-of", "2023-05-23", "--json"], 0, 1000.0),
    ]  # fmt: skip
    rows = []
    for name, args, expect, target in asked:
        taken, floor = pairs([ZHENGAN, *args], expect)
        rows.append(row(name, taken, "ms", against="python -c pass", against_figure=floor, at_most=target))
    return rows


if __name__ == "__main__":
    from benchmarks.table import plain

    print(plain(run()))
