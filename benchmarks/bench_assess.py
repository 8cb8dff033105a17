"""A whole firm judged: one institution, 100 important systems, five years of daily facts (about 550,000).

The floor reads every fact once (its subject and its figure): the least any judgement of them must do.
"""

from __future__ import annotations

import gc
import statistics
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from time import perf_counter

from benchmarks.table import Row, row
from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity, DailyPeak, StressTest
from zhengan.facts.continuity import BackupRun, RestoreTest
from zhengan.facts.institution import Institution
from zhengan.facts.systems import Link, LinkUse, System
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.law.engine import evaluate
from zhengan.law.rule import load_rules

SYSTEMS, DAYS = 100, 1826
LAST = date(2026, 10, 30)
RUNS = 5


def facts() -> dict[type[Fact], list[Fact]]:
    """The firm's facts: a backup, a peak and a link reading for every system and day; tests and restores as due."""
    book: dict[type[Fact], list[Fact]] = defaultdict(list)
    born = date(2015, 1, 1)
    said = datetime(2020, 1, 1, tzinfo=CST)
    book[Institution].append(Institution(id="firm", recorded=said, name="示例证券", kind="operating"))
    for n in range(SYSTEMS):
        id = f"s{n:03}"
        book[System].append(
            System(id=id, recorded=said, since=born, name=id, important=True, markets=("SSE", "SZSE", "SHFE.ag"))
        )
        book[Capacity].append(Capacity(id=f"c{n}", recorded=said, since=born, system=id, measure="tps", value=50_000))
        book[Link].append(Link(id=f"l{n}", recorded=said, since=born, link=f"l{n}", name=id, systems=(id,), mbps=1000))
    for back in range(DAYS, -1, -1):
        day = LAST - timedelta(days=back)
        at = datetime.combine(day, time(2, 0), tzinfo=CST)
        busy = datetime.combine(day, time(9, 31), tzinfo=CST)
        for n in range(SYSTEMS):
            id = f"s{n:03}"
            key = f"{id}-{back}"
            book[BackupRun].append(BackupRun(id=key, recorded=at, system=id, at=at, ok=(back + n) % 400 != 7))
            value = 9_000 + (back * 7919 + n * 104729) % 9_000
            book[DailyPeak].append(DailyPeak(id=key, recorded=busy, system=id, measure="tps", day=day, value=value))
            book[LinkUse].append(LinkUse(id=key, recorded=busy, link=f"l{n}", at=busy, mbps=value / 30))
            if back % 80 == n % 80:
                book[RestoreTest].append(RestoreTest(id=key, recorded=at, system=id, at=at, ok=True))
            if back % 350 == n:
                book[StressTest].append(StressTest(id=key, recorded=at, system=id, at=day, plan=True))
    return book


def floor(book: dict[type[Fact], list[Fact]]) -> float:
    """Seconds to read each fact's recording time and subject once."""
    start = perf_counter()
    for kind, items in book.items():
        name = kind.subject or "id"
        total = 0
        for fact in items:
            if fact.recorded is not None and getattr(fact, name, None) is not None:
                total += 1
        assert total == len(items)
    return perf_counter() - start


def run() -> list[Row]:
    """Median seconds of judging the book by every rule, beside the floor."""
    book = facts()
    count = sum(map(len, book.values()))
    rules = load_rules()
    gc.freeze()
    floors, times, found = [], [], 0
    for _ in range(RUNS):
        floors.append(floor(book))
        start = perf_counter()
        found = len(evaluate(FactBook(book, AsOf(LAST)), rules))
        times.append(perf_counter() - start)
    assert found > SYSTEMS * 5
    name = f"judge {SYSTEMS} systems, {count:,} facts, {len(rules)} rules, {found:,} findings"
    return [row(name, statistics.median(times), "s", against="each fact read once",
                against_figure=statistics.median(floors), at_most=2)]  # fmt: skip


if __name__ == "__main__":
    from benchmarks.table import plain

    print(plain(run()))
