"""The loader reads, proves and checks the 75 rooms: in a fresh process, since nothing is cached on disk."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from benchmarks.table import Row, row
from zhengan.law.loader import ROOT
from zhengan.law.text import PINS

RUNS = 7
TARGET_MS = 150
READ = [*sorted(ROOT.glob("a*/text.md")), *sorted(ROOT.glob("a*/duties.toml")), ROOT / "law.toml", PINS]
TOMLS = [path for path in READ if path.suffix == ".toml"]

LOADER = """
from time import perf_counter as clock
start = clock()
from zhengan.law.loader import load_law
imported = clock()
law = load_law()
loaded = clock()
assert len(law.articles) == 75
print([1e3 * (imported - start), 1e3 * (loaded - imported)])
"""
BYTES = """
import json, sys
paths = json.load(sys.stdin)
from time import perf_counter as clock
start = clock()
for path in paths:
    with open(path, "rb") as file:
        file.read()
print([1e3 * (clock() - start)])
"""
PARSE = """
import json, sys
from {module} import loads
texts = [open(path).read() for path in json.load(sys.stdin)]
from time import perf_counter as clock
start = clock()
for text in texts:
    loads(text)
print([1e3 * (clock() - start)])
"""


def fresh(program: str, paths: list[str]) -> list[float]:
    """The figures a program prints, each the median over fresh processes."""
    command = [sys.executable, "-c", program]
    runs = []
    for _ in range(RUNS):
        done = subprocess.run(command, input=json.dumps(paths), capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return [statistics.median(figures) for figures in zip(*runs, strict=True)]


def run() -> list[Row]:
    """Milliseconds: the loader beside the bare reading of its files, its parser beside the standard one."""
    files, tomls = [str(path) for path in READ], [str(path) for path in TOMLS]
    imports, load = fresh(LOADER, [])
    (floor,) = fresh(BYTES, files)
    (chosen,) = fresh(PARSE.format(module="tomli"), tomls)
    (standard,) = fresh(PARSE.format(module="tomllib"), tomls)
    reading = f"their {len(files)} files' bytes"
    return [
        row("75 rooms loaded", load, "ms", against=reading, against_figure=floor, at_most=TARGET_MS),
        row("75 rooms loaded, imports included", imports + load, "ms", at_most=TARGET_MS),
        row("of it, parsing TOML", chosen, "ms", against="tomllib", against_figure=standard),
    ]
