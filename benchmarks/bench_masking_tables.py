"""Tables with chosen columns under stars, file to file, beside copies and peers in the same run.

What is masked is on disk at the end, with the SHA-256 of both files; so the copy that it is held against waits for the disk too.
Peers that are not installed (polars, duckdb) have a row that says so: nothing here depends on them.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.bench_masking import copy, spent
from benchmarks.masking_peers import PEERS
from benchmarks.table import Row, row
from zhengan.masking import policy
from zhengan.masking.formats import parquet
from zhengan.masking.formats.csv import table as csv
from zhengan.masking.formats.json import ndjson
from zhengan.masking.formats.sql import dump as sql

ROWS, FEW_ROWS, LARGE = 1_000_000, 60_000, 1_000_000_000  # LARGE in bytes
RUNS = 5
LEAST, SHARE, MOST_PARQUET, MOST_MEMORY = 500.0, 0.5, 1.25, 300
HEAD = ("客户号", "客户姓名", "证件号码", "手机号", "银行卡号", "联系地址", "开户日", "资产", "状态")
POLICY = """zhengan-masking: "1"
rest: leave
columns:
  证件号码: {kind: resident_id, operator: keep, front: 3, back: 4}
  手机号: {kind: mobile}
  银行卡号: {kind: bank_card}
"""
CHILD = """
import re, sys
from pathlib import Path
from zhengan.masking import policy
from zhengan.masking.formats.csv import table as csv
source, target, rules = map(Path, sys.argv[1:])
csv.mask(source, target, policy.load(rules, {}), encoding="utf-8", force=True)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def record(k: int) -> tuple[str, ...]:
    """A customer."""
    numbers = f"36042618860607{k % 10_000:04}", f"199{k:08}", f"6228480{k:012}"
    return f"C{k:07}", "某某", *numbers, f"示例路{k % 999}号", "2024-01-02", "1000.00", "正常"


def run() -> list[Row]:
    """MB/s, seconds, MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = folder / "policy.yaml"
        rules.write_text(POLICY, encoding="utf-8")
        chosen = policy.load(rules, {})
        source = folder / "in.csv"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(",".join(one) + "\n" for one in (HEAD, *map(record, range(ROWS))))
        return [*tables(source, chosen), *columns(folder, chosen), *texts(folder, chosen), *memory(source, rules)]


def turns(acts: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Median seconds of each on the wall and of the processor, in turns after one that does not count."""
    for act in acts.values():
        act()
    times = {name: [] for name in acts}  # type: dict[str, list[tuple[float, float]]]
    for _ in range(RUNS):
        for name, act in acts.items():
            times[name].append(spent(act))
    return {name: (statistics.median(w for w, _ in one), statistics.median(c for _, c in one)) for name, one in times.items()}


def tables(source: Path, chosen: policy.Policy) -> list[Row]:
    """CSV beside copies, and beside each peer that writes the same."""
    target, size = source.with_name("out.csv"), source.stat().st_size / 1e6
    acts: dict[str, Callable[[], object]] = {
        "ours": lambda: csv.mask(source, target, chosen, encoding="utf-8", force=True),
        "a raw copy, on disk": lambda: copy(source, target),
        "shutil.copyfile, not waited for": lambda: shutil.copyfile(source, target),
    }
    took = turns(acts)
    ours = size / took["ours"][0]
    rows = [Row("CSV, three of nine columns starred", ours, "MB/s", target=f"≥ {LEAST:.0f} MB/s", ok=ours >= LEAST)]
    for name in list(acts)[1:]:
        share, held = took[name][0] / took["ours"][0], name.startswith("a raw")
        rows.append(Row("CSV, three of nine columns starred", ours, "MB/s", name, size / took[name][0], share,
                        f"≥ {SHARE}×" if held else "", share >= SHARE if held else None))  # fmt: skip
    work = [size / took[name][1] for name in list(acts)[:2]]
    rows.append(row("CSV, by processor time", work[0], "MB/s", against="a raw copy, on disk", against_figure=work[1]))
    csv.mask(source, target, chosen, encoding="utf-8", force=True)
    wanted = target.read_bytes()
    for name, peer in PEERS.items():
        try:
            peer(source, target)
        except ImportError:
            rows.append(Row(f"CSV, three of nine columns starred: {name}", 0, "MB/s", "not installed"))
            continue
        if target.read_bytes() != wanted:
            raise AssertionError(f"{name} writes something else")
        seconds = turns({name: lambda peer=peer: peer(source, target)})[name][0]  # type: ignore[misc]
        rows.append(row("CSV, three of nine columns starred", ours, "MB/s", against=name, against_figure=size / seconds))
    return rows


