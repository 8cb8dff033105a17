"""Two real processes and one real database: one is stopped past its lease, the other does the job, the first wakes too late."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SETUP = "from zhengan.conf import setup; setup(); from datetime import timedelta; "
WORK = SETUP + """
import sys
from zhengan.schedule.leases import Lapsed, give_back, take
from zhengan.schedule.models import Outcome
from zhengan.schedule.jobs import TASKS
claim = take("samples", sys.argv[1], timedelta(seconds=1))
print("took" if claim else "nothing", flush=True)
if claim:
    sys.stdin.readline()
    try:
        give_back(claim, TASKS["samples"].timing, Outcome.DONE, sys.argv[1])
        print("kept", flush=True)
    except Lapsed:
        print("refused", flush=True)
"""
PREPARE = SETUP + """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from zhengan.records.clock import now
from zhengan.schedule.models import Job
Job.objects.create(name="samples", next_at=now() - timedelta(days=1))
"""
RUNS = SETUP + """
from zhengan.schedule.models import Run
print([tuple(row) for row in Run.objects.order_by("fence").values_list("outcome", "detail")])
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own: a file, or another one on the test server."""
    address = os.environ.get("DATABASE_URL", "")
    told = {**os.environ, "ZHENGAN_HOME": str(tmp_path)}
    if not address.startswith("postgres"):
        yield told
        return
    import psycopg

    name = f"two_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")
        yield {**told, "DATABASE_URL": address.rsplit("/", 1)[0] + f"/{name}"}
        root.execute(f"DROP DATABASE {name} WITH (FORCE)")


def worker(name: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", WORK, name], env=environment, stdin=pipe, stdout=pipe, text=True)


@pytest.mark.database
def test_the_one_that_slept_is_refused(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True, timeout=120)
    first = worker("first", environment)
    assert first.stdout and first.stdout.readline() == "took\n"
    first.send_signal(signal.SIGSTOP)
    try:
        for _ in range(20):  # until the lease of a second has run out
            second = worker("second", environment)
            assert second.stdout
            if second.stdout.readline() == "took\n":
                break
            second.communicate(timeout=60)
        else:
            pytest.fail("the lease never ran out")
    finally:
        first.send_signal(signal.SIGCONT)
    assert first.communicate("\n", timeout=60)[0] == "refused\n"
    assert second.communicate("\n", timeout=60)[0] == "kept\n"
    told = subprocess.run([sys.executable, "-c", RUNS], env=environment, capture_output=True, text=True, timeout=60).stdout
    assert told.strip() == "[('lost', ''), ('done', 'second')]"
