"""A whole firm judged from the database, and judged again after one record; the floor reads every row plainly."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from time import perf_counter
from typing import Any

from benchmarks.firm import Firm, at, firm
from benchmarks.table import Row, row

RUNS, AGAIN = 3, 15
QUERIES = 20


def run() -> list[Row]:
    """Seconds and queries of a full assessment, milliseconds of one after a record of each kind."""
    held = firm()
    from zhengan.assess.services import assess
    from zhengan.records.clock import now

    today = now().date()
    first, times, floors, queries = timed(lambda: assess(held.institution, today)), [], [], []
    for _ in range(RUNS):
        floors.append(timed(lambda: plain(held)))
        times.append(timed(lambda: assess(held.institution, today)))
        queries.append(counted(lambda: assess(held.institution, today)))
    from zhengan.assess.models import StoredFinding

    found = StoredFinding.objects.filter(institution=held.institution, known_to=None).count()
    name = f"assessment from the database, {held.records:,} records, {found:,} findings"
    floor = statistics.median(floors)
    reading = "every row, plain driver"
    rows = [
        row(name, statistics.median(times), "s", against=reading, against_figure=floor, at_most=3),
        row("the first one, every finding stored", first, "s", against=reading, against_figure=floor),
        row("of it, queries", max(queries), "", at_most=QUERIES),
        row("records kept through the services", held.records / held.filled, "a second"),
    ]
    return rows + [again(held, *one) for one in records(today)] + [last_week(held, today)]


def records(today: Any) -> list[tuple[str, Callable[[int], dict[str, Any]]]]:
    """A register, and what its next record states."""
    return [
        ("backup_runs", lambda n: {"system": "s001", "at": at(today, "00:00", n), "ok": True, "site": "local"}),
        ("restore_tests", lambda n: {"system": "s002", "at": at(today, "00:00", n), "ok": True}),
        ("daily_peaks", lambda n: {"system": "s003", "measure": "委托笔/秒", "day": today, "value": 9000.0 + n}),
        ("link_use", lambda n: {"link": "l004", "at": at(today, "00:00", n), "mbps": 300.0}),
    ]


def again(held: Firm, name: str, values: Callable[[int], dict[str, Any]]) -> Row:
    """The median of judging again after one record; the floor is the record itself."""
    from zhengan.assess.quiet import quiet
    from zhengan.assess.services import reassess
    from zhengan.records.models import Origin
    from zhengan.records.services import Entry, record
    from zhengan.registers.catalogue import register

    model: Any = register(name).model
    times, floors = [], []
    for n in range(AGAIN):
        entry = Entry(f"again-{n}", values(n))
        with quiet():
            floors.append(timed(lambda e=entry: record(model, e, institution=held.institution, by=None, origin=Origin.API)))  # type: ignore[misc]
        about = {entry.values[model.fact.subject]}
        times.append(timed(lambda about=about: reassess(held.institution, {model.fact: about})))  # type: ignore[misc]
    return row(f"judged again after one record of {name}", 1000 * statistics.median(times), "ms",
               against="recording it", against_figure=1000 * statistics.median(floors), at_most=50)  # fmt: skip


def last_week(held: Firm, today: Any) -> Row:
    """The median of what the board compares with, the day a week ago, brought up to date after one record."""
    from zhengan.assess.quiet import quiet
    from zhengan.assess.services import assess, standing
    from zhengan.registers import services

    day, times = today - timedelta(days=7), []
    assess(held.institution, day)
    whole = timed(lambda: assess(held.institution, day))
    for n in range(AGAIN):
        cells = {"system": "s005", "at": f"{today:%Y-%m-%d} 00:00:{n:02}", "ok": "是", "site": "local"}
        with quiet():
            services.enter("backup_runs", cells, institution=held.institution, by=None, origin="cli")
        times.append(timed(lambda: standing(held.institution, day)))
    return row("the day a week ago followed, after one record", 1000 * statistics.median(times), "ms",
               against="judging it whole", against_figure=1000 * whole)  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Seconds a piece of work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def counted(work: Callable[[], object]) -> int:
    """How many statements a piece of work sends, those that open and close its transaction left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as sent:
        work()
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in sent.captured_queries)


def plain(held: Firm) -> None:
    """Read every row of every register through the bare driver: the least a reading of them must do."""
    from django.db import connections

    from zhengan.records.values import columns
    from zhengan.registers.catalogue import REGISTERS

    bare = connections["default"].copy("plain")
    with closing(bare), bare.cursor() as cursor:
        for register in REGISTERS.values():
            model = register.model
            names = [model._meta.get_field(name).column for name in columns(register.kind)]
            listed = ", ".join(("+" if bare.vendor == "sqlite" else "") + bare.ops.quote_name(name) for name in names)
            cursor.execute(f"SELECT {listed} FROM {bare.ops.quote_name(model._meta.db_table)} WHERE institution_id = %s",
                           [held.institution.pk])  # fmt: skip
            cursor.fetchall()


if __name__ == "__main__":
    from benchmarks.table import plain as printed

    print(printed(run()))
