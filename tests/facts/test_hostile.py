"""Files made to exhaust the reader: each ends as a Problem with its line in under 3 s and 300 MB of memory, all included."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each makes about 50 MB (or says why less is enough) and ends in a Problem; they run in a process of their own.
BOMBS = {
    "brackets": ('b"[" * 50_000_000', "x.yaml"),
    "brackets in JSON": ('b"[" * 50_000_000', "x.json"),
    "braces": ('b"{a: " * 12_500_000', "x.yaml"),
    "braces in JSON": ("b'{\"a\":' * 10_000_000", "x.json"),
    "brackets down the lines": ('b"[\\n" * 25_000_000', "x.yaml"),
    "dashes": ('b"- " * 25_000_000', "x.yaml"),
    "question marks": ('b"? " * 25_000_000', "x.yaml"),
    "indentation": ('b"\\n".join(b" " * i + b"a:" for i in range(10_000))', "x.yaml"),
    "flat list": ('b"[" + b"1," * 25_000_000', "x.yaml"),
    "flat list in JSON": ('b"[" + b"1," * 25_000_000', "x.json"),
    "block list": ('b"- 1\\n" * 12_500_000', "x.yaml"),
    "many keys": ('b"".join(b"k%d: 1\\n" % i for i in range(300_000)) + b"k: 1\\n" * 9_000_000', "x.yaml"),
    "one long text": ('b"a: " + b"x" * 50_000_000', "x.yaml"),
    "one long key": ('b"x" * 50_000_000 + b": a"', "x.yaml"),
    "one long quoted text": ('b\'a: "\' + b"x" * 50_000_000 + b\'"\'', "x.yaml"),
    "one long text in JSON": ('b\'{"a": "\' + b"x" * 50_000_000 + b\'"}\'', "x.json"),
    "escapes in JSON": ('b\'{"a": "\' + b"\\\\n" * 25_000_000 + b\'"}\'', "x.json"),
    "open quote": ('b\'a: "\' + b"x\\n" * 25_000_000', "x.yaml"),
    "digits in JSON": ('b"[" + b"9" * 50_000_000', "x.json"),
    "blanks": ('b" " * 50_000_000', "x.yaml"),
    "lines": ('b"\\n" * 50_000_000', "x.json"),
    "comments": ('b"#\\n" * 25_000_000', "x.yaml"),
    "wide characters": ('"😀".encode() * 12_500_000', "x.yaml"),
    "one wide character": ('b"# " + b"x" * 50_000_000 + "😀".encode()', "x.yaml"),
    "anchors": ('b"a: &a [x]\\n" + b"".join(b"b%d: &b%d [*a, *a]\\n" % (i, i) for i in range(1000))', "x.yaml"),
    "days to come": (
        'b"zhengan: 1\\ninstitution: {name: a, kind: core}\\nfacts:\\n  backup_runs:\\n" + '
        'b"    - {system: a, ok: true, daily: {from: 1900-01-01, to: 2100-12-31}}\\n" * 5000',
        "x.yaml",
    ),
    "days past": (
        'b"zhengan: 1\\ninstitution: {name: a, kind: core}\\nfacts:\\n  backup_runs:\\n" + '
        'b"    - {system: a, ok: true, daily: {from: 1900-01-01, to: 2026-01-01}}\\n" * 5000',
        "x.yaml",
    ),
    "twins": (
        'b"zhengan: 1\\ninstitution: {name: a, kind: core}\\nfacts:\\n  drills:\\n    - {at: 2024-01-01, systems: [" + '
        'b",".join(b"s%d" % i for i in range(200_000)) + b", s199999]}\\n"',
        "x.yaml",
    ),
}
SUMS = 0.3
"""Seconds in which a quiet machine adds three million squares: a busy or a slow one may take longer for everything."""
SCRIPT = """
import re, sys, time
from datetime import datetime
from zhengan.facts.document import parse_document
from zhengan.facts.scenario import read_scenario
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST
raw = {raw}
sys.setrecursionlimit(1000)
start = time.process_time()  # what the reader costs, however busy the machine is
try:
    read_scenario(parse_document(raw, {name!r}), datetime(2026, 11, 23, tzinfo=CST))
except Problem as problem:
    assert problem.where.line, problem
    # not getrusage: its figure begins with that of the process this one was forked from
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
    took, start = time.process_time() - start, time.process_time()
    sum(k * k for k in range(3_000_000))
    print(took, time.process_time() - start, peak, str(problem)[:200])
"""


@pytest.mark.parametrize("name", BOMBS)
def test_bomb(name: str) -> None:
    raw, source = BOMBS[name]
    command = [sys.executable, "-c", SCRIPT.format(raw=raw, name=source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout, "passed in silence"
    seconds, sums, megabytes, problem = done.stdout.split(" ", 3)
    most = 8 if name == "days past" else 3  # that one truly makes 600,000 facts before it is refused
    slow = max(1.0, float(sums) / SUMS)
    assert float(seconds) < most * slow and int(megabytes) < 300, (seconds, sums, megabytes, problem)
