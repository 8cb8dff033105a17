"""``zhengan worker`` as a process: it does what is due, once, says so, and ends when asked; and many beside each other."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.schedule.installation import SLOW, Installation
from tests.web.test_server import free_port

pytestmark = pytest.mark.database

ELSEWHERE = """
def here(claim):
    raise AssertionError("done in the worker itself")
jobs.TASKS["history"] = replace(jobs.TASKS["history"], do=here)
"""
SLEEPING = """
import time
from dataclasses import replace
from zhengan.conf import setup; setup()
from zhengan.schedule import jobs
from zhengan.schedule.__main__ import main
jobs.TASKS["history"] = replace(jobs.TASKS["history"], do=lambda claim: time.sleep(600))
main("history")
"""


def test_it_does_what_is_due_says_so_and_ends_when_asked(installed: Installation) -> None:
    installed.due("backup", "samples")
    worker = installed.start("worker")
    installed.until("backup", ["done"])
    installed.until("samples", ["done"])
    worker.terminate()
    said, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0 and said.splitlines()[-1] == "定时任务已停止"
    lines = [line for line in said.splitlines() if line.startswith(("backup", "samples"))]
    assert lines == ["backup  进行中", "backup  完成", "samples  进行中", "samples  完成"]
    assert f":{worker.pid}）" in said
    told = {row["name"]: row for row in json.loads(installed.run("jobs", "--json").stdout)}
    assert {name: row["outcome"] for name, row in told.items()} == {
        "backup": "done", "verify": None, "assess": None, "samples": "done", "days": None, "history": None,
    }  # fmt: skip
    assert {row["state"] for row in told.values()} == {"waiting"}


def test_a_long_job_is_left_to_the_next_one_when_asked_to_stop(installed: Installation) -> None:
    """By two kinds of signals, again and again: one that comes while another is being heard must not hold it up."""
    installed.due("samples")
    worker = installed.quick("worker", more=SLOW.format(seconds=600, longest=600))
    installed.until("samples", ["running"])
    for _ in range(20):
        worker.send_signal(signal.SIGINT)
        worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0 and "由下一个进程重做" in said, said
    assert installed.outcomes("samples") == ["lost"]
    done = installed.run("worker", "--once")  # free at once, with no lease to wait for; ends by itself
    assert (done.returncode, done.stdout) == (0, "samples  进行中\nsamples  完成\n"), done.stderr
    assert installed.outcomes("samples") == ["lost", "done"]


def test_two_workers_and_a_server_never_do_a_thing_twice(installed: Installation) -> None:
    port = str(free_port())
    both = [installed.quick("worker") for _ in range(2)]
    server = installed.start("serve", "--port", port)
    names = ("backup", "samples", "days", "assess")
    for turn in range(1, 3):
        installed.due(*names)
        for name in names:
            installed.until(name, ["done"] * turn)
    for process in (*both, server):
        process.terminate()
    for process in (*both, server):
        assert process.wait(timeout=30) == 0
    for name in names:
        assert installed.outcomes(name) == ["done"] * 2
    assert installed.count("continuity_backuprun") == 2
    assert installed.count("schedule_run") == 2 * len(names)


def test_judging_a_year_is_left_to_a_process_of_its_own(installed: Installation) -> None:
    """So that pages of the same server need not share their processor with it."""
    installed.due("history", "samples")
    worker = installed.quick("worker", more=ELSEWHERE)
    installed.until("samples", ["done"])
    installed.until("history", ["done"])
    installed.due("history")
    installed.until("history", ["done"] * 2)
    worker.terminate()
    said, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0 and said.splitlines().count("history  完成") >= 1, said
    assert {holder.rsplit(":")[-1] for _, holder in installed.runs("history")} == {str(worker.pid)}


def test_it_is_begun_again_only_after_a_while_where_it_cannot_even_begin(installed: Installation) -> None:
    worker = installed.quick("worker", more="sys.executable = '/bin/false'")
    installed.due("history", "samples")
    installed.until("samples", ["done"])
    time.sleep(2)  # ten rounds
    worker.terminate()
    said, _ = worker.communicate(timeout=20)
    assert said.count("the process of job history ended with 1") == 1 and installed.outcomes("history") == [], said


def test_it_ends_with_whoever_began_it(installed: Installation) -> None:
    installed.due("history")
    child = [sys.executable, "-c", SLEEPING]
    shell = f"{shlex.join(child)} & echo $!; sleep 600"
    parent = subprocess.Popen(["sh", "-c", shell], env=installed.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    installed.started.append(parent)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    installed.until("history", ["running"])
    os.kill(pid, 0)
    parent.kill()
    parent.wait()
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not Path(f"/proc/{pid}").exists()
