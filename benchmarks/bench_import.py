"""100,000 backup runs from one file into a register, as `zhengan import` does it: read, checked, recorded, all or nothing.

The floor puts the same file into a plain table of the same columns, without looking at it: csv.reader and executemany.
Both write to SQLite with the same guarantees (WAL, synchronous FULL) in a folder of their own.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.table import Row, row

ROWS, SYSTEMS = 100_000, 40
HEADER = ("编号", "系统编号", "备份完成时刻", "是否成功", "备份位置")
BORN = datetime(2020, 1, 1, 2)


def lines() -> Iterator[Sequence[str]]:
    """The rows, times a quarter of an hour apart for each system."""
    for n in range(ROWS):
        at = BORN + timedelta(minutes=15 * n // SYSTEMS * 10)
        yield f"r{n:06}", f"s{n % SYSTEMS:02}", f"{at:%Y-%m-%d %H:%M:%S}", "否" if n % 400 == 7 else "是", "本地"


def as_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows((HEADER, *lines()))
    return out.getvalue().encode()


def as_xlsx() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet("备份记录")
        for number, cells in enumerate((HEADER, *lines())):
            sheet.write_row(number, 0, cells)
    return out.getvalue()


def floor(folder: Path, raw: bytes) -> float:
    """Seconds to put the file into a plain table."""
    with sqlite3.connect(folder / "floor.sqlite3", isolation_level=None) as base:
        base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        base.execute("CREATE TABLE run (id TEXT PRIMARY KEY, system TEXT, at TEXT, ok TEXT, site TEXT)")
        start = perf_counter()
        base.execute("BEGIN IMMEDIATE")
        reader = csv.reader(io.StringIO(raw.decode()))
        next(reader)
        base.executemany("INSERT INTO run VALUES (?, ?, ?, ?, ?)", reader)
        base.execute("COMMIT")
        taken = perf_counter() - start
        assert base.execute("SELECT count(*) FROM run").fetchone() == (ROWS,)
    return taken


def measure(form: str) -> None:
    """In a process and a folder of its own: print the seconds of a plan, of carrying it out, and of the floor."""
    import django

    django.setup()
    from zhengan.accounts.models import Institution
    from zhengan.assess.quiet import quiet
    from zhengan.assess.setup import migrate
    from zhengan.registers import services
    from zhengan.registers.catalogue import register

    migrate()
    firm = Institution.objects.create(code="firm", name="示例证券")
    with quiet():  # the assessment that follows a write has a benchmark of its own
        for n in range(SYSTEMS):
            system = {"id": f"s{n:02}", "name": f"系统 {n}", "important": "否", "since": "2018-01-01"}
            services.enter("systems", system, institution=firm, by=None, origin="cli")
        raw = as_csv()
        base = floor(Path(os.environ["ZHENGAN_HOME"]), raw)
        raw = raw if form == "csv" else as_xlsx()
        start = perf_counter()
        plan = services.plan_import("backup_runs", raw, f"runs.{form}", institution=firm)
        planned = perf_counter() - start
        services.carry_out(plan, institution=firm, by=None, origin="import")
        whole = perf_counter() - start
    assert register("backup_runs").model.objects.count() == ROWS
    print(json.dumps([planned, whole, base]))


def run() -> list[Row]:
    """A CSV and a workbook of the same rows, whole imports, beside the floor; and the preview alone."""
    rows: list[Row] = []
    for form in ("csv", "xlsx"):
        with tempfile.TemporaryDirectory() as home:
            env = {**os.environ, "ZHENGAN_HOME": home, "DJANGO_SETTINGS_MODULE": "zhengan.conf.settings"}
            env.pop("DATABASE_URL", None)
            command = [sys.executable, "-m", "benchmarks.bench_import", form]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        planned, whole, base = json.loads(done.stdout)
        against = "csv.reader + executemany, plain SQLite"
        rows.append(row(f"import {ROWS:,} rows (.{form})", whole, "s", against=against, against_figure=base, at_most=10))
        rows.append(row(f"… of which the preview (.{form})", planned, "s"))
    return rows


if __name__ == "__main__":
    measure(sys.argv[1])
