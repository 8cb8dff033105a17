"""What happens every day: backups, peaks, link readings, samples, logs; and what recurs: checks, archives, reviews.

Wrong on purpose: the app's backups fail since the day before yesterday, the risk system lost three nights eleven
weeks ago, one night of the quote system was entered three weeks late, settlement has not been checked since the quarter
before the last, the quote system's monitoring fell silent five days ago, its business log has a six-hour hole, an
archive of settlement's business log from two years ago no longer passes its check, the margin system went unwatched
for three days half a year ago, and the app's load grows towards the limit of its capacity. The core system's first
link came too close to its limit on one day of panic, and its bought quota was too small for it.

Assumptions: important systems are backed up every night, on Saturdays to the remote site; of the others those that
close their books every trading night, the rest on Sundays; a new one from the morning it goes live. One run in three
hundred fails and is repeated before six.
Logs are archived, and what monitoring received is summed up, at the end of each month: by what was known on a day within
a month, its monitoring and its logs were silent since the first.
Peaks follow the market's mood, two slow waves, around a level that grew over the last year, no load on days without
trading; a fixed arithmetic hash stands in for chance, so the same day always looks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import sin

from zhengan.assess.sample.events import Event, Years, at, chance, panic, trading
from zhengan.assess.sample.firm import ENLARGED, IMPORTANT, LINKS, SYSTEMS, Sys
from zhengan.kit.time import DAY
from zhengan.law.quarters import next_quarter, quarter_start

FAILING, UNVERIFIED, SILENT = "app", "settle", "quote"
IN_FORCE = date(2023, 5, 1)
GROWN = 400  # days over which the load grew
PLACE = {system.id: number for number, system in enumerate(SYSTEMS)}


def events(years: Years) -> Iterator[Event]:
    """Everything that recurs, from the first day of the sample to today."""
    first, today = years.first, years.today
    live = {system.id: system.live(today) for system in SYSTEMS}
    for number in range(1, (today - first).days):
        day = first + number * DAY
        running = [system for system in SYSTEMS if live[system.id] < day]
        yield from _backups(day, today, [system for system in SYSTEMS if live[system.id] <= day])
        yield from _checks(day, today, running)
        if trading(day):
            yield from _peaks(day, today, running)
        if day.day == 1:
            yield from _month(max(first, (day - DAY).replace(day=1)), day, today, running)
    yield from _before(years)
    yield from _month(max(first, (today - DAY).replace(day=1)), today, today, list(SYSTEMS))
    for number in range(4):
        day = today - (200 + 350 * number) * DAY
        if years.holds(day):
            yield Event(years.known(at(day, "17:00")), "monitoring_reviews", f"review-{day:%y%m%d}", {"at": day})


def _backups(day: date, today: date, running: list[Sys]) -> Iterator[Event]:
    """The night's runs; where one was forgotten, it was entered three weeks later and shows as late."""
    morning = at(day, "06:30")
    for system in running:
        forgotten = system.id == SILENT and day == today - 120 * DAY
        lost = system.id == "risk" and today - 75 * DAY <= day <= today - 73 * DAY
        nightly = system.important or (system.nightly and trading(day))
        if forgotten or lost or not (nightly or (not system.nightly and day.weekday() == 6)):
            continue
        broken = system.id == FAILING and day >= today - 2 * DAY
        failed = broken or chance("fails", system.id, day) < 1 / 300
        yield _run(morning, system, day, not failed)
        if failed and not broken:
            yield _run(morning, system, day, True, "-2")
    if day == today - 99 * DAY:
        yield _run(morning, next(s for s in running if s.id == SILENT), today - 120 * DAY, True)


def _run(recorded: datetime, system: Sys, day: date, ok: bool, again: str = "") -> Event:
    done = at(day, "05:45" if again else "00:40") + timedelta(seconds=int(400 * chance(system.id, day, "done")))
    done += timedelta(minutes=0 if again else 7 * PLACE[system.id])
    site = "remote" if system.important and day.weekday() == 5 else "local"
    values = {"system": system.id, "at": done, "ok": ok, "site": site}
    return Event(recorded, "backup_runs", f"{system.id}-{day:%Y%m%d}{again}", values)


def _checks(day: date, today: date, running: list[Sys]) -> Iterator[Event]:
    """Validity checks in the last month of each quarter; of the systems that are not important once a year."""
    start = quarter_start(day)
    end = next_quarter(start)
    for system in running:
        missed = system.id == UNVERIFIED and next_quarter(end) > today
        yearly = system.important or start.month == 3 * (PLACE[system.id] % 4) + 1
        if not missed and yearly and day == end - (14 + PLACE[system.id] % 14) * DAY:
            values = {"system": system.id, "at": at(day, "15:20"), "ok": True, "method": "在隔离环境恢复全量备份并逐表比对"}
            yield Event(at(day, "18:00"), "restore_tests", f"check-{system.id}-{day:%Y%m%d}", values)


