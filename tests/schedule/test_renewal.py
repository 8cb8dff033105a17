"""A lease is renewed while its holder works. Killed, he loses it at once; held up, he writes nothing once another has it."""

from __future__ import annotations

import signal
import time

import pytest

from tests.schedule.installation import SLOW, Installation

pytestmark = pytest.mark.database
ROWS = 400_000  # a table that takes a backup about a second to digest


@pytest.fixture
def large(installed: Installation) -> Installation:
    """One whose backup takes long enough to be met in the middle."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
    installed.ask(f"CREATE TABLE large AS {numbers} SELECT i, 'row' AS word FROM n")
    installed.due("backup")
    return installed


def backups(installation: Installation) -> list[str]:
    return sorted(path.suffix for path in (installation.home / "backups").iterdir())


def test_a_backup_whose_process_was_killed_is_taken_over(large: Installation) -> None:
    first = large.quick("worker")
    large.until("backup", ["running"])
    first.send_signal(signal.SIGKILL)
    began = time.monotonic()
    first.wait()
    assert large.outcomes("backup") == ["running"]  # in the middle of it, and nobody knows yet
    second = large.quick("worker")
    large.until("backup", ["lost", "running"])
    assert time.monotonic() - began > 1  # not before the lease has ended
    large.until("backup", ["lost", "done"])
    assert f":{second.pid}" in large.runs("backup")[1][1]
    assert large.ask("SELECT ok FROM continuity_backuprun WHERE system = 'zhengan'") in ([(True,)], [(1,)])
    assert len(backups(large)) == 2 and ".part" not in backups(large)  # a backup and its seal; the torn copy is gone


def test_a_backup_that_slept_past_its_lease_is_refused_when_it_wakes(large: Installation) -> None:
    first = large.quick("worker")
    large.until("backup", ["running"])
    first.send_signal(signal.SIGSTOP)
    assert large.outcomes("backup") == ["running"]
    second = large.quick("worker")
    large.until("backup", ["lost", "done"])
    kept = large.ask("SELECT uid FROM continuity_backuprun")
    second.terminate()
    assert second.wait(timeout=20) == 0
    first.send_signal(signal.SIGCONT)
    time.sleep(0.1)
    first.terminate()  # it ends the job under way first: within its second of grace, or not at all
    first.wait(timeout=20)
    assert large.outcomes("backup") == ["lost", "done"]
    assert large.ask("SELECT uid FROM continuity_backuprun") == kept and len(kept) == 1
    assert large.ask("SELECT leased_until FROM schedule_job WHERE name = 'backup'") == [(None,)]


def test_what_takes_longer_than_its_lease_stays_with_its_holder(installed: Installation) -> None:
    installed.due("samples")
    more = SLOW.format(seconds=3, longest=60)
    both = [installed.quick("worker", more=more) for _ in range(2)]
    installed.until("samples", ["running"])
    installed.until("samples", ["done"])
    assert installed.runs("samples")[0][1].rsplit(":")[-1] in {str(one.pid) for one in both}


def test_what_hangs_is_let_go_after_its_longest(installed: Installation) -> None:
    installed.due("samples")
    hangs = installed.quick("worker", more=SLOW.format(seconds=600, longest=1))
    installed.until("samples", ["running"])
    installed.quick("worker", more=SLOW.format(seconds=0, longest=1))
    installed.until("samples", ["lost", "done"])
    assert hangs.poll() is None
