"""Who sends slowly keeps nobody waiting, and a server that is asked to stop ends, whatever is half received."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.request import build_opener

import pytest

from tests.web.test_server import ZHENGAN, environment, free_port, opened
from zhengan.web.gateway import MOST_WAITING, THREADS, Gateway

__all__ = ["environment"]
pytestmark = pytest.mark.slow


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """The port of an empty installation that serves, and its process."""
    subprocess.run([*ZHENGAN, "init", "--empty"], env=environment, cwd=tmp_path, capture_output=True, timeout=300)
    port = free_port()
    process = subprocess.Popen([*ZHENGAN, "serve", "--port", str(port)], env=environment, cwd=tmp_path, text=True)
    try:
        opened(build_opener(), f"http://127.0.0.1:{port}/login/")
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def half_sent(port: int, path: str = "/login/", length: int = 1000, more: str = "") -> socket.socket:
    """A connection that has sent the head of a request and a byte of its body."""
    made = socket.create_connection(("127.0.0.1", port), timeout=30)
    kind = "application/x-www-form-urlencoded"
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{more}\r\na"
    made.sendall(head.encode())
    return made


@contextmanager
def dribbling(sockets: list[socket.socket]) -> Iterator[None]:
    """Each of them sends a byte a second meanwhile."""
    over = threading.Event()

    def dribble() -> None:
        while not over.wait(1):
            for one in sockets:
                try:
                    one.sendall(b"a")
                except OSError:
                    continue

    thread = threading.Thread(target=dribble)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def fetched(port: int, path: str, **headers: str) -> tuple[int, str, float]:
    """Status and text of a page, and how many seconds it took."""
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, time.monotonic() - begun


def told(one: socket.socket) -> str:
    """What a connection is answered before it is closed."""
    found = b""
    try:
        while piece := one.recv(65536):
            found += piece
    except ConnectionResetError:
        pass
    return found.decode()


UPLOAD = "Authorization: Bearer zhengan_no\r\n"


def test_slow_senders_keep_nobody_waiting_and_are_told_so(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, _ = server
    with ExitStack() as stack:
        slow = [stack.enter_context(half_sent(port)) for _ in range(12)]
        api = "/api/v1/registers/backup_runs/bulk"
        slow += [stack.enter_context(half_sent(port, api, 1_000_000, UPLOAD)) for _ in range(12)]
        silent = stack.enter_context(half_sent(port, api, 1_000_000, UPLOAD))  # nothing more comes of it
        with dribbling(slow):
            for _ in range(3):
                status, _, took = fetched(port, "/login/")
                assert status == 200 and took < 5
            answer, other = told(slow[0]), told(silent)
        assert answer.startswith("HTTP/1.1 408") and "请求没有及时收全" in answer
        assert other.startswith("HTTP/1.1 408") and '"late"' in other and "没有及时收全" in other
        assert fetched(port, "/login/")[0] == 200


def test_a_large_body_of_somebody_unknown_is_not_received(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, _ = server
    with half_sent(port, length=100_000) as one:
        begun = time.monotonic()
        assert told(one).startswith("HTTP/1.1 413") and time.monotonic() - begun < 5


def test_more_bodies_than_are_received_at_once_are_sent_away(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, _ = server
    with ExitStack() as stack:
        for _ in range(128):
            stack.enter_context(half_sent(port))
        time.sleep(1)
        with half_sent(port) as one:
            answer = told(one)
        assert answer.startswith("HTTP/1.1 503") and "retry-after: 10" in answer.lower() and "服务正忙" in answer
        with half_sent(port, "/api/v1/registers/backup_runs/bulk", 1_000_000, UPLOAD) as upload:  # those are counted apart
            upload.settimeout(2)
            with pytest.raises(TimeoutError):
                upload.recv(1)
        status, _, took = fetched(port, "/login/")
        assert status == 200 and took < 5


def test_it_ends_within_its_grace_whatever_is_half_received(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, process = server
    with ExitStack() as stack:
        slow = [stack.enter_context(half_sent(port, "/api/v1/registers/backup_runs/bulk", 1_000_000, UPLOAD)) for _ in range(5)]
        with dribbling(slow):
            time.sleep(1)
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
        assert time.monotonic() - begun < 9
        assert told(slow[0]).startswith("HTTP/1.1 503")


def test_a_server_that_is_killed_outright_leaves_nobody_at_its_port(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, process = server
    process.kill()
    process.wait(timeout=20)
    for _ in range(40):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.5)
    pytest.fail("the child goes on serving")


def test_more_than_can_wait_is_turned_away_at_once_and_the_rest_is_answered() -> None:
    going = threading.Event()

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        going.wait(30)
        start("200 OK", [])
        return [b"page"]

    async def asked(gateway: Gateway) -> int:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "http_version": "1.1"}
        await gateway(scope, _nothing_comes, send)
        if sent[0]["status"] == 503:
            assert dict(sent[0]["headers"])[b"retry-after"] and "请在 10 秒后重试" in sent[1]["body"].decode()
        return int(sent[0]["status"])

    async def all_asked() -> list[int]:
        gateway = Gateway(page)
        several = [asyncio.ensure_future(asked(gateway)) for _ in range(MOST_WAITING + THREADS + 7)]
        done, _ = await asyncio.wait(several, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        assert done and not going.is_set()
        going.set()
        return await asyncio.gather(*several) + [await asked(gateway)]

    with ThreadPoolExecutor(1) as apart:  # a browser's tests leave a loop running in this thread
        found = apart.submit(asyncio.run, all_asked()).result(timeout=60)
    assert (found.count(503), found.count(200), found[-1]) == (7, MOST_WAITING + THREADS + 1, 200)


async def _nothing_comes() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}
