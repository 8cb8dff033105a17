"""What was done: changes, stress tests, takeovers, drills, MLPS assessments, waivers.

Wrong on purpose, the older ones first: a change of the option system was never verified, the account system's MLPS
assessment came six weeks late a year and a half ago, the core's new version was reported when it had begun, one change ran
inside a trading session, one had no rollback plan; the last stress test of the risk system measured no disaster backup,
settlement took longer to switch over than its objective allows; the risk system's MLPS assessment is overdue, two
problems of the margin system's last one are open.

Assumptions: every important system is changed, tested and switched over on Saturdays; stress tests and takeovers come
round after fifty weeks, assessments of level three after three hundred and fifty days, of level two after two years.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.assess.sample.days import FAILING, PLACE, SILENT, UNVERIFIED
from zhengan.assess.sample.events import Event, Years, at, panic, saturday, workday
from zhengan.assess.sample.firm import BY_ID, IMPORTANT, LAUNCHED, OTHERS, SYSTEMS, Sys
from zhengan.assess.sample.standing import NO_SITE
from zhengan.kit.time import DAY

READY = (
    "technical_risk", "business_risk", "controls", "emergency_plan", "rollback_plan", "test_plan", "test_cases", "test_passed",
)  # fmt: skip
PARTS = ("plan", "scenarios", "performance", "network", "disaster", "report")
SWING = {"core": 900, "option": 520}  # days ago
OWN_DRILLS = (("勒索病毒处置桌面推演", ("oa", "mail")), ("主机房断电切换演练", ("core", "quote", "settle")))
ROUND = 50  # weeks from one yearly test to the next


def events(years: Years) -> Iterator[Event]:
    """Every act of the sample."""
    yield from _changes(years)
    yield from _slips(years)
    yield from _stress(years)
    yield from _takeovers(years)
    yield from _drills(years)
    yield from _assessments(years)
    yield from _waivers(years)


def change(years: Years, uid: str, start: datetime, hours: float, **values: Any) -> Event:
    """A change made ready four days before it began, entered two hours after it ended."""
    done = start - timedelta(days=4)
    end = start + timedelta(hours=hours)
    stated = {name: done for name in READY} | {
        "start": start, "end": end, "kind": "change", "larger_impact": False, "major": False,
        "verified": end + timedelta(hours=1),
    }  # fmt: skip
    return Event(years.known(end + timedelta(hours=2)), "changes", uid, stated | values)


def _changes(years: Years) -> Iterator[Event]:
    """Every third Saturday one important system, every sixth one of the others; launches on a Saturday of their own."""
    today = years.today
    for number in range(70):
        day = saturday(today, 3 + 3 * number)
        system = IMPORTANT[(number * 5) % len(IMPORTANT)]
        if years.holds(day) and system.live(today) < day - 30 * DAY:
            yield _routine(years, system, at(day, "10:00"), 5, "例行升级")
        other = OTHERS[(number * 7) % len(OTHERS)]
        if number % 2 == 0 and years.holds(day) and other.live(today) < day - 30 * DAY:
            yield _routine(years, other, at(day, "13:00"), 3, "版本更新")
    for id in LAUNCHED:
        new = BY_ID[id]
        yield change(years, f"chg-{id}-launch", at(new.live(today), "09:30"), 7, system=id, name=f"{new.name}上线",
                     kind="launch", major=True)  # fmt: skip
    for number, weeks in enumerate((29, 81)):
        start = at(saturday(today, weeks), "08:30")
        told = start + timedelta(minutes=40) if number else start - timedelta(days=6)
        if years.holds(start.date()):
            yield change(years, f"chg-core-major-{number + 1}", start, 9, system="core", name="核心交易系统大版本升级",
                         major=True, larger_impact=True, reported=told)  # fmt: skip


def _routine(years: Years, system: Sys, start: datetime, hours: float, what: str) -> Event:
    return change(years, f"chg-{system.id}-{start:%y%m%d}", start, hours, system=system.id, name=f"{system.name}{what}")


def _slips(years: Years) -> Iterator[Event]:
    """Changes that went wrong, and one urgent repair that was made as the law allows."""
    today = years.today
    weekday = workday(saturday(today, 12) - 3 * DAY)
    earlier = workday(weekday - 7 * DAY)
    yield change(years, "chg-08", at(weekday, "14:10"), 0.5, system="app", name="手机证券配置调整")
    yield change(years, "chg-09", at(saturday(today, 6), "20:00"), 4, system=UNVERIFIED, name="清算参数切换",
                 rollback_plan="none")  # fmt: skip
    yield change(years, "chg-10", at(earlier, "10:40"), 0.4, system=SILENT, name="行情转发紧急修复", urgent=True,
                 fault="上游组播丢包导致行情中断", urgency_assessed=at(earlier, "10:35"),
                 **dict.fromkeys(READY, at(earlier, "10:38")))  # fmt: skip
    if years.holds(saturday(today, 124)):
        yield change(years, "chg-unverified", at(saturday(today, 124), "14:00"), 4, system="option",
                     name="期权组合保证金参数调整", verified="none")  # fmt: skip


def _rounds(years: Years, system: Sys, weeks: float) -> Iterator[date]:
    """The Saturdays of a yearly act, the latest first; a system's first one three weeks before it went live."""
    live = system.live(years.today)
    day = saturday(years.today, weeks)
    while years.holds(day) and day > live:
        yield day
        day = saturday(day, ROUND)
    if system.id in LAUNCHED:
        yield saturday(live, 3)


