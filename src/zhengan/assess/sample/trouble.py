"""What befell the firm and what it told the regulator: outages, incidents, anomalies, filings.

Wrong on purpose, the older ones first: the first annual report was six days late, the evidence of an incident was not
kept; an anomaly of the gateway was never handled, one incident was reported two days late and its report states fewer
minutes than the records, one outage that monitoring saw has no incident, and the last annual report lacks next year's
plan.

Assumptions: about three incidents a year, each seen by monitoring, reported within the hour, investigated in a week; the
figures of every report are counted from the records, save where they are wrong on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.assess.sample.events import Event, Years, at, chance, saturday, workday
from zhengan.assess.sample.firm import IMPORTANT
from zhengan.facts.filings import Figure
from zhengan.kit.time import DAY

CONTENTS = ("governance", "people", "spending", "risks", "handling", "next_plan")


@dataclass(frozen=True)
class Trouble:
    """An incident: how many days ago, when in the day, for how many minutes; how many accounts felt it."""

    uid: str
    system: str
    days: int
    clock: str
    minutes: int
    name: str
    accounts: int = 0
    grade: str = "minor"


INCIDENTS = (
    Trouble("inc-1", "core", 150, "09:44", 22, "核心交易委托延迟", 1_200),
    Trouble("inc-2", "app", 64, "13:12", 57, "手机证券登录失败", 86_000, "larger"),
    Trouble("inc-3", "settle", 250, "20:15", 95, "日终清算文件延迟"),
    Trouble("inc-4", "web", 410, "10:26", 34, "网上交易委托失败", 5_400),
    Trouble("inc-5", "fund", 560, "14:02", 18, "银证转账超时", 2_100),
    Trouble("inc-6", "margin", 690, "09:31", 27, "融资买入委托被拒", 640),
    Trouble("inc-7", "quote", 815, "11:08", 9, "行情刷新停顿", 38_000),
    Trouble("inc-8", "auth", 930, "09:20", 41, "统一认证响应缓慢", 12_500),
)


def events(years: Years, acts: Iterable[Event]) -> Iterator[Event]:
    """Everything that befell and was told of it; ``acts`` are what the figures of reports are counted from."""
    acts = [*acts]
    befell = [*_incidents(years)]
    yield from befell
    yield from _maintenance(years)
    yield from _anomalies(years)
    yield from _reports_of(years, acts)
    yield from _annual(years, acts + befell)


def _incidents(years: Years) -> Iterator[Event]:
    for trouble in INCIDENTS:
        day = workday(years.today - trouble.days * DAY)
        if years.holds(day):
            yield from _incident(years, trouble, at(day, trouble.clock))
    lost = at(workday(years.today - 33 * DAY), "10:03")
    yield Event(lost + timedelta(minutes=30), "outages", "out-quote", {
        "system": "quote", "start": lost, "end": lost + timedelta(minutes=11)})  # fmt: skip


def _incident(years: Years, trouble: Trouble, begun: datetime) -> Iterator[Event]:
    """The outage, the incident, the emergency report and the one of the investigation."""
    uid, over = trouble.uid, begun + timedelta(minutes=trouble.minutes)
    yield Event(years.known(over), "outages", f"out-{uid}", {"system": trouble.system, "start": begun, "end": over})
    told = {"investors_told": begun + timedelta(minutes=8), "told_substitute": True, "told_risks": True}
    yield Event(years.known(over + timedelta(hours=1)), "incidents", uid, {
        "system": trouble.system, "name": trouble.name, "nature": "service", "started": begun,
        "detected": begun + timedelta(minutes=2), "recovered": over, "grade": trouble.grade,
        "evidence_kept": uid != "inc-6", "investors_affected": trouble.accounts > 0,
        "affected_accounts": trouble.accounts, **(told if trouble.accounts else {}),
    })  # fmt: skip
    yield from _course(years, trouble, begun, over)
    late = timedelta(days=2, hours=1) if uid == "inc-2" else timedelta(minutes=16)
    stated = 35.0 if uid == "inc-2" else float(trouble.minutes)
    minutes = (Figure(name="outage_minutes", value=stated, about=uid),)
    yield _filing(years, f"rep-{uid}", begun + late, "emergency_report", about=uid, figures=minutes)
    right = (
        Figure(name="outage_minutes", value=float(trouble.minutes), about=uid),
        Figure(name="affected_accounts", value=float(trouble.accounts), about=uid),
    )
    found = at(workday(begun.date() + 8 * DAY), "16:30")
    yield _filing(years, f"rep-{uid}-2", found, "investigation_report", about=uid, figures=right)


def _course(years: Years, trouble: Trouble, begun: datetime, over: datetime) -> Iterator[Event]:
    """What was done, line by line; the logs were kept, save where the evidence was not."""
    lines = [(begun + timedelta(minutes=4, seconds=20), "handled", "启动应急预案，通知系统负责人", None),
             (over - timedelta(minutes=3, seconds=15), "handled", "切换到备用节点，逐项核对", None)]  # fmt: skip
    if trouble.uid != "inc-6":
        lines.append((over + timedelta(minutes=25), "evidence", "系统日志与业务日志已封存", "logs"))
    for number, (when, sort, text, item) in enumerate(lines, 1):
        values = {"incident": trouble.uid, "at": when, "sort": sort, "text": text, "item": item}
        yield Event(years.known(over + timedelta(hours=2)), "incident_entries", f"{trouble.uid}-{number}", values)


def _maintenance(years: Years) -> Iterator[Event]:
    """Planned: every quarter one of the important systems is down for a few hours of a Sunday."""
    for number in range(16):
        system, day = IMPORTANT[(number * 3) % 13], saturday(years.today, 8 + 13 * number) + DAY
        if years.holds(day):
            values = {"system": system.id, "start": at(day, "02:00"), "end": at(day, "05:30"), "planned": True}
            yield Event(years.known(at(day, "06:00")), "outages", f"down-{day:%y%m%d}", values)


def _anomalies(years: Years) -> Iterator[Event]:
    """One a fortnight, dealt with in hours; the gateway's of six weeks ago never was."""
    seen = at(years.today - 43 * DAY, "21:37")
    yield Event(seen + timedelta(hours=11), "anomalies", "ano-gateway", {"system": "gateway", "at": seen, "handled": "none"})
    for number in range(110):
        day = years.today - (4 + 14 * number) * DAY
        if not years.holds(day):
            return
        system = IMPORTANT[int(13 * chance("anomaly", number))]
        found = at(day, "08:10") + timedelta(minutes=int(500 * chance(number, "at")))
        handled = found + timedelta(minutes=20 + int(300 * chance(number, "handled")))
        values = {"system": system.id, "at": found, "handled": handled}
        yield Event(years.known(handled), "anomalies", f"ano-{day:%y%m%d}", values)