def columns(folder: Path, chosen: policy.Policy) -> list[Row]:
    """Parquet beside the plain reading and writing of all its columns."""
    source, target = folder / "in.parquet", folder / "out.parquet"
    pq.write_table(pa.table(dict(zip(HEAD, map(list, zip(*map(record, range(ROWS)), strict=True)), strict=True))), source)
    took = turns({"ours": lambda: parquet.mask(source, target, chosen, force=True),
                  "plain": lambda: pq.write_table(pq.read_table(source), target)})  # fmt: skip
    ours, plain = took["ours"][0], took["plain"][0]
    return [Row("Parquet, three of nine columns starred", ours, "s", "read and written by pyarrow", plain, ours / plain,
                f"≤ {MOST_PARQUET}×", ours <= MOST_PARQUET * plain)]  # fmt: skip


def texts(folder: Path, chosen: policy.Policy) -> list[Row]:
    """NDJSON and SQL dumps beside a copy of the same file."""
    made = [record(k) for k in range(FEW_ROWS)]
    lines = (json.dumps(dict(zip(HEAD, one, strict=True)), ensure_ascii=False) for one in made)
    (folder / "in.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    heads = f"INSERT INTO `客户` ({', '.join(f'`{name}`' for name in HEAD)}) VALUES\n"
    tuples = ["('" + "','".join(one) + "')" for one in made]
    groups = [",\n".join(tuples[k : k + 1000]) for k in range(0, FEW_ROWS, 1000)]
    (folder / "in.sql").write_text("".join(f"{heads}{group};\n" for group in groups), encoding="utf-8")
    rows = []
    for kind, mask in (("NDJSON", ndjson.mask), ("SQL", partial(sql.mask, dialect="mysql"))):
        source, target = folder / f"in.{kind.lower()}", folder / "out"
        took = turns({"ours": partial(mask, source, target, chosen, encoding="utf-8", force=True),
                      "copy": partial(copy, source, target)})  # fmt: skip
        size = source.stat().st_size / 1e6
        rows.append(row(f"{kind}, three of nine columns starred", size / took["ours"][0], "MB/s", against="a raw copy, on disk",
                        against_figure=size / took["copy"][0]))  # fmt: skip
    return rows


def memory(source: Path, rules: Path) -> list[Row]:
    """The most that a process of its own holds while it masks a large file, beside a small one."""
    large, target = source.with_name("large.csv"), source.with_name("out.csv")
    head, body = source.read_bytes().split(b"\n", 1)
    with large.open("wb") as file:
        file.write(head + b"\n")
        while file.tell() < LARGE:
            file.write(body)
    size = large.stat().st_size / 1e9
    most = []
    for one in (source, large):
        said = subprocess.run([sys.executable, "-c", CHILD, one, target, rules], capture_output=True, text=True, check=True)
        most.append(int(said.stdout) / 1000)
    large.unlink()
    return [row(f"memory for a large file ({size:.1f} GB of CSV)", most[1], "MB", against="a small one", against_figure=most[0],
                at_most=MOST_MEMORY)]  # fmt: skip
