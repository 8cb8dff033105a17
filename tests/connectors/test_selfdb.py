"""A backup gives back exactly what was there; one flipped byte, a lost row or a lost seal is noticed. Both engines."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zhengan.connectors.selfdb import apart, back_up, held, prune, verify
from zhengan.connectors.selfdb.__main__ import NICE
from zhengan.connectors.selfdb.manifest import Backup, sha256_of
from zhengan.connectors.selfdb.postgres import scratch_prefix
from zhengan.connectors.selfdb.retention import superfluous
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST

AT = datetime(2026, 5, 20, 2, tzinfo=CST)


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "live.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, name TEXT, value REAL)")
        made.executemany("INSERT INTO kept (name, value) VALUES (?, ?)", [(f"记录 {i}" * 9, i / 7) for i in range(2000)])
    made.close()
    return str(path)


def reseal(backup: Path) -> None:
    """Make the seal's SHA-256 and size those of the damaged file, so that only the restore can notice."""
    beside = backup.with_name(backup.name + ".json")
    stated = json.loads(beside.read_text())
    beside.write_text(json.dumps({**stated, "sha256": sha256_of(backup), "size": backup.stat().st_size}))


def test_a_backup_is_valid_and_the_living_database_untouched(
    database: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sha256_of(Path(database))
    made = back_up(database, tmp_path / "backups", AT)
    found = verify(database, made.path)
    assert found.ok and found.rows == 2000 and found.tables == 1 and capfd.readouterr().err == ""
    assert sha256_of(Path(database)) == before
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.suffix for path in (tmp_path / "backups").iterdir()) == [".json", ".sqlite3"]


# Resealed at 0.02 the bytes lie in a page's unused space, where they mean nothing: only the SHA-256 can tell.
@pytest.mark.parametrize(
    ("place", "resealed"), [(0.02, False), *((place, resealed) for place in (0.3, 0.5, 0.7, 0.9) for resealed in (False, True))]
)
def test_flipped_bytes_are_noticed(database: str, tmp_path: Path, place: float, resealed: bool) -> None:
    backup = back_up(database, tmp_path / "backups", AT).path
    raw = bytearray(backup.read_bytes())
    start = int(len(raw) * place)
    for index in range(start, start + 64):
        raw[index] ^= 0xFF
    backup.write_bytes(raw)
    if resealed:
        reseal(backup)
    assert not verify(database, backup).ok


def test_a_lost_row_a_lost_seal_and_a_cut_file_are_noticed(database: str, tmp_path: Path) -> None:
    backup = back_up(database, tmp_path / "backups", AT).path
    with sqlite3.connect(backup) as damaged:
        damaged.execute("UPDATE kept SET name = 'x' WHERE id = 7")
    damaged.close()
    reseal(backup)
    assert verify(database, backup).wrong == ("kept: rows differ",)
    cut = back_up(database, tmp_path / "backups", AT + timedelta(days=1)).path
    cut.write_bytes(cut.read_bytes()[:5000])
    assert not verify(database, cut).ok
    bare = back_up(database, tmp_path / "backups", AT + timedelta(days=2)).path
    bare.with_name(bare.name + ".json").unlink()
    assert not verify(database, bare).ok


def test_it_is_one_instant_of_a_database_that_is_written_to(database: str, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with sqlite3.connect(database, timeout=20) as other:
            while not stop.is_set():
                other.execute("INSERT INTO kept (name, value) VALUES ('meanwhile', 1)")
                other.commit()
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(database, tmp_path / "backups", AT + timedelta(seconds=n)) for n in range(5)]
    finally:
        stop.set()
        writer.join()
    assert all(verify(database, one.path).ok for one in made)


def test_no_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        back_up(str(tmp_path / "none.sqlite3"), tmp_path / "backups", AT)
    assert list((tmp_path / "backups").iterdir()) == []


def kept(at: datetime, whole: bool = True) -> Backup:
    return Backup(Path(f"/b/{at:%Y%m%d%H}"), at, 1, whole)


def test_two_years_of_backups_leave_35_days_and_12_months() -> None:
    every = [kept(AT + timedelta(days=n)) for n in range(730)]
    gone = superfluous(every)
    left = [one for one in every if one not in gone]
    assert len({one.at.date() for one in left if one.at > every[-1].at - timedelta(days=35)}) == 35
    assert len({(one.at.year, one.at.month) for one in left}) == 12
    assert every[-1] in left


