"""Article 59: the annual report by 30 April, what it holds, and what may not be merged into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.lapses import began
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts, bound_since, institution
from zhengan.law.windows import IN_FORCE, term_window
from zhengan.law.words import filing_called

FIRST_YEAR = (
    IN_FORCE.year
)  # 2022 was due on 2023-04-30, the day before the law came into force: judged by nothing
PARTS = {
    "governance": say("治理情况"), "people": say("人员情况"), "spending": say("投入情况"),
    "risks": say("风险情况"), "handling": say("处置情况"), "next_plan": say("下一年度工作计划"),
}  # fmt: skip


def _is_report(filing: Filing, book: FactBook) -> bool:
    return filing.type == "annual_report" and (filing.year is None or (filing.year >= FIRST_YEAR and not _early(filing)))


annual_reports = acts(Filing, "annual_reports", "没有应予判定的年报报送记录", _is_report)


def _deadline(year: int) -> date:
    """The day by which the report on ``year`` is filed."""
    return date(year + 1, 4, 30)


def _reports(book: FactBook, year: int | None) -> list[Filing]:
    """The annual reports on a year, earliest first; None: those that do not say of which year they are.

    What was filed before the year was over is no report of it: such a year was mistyped, or such a date.
    """
    return [f for f in book.all(Filing) if f.type == "annual_report" and f.year == year and not _early(f)]


def _early(filing: Filing) -> bool:
    return filing.year is not None and filing.at.year <= filing.year


def _not_counted(years: list[int], book: FactBook) -> list[Say]:
    """What is said of reports on these years that were filed before the year was over."""
    early = [f for f in book.all(Filing) if f.type == "annual_report" and f.year in years and _early(f)]
    return [
        say("{sent} 报送的年报登记为 {year} 年度，当时该年度尚未结束，不计，请核对", sent=f.at.date(), year=str(f.year))
        for f in early[-1:]
    ]


def _years(book: FactBook, as_of: AsOf) -> Iterator[int]:
    """The years whose report had fallen due, or was filed before it did, newest first."""
    first = max(FIRST_YEAR, bound_since("59.1", book).year)
    for year in range(as_of.valid_on.year - 1, first - 1, -1):
        if _deadline(year) < as_of.valid_on or _reports(book, year):  # on the day itself it is still in time
            yield year


@rule("59.1-time", over=institution, needs=[Needs(Filing, required=False)])
def in_time(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每年 4 月 30 日前报送上一年的网络和信息安全管理年报：有到期而至今没有报送的年度即不符合；都已报送的，
    看最近一个到期（或者已提前报送）的年度。逾期的日子列为缺口。报送记录开始之前到期的年度是否报送，不得而知。"""
    years, filings = list(_years(book, as_of)), book.all(Filing)
    if not years:
        due = _deadline(max(FIRST_YEAR, bound_since("59.1", book).year))
        return not_applicable(
            say("首份年报（{year} 年度）的报送期限是 {due}", year=str(due.year - 1), due=due), due=due
        )
    if not filings:
        return unknown(
            say("没有任何报送记录，{year} 年度年报是否报送无法判定", year=str(years[0])),
            do=say("请在“报送”台账登记年报的报送"),
        )
    absent = [year for year in years if not _reports(book, year)]
    if absent and (undated := _reports(book, None)):
        return unknown(
            say("有年报没有登记所属年度，{year} 年度年报是否报送无法判定", year=str(absent[0])), evidence=undated,
            do=say("请在“报送”台账补充年报的所属年度"),
        )  # fmt: skip
    begun = filings[0].at.date()  # of what fell due before, nothing was recorded, filed or not
    never, untold = _parted(absent, lambda year: _deadline(year) >= begun)
    late = (_late(book, year, as_of) for year in years if year not in untold)
    common = {"since": _since(years, book, as_of), "lapses": union(clip(late, term_window(as_of)))}
    if never:
        return _never_filed(never, limits, as_of, common).noting(*_not_counted(never, book))
    before = say("报送记录始于 {day}，此前到期的 {years} 年度年报是否报送没有登记", day=begun, years=_named(untold))
    if next((year for year in years if _deadline(year) < as_of.valid_on), None) in untold:
        return unknown(before, do=say("请在“报送”台账补登 {years} 年度年报的报送；确未报送的，请立即补报", years=_named(untold)))
    first, due = _reports(book, years[0])[0], _deadline(years[0])
    judged = judge(
        limits.days_late, max(0, (first.at.date() - due).days),
        say("{year} 年度年报于 {sent} 报送，期限 {due}，逾期 {figure}；下一份（{next} 年度）应于 {then} 前报送",
            year=str(years[0]), sent=first.at.date(), due=due, next=str(years[0] + 1), then=_deadline(years[0] + 1)),
        due=_deadline(years[0] + 1), evidence=[first], do=say("逾期不能补正：请说明原因，下一年度按时报送"), **common,
    )  # fmt: skip
    return judged.noting(before) if untold else judged


