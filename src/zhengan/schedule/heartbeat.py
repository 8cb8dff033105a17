"""Seen alive every 30 seconds: the gaps become outages, the stretches become samples of Zhengan's own monitoring.

Several serving nodes make one service: it is out only while none of them beats.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from zhengan.assess.measured import wanted
from zhengan.facts.base import Fact
from zhengan.records.clock import now
from zhengan.registers.incidents.models import Outage
from zhengan.registers.logs.models import Samples
from zhengan.schedule.itself import HEARTBEAT, SYSTEM, stamp, tell
from zhengan.schedule.models import Beat

EVERY = timedelta(seconds=30)
BREAK = 3 * EVERY  # longer without a beat: it was not there
KEPT = timedelta(days=400)
WAITING = timedelta(minutes=2)  # beats that are older are put on record before today is judged: sooner than silence is one


def connect() -> None:
    """Answer who is about to judge today."""
    wanted.connect(put_on_record, dispatch_uid="heartbeat")


def begin(node: str) -> Beat:
    """A serving process starts: what lies between the last sign of life and now is put on record as an outage."""
    instant = now()
    _gap(instant)
    return Beat.objects.create(node=node, started_at=instant, last_at=instant)


def beat(row: Beat) -> Beat:
    """One sign of life; where the process itself was held up longer than a break, that is an outage and a new stretch."""
    instant = now()
    if instant - row.last_at > BREAK:
        return begin(row.node)
    row.last_at = instant
    Beat.objects.filter(pk=row.pk).update(last_at=instant, count=F("count") + 1)
    return row


def stop(node: str) -> None:
    """A process was asked to stop, and did: what follows is planned."""
    last = Beat.objects.filter(node=node).order_by("-last_at").first()
    if last is not None:
        Beat.objects.filter(pk=last.pk).update(stopped_at=now(), last_at=now())


def _gap(instant: datetime) -> None:
    last = Beat.objects.order_by("-last_at").first()
    if last is None or instant - last.last_at <= (EVERY if last.stopped_at else BREAK):
        return
    values = {"system": SYSTEM, "start": last.last_at, "end": instant, "planned": last.stopped_at is not None}
    tell(Outage, f"zhengan-outage-{stamp(last.last_at)}", values)


def flush() -> int:
    """Put the beats since the last time on record as samples; how many stretches that made. Call it under a claim."""
    made = 0
    for row in Beat.objects.select_for_update().order_by("pk").exclude(told_to=F("last_at")):
        start = row.told_to or row.started_at
        count = row.count - row.told
        if row.last_at > start and count:
            values = {"source": HEARTBEAT, "start": start, "end": row.last_at, "count": count, "frozen": False}
            made += tell(Samples, f"zhengan-beats-{row.pk}-{stamp(start)}", values)
        Beat.objects.filter(pk=row.pk).update(told_to=row.last_at, told=row.count)
    return made


@transaction.atomic
def put_on_record(**asked: Any) -> Mapping[type[Fact], frozenset[str]] | None:
    """The beats of some minutes put on record out of turn, so that Zhengan is judged by them; what that concerns, if anything.

    Not at each beat: a busy day of writes makes a sample every two minutes, a quiet one every hour.
    """
    unheard = Q(told_to=None, started_at__lt=now() - WAITING) | Q(told_to__lt=now() - WAITING)
    if not Beat.objects.filter(unheard, Q(told_to=None) | Q(last_at__gt=F("told_to"))).exists() or not flush():
        return None
    return {Samples.fact: frozenset({HEARTBEAT})}


@transaction.atomic
def forget() -> None:
    """Stretches that are on record and long past."""
    Beat.objects.filter(last_at__lt=now() - KEPT, told_to=F("last_at")).delete()
