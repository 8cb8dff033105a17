"""An institution on a fixed Friday morning, three people, and assessments whose news is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.web import made
from zhengan.accounts.models import Institution, Membership
from zhengan.assess.services import assess
from zhengan.kit.time import CST
from zhengan.notices.models import Notice, Preference
from zhengan.records.clock import running

MORNING = datetime(2026, 11, 20, 10, 0, tzinfo=CST)


@dataclass
class Clock:
    at: datetime = MORNING

    def on(self, **length: int) -> datetime:
        """Let time pass."""
        self.at += timedelta(**length)
        return self.at


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    hands = Clock()
    with running(lambda: hands.at):
        yield hands


@pytest.fixture
def one(db: None, clock: Clock) -> Institution:
    found = made.institution("one")
    made.backups(found, 40)
    return found


@pytest.fixture
def people(one: Institution) -> made.People:
    return made.people(one, made.institution("two"))


Judge = Callable[[], list[Notice]]


@pytest.fixture
def judge(one: Institution, clock: Clock, django_capture_on_commit_callbacks: Callable[..., object]) -> Judge:
    """Judge the clock's day, and give the notices that this made."""

    def run() -> list[Notice]:
        before = set(Notice.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            assess(one, clock.at.date())
        return list(Notice.objects.exclude(pk__in=before).order_by("pk"))

    return run


@pytest.fixture
def incident(one: Institution, clock: Clock) -> Callable[[], None]:
    def happen() -> None:
        at = f"{clock.at:%Y-%m-%d %H:%M}"
        made.enter(one, "incidents", id="i1", system="core", name="行情中断", nature="service", detected=at, started=at)

    return happen


def by_mail(member: Membership, **wishes: object) -> Preference:
    """Let a member have mail."""
    values = {"mail": True, "address": f"{member.user.username}@example.cn", **wishes}
    return Preference.objects.update_or_create(membership=member, defaults=values)[0]
