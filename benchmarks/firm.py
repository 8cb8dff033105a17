"""A firm of 100 important systems and five years, about 570,000 records, kept through the public services.

Everything follows from numbers: the same days give the same firm. Assumptions: one backup, one peak and one link
reading a system and day, each at its own second; logs archived monthly; checks, tests and drills as the law wants them;
records entered once a month, so that they have sixty recording times and not one. Every kind of fact has records.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhengan.accounts.models import Institution

CODE = "bench"
SYSTEMS, DAYS = 100, 1826
OFFICER, PASSWORD = "bench-officer", "a-long-enough-pass-1"
DAY = timedelta(days=1)
BORN = date(2015, 1, 1)
STATED = ("technical_risk", "business_risk", "controls", "emergency_plan", "rollback_plan", "test_plan", "test_cases",
          "test_passed")  # fmt: skip
Item = tuple[str, str, dict[str, Any]]
"""Register, identifier, values."""


@dataclass(frozen=True)
class Firm:
    """The firm on disk. ``home``: its ZHENGAN_HOME; ``records``: how many; ``filled``: seconds of recording them."""

    home: Path
    institution: Institution
    records: int
    filled: float


@functools.cache
def firm() -> Firm:
    """The firm, made once a run in a temporary folder (or in the database that DATABASE_URL names)."""
    import atexit

    home = Path(tempfile.mkdtemp(prefix="zhengan-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["ZHENGAN_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhengan.conf.settings"
    import django

    django.setup()
    from zhengan.accounts.models import Institution, Membership, Role, User
    from zhengan.assess.setup import migrate
    from zhengan.records.clock import now

    print("  filling the firm …", file=sys.stderr, flush=True)
    migrate()
    made = Institution.objects.create(code=CODE, name="基准证券")
    user = User.objects.create_user(OFFICER, password=PASSWORD)
    Membership.objects.create(user=user, institution=made, role=Role.OFFICER)
    start = perf_counter()
    count = fill(made, now().date())
    return Firm(home, made, count, perf_counter() - start)


def fill(institution: Institution, today: date) -> int:
    """Record everything up to yesterday, month by month, each month known from the first of the next."""
    from zhengan.assess.quiet import quiet
    from zhengan.kit.time import CST
    from zhengan.records.clock import running
    from zhengan.records.models import Origin
    from zhengan.records.services import Entry, record_many
    from zhengan.registers.catalogue import register

    count = 0
    for last, items in by_month(today - DAYS * DAY, today - DAY):
        known = datetime.combine(last + DAY, time(0, 5), tzinfo=CST)
        together: dict[str, list[Entry]] = defaultdict(list)
        for name, uid, values in items:
            together[name].append(Entry(uid, values))
        with quiet(), running(lambda known=known: known):  # type: ignore[misc]
            for name, entries in together.items():
                made = record_many(
                    register(name).model, entries, institution=institution, by=None, origin=Origin.IMPORT
                )
                count += len(made)
    return count


def by_month(first: date, last: date) -> Iterator[tuple[date, list[Item]]]:
    """What is recorded at the end of each month; what stands, with the first."""
    items = list(standing(first, last))
    day = first
    while day <= last:
        items += daily(day, (day - first).days)
        if day == last or (day + DAY).day == 1:
            items += monthly(day.replace(day=1), day, (day - first).days)
            yield day, items
            items = []
        day += DAY


def at(day: date, clock: str, seconds: int = 0) -> datetime:
    from zhengan.kit.time import CST

    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST) + timedelta(seconds=seconds)


def daily(day: date, number: int) -> Iterator[Item]:
    """A backup, a peak and a link reading of every system, at their own seconds; some backups fail."""
    for n in range(SYSTEMS):
        id, key = f"s{n:03}", f"s{n:03}-{day:%Y%m%d}"
        run = {"system": id, "at": at(day, "01:00", n * 71 + number * 37 % 60), "ok": (number + n) % 400 != 7, "site": "local"}
        yield "backup_runs", key, run
        value = 9_000.0 + (number * 7919 + n * 104729) % 9_000
        yield "daily_peaks", key, {"system": id, "measure": "委托笔/秒", "day": day, "value": value}
        yield "link_use", key, {"link": f"l{n:03}", "at": at(day, "09:31", (n * 13 + number) % 900), "mbps": round(value / 30, 1)}


def monthly(first: date, last: date, number: int) -> Iterator[Item]:
    """Archived logs and samples of every source; a change of every third system; what recurs by quarter and year."""
    month, begin, end = f"{first:%Y%m}", at(first, "00:00"), at(last + DAY, "00:00")
    yield "monitoring_reviews", f"review-{month}", {"at": last}
    for n in range(SYSTEMS):
        id = f"s{n:03}"
        for kind in ("business", "system"):
            archive = {"source": f"log-{id}-{kind}", "start": begin, "end": end, "intact": True}
            yield "log_archives", f"{id}-{kind}-{month}", archive
        yield "samples", f"{id}-{month}", {"source": f"mon-{id}", "start": begin, "end": end}
        if (n + first.month) % 3 == 0:
            start = at(last, "20:00")
            done = dict.fromkeys(STATED, start - 3 * DAY) | {"verified": start + timedelta(hours=3)}
            small = {"end": start + timedelta(hours=2), "larger_impact": False, "major": False}
            change = {"system": id, "name": "例行升级", "kind": "change", "start": start}
            yield "changes", f"{id}-{month}", change | small | done
        if first.month % 3 == 0:
            yield "restore_tests", f"{id}-{month}", {"system": id, "at": at(last, "15:00", n), "ok": (number + n) % 97 != 5}
        if first.month == 1 + n % 12:
            stress = dict.fromkeys(("plan", "scenarios", "performance", "network", "disaster", "report"), True)
            yield "stress_tests", f"{id}-{month}", {"system": id, "at": last} | stress
            yield "takeovers", f"{id}-{month}", {"system": id, "at": at(last, "14:00"), "rto_minutes": 10.0 + n % 25,
                                                 "rpo_minutes": 1.0, "continuous": True}  # fmt: skip
            yield "mlps_assessments", f"{id}-{month}", {"system": id, "at": last, "passed": True, "problems": 3, "remedied": 3}
            yield "anomalies", f"{id}-{month}", {"system": id, "at": at(last, "10:00"), "handled": at(last, "11:00")}
    yield from trouble(first, last)


def trouble(first: date, last: date) -> Iterator[Item]:
    """An outage a month with its incident and report; a drill and an annual report a year."""
    month, begun, id = f"{first:%Y%m}", at(last, "10:00"), f"s{first.month * 7:03}"
    over = begun + timedelta(minutes=9)
    yield "outages", f"out-{month}", {"system": id, "start": begun, "end": over}
    incident = {"system": id, "name": "委托延迟", "nature": "service", "grade": "minor", "evidence_kept": True}
    yield "incidents", f"inc-{month}", incident | {"started": begun, "detected": begun, "recovered": over}
    report = {"at": begun + timedelta(minutes=20), "type": "emergency_report", "to": "dispatch_office", "about": f"inc-{month}"}
    yield "filings", f"rep-{month}", report
    if first.month == 4:
        parts = ("governance", "people", "spending", "risks", "handling")
        yield "filings", f"annual-{first.year - 1}", {"at": begun, "type": "annual_report", "to": "dispatch_office",
                                                      "year": first.year - 1, "contents": parts}  # fmt: skip
        yield "drills", f"drill-{month}", {"at": last, "name": "年度演练", "systems": ("s001",), "connected_parties": True,
                                           "report_archived": True}  # fmt: skip
        yield "market_swings", f"swing-{month}", {"system": id, "at": last, "test_by": last + 30 * DAY}
        yield "filing_urges", f"urge-{month}", {"supplier": "v1", "at": last}


def standing(first: date, last: date) -> Iterator[Item]:
    """What holds from before the first day."""
    begin: dict[str, Any] = {"since": BORN}
    yield "institution", CODE, begin | {"name": "基准证券", "kind": "operating", "licence": "securities", "jurisdiction": "上海"}
    for role in ("first_responsible", "direct_responsible"):
        yield "appointments", role, begin | {"role": role, "person": "周衡", "position": "principal"}
    yield "lead_departments", "it", begin | {"name": "信息技术中心", "duties": ("important_systems", "emergency_plan", "drills")}
    yield "emergency_plans", "plan", begin | {"name": "应急预案", "aims": True, "organisation": True, "procedure": True}
    waiver = {"clause": "20.1", "about": "s007", "by": "周衡", "reason": "扩容"}
    yield "waivers", "w1", waiver | {"since": last - 20 * DAY}
    for site in ("local", "same_city", "remote"):
        yield "backup_sites", site, begin | {"site": site, "name": site}
    for v in range(10):
        yield "suppliers", f"v{v}", begin | {"name": f"供应商{v}", "filed": first if v % 3 else None, "filing_checked": last}
        yield "contracts", f"c{v}", begin | {"supplier": f"v{v}", "systems": (f"s{v:03}",), "confidentiality": True,
                                             "security_duties": True, "assist_investigation": True}  # fmt: skip
    for n in range(SYSTEMS):
        yield from system(n, begin)
    yield "centre_outages", "dr-out", {"since": last - 9 * DAY, "to": last - 8 * DAY, "centre": "dr-s003"}


def system(n: int, begin: dict[str, Any]) -> Iterator[Item]:
    """A system and what stands around it."""
    id = f"s{n:03}"
    of = begin | {"system": id}
    yield "systems", id, begin | {"name": f"系统{n:03}", "important": True, "classified": BORN, "functions": ("trading",),
                                  "markets": ("SSE", "SZSE"), "supplier": f"v{n % 10}"}  # fmt: skip
    yield "links", f"l{n:03}-1", begin | {"link": f"l{n:03}", "name": f"线路{n:03}", "systems": (id,), "mbps": 1000.0}
    yield "capacities", id, of | {"measure": "委托笔/秒", "value": 50_000.0}
    yield "fault_backups", id, of | {"name": "双机热备"}
    yield "disaster_sites", f"dr-{id}", of | {"name": "同城灾备", "place": "same_city", "in_step": True}
    yield "recovery_objectives", id, of | {"rto_minutes": 30.0, "rpo_minutes": 5.0}
    yield "mlps_gradings", id, of | {"level": 3, "filing_number": f"3100{n:04}"}
    yield "monitor_sources", f"mon-{id}", of | {"indicator": "cpu", "every_minutes": 1.0}
    for kind in ("business", "system"):
        yield "log_sources", f"log-{id}-{kind}", of | {"kind": kind, "name": f"{id} {kind}"}
