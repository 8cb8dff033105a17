"""A made-up institution whose records read like real ones, entered day by day through the public services.

Its clock runs through the past year, so that what was known when can be tried out. Some things are wrong on purpose:
an app whose backups fail, a system without last quarter's validity check, runs entered late, a risk accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from zhengan.accounts.models import Institution
from zhengan.assess.follow import quiet
from zhengan.kit.time import CST, DAY
from zhengan.law.quarters import next_quarter, quarter_start
from zhengan.records.clock import running
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record_many
from zhengan.registers import services
from zhengan.registers.continuity.models import BackupRun

CODE = "demo"
DAYS = 400

SYSTEMS = [
    ("core", "核心交易系统", "是", "trading;settlement", "SSE;SZSE;BSE", "2018-06-01"),
    ("quote", "行情系统", "是", "quotation", "SSE;SZSE;BSE", "2019-03-01"),
    ("app", "手机证券", "是", "trading;account", "SSE;SZSE;BSE", "2020-09-01"),
    ("settle", "清算系统", "是", "settlement", "SSE;SZSE;BSE", "2017-01-01"),
    ("risk", "实时风控系统", "是", "risk", "SSE;SZSE;BSE", "2021-05-01"),
    ("oa", "办公系统", "否", "other", "SSE", "2015-01-01"),
]
IMPORTANT = [row[0] for row in SYSTEMS if row[2] == "是"]
FAILING = "app"
UNVERIFIED = "settle"


def fill(institution: Institution, today: date) -> None:
    """Record the sample up to ``today``; the caller assesses afterwards."""
    first = today - DAYS * DAY
    with quiet():
        with running(lambda: _at(first, "09:00")):
            _standing(institution)
        for number in range(DAYS):
            _day(institution, first + number * DAY, today)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST)


def _enter(institution: Institution, register: str, /, **cells: str) -> None:
    services.enter(register, cells, institution=institution, by=None, origin=Origin.CLI)


def _standing(institution: Institution) -> None:
    _enter(
        institution, "institution", id=CODE, name="示例证券股份有限公司", kind="operating", licence="securities",
        jurisdiction="上海", since="2010-01-01",
    )  # fmt: skip
    for id, name, important, functions, markets, since in SYSTEMS:
        _enter(
            institution, "systems", id=id, name=name, important=important, functions=functions, markets=markets,
            since=since, classified=since, classification_reason="年度重要信息系统认定",
        )  # fmt: skip
    for site, name in (("local", "张江主机房"), ("same_city", "外高桥同城中心"), ("remote", "合肥异地中心")):
        _enter(institution, "backup_sites", id=f"site-{site}", site=site, name=name, since="2019-01-01")


def _day(institution: Institution, day: date, today: date) -> None:
    with running(lambda: _at(day, "06:30")):
        runs = [run for system in IMPORTANT for run in _runs(system, day, today)]
        record_many(BackupRun, runs, institution=institution, by=None, origin=Origin.IMPORT)
    for system in IMPORTANT:
        if _check_day(system, day, today):
            with running(lambda: _at(day, "18:00")):
                _enter(
                    institution, "restore_tests", system=system, at=f"{day} 15:20", ok="是",
                    method="在隔离环境恢复全量备份并逐表比对",
                )  # fmt: skip
    if day == today - 20 * DAY:
        with running(lambda: _at(day, "10:00")):
            _enter(
                institution, "waivers", clause="20.1", about=FAILING, by="首席信息官 周衡", since=str(day),
                to=str(today + 30 * DAY), reason="备份存储扩容期间，以数据库主备复制作为补偿措施",
            )  # fmt: skip


def _runs(system: str, day: date, today: date) -> Iterator[Entry]:
    """The night's backup; where it was forgotten, it was entered three weeks later and shows as late."""
    forgotten = system == "quote" and day == today - 120 * DAY
    if forgotten or (system == "risk" and today - 75 * DAY <= day <= today - 73 * DAY):
        return
    failed = system == FAILING and day >= today - 2 * DAY
    yield _run(system, day, not failed)
    if system == "quote" and day == today - 99 * DAY:
        yield _run(system, today - 120 * DAY, True)


def _run(system: str, day: date, ok: bool) -> Entry:
    at = _at(day, "02:40") + timedelta(minutes=7 * IMPORTANT.index(system), seconds=(day.toordinal() * 37) % 60)
    return Entry(f"{system}-{day:%Y%m%d}", {"system": system, "at": at, "ok": ok, "site": "local"})


def _check_day(system: str, day: date, today: date) -> bool:
    """Two weeks before each quarter ends; one system missed the last whole quarter."""
    start = quarter_start(day)
    if system == UNVERIFIED and next_quarter(start) <= today and next_quarter(next_quarter(start)) > today:
        return False
    return day == next_quarter(start) - (14 + IMPORTANT.index(system)) * DAY
