"""The dates ahead that registers hold: contract ends, plan reviews, planned drills, waivers running out …"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.capacity import MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.incidents import Drill, EmergencyPlan
from zhengan.facts.institution import Waiver
from zhengan.facts.suppliers import Contract
from zhengan.kit.say import Say
from zhengan.kit.time import end_of_day, start_of_day
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
    for kind, field, text, naming in DATED:
        register = BY_KIND[kind]
        ref = register.field(naming).ref
        rows = list(_rows(kind, field, naming, institution, day, known_at, until))
        held = called(ref) if ref and rows else {}
        for uid, value, due in rows:
            name = held.get(value, value) or uid
            on = due.date() if isinstance(due, datetime) else due
            yield Ahead(register.name, uid, field, on, Say(text, {"name": name}))


def _rows(
    kind: type[Fact], field: str, naming: str, institution: Institution, day: date, known_at: datetime | None,
    until: date | None,
) -> Any:  # fmt: skip
    model = BY_KIND[kind].model
    rows = model.objects.filter(institution=institution).known(known_at)
    by_day = model._meta.get_field(field).get_internal_type() == "DateField"
    rows = rows.filter(**{f"{field}__gte": day if by_day else start_of_day(day)})
    if until is not None:
        rows = rows.filter(**({f"{field}__lte": until} if by_day else {f"{field}__lt": end_of_day(until)}))
    return rows.order_by(field, "pk").values_list("uid", naming, field)[:MOST]
