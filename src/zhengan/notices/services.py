"""Telling people: ``notify`` after an assessment; ``watch`` and ``send_due`` from time to time, by whoever keeps the time."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from zhengan.accounts.models import Institution, Membership
from zhengan.assess.services import standing
from zhengan.kit.problem import Problem
from zhengan.notices.compose import compose
from zhengan.notices.differences import Moment, Turned, deadlines, differences, register_dates, turned
from zhengan.notices.models import Delivery, Kind, Notice, Preference, Told
from zhengan.notices.outbox import Sent, send_waiting
from zhengan.notices.server import configured
from zhengan.records.prepared import Prepared
from zhengan.registers.dated import dates_written

log = logging.getLogger(__name__)


@transaction.atomic
def notify(institution: Institution, day: date, known_at: datetime) -> list[Notice]:
    """Tell the members what an assessment changed since the last one they were told of, and what it finds due.

    The same thing is told once, whoever calls and how often. Returns the notices made.
    """
    held = Told.objects.select_for_update().filter(institution=institution)
    told = held.first()
    if told is None:
        Told.objects.get_or_create(institution=institution)
        told = held.get()
    if told.told_at is not None and told.told_at >= known_at:
        return []
    before = Moment(told.day, told.told_at) if told.day and told.told_at else None
    after = Moment(day, known_at)
    both = turned(institution, before, after)
    found = differences(institution, both, after)
    told_of = {(one.rule, one.subject) for one in found}  # a new breach tells its own deadline
    due = deadlines(institution, after, both.entered if told.due_on == day else None)
    found += [one for one in due if (one.rule, one.subject) not in told_of]
    if told.due_on != day or _dates_moved(institution, told, both):
        found += register_dates(institution, after)
    told.day, told.told_at, told.due_on = day, known_at, day
    told.save()
    _settle(institution, both, known_at)
    made = _new(institution, found)
    Notice.objects.bulk_create(made)
    _deliver(institution, made)
    return made


def _dates_moved(institution: Institution, told: Told, both: Turned) -> bool:
    """Whether the dates that registers hold, or what findings tell of them, can have changed since people were told."""
    due = any(finding.due for finding in (*both.entered, *both.left))
    return due or told.told_at is None or dates_written(institution, told.told_at)


def _settle(institution: Institution, both: Turned, known_at: datetime) -> None:
    """Deadlines that findings told and tell no more, for what they asked is done, need neither be read nor mailed."""
    standing = {(one.rule, one.subject, one.due) for one in both.entered}
    gone = {(one.rule, one.subject, one.due) for one in both.left if one.due} - standing
    if not gone:
        return
    open_ = Delivery.objects.filter(notice__institution=institution, notice__kind=Kind.DUE.value, read_at=None)
    told = open_.values_list("pk", "notice__rule", "notice__subject", "notice__due")
    settled = [pk for pk, *what in told if tuple(what) in gone]  # a new day may take away a thousand: no query names each
    for start in range(0, len(settled), 500):
        Delivery.objects.filter(pk__in=settled[start : start + 500]).update(read_at=known_at)


def _new(institution: Institution, found: Collection[Notice]) -> list[Notice]:
    """Those not told before; no two with one key."""
    by_key = {one.key: one for one in found}
    held: set[str] = set()
    keys = list(by_key)
    for start in range(0, len(keys), 500):
        part = Notice.objects.filter(institution=institution, key__in=keys[start : start + 500])
        held.update(part.values_list("key", flat=True))
    return [one for key, one in by_key.items() if key not in held]


def _deliver(institution: Institution, made: Collection[Notice]) -> None:
    """To every member who may log in and wants that kind."""
    if not made:
        return
    members = Membership.objects.filter(institution=institution, user__is_active=True)
    wishes = [Preference.of(member) for member in members.select_related("user", "notice_preference")]
    Delivery.objects.bulk_create(
        [Delivery(notice=one, membership=wish.membership) for wish in wishes for one in made if wish.wants(one.kind)],
        batch_size=500,
    )


def send_due(now: datetime) -> Sent:
    """Put into mails what is ready to be told, and send the mails that wait. Call it every minute, from anywhere.

    Several callers at once send each mail once: see ``outbox``. Without a mail server in the settings it does nothing.
    """
    if not configured():
        return Sent()
    compose(now)
    return send_waiting(now)


def _unread(membership: int) -> QuerySet[Delivery, Any]:
    rows = Delivery.objects.filter(membership=membership, read_at=None)
    return rows.values("membership").annotate(count=Count("pk")).values_list("count")


UNREAD = Prepared(_unread)  # every page asks it


def unread(membership: Membership) -> int:
    """How many notices a member has not read: the number on the bell."""
    return sum(count for (count,) in UNREAD.rows(membership.pk))


def of_member(membership: Membership, kind: str = "", only_unread: bool = False) -> QuerySet[Delivery]:
    """A member's notices, the latest first."""
    rows = Delivery.objects.filter(membership=membership).select_related("notice", "mail")
    rows = rows.filter(notice__kind=kind) if kind else rows
    rows = rows.filter(read_at=None) if only_unread else rows
    return rows.order_by("-notice__made_at", "-notice__urgent", "pk")


def mark_read(membership: Membership, now: datetime, pks: Collection[int] | None = None) -> int:
    """Mark a member's own notices read (None: all of them); how many were not before."""
    rows = Delivery.objects.filter(membership=membership, read_at=None)
    return (rows if pks is None else rows.filter(pk__in=pks)).update(read_at=now)


def watch(now: datetime) -> int:
    """Have today judged for every institution whose assessment is not fresh, so that hours that run out are told.

    The hour for an emergency report ends while nobody looks. Returns for how many institutions today stands; one that
    cannot be judged is left to its pages, which say why.
    """
    standing_ones = 0
    for institution in Institution.objects.order_by("pk"):
        try:
            standing(institution, now.date())
        except Problem as problem:
            log.warning("%s could not be judged: %s", institution.code, problem)
        else:
            standing_ones += 1
    return standing_ones
