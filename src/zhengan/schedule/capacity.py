"""What Zhengan can bear, measured: a bounded load on a server of its own, on loopback, apart from the one people use."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from zhengan.kit.problem import Problem

PATH = "/login/"
START = 30.0  # seconds a server may take to come up
CLIENTS = 4


@dataclass(frozen=True)
class Measured:
    """Requests answered (status 200) and the seconds they took."""

    requests: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds


def measure(seconds: float, clients: int = CLIENTS) -> Measured:
    """Ask a server of this installation for the log-in page as fast as it answers. Raises Problem where it does not."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "zhengan.cli.main", "serve", "--port", str(port), "--schedule", "off"]
    server = subprocess.Popen(command, env={**os.environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, port)
        return _load(port, seconds, clients)
    finally:
        server.terminate()
        server.wait(timeout=START)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            if _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=START)) == 200:
                return
        except OSError:
            time.sleep(0.05)  # not listening yet
    raise Problem("用于测定的服务没有启动", f"127.0.0.1:{port}", "请先运行 zhengan init，再试 zhengan serve", code="no-server")


def _load(port: int, seconds: float, clients: int) -> Measured:
    answered = [0] * clients
    began = time.monotonic()

    def one(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
        while time.monotonic() - began < seconds:
            answered[number] += _ask(line) == 200

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not sum(answered):
        raise Problem("测定期间没有一个请求得到应答", PATH, "请查看 zhengan serve 的输出", code="no-answer")
    return Measured(sum(answered), time.monotonic() - began)


def _ask(line: http.client.HTTPConnection) -> int:
    line.request("GET", PATH)
    response = line.getresponse()
    response.read()
    return response.status
