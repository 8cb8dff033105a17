"""The dates ahead that registers hold: contract ends, plan reviews, planned drills, waivers running out …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.capacity import MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.incidents import Drill, EmergencyPlan
from zhengan.facts.institution import Waiver
from zhengan.facts.suppliers import Contract
from zhengan.kit.say import Say
from zhengan.kit.time import end_of_day, start_of_day
from zhengan.records.fields import Moment
from zhengan.records.prepared import Prepared
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import BY_KIND

MOST = 500  # dates told of one kind
Names = Callable[[str], Mapping[str, str]]

# The dates ahead that a register holds, what each one means, and the field that names the record.
DATED: tuple[tuple[type[Fact], str, str, str], ...] = (
    (Contract, "to", "合同到期：{name}", "supplier"),
    (EmergencyPlan, "next_review", "应急预案评审：{name}", "name"),
    (Drill, "at", "应急演练：{name}", "name"),
    (MarketSwing, "test_by", "市场波动后的压力测试：{name}", "system"),
    (Change, "start", "变更开始：{name}", "name"),
    (Waiver, "to", "风险接受到期：{name}", "clause"),
    (StressTest, "report_kept_to", "压力测试报告保存期满：{name}", "system"),
)


@dataclass(frozen=True)
class Ahead:
    """One date that a record holds. ``title`` says what it means, ``field`` which of the record's dates it is."""

    register: str
    uid: str
    field: str
    day: date
    title: Say


def ahead(
    institution: Institution, day: date, known_at: datetime | None = None, until: date | None = None,
    names: Names | None = None,
) -> Iterator[Ahead]:  # fmt: skip
    """The dates from ``day`` on (to ``until``, included) as known at an instant (None: now); at most ``MOST`` of a kind.

    ``names`` gives what people call the records of a register, where the caller has asked already.
    """
    called = names or (lambda register: names_in(register, institution))
    rows = _rows(institution, day, known_at, until)
    for number, (kind, field, text, naming) in enumerate(DATED):
        register = BY_KIND[kind]
        ref = register.field(naming).ref
        held = called(ref) if ref and number in rows else {}
        for uid, value, due in rows.get(number, []):
            yield Ahead(register.name, uid, field, due, Say(text, {"name": held.get(value, value) or uid}))


def dates_written(institution: Institution, instant: datetime) -> bool:
    """Whether a register that holds dates was written after an instant. As plain SQL, for it is asked after every record."""
    columns = ("recorded_at", "superseded_at")
    tables = [connection.ops.quote_name(BY_KIND[kind].model._meta.db_table) for kind in {kind for kind, *_ in DATED}]
    # Names of tables and columns come from the models; values go as parameters.
    parts = [f"SELECT 1 FROM {table} WHERE institution_id = %s AND {column} > %s" for table in tables for column in columns]  # nosec B608
    with connection.cursor() as cursor:
        after = Moment().get_db_prep_value(instant, connection)
        cursor.execute(" UNION ALL ".join(parts), [institution.pk, after] * len(parts))
        return cursor.fetchone() is not None


def _rows(
    institution: Institution, day: date, known_at: datetime | None, until: date | None
) -> dict[int, list[tuple[str, str, date]]]:
    """Identifier, naming value and date of each record, by the place in ``DATED``, the earliest first; one query."""
    found: dict[int, list[tuple[str, str, date]]] = defaultdict(list)
    end = () if until is None else (until, end_of_day(until))
    known = () if known_at is None else (known_at,)
    rows = _asked(bool(end), bool(known)).rows(institution.pk, day, start_of_day(day), *end, *known)
    for number, uid, value, on, at in rows:
        found[number].append((uid, value, at.date() if on is None else on))
    return {number: sorted(rows, key=lambda row: (row[2], row[0])) for number, rows in found.items()}


@cache
def _asked(ends: bool, then: bool) -> Prepared:
    """The query, with or without a last day and an instant of knowledge: from the institution, the first day and its start,
    the last day and its end, the instant."""

    def build(institution: int, day: date, start: datetime, *rest: Any) -> Any:
        until, end = rest[:2] if ends else (None, None)
        first, *others = (
            _part(number, institution, start, end, rest[-1] if then else None)
            if _by_instants(number)
            else _part(number, institution, day, until, rest[-1] if then else None)
            for number in range(len(DATED))
        )
        return first.union(*others, all=True)

    return Prepared(build)


def _by_instants(number: int) -> bool:
    """Whether a date is kept as an instant; the others are days."""
    kind, field, *_named = DATED[number]
    return BY_KIND[kind].model._meta.get_field(field).get_internal_type() != "DateField"


def _part(number: int, institution: int, since: date, to: date | None, known_at: datetime | None) -> Any:
    """What lies from ``since`` on: days up to ``to`` with it, instants before it."""
    kind, field, _text, naming = DATED[number]
    model, instants = BY_KIND[kind].model, _by_instants(number)
    rows = model.objects.filter(institution=institution).known(known_at).filter(**{f"{field}__gte": since})
    if to is not None:
        rows = rows.filter(**{f"{field}__lt" if instants else f"{field}__lte": to})
    first = rows.order_by(field, "pk").values("pk")[:MOST]
    on: Any = Cast(Value(None), DateField()) if instants else F(field)
    at: Any = F(field) if instants else Cast(Value(None), Moment())
    kept = model._base_manager.filter(pk__in=first).order_by()
    place = Value(number, output_field=IntegerField())
    return kept.values_list(place, "uid", Cast(F(naming), CharField()), on, at)
