"""What happens every day: backups, peaks, link readings, samples, logs; and what recurs: checks, archives, reviews.

Wrong on purpose: the app's backups fail since the day before yesterday, the risk system lost three nights in the
summer, one night of the quote system was entered three weeks late, settlement missed last quarter's validity check,
the quote system's monitoring fell silent five days ago, its business log has a six-hour hole, and the app's load
grows towards the limit of its capacity. The core system's first link came close to its limit on one day of panic.

Assumptions: peaks follow a lognormal-like wave around a trend, no load at weekends; a fixed arithmetic hash stands in
for chance, so the same day always looks the same.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from zhengan.assess.sample.events import DAYS, Event, at
from zhengan.assess.sample.standing import CAPACITIES, IMPORTANT, LINKS
from zhengan.kit.calendar import default_calendar
from zhengan.kit.time import DAY
from zhengan.law.quarters import next_quarter, quarter_start

FAILING, UNVERIFIED, SILENT = "app", "settle", "quote"
LOAD = {"core": (0.34, 0.0), "quote": (0.36, 0.0), "app": (0.30, 0.19), "settle": (0.28, 0.02), "risk": (0.30, 0.01)}
USE = {"link-sse": 0.38, "link-szse": 0.36, "link-net": 0.41}


def events(first: date, today: date) -> Iterator[Event]:
    """Everything that recurs, from the first day of the sample to today."""
    for number in range(DAYS):
        day = first + number * DAY
        yield from _backups(day, today)
        yield from _checks(day, today)
        if trading(day):
            yield from _peaks(day, today, number / DAYS)
        if day.day == 1:
            yield from _archives(day, today)
    yield from _monitoring(first, today)


def chance(*parts: object) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    return zlib.crc32("|".join(map(str, parts)).encode()) / 2**32


def _backups(day: date, today: date) -> Iterator[Event]:
    """The night's runs; where one was forgotten, it was entered three weeks later and shows as late."""
    morning = at(day, "06:30")
    for system in IMPORTANT:
        forgotten = system == SILENT and day == today - 120 * DAY
        if forgotten or (system == "risk" and today - 75 * DAY <= day <= today - 73 * DAY):
            continue
        yield _run(morning, system, day, not (system == FAILING and day >= today - 2 * DAY))
    if day == today - 99 * DAY:
        yield _run(morning, SILENT, today - 120 * DAY, True)


def _run(recorded: datetime, system: str, day: date, ok: bool) -> Event:
    done = at(day, "02:40") + timedelta(minutes=7 * IMPORTANT.index(system), seconds=(day.toordinal() * 37) % 60)
    values = {"system": system, "at": done, "ok": ok, "site": "local"}
    return Event(recorded, "backup_runs", f"{system}-{day:%Y%m%d}", values)


def _checks(day: date, today: date) -> Iterator[Event]:
    """Validity checks two weeks before each quarter ends; one system missed the last whole quarter."""
    start = quarter_start(day)
    for system in IMPORTANT:
        missed = system == UNVERIFIED and next_quarter(start) <= today < next_quarter(next_quarter(start))
        if not missed and day == next_quarter(start) - (14 + IMPORTANT.index(system)) * DAY:
            values = {"system": system, "at": at(day, "15:20"), "ok": True, "method": "在隔离环境恢复全量备份并逐表比对"}
            yield Event(at(day, "18:00"), "restore_tests", f"check-{system}-{day:%Y%m%d}", values)


def _peaks(day: date, today: date, progress: float) -> Iterator[Event]:
    evening = at(day, "19:00")
    for system, (measure, capacity) in CAPACITIES.items():
        base, growth = LOAD[system]
        value = round(capacity * (base + growth * progress) * (0.72 + 0.28 * chance(system, day)))
        yield Event(evening, "daily_peaks", f"peak-{system}-{day:%Y%m%d}",
                    {"system": system, "measure": measure, "day": day, "value": float(value)})  # fmt: skip
    yield Event(evening, "daily_peaks", f"peak-bse-{day:%Y%m%d}",
                {"system": "core", "measure": "北交所报盘笔/秒", "day": day,
                 "value": float(round(620 if day == _panic(today) else 300 + 120 * chance("bse", day)))})  # fmt: skip
    for link, _, _, mbps in LINKS:
        share = USE[link] * (0.7 + 0.3 * chance(link, day))
        if link == "link-sse" and day == _panic(today):
            share = 0.812
        busiest = at(day, "09:31") + timedelta(minutes=int(20 * chance(day, link)))
        yield Event(evening, "link_use", f"use-{link}-{day:%Y%m%d}",
                    {"link": link, "at": busiest, "mbps": round(mbps * share, 1)})  # fmt: skip


def trading(day: date) -> bool:
    """Whether the stock exchanges trade that day; beyond the known calendar, on weekdays."""
    calendar = default_calendar()
    if day > calendar.known_through:
        return day.weekday() < 5
    return calendar.trading.is_trading_day("SSE", day)


@functools.cache
def _panic(today: date) -> date:
    """A trading day some eight weeks ago, when the market fell and everybody looked."""
    return next(day for day in (today - n * DAY for n in range(56, 80)) if trading(day))


def _archives(day: date, today: date) -> Iterator[Event]:
    """On the first of a month the last month's logs are archived and checked."""
    start = (day - DAY).replace(day=1)
    for system in IMPORTANT:
        for kind in "bs":
            source = f"log-{system}-{kind}"
            spans = [(at(start, "00:00"), at(day, "00:00"))]
            if source == f"log-{SILENT}-b" and start <= today - 95 * DAY < day:
                hole = at(today - 95 * DAY, "01:00")
                spans = [(spans[0][0], hole), (hole + timedelta(hours=6), spans[0][1])]
            for part, (begin, end) in enumerate(spans):
                values = {"source": source, "start": begin, "end": end, "intact": True}
                yield Event(at(day, "08:00"), "log_archives", f"{source}-{start:%Y%m}-{part}", values)


def _monitoring(first: date, today: date) -> Iterator[Event]:
    """Samples without a break up to this morning, archives before the sample began, daily logs of the running month."""
    for system in IMPORTANT:
        end = at(today - 5 * DAY, "14:07") if system == SILENT else at(today, "00:00")
        values = {"source": f"mon-{system}", "start": at(first, "09:00"), "end": end}
        yield Event(at(today, "00:30"), "samples", f"samples-{system}", values)
        for kind in "bs":
            source = f"log-{system}-{kind}"
            opening = (first - DAY).replace(day=1)
            if opening > date(2023, 5, 1):
                values = {"source": source, "start": at(date(2023, 5, 1), "00:00"), "end": at(opening, "00:00"), "intact": True}
                yield Event(at(first), "log_archives", f"{source}-before", values)
            month = today.replace(day=1)
            if month < today:
                values = {"source": source, "start": at(month, "00:00"), "end": at(today, "00:00"), "intact": True}
                yield Event(at(today, "00:40"), "log_archives", f"{source}-running", values)
    yield Event(at(today - 200 * DAY), "monitoring_reviews", "review-1", {"at": today - 200 * DAY})
