"""The Django side is whole: no model without its migration, no warning from Django's own checks, on either engine."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.conftest import on_postgres


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_to_say() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_the_engine_is_the_one_asked_for() -> None:
    """What `make test` runs on PostgreSQL runs on PostgreSQL; a broken DATABASE_URL does not fall back in silence."""
    assert connection.vendor == ("postgresql" if on_postgres() else "sqlite")


@pytest.mark.django_db(transaction=True)
def test_sqlite_loses_nothing_and_keeps_its_references() -> None:
    if on_postgres():
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        pragmas = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert pragmas == {"synchronous": 2, "foreign_keys": 1}
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
