"""The busiest second of a day: counted in memory at each request, kept each minute, on record when the day is over."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from zhengan.records.clock import now
from zhengan.registers.capacity.models import DailyPeak
from zhengan.schedule.itself import MEASURE, SYSTEM, tell
from zhengan.schedule.models import Peak

KEPT = timedelta(days=400)


@dataclass
class Counter:
    """Requests in the present second and the most there were in one second of each day since it was last emptied."""

    second: int = 0
    count: int = 0
    most: dict[date, tuple[int, datetime]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def one(self, instant: datetime) -> None:
        """A request has come."""
        second = int(instant.timestamp())
        with self.lock:
            if second != self.second:
                self.second, self.count = second, 0
            self.count += 1
            held = self.most.get(instant.date())
            if held is None or self.count > held[0]:
                self.most[instant.date()] = (self.count, instant)

    def taken(self) -> Mapping[date, tuple[int, datetime]]:
        """The peaks so far, and start anew; the second that is running goes on being counted."""
        with self.lock:
            found, self.most = self.most, {}
            return found


REQUESTS = Counter()


def keep(node: str) -> None:
    """Put the counter's peaks into the table, each only where it is higher than what is there."""
    for day, (value, at) in REQUESTS.taken().items():
        with transaction.atomic():
            row, made = Peak.objects.select_for_update().get_or_create(
                node=node, day=day, defaults={"value": value, "at": at}
            )
            if not made and value > row.value:
                Peak.objects.filter(pk=row.pk).update(value=value, at=at)


def so_far(day: date) -> int | None:
    """A day's peak: the nodes' peaks added up, which is never less than what they answered together. None: not measured."""
    found: int | None = Peak.objects.filter(day=day).aggregate(total=Sum("value"))["total"]
    return found


def close_days() -> int:
    """Put the peaks of days that are over on record; how many facts that made. Call it under a claim."""
    today = now().date()
    days = Peak.objects.filter(day__lt=today).order_by("day").values_list("day", flat=True).distinct()
    made = 0
    for day in list(days):
        values = {"system": SYSTEM, "measure": MEASURE, "day": day, "value": float(so_far(day) or 0)}
        made += tell(DailyPeak, f"zhengan-peak-{day:%Y%m%d}", values)
    Peak.objects.filter(day__lt=today - KEPT).delete()
    return made
