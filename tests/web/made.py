"""A small institution with two systems and a year of backups, and the three people every page is shown to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.test import Client

from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.assess.quiet import quiet
from zhengan.kit.time import CST
from zhengan.records.clock import now
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record_many
from zhengan.registers import services
from zhengan.registers.continuity.models import BackupRun
from zhengan.registers.imports.models import Import

PASSWORD = "a-long-enough-pass-1"


@dataclass
class People:
    """Owner: may write. Colleague: an auditor of the same institution. Outsider: officer of another one."""

    owner: User
    colleague: User
    outsider: User


def institution(code: str = "one") -> Institution:
    """An institution whose kind is on record, with the systems ``core`` (important) and ``oa``."""
    made = Institution.objects.create(code=code, name=code)
    with quiet():
        enter(made, "institution", id=code, name=f"{code} 证券", kind="operating", licence="securities", since="2010-01-01")
        enter(made, "systems", id="core", name="核心交易系统", important="是", markets="SSE;SZSE", since="2018-01-01")
        enter(made, "systems", id="oa", name="办公系统", important="否", since="2018-01-01")
    return made


def enter(institution: Institution, register: str, /, **cells: str) -> None:
    """Record one thing as the machine's operator."""
    services.enter(register, cells, institution=institution, by=None, origin=Origin.CLI)


def incident(institution: Institution, minutes: int = 30, **cells: str) -> str:
    """An incident of ``core`` detected so many minutes ago and still going on, unless ``cells`` say otherwise; its identifier."""
    stated = {"id": "fire", "system": "core", "name": "Log-in fails", "nature": "service", **cells}
    at = now() - timedelta(minutes=minutes)
    enter(institution, "incidents", **{"detected": f"{at:%Y-%m-%d %H:%M:%S}", **stated})
    return stated["id"]


def imported(institution: Institution, pk: int = 77) -> None:
    """A file that was imported once, by the number at which the tests look for it."""
    Import.objects.create(
        pk=pk, institution=institution, register="backup_runs", source="a.csv", count=1, recorded_at=now(), recorder="owner"
    )


def backups(institution: Institution, days: int, system: str = "core", until: date | None = None) -> None:
    """A successful backup at 02:00 on each of the last days, the last one yesterday."""
    last = until or now().date() - timedelta(days=1)
    with quiet():
        entries = [_run(system, last - timedelta(days=back)) for back in range(days)]
        record_many(BackupRun, entries, institution=institution, by=None, origin=Origin.IMPORT)


def _run(system: str, day: date) -> Entry:
    at = datetime(day.year, day.month, day.day, 2, tzinfo=CST)
    return Entry(f"{system}-{day:%Y%m%d}", {"system": system, "at": at, "ok": True, "site": "local"})


def people(one: Institution, other: Institution) -> People:
    """The three people."""

    def person(name: str, at: Institution, role: Role) -> User:
        user = User.objects.create_user(name)  # no password: hashing one takes longer than most tests
        Membership.objects.create(user=user, institution=at, role=role)
        return user

    return People(
        person("owner", one, Role.OFFICER), person("colleague", one, Role.AUDITOR), person("outsider", other, Role.OFFICER)
    )


def yesterday() -> date:
    """The day before the present one, in China."""
    return now().date() - timedelta(days=1)


def may_log_in(*users: User) -> None:
    """Give people the password ``PASSWORD``."""
    for user in users:
        user.set_password(PASSWORD)
        user.save()


def client_of(user: User | None, language: str = "") -> Client:
    """A browser logged in as ``user`` (None: nobody)."""
    client = Client(headers={"host": "127.0.0.1"})
    if user is not None:
        client.force_login(user)
    if language:
        client.cookies["django_language"] = language
    return client
