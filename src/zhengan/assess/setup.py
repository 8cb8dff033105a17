"""Setting up a fresh installation: tables, a sample institution, and a log-in that is told once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction

from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.assess import sample
from zhengan.assess.services import assess
from zhengan.records.clock import now

OFFICER = "officer"
JUDGED = range(48, -1, -8)  # weeks ago: a year of verdicts to look back on, and today's
Told = Callable[[str, int, int], None]
"""Told the stage (``tables``, ``sample``, ``judging``) and how many of how many of its steps are done."""


@dataclass(frozen=True)
class Ready:
    """What ``init`` did. ``password`` is told only when the user was made in this call."""

    institution: str
    user: str
    password: str | None
    made: bool


def migrate() -> None:
    """Bring the tables up to date; cheap where they are."""
    call_command("migrate", verbosity=0, interactive=False)


def init(*, with_sample: bool = True, told: Told = lambda stage, done, total: None) -> Ready:
    """Make the installation usable: tables, the sample institution with its records, the user ``officer``.

    Called again it changes nothing and tells no password. ``told``: how far it has got.
    """
    told("tables", 0, 0)
    migrate()
    existing = Institution.objects.filter(code=sample.CODE).first()
    if existing is not None or not with_sample:
        return Ready(sample.CODE if existing else "", OFFICER, None, made=False)
    today = now().date()
    with transaction.atomic():  # half a sample is worse than none
        institution = Institution.objects.create(code=sample.CODE, name="示例机构")
        password = add_member(institution, OFFICER, Role.OFFICER)
        sample.fill(institution, today, progress=lambda done, total: told("sample", done, total))
    for number, weeks in enumerate(JUDGED):
        told("judging", number, len(JUDGED))
        assess(institution, today - timedelta(weeks=weeks))
    told("judging", len(JUDGED), len(JUDGED))
    return Ready(sample.CODE, OFFICER, password, made=True)


def add_member(institution: Institution, username: str, role: Role) -> str | None:
    """Give a person a role in an institution. A new person gets a generated password, returned once; else None."""
    user = User.objects.filter(username=username).first()
    password = None
    if user is None:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username, password=password)
    Membership.objects.update_or_create(user=user, institution=institution, defaults={"role": role})
    return password
