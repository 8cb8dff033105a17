"""Setting up on a machine that lacks something says what, why and what to do; CI is loud when it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts alone in a folder, and a `bin` for programs that stand in for the machine's."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "bin").mkdir()
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    return tmp_path


def stand_in(checkout: Path, name: str, body: str) -> None:
    path = checkout / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(checkout), "PATH": f"{checkout / 'bin'}:/usr/bin:/bin", "NO_UV": "1"}
    return subprocess.run(["/bin/sh", *command], cwd=checkout, env=environment, capture_output=True, text=True)


def test_an_old_python_is_refused_by_name(checkout: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        stand_in(checkout, name, '[ "$1" = --version ] && echo "Python 3.9.2" && exit; exit 1')
    result = run(checkout, "scripts/setup.sh", "run")
    assert result.returncode == 1
    assert "Python 3.9.2" in result.stderr and "3.11" in result.stderr and "怎么办" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_names_the_debian_package(checkout: Path) -> None:
    stand_in(checkout, "python3", f'case "$*" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac')
    result = run(checkout, "scripts/setup.sh", "run")
    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_second_setup_does_nothing_and_a_changed_lock_installs(checkout: Path) -> None:
    """A stand-in .venv records what is run: the stamp is the lock's digest."""
    log = checkout / "log"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    stand_in(checkout, "python", f'case "$*" in *pip*) echo "$@" >> {log};; *) exec {sys.executable} "$@";; esac')
    (checkout / "bin" / "python").rename(checkout / ".venv" / "bin" / "python")
    assert run(checkout, "scripts/setup.sh", "run").returncode == 0
    first = log.read_text()
    assert "--require-hashes -r requirements.lock" in first and "--no-build-isolation --no-deps -e ." in first
    assert run(checkout, "scripts/setup.sh", "run").returncode == 0
    assert log.read_text() == first
    (checkout / "requirements.lock").write_text("# changed\n")
    assert run(checkout, "scripts/setup.sh", "run").returncode == 0
    assert len(log.read_text()) == 2 * len(first)


@pytest.mark.parametrize(("status", "says"), [(0, "CI PASSED"), (2, "CI FAILED (exit 2)")])
def test_ci_says_how_it_ended(checkout: Path, status: int, says: str) -> None:
    stand_in(checkout, "make", f"exit {status}")
    result = run(checkout, ".ci/run")
    assert result.returncode == status
    assert says in result.stdout + result.stderr


def test_a_server_is_there_for_the_command_and_gone_after_it() -> None:
    show = "import os; print(os.environ['DATABASE_URL'])"
    command = [sys.executable, ROOT / "scripts" / "postgres.py", sys.executable, "-c", show]
    result = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    if result.returncode == 69:
        pytest.skip(f"PostgreSQL: {result.stderr.strip()}")
    assert result.returncode == 0, result.stderr
    port = result.stdout.strip().rsplit(":", 1)[1].split("/")[0]
    probe = f"import socket; raise SystemExit(socket.socket().connect_ex(('127.0.0.1', {port})) == 0)"
    assert subprocess.run([sys.executable, "-c", probe]).returncode == 0
