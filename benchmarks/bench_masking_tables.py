"""CSV with chosen columns under stars in place, file to file on one core, beside a raw copy of the same file in the same run.

Peers that are not installed (polars, duckdb) are left out: nothing here depends on them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.table import Row
from zhengan.masking import policy
from zhengan.masking.formats import csv

ROWS, RUNS = 600_000, 3
LEAST, SHARE = 500.0, 0.5
POLICY = """zhengan-masking: "1"
rest: leave
columns:
  证件号码: {kind: resident_id, operator: keep, front: 3, back: 4}
  手机号: {kind: mobile}
  银行卡号: {kind: bank_card}
"""


def run() -> list[Row]:
    """MB/s."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        line = "C{:07},某某,36042618860607{:04},199{:08},6228480{:012},示例路{}号,2024-01-02,1000.00,正常\n"
        with source.open("w", encoding="utf-8") as file:
            file.write("客户号,客户姓名,证件号码,手机号,银行卡号,联系地址,开户日,资产,状态\n")
            file.writelines(line.format(k, k % 10_000, k, k, k % 999) for k in range(ROWS))
        Path(folder, "policy.yaml").write_text(POLICY, encoding="utf-8")
        chosen = policy.load(Path(folder, "policy.yaml"), {})
        megabytes = source.stat().st_size / 1e6
        copy = megabytes / best(lambda: shutil.copyfile(source, target))
        ours = megabytes / best(lambda: csv.mask(source, target, chosen, encoding="utf-8", force=True))
    good = ours >= LEAST and ours >= SHARE * copy
    return [Row("CSV, three of nine columns starred", ours, "MB/s", "raw copy", copy, ours / copy, "≥ 500 MB/s, ≥ 0.5×", good)]


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)
