"""Article 23: suppliers of important systems are filed (备案) with CSRC, and urged where they are not."""

from __future__ import annotations

from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.suppliers import FilingUrge, Supplier
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.rule import Needs, rule
from zhengan.law.suppliers import Supplied, deemed, suppliers_of_important, systems_behind
from zhengan.law.windows import IN_FORCE, term_window


@rule("23.1-filed", over=suppliers_of_important)
def filed(supplier: Supplier, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """提供重要信息系统相关产品或者服务的供应商已向证监会备案；从未核查过备案情况的，不能当作已备案。"""
    systems = systems_behind(book, supplier.id)
    served = max(supplier.since, min((system.since for system in systems), default=supplier.since))
    window = term_window(as_of, since=served)
    supplied = max(supplier.since, IN_FORCE, _supplied_since(supplier, book, as_of))
    done, notes = _filed_on(supplier, as_of), deemed(book, supplier.id)
    if done is not None:
        return met(
            say("供应商“{supplier}”已于 {day} 向证监会备案", supplier=supplier.name, day=done),
            since=max(done, supplied), lapses=clip([Span(served, done)], window), evidence=[supplier], notes=notes,
        )  # fmt: skip
    if _checked_on(supplier, as_of) is None and supplier.filed is None:
        return _unchecked(supplier, notes)
    return not_met(
        say("供应商“{supplier}”为重要信息系统（{systems}）提供产品或者服务，未向证监会备案",
            supplier=supplier.name, systems=[system.name for system in systems] or say("本机构未登记")),
        since=supplied, lapses=[window], evidence=[supplier], notes=notes,
        do=say("请督促“{supplier}”向证监会备案", supplier=supplier.name),
    )  # fmt: skip


@rule("23.2-urged", over=suppliers_of_important, needs=[Needs(FilingUrge, required=False)])
def urged(supplier: Supplier, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """尚未备案的供应商，本机构已督促其备案：本办法施行后的督促才算，核查之前督促的也算；自核查之日至首次督促的日子列为缺口。"""
    if _filed_on(supplier, as_of) is not None:
        return not_applicable(say("供应商“{supplier}”已备案，无须督促", supplier=supplier.name))
    checked = _checked_on(supplier, as_of)
    urges = [urge for urge in book.of(FilingUrge, supplier.id) if urge.at >= IN_FORCE]
    if checked is None and not urges:
        return _unchecked(supplier, deemed(book, supplier.id))
    known = max(checked or urges[0].at, IN_FORCE)
    reached = urges[0].at if urges else None
    window = term_window(as_of, since=supplier.since)
    text = say("供应商“{supplier}”尚未备案，本机构督促 {figure}，要求 {limit}", supplier=supplier.name)
    if reached:
        first = {"supplier": supplier.name, "day": reached}
        text = say("供应商“{supplier}”尚未备案，本机构督促 {figure}（首次 {day}），要求 {limit}", **first)
    return judge(
        limits.urges, len(urges), text,
        since=reached or known, lapses=clip([Span(known, reached or window.end)], window), evidence=[supplier, *urges[-1:]],
        notes=deemed(book, supplier.id),
        do=say("请督促“{supplier}”依法备案，并在“备案督促”台账登记", supplier=supplier.name),
    )  # fmt: skip


def _supplied_since(supplier: Supplier, book: FactBook, as_of: AsOf) -> date:
    """Since which day it has stood behind an important system without a break; a provider's own entry: since it began."""
    if not systems_behind(book, supplier.id):
        return supplier.since
    supplied = Supplied.of(book, supplier.id)
    return supplied.since(lambda one, day: bool(one.systems_on(day)), supplier.since, as_of.valid_on)


def _filed_on(supplier: Supplier, as_of: AsOf) -> date | None:
    return supplier.filed if supplier.filed is not None and supplier.filed <= as_of.valid_on else None


def _checked_on(supplier: Supplier, as_of: AsOf) -> date | None:
    checked = supplier.filing_checked
    return checked if checked is not None and checked <= as_of.valid_on else None


def _unchecked(supplier: Supplier, notes: tuple[Say, ...]) -> Judgement:
    return unknown(
        say("供应商“{supplier}”的备案情况从未核查，无法判定", supplier=supplier.name), evidence=[supplier], notes=notes,
        do=say("请查询证监会公示的备案信息，在“供应商”台账登记备案日期或者核查日期"),
    )  # fmt: skip
