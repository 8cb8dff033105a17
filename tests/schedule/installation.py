"""An installation for real processes: a database of its own, commands started on it, and what its tables then hold."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

PATIENCE = 60.0  # seconds until what is waited for must have come, on a busy machine
PREPARE = """
from zhengan.conf import setup; setup()
from datetime import timedelta
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web import made
from zhengan.records.clock import now
from zhengan.schedule.jobs import enrol
from zhengan.schedule.models import Job
made.institution("one")
enrol()
Job.objects.update(next_at=now() + timedelta(days=30))
"""
# The command as it is, with its times made short before it starts.
QUICK = """
import sys, time
from dataclasses import replace
from datetime import timedelta
from zhengan.conf import setup; setup()
from zhengan.cli import schedule
from zhengan.schedule import jobs, leases, runner
leases.LEASE, runner.ROUND, schedule.GRACE = timedelta(seconds=2), 0.2, 1.0
{more}
from zhengan.cli.main import main
main()
"""
SLOW = """
def slowly(claim):
    time.sleep({seconds})
    with claim.writing():
        return "slept"
jobs.TASKS["samples"] = replace(jobs.TASKS["samples"], do=slowly, longest=timedelta(seconds={longest}))
"""


@dataclass
class Installation:
    """Where it lives, what its commands need around them, and what was started on it."""

    home: Path
    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """``zhengan WORDS`` as a process of its own; both of its outputs are in ``stdout``."""
        return self._popen([sys.executable, "-m", "zhengan.cli.main", *words])

    def quick(self, *words: str, more: str = "") -> subprocess.Popen[str]:
        """The same with a lease of two seconds, rounds of a fifth and a second's grace."""
        return self._popen([sys.executable, "-c", QUICK.format(more=more), *words])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``zhengan WORDS``, waited for."""
        command = [sys.executable, "-m", "zhengan.cli.main", *words]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=120)

    def _popen(self, command: list[str]) -> subprocess.Popen[str]:
        pipe, both = subprocess.PIPE, subprocess.STDOUT
        process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=pipe, stderr=both, text=True)
        self.started.append(process)
        return process

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query; of a statement that changes something, none."""
        if url := self.environment.get("DATABASE_URL"):
            import psycopg

            with psycopg.connect(url, autocommit=True) as server:
                done = server.execute(sql)
                return done.fetchall() if done.description else []
        with closing(sqlite3.connect(self.home / "zhengan.sqlite3", timeout=30, isolation_level=None)) as file:
            return file.execute(sql).fetchall()

    def due(self, *names: str) -> None:
        """Have jobs due since the New Year."""
        for name in names:
            self.ask(f"UPDATE schedule_job SET next_at = '2026-01-01 00:00:00' WHERE name = '{name}'")

    def runs(self, name: str) -> list[tuple[str, str]]:
        """(outcome, holder) of each run of a job, the first one first."""
        return [(outcome, holder) for outcome, holder in self.ask(
            "SELECT r.outcome, r.holder FROM schedule_run r JOIN schedule_job j ON j.id = r.job_id"
            f" WHERE j.name = '{name}' ORDER BY r.fence")]  # fmt: skip

    def outcomes(self, name: str) -> list[str]:
        """How each run of a job ended."""
        return [outcome for outcome, _ in self.runs(name)]

    def until(self, name: str, outcomes: list[str]) -> None:
        """Wait for a job's runs to be these, and no others."""
        end = time.monotonic() + PATIENCE
        while (seen := self.outcomes(name)) != outcomes:
            assert time.monotonic() < end, f"{name}: {seen}, not {outcomes}\n{self.said()}"
            time.sleep(0.05)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.ask(f"SELECT count(*) FROM {table}")[0][0])

    def said(self) -> str:
        """What everything that was started has said, after killing it: for when a test fails."""
        self.kill()
        return "\n".join(process.stdout.read() for process in self.started if process.stdout)

    def kill(self) -> None:
        """End what still runs, children of a server too: each is asked first, if it is awake to hear."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextmanager
def installations(folder: Path) -> Iterator[Any]:
    """A maker of installations, all alike: the tables are made once and copied."""
    told = {k: v for k, v in os.environ.items() if not k.startswith(("ZHENGAN", "DJANGO"))} | {"ZHENGAN_LANG": "zh"}
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        with _on_server(folder, told, server) as make:
            yield make
        return
    told.pop("DATABASE_URL", None)
    model = folder / "model"
    _prepare({**told, "ZHENGAN_HOME": str(model)})

    def copied(home: Path) -> Installation:
        home.mkdir()
        for path in ("zhengan.sqlite3", "secret_key"):
            (home / path).write_bytes((model / path).read_bytes())
        return Installation(home, {**told, "ZHENGAN_HOME": str(home)})

    yield copied


@contextmanager
def _on_server(folder: Path, told: dict[str, str], server: str) -> Iterator[Any]:
    import psycopg

    beside = server.rsplit("/", 1)[0]
    name = f"model_{os.getpid()}"
    made = [name]
    with psycopg.connect(server, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")
        _prepare({**told, "ZHENGAN_HOME": str(folder / "model"), "DATABASE_URL": f"{beside}/{name}"})

        def copied(home: Path) -> Installation:
            home.mkdir()
            made.append(f"{name}_{len(made)}")
            root.execute(f"CREATE DATABASE {made[-1]} TEMPLATE {name}")
            return Installation(home, {**told, "ZHENGAN_HOME": str(home), "DATABASE_URL": f"{beside}/{made[-1]}"})

        yield copied
        for one in made:
            root.execute(f"DROP DATABASE {one} WITH (FORCE)")


def _prepare(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, cwd=ROOT, check=True, timeout=180)
