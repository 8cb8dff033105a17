"""Run a command beside a PostgreSQL server of its own, and take the server away afterwards.

    python scripts/postgres.py pytest -m database

The cluster lives in a temporary folder, listens on a free port of 127.0.0.1 and on a socket in that
folder, and is told to the command as DATABASE_URL. As root it runs as the user `postgres`, because
PostgreSQL refuses to run as root. Exit status: the command's own; 69 where no server can be had.
Durability is off: this is for tests only.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNAVAILABLE = 69  # EX_UNAVAILABLE of sysexits.h
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "50"}


class NoServer(RuntimeError):
    """PostgreSQL cannot be run here; the message says why."""


def find_binaries() -> Path:
    """The folder that holds initdb and pg_ctl: Debian's newest, or the one on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoServer("no initdb: PostgreSQL's server is not installed (apt-get install postgresql)")
    return Path(on_path).resolve().parent


def as_owner() -> list[str]:
    """The prefix that runs a command as a user PostgreSQL accepts."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise NoServer("running as root, and there is no user `postgres` to run the server as") from None
    return [shutil.which("runuser") or "/usr/sbin/runuser", "-u", "postgres", "--"]


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields its DATABASE_URL. Raises NoServer."""
    binaries, owner = find_binaries(), as_owner()
    home = Path(tempfile.mkdtemp(prefix="zhengan-pg-"))
    home.chmod(0o755)
    data, password = home / "data", secrets.token_hex(12)
    secret = home / "password"
    secret.write_text(password)
    try:
        if owner:
            shutil.chown(home, "postgres")
            shutil.chown(secret, "postgres")
        run(owner, binaries / "initdb", "-D", data, "-U", "zhengan", "-A", "scram-sha-256", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", f"--pwfile={secret}")  # fmt: skip
        port = free_port()
        options = {**SETTINGS, "listen_addresses": "127.0.0.1", "port": str(port),
                   "unix_socket_directories": str(home)}  # fmt: skip
        flags = " ".join(f"-c {key}={value}" for key, value in options.items())
        pg_ctl = (binaries / "pg_ctl", "-D", data, "-w", "-s")
        run(owner, *pg_ctl, "-l", home / "log", "-o", flags, "start")
        try:
            yield f"postgres://zhengan:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(owner, *pg_ctl, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(owner: list[str], *command: object) -> None:
    """Run one of PostgreSQL's own tools; its words appear only when it fails (NoServer)."""
    line = [*owner, *map(str, command)]
    # A file and not a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        if subprocess.run(line, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/").returncode:
            said.seek(0)
            raise NoServer(f"{' '.join(line)}\n{said.read().decode(errors='replace')}")


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL pointing at a fresh server; its exit status."""
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoServer as problem:
        print(f"postgres: {problem}", file=sys.stderr)
        return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