def _never_filed(years: list[int], limits: LimitSet, as_of: AsOf, common: dict[str, Any]) -> Judgement:
    due, year = _deadline(years[-1]), str(years[-1])  # the one that is longest overdue
    text = say("{year} 年度年报应于 {due} 前报送，没有报送记录", year=year, due=due)
    if years[1:]:
        text = say("{years} 年度年报没有报送记录，最早的 {year} 年度应于 {due} 前报送", years=_named(years), year=year, due=due)
    return not_met(
        text, figure=(as_of.valid_on - due).days, limit=limits.days_late, due=due,
        do=say("请立即补报 {year} 年度年报", year=_named(years)), **common,
    )  # fmt: skip


def _named(years: list[int]) -> list[str]:
    """The years in order, as sentences have them."""
    return [str(year) for year in sorted(years)]


def _parted(years: list[int], test: Callable[[int], bool]) -> tuple[list[int], list[int]]:
    return [year for year in years if test(year)], [year for year in years if not test(year)]


def _since(years: list[int], book: FactBook, as_of: AsOf) -> date:
    """Since which day it has stood as it stands; ``years`` are those judged, newest first."""
    filed = {year: found[0].at.date() for year in years if (found := _reports(book, year))}
    begun = book.all(Filing)[0].at.date()

    def stood(day: date) -> bool | None:
        due = [year for year in years if _deadline(year) < day or filed.get(year, date.max) <= day]
        absent = [year for year in due if filed.get(year, date.max) > day]
        if any(_deadline(year) >= begun for year in absent):
            return False
        newest = next((year for year in due if _deadline(year) < day), None)
        if day < begun or not due or newest in absent:
            return None
        return filed[due[0]] <= _deadline(due[0])

    changes = {begun, *(_deadline(year) + DAY for year in years), *filed.values()}
    return began(stood, changes, as_of.valid_on, IN_FORCE)


def _late(book: FactBook, year: int, as_of: AsOf) -> Span:
    """The days after the deadline up to and with the one on which the report was filed; empty where it was in time."""
    found = _reports(book, year)
    end = found[0].at.date() if found else as_of.valid_on
    return Span(_deadline(year) + DAY, end + DAY)


@rule("59.1-contents", over=annual_reports)
def contents(filing: Filing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """年报内容含治理、人员、投入、风险、处置情况和下一年度工作计划六项，缺的逐项指出；4 月 30 日前补充报送的内容合并计算。"""
    if filing.contents is None:
        return _silent(filing)
    due = _deadline(filing.year) if filing.year else filing.at.date()
    together = [f for f in _reports(book, filing.year) if f.id == filing.id or f.at.date() <= due]
    held = {word for f in together for word in f.contents or ()}
    missing = [zh for word, zh in PARTS.items() if word not in held]
    text = (
        say("{filing}，含规定内容 {figure}，要求 {limit}；缺：{missing}", filing=filing_called(filing), missing=missing)
        if missing
        else say("{filing}，规定的六项内容齐全（{figure}，要求 {limit}）", filing=filing_called(filing))
    )
    return judge(
        limits.contents, len(PARTS) - len(missing), text, since=filing.at.date(), evidence=together,
        do=say("请补充年报内容并重新报送：{missing}", missing=missing),
    )  # fmt: skip


@rule("59.2-separate", over=annual_reports)
def separate(filing: Filing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """年报可与其他年度信息科技类报告合并报送，但关键信息基础设施安全保护年度计划不得并入。"""
    if filing.contents is None:
        return _silent(filing)
    if "cii_plan" in filing.contents:
        return not_met(
            say("{filing}，并入了关键信息基础设施安全保护年度计划", filing=filing_called(filing)),
            since=filing.at.date(), evidence=[filing],
            do=say("请将关键信息基础设施安全保护年度计划单独报送"),
        )  # fmt: skip
    return met(
        say("{filing}，没有并入关键信息基础设施安全保护年度计划", filing=filing_called(filing)),
        since=filing.at.date(),
        evidence=[filing],
    )


@rule("59.3-cii", over=annual_reports)
def cii(filing: Filing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """关键信息基础设施运营者的年报含其检测和风险评估情况。"""
    if filing.contents is None:
        return _silent(filing)
    if "cii_assessment" not in filing.contents:
        return not_met(
            say("{filing}，没有关键信息基础设施检测和风险评估情况", filing=filing_called(filing)),
            since=filing.at.date(), evidence=[filing],
            do=say("请将关键信息基础设施检测和风险评估情况补充进年报"),
        )  # fmt: skip
    return met(
        say("{filing}，含关键信息基础设施检测和风险评估情况", filing=filing_called(filing)),
        since=filing.at.date(),
        evidence=[filing],
    )


def _silent(filing: Filing) -> Judgement:
    return unknown(
        say("{filing}，内容没有登记，无法判定", filing=filing_called(filing)),
        evidence=[filing],
        do=say("请在“报送”台账登记年报内容"),
    )