def _stress(years: Years) -> Iterator[Event]:
    """A stress test of every important system once in a round, and one after each swing of the market."""
    for number, system in enumerate(IMPORTANT):
        for back, day in enumerate(_rounds(years, system, 6 + 3 * number)):
            yield _tested(years, f"stress-{system.id}-{day:%y%m%d}", system.id, day, disaster=system.id != "risk" or back > 0)
    swings = [(system, years.today - ago * DAY, 19) for system, ago in SWING.items()]
    for system, day, after in [*swings, ("core", panic(years.today), 12)]:
        fell, tested = workday(day), day + after * DAY
        if not years.holds(fell):
            continue
        yield Event(years.known(at(fell, "18:00")), "market_swings", f"swing-{fell:%y%m%d}", {
            "system": system, "at": fell, "test_by": fell + 30 * DAY, "note": "成交放量，委托笔数较上月日均翻倍",
        })  # fmt: skip
        yield _tested(years, f"stress-{system}-{tested:%y%m%d}-swing", system, tested)


def _tested(years: Years, uid: str, system: str, day: date, disaster: bool = True) -> Event:
    kept = day + 6 * 365 * DAY
    values = dict.fromkeys(PARTS, True) | {"system": system, "at": day, "disaster": disaster, "report_kept_to": kept}
    return Event(years.known(at(day + 2 * DAY, "16:00")), "stress_tests", uid, values)


def _takeovers(years: Years) -> Iterator[Event]:
    """A switch to the disaster site a round; settlement's last one took 41 minutes of the 30 it may take."""
    for number, system in enumerate(IMPORTANT):
        if system.id == NO_SITE:
            continue
        for back, day in enumerate(_rounds(years, system, 5 + 3 * number)):
            slow = system.id == UNVERIFIED and back == 0
            yield Event(years.known(at(day + 2 * DAY, "17:00")), "takeovers", f"switch-{system.id}-{day:%y%m%d}", {
                "system": system.id, "at": at(day, "14:00"), "rto_minutes": 41.0 if slow else 12.0 + number + back,
                "rpo_minutes": 1.0, "continuous": True,
            })  # fmt: skip


def _drills(years: Years) -> Iterator[Event]:
    """The firm's yearly drill with those it is connected to, and one of the department half a year apart."""
    for number in range(5):
        yearly, own = saturday(years.today, 20 + 52 * number), saturday(years.today, 46 + 52 * number)
        if years.holds(yearly):
            values = {"at": yearly, "name": "年度网络安全应急演练", "connected_parties": True, "report_archived": True,
                      "systems": tuple(s.id for s in IMPORTANT if s.live(years.today) < yearly)}  # fmt: skip
            yield Event(years.known(at(yearly, "18:00")), "drills", f"drill-{yearly:%y%m%d}", values)
        if years.holds(own):
            name, systems = OWN_DRILLS[number % 2]
            values = {"at": own, "name": name, "systems": systems, "connected_parties": False, "report_archived": True}
            yield Event(years.known(at(own, "18:00")), "drills", f"drill-{own:%y%m%d}", values)


def _assessments(years: Years) -> Iterator[Event]:
    """Every graded system: filed with the police from level two, assessed at the interval of its level."""
    for number, system in enumerate(SYSTEMS):
        since = max(date(2022, 1, 1), system.live(years.today))
        filed = f"31011543025-{22001 + number}" if system.grade > 1 else None
        yield Event(years.known(at(since)), "mlps_gradings", f"mlps-{system.id}",
                    {"system": system.id, "level": system.grade, "since": since, "filing_number": filed})  # fmt: skip
        if system.grade > 1:
            yield from _assessed(years, system, number)


def _assessed(years: Years, system: Sys, number: int) -> Iterator[Event]:
    overdue = system.id == "risk"
    first, step = (40 + 20 * PLACE[system.id], 350) if system.important else (30 + 23 * number % 640, 720)
    for back in range(4):
        late = 60 if system.id == "account" and back > 1 else 0
        day = years.today - ((430 if overdue else first) + back * step + late) * DAY
        if not years.holds(day) or day <= system.live(years.today):
            return
        problems = 4 + (number + back) % 5
        still = 2 if system.id == "margin" and back == 0 else 0
        yield Event(years.known(at(day, "17:00")), "mlps_assessments", f"mlpsa-{system.id}-{day:%y%m%d}", {
            "system": system.id, "at": day, "passed": True, "problems": problems, "remedied": problems - still,
        })  # fmt: skip


def _waivers(years: Years) -> Iterator[Event]:
    today = years.today
    for uid, about, ago, lasts, reason in (
        ("waiver-1", FAILING, 20, 50, "备份存储扩容期间，以数据库主备复制作为补偿措施"),
        ("waiver-0", "risk", 75, 21, "存储控制器更换期间个别夜间备份未完成，次日以快照补足"),
    ):
        since = today - ago * DAY
        yield Event(at(since, "10:00"), "waivers", uid, {
            "clause": "20.1", "about": about, "by": "首席信息官 周衡", "since": since, "to": since + lasts * DAY,
            "reason": reason,
        })  # fmt: skip
