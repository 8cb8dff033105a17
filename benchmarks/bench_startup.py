"""Commands as a script meets them: whole processes, from start to exit, beside the bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.table import Row, row

RUNS = 9
ZHENGAN = str(Path(sys.executable).with_name("zhengan"))
SCENARIO = """\
zhengan: "1"
institution: {id: demo, name: 示例证券, kind: operating, licence: securities, jurisdiction: 上海}
facts:
  systems:
    - {id: core, name: 核心交易系统, important: true, since: 2020-01-01, markets: [SSE, SHFE.ag]}
  backup_runs:
    - {id: b, system: core, ok: true, daily: {from: 2023-12-01, to: 2024-12-30}}
"""
NIGHT = ("--at", "2026-11-28 01:30")  # a Saturday: Friday's night session of silver still runs


def milliseconds(command: Sequence[str], status: int) -> float:
    """The median of whole runs; a run that ends otherwise than with `status` measures nothing and raises."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        times.append(1e3 * (perf_counter() - start))
        if done.returncode != status:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}, not {status}:\n{done.stderr}")
    return statistics.median(times)


def run() -> list[Row]:
    """Milliseconds of each command; targets are those the command line is built to."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "scenario.yaml")
        file.write_text(SCENARIO, encoding="utf-8")
        floor = milliseconds([sys.executable, "-c", "pass"], 0)

        def line(name: str, at_most: float, status: int, *arguments: str) -> Row:
            figure = milliseconds([ZHENGAN, *arguments], status)
            return row(name, figure, "ms", against="the interpreter alone", against_figure=floor, at_most=at_most)

        scenario = ("--scenario", str(file))
        return [
            line("zhengan --help", 200, 0, "--help"),
            line("gate change, a market: refused", 500, 1, "gate", "change", "--serves", "SHFE.ag", *NIGHT),
            line("gate change, a scenario: refused", 500, 1, "gate", "change", *scenario, "--system", "core", *NIGHT),
            line("assess a small scenario", 1000, 0, "assess", *scenario, "--as-of", "2024-12-31"),
        ]
