"""The whole thing as a stranger starts it: set up, serve, log in; and a port that is taken."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from granian.server.mp import WorkerProcess

from zhengan.web.server import _know_the_ended

ZHENGAN = [sys.executable, "-m", "zhengan.cli.main"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZHENGAN", "DATABASE", "DJANGO"))}
    return {**kept, "ZHENGAN_HOME": str(tmp_path / "home"), "ZHENGAN_LANG": "zh"}


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a fresh installation that serves, and what ``init`` printed."""
    told = subprocess.run([*ZHENGAN, "init"], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert told.returncode == 0, told.stderr
    port = free_port()
    server = subprocess.Popen(
        [*ZHENGAN, "serve", "--port", str(port)], env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{port}", told.stdout
    finally:
        server.terminate()
        server.wait(timeout=20)


def opened(browser: OpenerDirector, address: str, data: dict[str, str] | None = None) -> str:
    body = urlencode(data).encode() if data is not None else None
    end = time.monotonic() + 30
    while True:
        try:
            return str(browser.open(address, body, timeout=30).read().decode())
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > end:
                raise
            time.sleep(0.05)  # not listening yet


@pytest.mark.slow
def test_a_fresh_machine_is_served_and_lets_its_officer_in(running: tuple[str, str]) -> None:
    address, told = running
    user, password = re.search(r"账号：(\S+)\s+密码：(\S+)", told).groups()  # type: ignore[union-attr]
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = opened(browser, address + "/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    sent = {"csrfmiddlewaretoken": token[1], "username": user, "password": password, "next": ""}
    board = opened(browser, address + "/login/", sent)
    assert board.count('class="tile ') == 75
    assert "不符合" in opened(browser, address + "/i/demo/articles/20/")
    for file in re.findall(r'(?:src|href)="(/static/[^"]+)"', board):
        assert opened(browser, address + file)


def test_the_secret_key_is_made_once_and_kept_private(environment: dict[str, str], tmp_path: Path) -> None:
    ask = "from zhengan.conf.settings import SECRET_KEY; print(SECRET_KEY)"
    several = [
        subprocess.Popen([sys.executable, "-c", ask], env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in several}
    assert len(keys) == 1 and len(keys.pop()) > 50
    kept = tmp_path / "home" / "secret_key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_a_taken_port_is_said_plainly(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*ZHENGAN, "serve", "--port", port], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60
        )
    assert done.returncode != 0 and port in done.stderr and "Traceback" not in done.stderr


def test_a_child_whose_end_another_thread_was_told_of_counts_as_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the server does not say of it that it refused to stop; what it is asked itself says it is alive."""
    monkeypatch.setattr(WorkerProcess, "is_alive", WorkerProcess.is_alive)  # as it was, afterwards
    _know_the_ended()
    worker = WorkerProcess(None, 0, time.sleep, (0.2,))  # type: ignore[arg-type]
    worker.inner.start()
    assert worker.is_alive()
    assert os.waitpid(worker.inner.pid, 0) == (worker.inner.pid, 0)
    assert worker.inner.is_alive() and not worker.is_alive()
