"""A fresh installation for as long as it is needed: set up with the sample, served, and gone afterwards.

What `make run` does once the packages are installed, in a folder of its own and on a port that is free. The pictures
of the guide and the tour of the tests both start here, so that what they show is what a stranger meets.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ZHENGAN = [sys.executable, "-m", "zhengan.cli.main"]
PATIENCE = 60.0  # seconds until the first page must have come


@dataclass(frozen=True)
class Fresh:
    """Where it answers, who may log in, and what its commands need around them."""

    address: str
    user: str
    password: str
    home: Path
    environment: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`zhengan WORDS` on this installation."""
        return subprocess.run([*ZHENGAN, *words], env=self.environment, cwd=self.home, capture_output=True, text=True)


def without_settings() -> dict[str, str]:
    """The caller's environment without anything that points at his own installation."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("ZHENGAN", "DATABASE", "DJANGO"))}


@contextmanager
def fresh() -> Iterator[Fresh]:
    """Set up, serve, and remove again. Raises RuntimeError with what was said where either does not work."""
    with tempfile.TemporaryDirectory(prefix="zhengan-fresh-") as folder:
        home = Path(folder)
        environment = {**without_settings(), "ZHENGAN_HOME": str(home / "home"), "ZHENGAN_LANG": "zh"}
        told = subprocess.run([*ZHENGAN, "init"], env=environment, cwd=home, capture_output=True, text=True)
        log_in = re.search(r"账号：(\S+)\s+密码：(\S+)", told.stdout)
        if told.returncode != 0 or log_in is None:
            raise RuntimeError(f"init failed: {told.stdout}{told.stderr}")
        with serving(home, environment) as address:
            yield Fresh(address, log_in[1], log_in[2], home, environment)


@contextmanager
def serving(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve an installation that is set up, on a port that is free; its address. Raises RuntimeError where it fails."""
    port = _free_port()
    with (folder / "served").open("w") as log:
        server = subprocess.Popen(
            [*ZHENGAN, "serve", "--port", str(port)], env=environment, cwd=folder, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, folder / "served")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address + "/login/", timeout=10):
                return
        except OSError as error:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"not served: {error}\n{log.read_text()}") from error
            time.sleep(0.05)  # not listening yet
