"""What was done and what befell: changes, stress tests, takeovers, drills, outages, incidents, filings, a waiver.

Wrong on purpose: one change ran inside a trading session, one had no rollback plan, one incident was reported two
days late, one outage that monitoring saw has no incident, one filing states fewer minutes than the records, and the
annual report lacks next year's plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.assess.sample.days import FAILING, trading
from zhengan.assess.sample.events import Event, at
from zhengan.assess.sample.standing import IMPORTANT, NAMES
from zhengan.facts.filings import Figure
from zhengan.kit.time import DAY

READY = (
    "technical_risk", "business_risk", "controls", "emergency_plan", "rollback_plan", "test_plan", "test_cases", "test_passed",
)  # fmt: skip
PARTS = ("governance", "people", "spending", "risks", "handling")


def events(first: date, today: date) -> Iterator[Event]:
    """Every act of the sample's four hundred days."""
    yield from _changes(today)
    yield from _tests(first, today)
    yield from _incidents(today)
    yield from _filings(first, today)
    yield Event(at(today - 20 * DAY, "10:00"), "waivers", "waiver-1", {
        "clause": "20.1", "about": FAILING, "by": "首席信息官 周衡", "since": today - 20 * DAY, "to": today + 30 * DAY,
        "reason": "备份存储扩容期间，以数据库主备复制作为补偿措施",
    })  # fmt: skip


def saturday(today: date, weeks: int) -> date:
    """The Saturday some weeks ago."""
    day = today - weeks * 7 * DAY
    return day - ((day.weekday() - 5) % 7) * DAY


def _change(uid: str, start: datetime, hours: float, **values: Any) -> Event:
    done = start - timedelta(days=4)
    end = start + timedelta(hours=hours)
    stated = {name: done for name in READY} | {
        "start": start, "end": end, "kind": "change", "larger_impact": False, "major": False,
        "verified": end + timedelta(hours=1),
    }  # fmt: skip
    return Event(end + timedelta(hours=2), "changes", uid, stated | values)


def _changes(today: date) -> Iterator[Event]:
    for number, weeks in enumerate((40, 33, 27, 21, 15, 9, 3)):
        system = IMPORTANT[number % len(IMPORTANT)]
        start = at(saturday(today, weeks), "10:00")
        yield _change(f"chg-{number + 1:02}", start, 5, system=system, name=f"{NAMES[system]}例行升级")
    weekday = _workday(saturday(today, 12) - 3 * DAY)
    earlier = _workday(weekday - 7 * DAY)
    yield _change("chg-08", at(weekday, "14:10"), 0.5, system="app", name="手机证券配置调整")
    yield _change("chg-09", at(saturday(today, 6), "20:00"), 4, system="settle", name="清算参数切换", rollback_plan="none")
    yield _change("chg-10", at(earlier, "10:40"), 0.4, system="quote", name="行情转发紧急修复", urgent=True,
                  fault="上游组播丢包导致行情中断", urgency_assessed=at(earlier, "10:35"),
                  **dict.fromkeys(READY, at(earlier, "10:38")))  # fmt: skip


def _tests(first: date, today: date) -> Iterator[Event]:
    """A stress test, and a takeover by the disaster site, of every important system once in the year; last year's too."""
    for number, system in enumerate(IMPORTANT):
        before = saturday(today, 65 + 4 * number)
        yield Event(max(at(first), at(before + 2 * DAY, "16:00")), "stress_tests", f"stress-{system}-0", {
            "system": system, "at": before, "plan": True, "scenarios": True, "performance": True, "network": True,
            "disaster": True, "report": True,
        })  # fmt: skip
        day = saturday(today, 14 + 4 * number)
        yield Event(at(day + 2 * DAY, "16:00"), "stress_tests", f"stress-{system}", {
            "system": system, "at": day, "plan": True, "scenarios": True, "performance": True, "network": True,
            "disaster": system != "risk", "report": True,
        })  # fmt: skip
        if system != "app":
            yield Event(at(day + 2 * DAY, "17:00"), "takeovers", f"switch-{system}", {
                "system": system, "at": at(day, "14:00"), "rto_minutes": 41.0 if system == "settle" else 18.0 + number,
                "rpo_minutes": 1.0, "continuous": True,
            })  # fmt: skip
    yield Event(at(saturday(today, 20), "18:00"), "drills", "drill-1", {
        "at": saturday(today, 20), "name": "年度网络安全应急演练", "systems": IMPORTANT, "connected_parties": True,
        "report_archived": True,
    })  # fmt: skip


def _workday(day: date) -> date:
    """The day itself, or the last trading day before it."""
    return next(found for found in (day - n * DAY for n in range(20)) if trading(found))


def _incidents(today: date) -> Iterator[Event]:
    """Two incidents, one reported in time and one two days late; and an outage nobody recorded as an incident."""
    for uid, days, clock, minutes, report, name in (
        ("inc-1", 150, "09:44", 22, timedelta(minutes=16), "核心交易委托延迟"),
        ("inc-2", 64, "13:12", 57, timedelta(days=2, hours=1), "手机证券登录失败"),
    ):
        begun = at(_workday(today - days * DAY), clock)
        over = begun + timedelta(minutes=minutes)
        system = "core" if uid == "inc-1" else "app"
        yield Event(over, "outages", f"out-{uid}", {"system": system, "start": begun, "end": over})
        yield Event(over + timedelta(hours=1), "incidents", uid, {
            "system": system, "name": name, "nature": "service", "started": begun,
            "detected": begun + timedelta(minutes=2),
            "recovered": over, "grade": "minor" if uid == "inc-1" else "larger", "evidence_kept": True,
            "investors_affected": True,
            "affected_accounts": 1200 if uid == "inc-1" else 86000,
            "investors_told": begun + timedelta(minutes=12), "told_substitute": True, "told_risks": True,
        })  # fmt: skip
        yield _filing(f"rep-{uid}", begun + report, "emergency_report", about=uid, figures=(
            Figure(name="outage_minutes", value=22.0 if uid == "inc-1" else 35.0, about=uid),))  # fmt: skip
    lost = at(_workday(today - 33 * DAY), "10:03")
    yield Event(lost + timedelta(minutes=30), "outages", "out-quote", {
        "system": "quote", "start": lost, "end": lost + timedelta(minutes=11)})  # fmt: skip


def _filing(uid: str, when: datetime, type: str, **values: Any) -> Event:
    stated = {"at": when, "type": type, "to": "dispatch_office", "office": "上海", "figures": ()}
    return Event(when + timedelta(minutes=5), "filings", uid, stated | values)


def _filings(first: date, today: date) -> Iterator[Event]:
    """The annual reports that fell due inside the sample."""
    for year in (today.year - 2, today.year - 1):
        filed = at(date(year + 1, 4, 24), "15:00")
        if first < filed.date() < today:
            yield _filing(f"annual-{year}", filed, "annual_report", year=year, contents=PARTS)