def test_one_made_by_hand_replaces_none_of_the_same_week() -> None:
    nightly = [kept(AT + timedelta(days=n)) for n in range(10)]
    by_hand = [kept(one.at + timedelta(hours=8)) for one in nightly]
    gone = superfluous([*nightly, *by_hand])
    assert gone == nightly[:3]  # of the days before, the later one stays


def test_the_last_good_backup_stays_whatever_came_after() -> None:
    good = kept(AT)
    torn = [kept(AT + timedelta(days=n), whole=False) for n in range(1, 90)]
    assert good not in superfluous([good, *torn])
    assert superfluous(torn) == []


def test_pruning_deletes_the_backup_and_its_seal(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up(database, folder, AT)
    left = [back_up(database, folder, AT + after) for after in (timedelta(hours=3), timedelta(days=9))]
    assert len(prune(folder)) == 1
    assert [one.path for one in held(folder)] == [one.path for one in left] and len(list(folder.iterdir())) == 4


@pytest.fixture
def server() -> Iterator[str]:
    """A database of its own on the test server."""
    import psycopg

    address = os.environ["DATABASE_URL"]
    name = f"selfdb_{os.getpid()}"  # the other worker has one too
    with psycopg.connect(address, autocommit=True) as root:
        root.execute(f"DROP DATABASE IF EXISTS {name}")
        root.execute(f"CREATE DATABASE {name}")
        own = address.rsplit("/", 1)[0] + f"/{name}"
        with psycopg.connect(own) as made:
            made.execute("CREATE TABLE kept (id serial PRIMARY KEY, name text, value float8)")
            made.execute("INSERT INTO kept (name, value) SELECT '记录' || n, n / 7.0 FROM generate_series(1, 2000) n")
        yield own
        root.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.database
@pytest.mark.postgres
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
def test_on_postgresql(server: str, tmp_path: Path) -> None:

    backup = back_up(server, tmp_path, AT).path
    found = verify(server, backup)
    assert found.ok and found.rows == 2000, found.wrong
    whole = backup.read_bytes()
    for place in (0.3, 0.5, 0.7):
        raw = bytearray(whole)
        start = int(len(raw) * place)
        raw[start : start + 64] = bytes(byte ^ 0xFF for byte in raw[start : start + 64])
        backup.write_bytes(raw)
        reseal(backup)
        assert not verify(server, backup).ok
    assert scratch(server) == []


def scratch(server: str) -> list[str]:
    """This database's scratch databases; those of others are restored beside it."""
    import psycopg

    asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1"
    with psycopg.connect(server) as left:
        return [name for (name,) in left.execute(asked, (scratch_prefix(server),))]


@pytest.mark.database
@pytest.mark.postgres
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
def test_what_a_killed_restore_left_is_dropped_and_what_a_living_one_needs_is_not(server: str, tmp_path: Path) -> None:
    import psycopg

    backup = back_up(server, tmp_path, AT).path
    dead, living = (scratch_prefix(server) + name for name in ("dead", "living"))
    with psycopg.connect(server, autocommit=True) as other:
        for name in (dead, living):
            other.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (living,))
        assert verify(server, backup).ok
        assert scratch(server) == [living]
    assert verify(server, backup).ok
    assert scratch(server) == []


def test_who_is_asked_apart_stands_back_and_ends_with_the_asker(tmp_path: Path) -> None:
    """The reading process is of lower priority; when its asker is gone it does not go on for hours."""
    database = tmp_path / "locked.sqlite3"
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE kept (id INTEGER)")
        writer.execute("BEGIN EXCLUSIVE")  # whoever reads waits half a minute for it
        command, pipe = [sys.executable, "-I", "-m", apart.PROGRAM], subprocess.PIPE
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0)
        assert child.stdin and child.stdout
        question = {"engine": "sqlite", "do": "dump", "address": str(database), "path": str(tmp_path / "copy")}
        child.stdin.write(f"{json.dumps(question)}\n".encode())
        until = time.monotonic() + 20
        while os.getpriority(os.PRIO_PROCESS, child.pid) < NICE:
            assert child.poll() is None and time.monotonic() < until
            time.sleep(0.05)
        time.sleep(1)
        assert child.poll() is None  # it waits, and the asker lives
        child.stdin.close()
        assert child.wait(15) == 1 and child.stdout.read() == b""
        child.stdout.close()


def test_a_reading_process_that_breaks_off_is_a_problem(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PROGRAM", "zhengan.nowhere")
    with pytest.raises(Problem, match="中断"):
        back_up(database, tmp_path / "backups", AT)
    assert list((tmp_path / "backups").iterdir()) == []  # nothing that looks whole