def _peaks(day: date, today: date, running: list[Sys]) -> Iterator[Event]:
    evening = at(day, "19:00")
    grown = max(0.0, 1 - (today - day).days / GROWN)
    for system in running:
        if system.important:
            busy = 0.5 + 0.3 * _mood(day) + 0.2 * chance(system.id, day)
            value = round(system.bears * (system.load + system.growth * grown) * busy)
            yield Event(evening, "daily_peaks", f"peak-{system.id}-{day:%Y%m%d}",
                        {"system": system.id, "measure": system.measure, "day": day, "value": float(value)})  # fmt: skip
    bought = 620 if day == panic(today) else round(300 + 120 * chance("bse", day))
    yield Event(evening, "daily_peaks", f"peak-bse-{day:%Y%m%d}",
                {"system": "core", "measure": "北交所报盘笔/秒", "day": day, "value": float(bought)})  # fmt: skip
    ids = {system.id for system in running}
    for link, _, systems, mbps, busy in LINKS:
        if not ids.issuperset(systems):
            continue
        small = link == "link-net" and (today - day).days > ENLARGED
        share = busy * (0.5 + 0.3 * _mood(day) + 0.2 * chance(link, day)) * (0.45 if small else 1)
        if link == "link-sse" and day == panic(today):
            share = 0.812
        busiest = at(day, "09:31") + timedelta(minutes=int(20 * chance(day, link)))
        yield Event(evening, "link_use", f"use-{link}-{day:%Y%m%d}",
                    {"link": link, "at": busiest, "mbps": round(mbps * share, 1)})  # fmt: skip


def _mood(day: date) -> float:
    """How lively the market is, in [0, 1]: two slow waves, the same for all systems."""
    return (2 + sin(day.toordinal() / 19) + sin(day.toordinal() / 9.7)) / 4


def _month(start: date, end: date, today: date, running: list[Sys]) -> Iterator[Event]:
    """After each month its logs are archived and checked, and what monitoring received is summed up; today the running one."""
    entered = at(end, "00:00" if end == today else "08:00")
    for system in running:
        begun = max(start, system.live(today))
        if not system.important or begun >= end:
            continue
        for kind in "bs":
            source = f"log-{system.id}-{kind}"
            spans = _whole(begun, end)
            if source == f"log-{SILENT}-b" and begun <= today - 95 * DAY < end:
                hole = at(today - 95 * DAY, "01:00")
                spans = [(spans[0][0], hole), (hole + timedelta(hours=6), spans[0][1])]
            damaged = source == f"log-{UNVERIFIED}-b" and begun <= today - 700 * DAY < end
            for part, (since, to) in enumerate(spans):
                values = {"source": source, "start": since, "end": to, "intact": True}
                archive = Event(entered, "log_archives", f"{source}-{start:%Y%m}-{part}", values)
                yield archive
                if damaged:
                    seen = at(today - 30 * DAY, "10:00")
                    yield Event(seen, "log_archives", archive.uid, values | {"intact": False}, "年度抽查校验不符")
        yield from _samples(system, begun, end, today, entered)


def _whole(start: date, end: date) -> list[tuple[datetime, datetime]]:
    return [(at(start, "00:00"), at(end, "00:00"))]


def _samples(system: Sys, start: date, end: date, today: date, entered: datetime) -> Iterator[Event]:
    """What monitoring received: without a break, save for two systems."""
    ((since, to),) = _whole(start, end)
    spans = [(since, to)]
    if system.id == SILENT:
        spans = [(since, min(to, at(today - 5 * DAY, "14:07")))]
    elif system.id == "margin" and start <= today - 170 * DAY < end:
        gone = at(today - 170 * DAY, "18:22")
        spans = [(since, gone), (gone + timedelta(days=3), to)]
    for part, (begun, over) in enumerate(spans):
        if begun < over:
            values = {"source": f"mon-{system.id}", "start": begun, "end": over}
            yield Event(entered, "samples", f"samples-{system.id}-{start:%Y%m}-{part}", values)


def _before(years: Years) -> Iterator[Event]:
    """The archives from the law's first day to the sample's first, loaded with everything that stood."""
    for system in IMPORTANT:
        start = max(IN_FORCE, system.live(years.today))
        if start < years.first:
            for kind in "bs":
                source = f"log-{system.id}-{kind}"
                ((since, to),) = _whole(start, years.first)
                values = {"source": source, "start": since, "end": to, "intact": True}
                yield Event(years.opening, "log_archives", f"{source}-before", values)
