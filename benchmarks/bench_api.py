"""100,000 backup runs in one upload through a real server, beside the least a machine could do with the same lines."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.table import Row, row
from zhengan.client import Client
from zhengan.kit.time import CST

ROWS = 100_000
ZHENGAN = [sys.executable, "-m", "zhengan.cli.main"]


def run() -> list[Row]:
    """Seconds for the upload and the reading back, beside parsing the lines and filling a bare table."""
    begin = datetime(2018, 1, 1, 2, tzinfo=CST)
    rows = [
        {"system": "core", "at": (begin + timedelta(minutes=37 * n)).isoformat(), "ok": True, "site": "local"}
        for n in range(ROWS)
    ]
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as client:
        runs = client.registers("backup_runs")
        core = {"name": "core", "important": True, "markets": ["SSE"], "since": "2018-01-01"}
        client.registers("systems").create(core, id="core")
        start = perf_counter()
        done = runs.bulk(rows)
        upload = perf_counter() - start
        assert done["recorded"] == ROWS, done
        start = perf_counter()
        back = sum(1 for _ in runs.list(system="core"))  # the server records its own backups beside them
        read = perf_counter() - start
        assert back == ROWS, back
        floor = bare("\n".join(map(json.dumps, rows)).encode(), Path(folder) / "bare.sqlite3")
    what = "json.loads and executemany into a bare SQLite table"
    return [
        row("100,000 backup runs in one upload", upload, "s", against=what, against_figure=floor, at_most=10),
        row("100,000 records read back, 1,000 a page", read, "s"),
    ]


def bare(raw: bytes, path: Path) -> float:
    """Seconds to parse the lines and insert them, nothing checked, nothing indexed."""
    start = perf_counter()
    with sqlite3.connect(path) as base:
        base.execute("create table runs (system text, at text, ok integer, site text)")
        found = (tuple(json.loads(line).values()) for line in raw.split(b"\n"))
        base.executemany("insert into runs values (?, ?, ?, ?)", found)
    return perf_counter() - start


@contextmanager
def served(home: Path) -> Iterator[Client]:
    """A client of a server of its own, on an empty institution with one officer."""
    environ = {**os.environ, "ZHENGAN_HOME": str(home)}
    environ.pop("DATABASE_URL", None)
    made = subprocess.run([sys.executable, "-c", SETUP], env=environ, check=True, capture_output=True, text=True)
    port = "8219"
    process = subprocess.Popen([*ZHENGAN, "serve", "--port", port], env=environ, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        while not re.search(r"http://", process.stdout.readline()):
            if process.poll() is not None:
                raise RuntimeError("the server did not start")
        client = Client(f"http://127.0.0.1:{port}", made.stdout.strip(), timeout=120)
        ready(client)
        yield client
    finally:
        process.terminate()
        process.wait()


def ready(client: Client) -> None:
    """The address is printed a moment before the socket listens."""
    end = perf_counter() + 30
    while True:
        try:
            client.registers("institution").create({"name": "b", "kind": "operating", "since": "2010-01-01"}, id="b")
            return
        except Exception as error:
            if perf_counter() > end or getattr(error, "code", "") != "unreachable":
                raise


SETUP = """
from zhengan.conf import setup
setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.accounts.tokens import issue
from zhengan.records.clock import now
user = User.objects.create_user("b")
member = Membership.objects.create(user=user, institution=Institution.objects.create(code="b", name="b"), role=Role.OFFICER)
print(issue(member, "bench", now=now())[1])
"""