def _reports_of(years: Years, acts: Iterable[Event]) -> Iterator[Event]:
    """What is reported of acts: drills with others within days, changes of larger impact when they were reported."""
    for act in acts:
        if act.register == "drills" and act.values["connected_parties"]:
            day = act.values["at"]
            one = (Figure(name="drills", value=1.0, since=day, to=day),)
            told = at(workday(day + 9 * DAY), "15:00")
            yield _filing(years, f"rep-{act.uid}", told, "drill_report", about=act.uid, figures=one)
        if act.register == "changes" and act.values["larger_impact"]:
            yield _filing(years, f"rep-{act.uid}", act.values["reported"], "change_report", about=act.uid,
                          figures=(_important(years, act.values["reported"].date()),))  # fmt: skip


def _important(years: Years, day: date) -> Figure:
    return Figure(name="important_systems", value=float(sum(s.live(years.today) <= day for s in IMPORTANT)), since=day, to=day)


def _annual(years: Years, done: Iterable[Event]) -> Iterator[Event]:
    """The annual reports: the first of them six days late, the last one without next year's plan."""
    counted: dict[tuple[str, int], float] = defaultdict(float)
    for event in done:
        if event.register in ("stress_tests", "drills", "incidents"):
            day: date = event.values["at"] if "at" in event.values else event.values["detected"].date()
            counted[event.register, day.year] += 1
    filed = [
        (year, day) for year in range(max(2023, years.first.year - 1), years.today.year)
        if years.holds(day := date(year + 1, 4, 24))
    ]  # fmt: skip
    for year, day in filed:
        first, last = year == filed[0][0] and len(filed) > 1, year == filed[-1][0]
        figures = [_important(years, date(year, 12, 31))]
        figures += [Figure(name="stress_tests", value=counted["stress_tests", year]),
                    Figure(name="drills", value=counted["drills", year]),
                    Figure(name="incidents", value=counted["incidents", year])]  # fmt: skip
        when = at(date(year + 1, 5, 6) if first else day, "15:00")
        yield _filing(years, f"annual-{year}", when, "annual_report", year=year, figures=tuple(figures),
                      contents=CONTENTS[:-1] if last else CONTENTS)  # fmt: skip


def _filing(years: Years, uid: str, when: datetime, type: str, **values: Any) -> Event:
    stated = {"at": when, "type": type, "to": "dispatch_office", "office": "上海"}
    return Event(years.known(when + timedelta(minutes=5)), "filings", uid, stated | values)
