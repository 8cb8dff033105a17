"""``zhengan worker`` as a process: it does what is due, once, says so, and ends when asked; and many beside each other."""

from __future__ import annotations

import json
import signal

import pytest

from tests.schedule.installation import SLOW, Installation
from tests.web.test_server import free_port

pytestmark = pytest.mark.database


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
