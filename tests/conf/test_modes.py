"""Nobody else on the machine reads the records: the modes of what an installation keeps, under the usual umask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhengan.conf.sqlite3.base import close_to_others

CONNECT = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS kept (one text)")
    cursor.execute("INSERT INTO kept VALUES ('x')")
    import os, sys
    for name in sorted(os.listdir(sys.argv[1])):
        print(name, oct(os.stat(os.path.join(sys.argv[1], name)).st_mode & 0o777))
"""


def modes(home: Path) -> dict[str, str]:
    """The files of an installation while somebody is connected to its database, and their modes."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZHENGAN", "DATABASE", "DJANGO"))}
    told = subprocess.run(
        [sys.executable, "-c", CONNECT, str(home)], capture_output=True, text=True, timeout=120, check=True, umask=0o022,
        env={**kept, "ZHENGAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zhengan.conf.settings"},
    )  # fmt: skip
    return dict(line.split() for line in told.stdout.splitlines())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


FILES = ("secret_key", "zhengan.sqlite3", "zhengan.sqlite3-shm", "zhengan.sqlite3-wal")


def test_a_fresh_installation_is_its_owners_alone(tmp_path: Path) -> None:
    assert modes(tmp_path / "home") == dict.fromkeys(FILES, "0o600")
    assert mode(tmp_path / "home") == 0o700


def test_a_database_that_was_open_to_all_is_closed_and_the_folder_it_was_put_in_is_left(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    modes(home)
    (home / "zhengan.sqlite3").chmod(0o644)
    assert modes(home) == dict.fromkeys(FILES, "0o600")
    assert mode(home) == 0o755


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o666, 0o600), (0o660, 0o660), (0o600, 0o600)])
def test_what_a_group_shares_alone_stays_shared(tmp_path: Path, before: int, after: int) -> None:
    path, log = tmp_path / "one.sqlite3", tmp_path / "one.sqlite3-wal"
    for one in (path, log):
        one.touch()
        one.chmod(before)
    close_to_others(str(path))
    assert (mode(path), mode(log)) == (after, after)


def test_a_folder_that_is_not_there_is_left_for_sqlite_to_tell(tmp_path: Path) -> None:
    close_to_others(str(tmp_path / "nowhere" / "one.sqlite3"))
    assert not (tmp_path / "nowhere").exists()
