"""A past is laid down whole, in order, each write at an instant of its own; and only where nothing was recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.registers.made import turn
from zhengan.accounts.models import Institution
from zhengan.kit.time import CST
from zhengan.records import services as records
from zhengan.records.history import Write, lay_down
from zhengan.records.services import Entry, changed
from zhengan.records.values import values_of
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register

START = datetime(2024, 3, 4, 9, tzinfo=CST)
RUNS = REGISTERS["backup_runs"]
TESTS = REGISTERS["restore_tests"]


@pytest.fixture
def body(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


def entry(into: Register, uid: str, **values: Any) -> Entry:
    return Entry(uid, values_of(turn(into.kind, 1)) | values)


def write(into: Register, hours: float, *entries: Entry, remark: str = "") -> Write:
    return Write(START + timedelta(hours=hours), into.model, entries, "import", remark)


def test_each_write_has_its_instant_whatever_the_order_they_are_given_in(body: Institution) -> None:
    first, second, third = (
        write(RUNS, 0, entry(RUNS, "a"), entry(RUNS, "b")), write(TESTS, 0, entry(TESTS, "a")), write(RUNS, 5, entry(RUNS, "c")),
    )  # fmt: skip
    told = lay_down([third, first, second], institution=body)
    assert told == [(first, START), (second, START + timedelta(microseconds=1)), (third, START + timedelta(hours=5))]
    kept = RUNS.model._base_manager.filter(institution=body).order_by("pk").values_list("uid", "recorded_at")
    assert list(kept) == [("a", START), ("b", START), ("c", START + timedelta(hours=5))]
    assert body.written_at == body.ticked_at == START + timedelta(hours=5)


def test_it_is_what_the_services_would_have_kept(body: Institution) -> None:
    """The same writes one by one, under a clock that runs: the same rows but for their keys."""
    from zhengan.records.clock import running

    other = Institution.objects.create(code="two", name="乙")
    with running(lambda: START):
        (row,) = records.record_many(RUNS.model, [entry(RUNS, "a", ok=True)], institution=other, by=None, origin="import")
    with running(lambda: START + timedelta(hours=1)):
        records.correct(row, entry(RUNS, "a", ok=False).values, by=None, origin="import", remark="误记")
    lay_down(
        [write(RUNS, 0, entry(RUNS, "a", ok=True)), write(RUNS, 1, entry(RUNS, "a", ok=False), remark="误记")], institution=body
    )
    kept = [
        [{k: v for k, v in row.items() if k not in ("id", "institution_id")} for row in rows.order_by("pk").values()]
        for rows in (RUNS.model._base_manager.filter(institution=one) for one in (body, other))
    ]
    assert kept[0] == kept[1] and len(kept[0]) == 2


def test_listeners_hear_of_it_after_the_commit(body: Institution, django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Any] = []

    def listen(kinds: Any, touched: Any, **rest: Any) -> None:
        heard.append((kinds, touched))

    changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            lay_down([write(RUNS, 0, entry(RUNS, "a")), write(RUNS, 1, entry(RUNS, "b"))], institution=body)
            assert heard == []
    finally:
        changed.disconnect(listen)
    assert heard == [(frozenset({RUNS.kind}), {RUNS.kind: None})]


def test_the_name_in_the_headings_follows_the_register(body: Institution) -> None:
    into = REGISTERS["institution"]
    lay_down([write(into, 0, entry(into, "one", name="某证券"))], institution=body)
    assert Institution.objects.get(pk=body.pk).name == "某证券"


def test_nothing_is_slipped_in_behind_what_is_recorded(body: Institution) -> None:
    records.record(RUNS.model, entry(RUNS, "x"), institution=body, by=None, origin="import")
    with pytest.raises(TypeError, match="nothing is recorded yet"):
        lay_down([write(RUNS, 0, entry(RUNS, "a"))], institution=body)
    assert RUNS.model._base_manager.filter(institution=body).count() == 1
