"""Django's own checks, migrations that are whole, and many hands writing at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, connections

from zhengan.accounts.models import Institution
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record
from zhengan.registers.continuity.models import BackupSite


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_checks_find_nothing() -> None:
    call_command("check", "--fail-level", "WARNING", verbosity=0)


@pytest.mark.django_db
def test_sqlite_loses_nothing_in_a_power_cut() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("holds on SQLite only")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_each_get_an_instant_of_their_own() -> None:
    one = Institution.objects.create(code="one", name="甲")

    def write(worker: int) -> None:
        try:
            for number in range(10):
                values = {"site": "local", "name": "x", "since": "2026-01-01", "to": None}
                record(BackupSite, Entry(f"{worker}-{number}", values), institution=one, by=None, origin=Origin.API)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    instants = list(BackupSite.objects.order_by("pk").values_list("recorded_at", flat=True))
    assert len(set(instants)) == 40 and instants == sorted(instants)
