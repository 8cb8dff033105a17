"""The threads inside a real ``zhengan serve``: they do the jobs, or leave them to a worker; and it ends when asked."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.schedule.installation import PATIENCE, Installation
from tests.web.test_server import free_port

pytestmark = pytest.mark.database


def served(installed: Installation, schedule: str = "on") -> subprocess.Popen[str]:
    """A server that answers."""
    port = free_port()
    server = installed.start("serve", "--port", str(port), "--schedule", schedule)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/login/", timeout=30):
                return server
        except OSError:
            assert time.monotonic() < end and server.poll() is None, installed.said()
            time.sleep(0.05)  # not listening yet


def ended(server: subprocess.Popen[str]) -> int:
    """Its exit status. It ends by itself, and its child too: one that had to be killed is a signal that was not heard."""
    said, _ = server.communicate(timeout=PATIENCE)
    assert "refused to gracefully stop" not in said, said
    return server.returncode


def test_it_does_its_jobs_and_ends_when_told_many_times(installed: Installation) -> None:
    """A handler that runs while another runs, or while the main thread holds a lock, must not hold the server up."""
    installed.due("backup", "verify", "samples")
    server = served(installed)
    for name in ("backup", "verify", "samples"):
        installed.until(name, ["done"])
    for _ in range(50):
        server.send_signal(signal.SIGINT)
        server.send_signal(signal.SIGTERM)
    assert ended(server) == 0
    assert installed.count("schedule_run") == 3
    assert {holder.rsplit(":")[-1] for _, holder in installed.runs("backup")} == {str(server.pid)}
    assert installed.ask("SELECT count(*) FROM schedule_beat WHERE stopped_at IS NOT NULL") == [(1,)]
    log = "".join(path.read_text() for path in (installed.home / "log").glob("system-*.jsonl"))
    assert log.index('"started"') < log.index('"job": "backup"') < log.index('"stopped"')


def test_told_to_watch_it_leaves_the_jobs_to_a_worker(installed: Installation) -> None:
    installed.due("samples")
    server = served(installed, "watch")
    while not installed.count("schedule_beat"):
        time.sleep(0.05)
    time.sleep(1)  # a server that did them would have begun with the beat
    assert installed.runs("samples") == []
    worker = installed.start("worker")
    installed.until("samples", ["done"])
    assert installed.runs("samples")[0][1].rsplit(":")[-1] == str(worker.pid)
    tell_a_sleeping_thread(server)
    assert ended(server) == 0


def tell_a_sleeping_thread(server: subprocess.Popen[str]) -> None:
    """Of two signals that come together both may go to a thread that is not the main one; here one does, by its number."""
    threads = [int(path.name) for path in Path(f"/proc/{server.pid}/task").iterdir()]
    os.kill(next(one for one in threads if one != server.pid), signal.SIGTERM)


def test_it_ends_when_told_while_it_starts(installed: Installation) -> None:
    """Its child, which loads the pages, must not let the signal pass and be killed in the end."""
    server = installed.start("serve", "--port", str(free_port()))
    assert server.stdout and "http://" in server.stdout.readline()
    time.sleep(0.3)
    server.terminate()
    assert ended(server) in (0, -signal.SIGTERM)
