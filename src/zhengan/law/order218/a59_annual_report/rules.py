"""Article 59: the annual report by 30 April, what it holds, and what may not be merged into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts, institution
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
    return filing.type == "annual_report" and (filing.year is None or filing.year >= FIRST_YEAR)


annual_reports = acts(Filing, "annual_reports", "没有应予判定的年报报送记录", _is_report)


def _deadline(year: int) -> date:
    """The day by which the report on ``year`` is filed."""
    return date(year + 1, 4, 30)


def _reports(book: FactBook, year: int | None) -> list[Filing]:
    """The annual reports on a year, earliest first; None: those that do not say of which year they are."""
    return [f for f in book.all(Filing) if f.type == "annual_report" and f.year == year]


def _years(body: Institution, book: FactBook, as_of: AsOf) -> Iterator[int]:
    """The years whose report had fallen due, or was filed before it did, newest first."""
    first = max(FIRST_YEAR, body.since.year)
    for year in range(as_of.valid_on.year - 1, first - 1, -1):
        if _deadline(year) < as_of.valid_on or _reports(book, year):  # on the day itself it is still in time
            yield year


@rule("59.1-time", over=institution, needs=[Needs(Filing, required=False)])
def in_time(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每年 4 月 30 日前报送上一年的网络和信息安全管理年报：看最近一个到期（或者已提前报送）的年度，往年逾期的日子列为缺口。"""
    year = next(_years(body, book, as_of), None)
    if year is None:
        due = _deadline(max(FIRST_YEAR, body.since.year))
        return not_applicable(
            say("首份年报（{year} 年度）的报送期限是 {due}", year=str(due.year - 1), due=due), due=due
        )
    if not book.all(Filing):
        return unknown(
            say("没有任何报送记录，{year} 年度年报是否报送无法判定", year=str(year)),
            do=say("请在“报送”台账登记年报的报送"),
        )
    due, following, found = _deadline(year), _deadline(year + 1), _reports(book, year)
    lapses = union(clip((_late(book, y, as_of) for y in _years(body, book, as_of)), term_window(as_of)))
    if not found and _reports(book, None):
        return unknown(
            say("有年报没有登记所属年度，{year} 年度年报是否报送无法判定", year=str(year)), evidence=_reports(book, None),
            do=say("请在“报送”台账补充年报的所属年度"),
        )  # fmt: skip
    if not found:
        return not_met(
            say("{year} 年度年报应于 {due} 前报送，没有报送记录", year=str(year), due=due), figure=(as_of.valid_on - due).days,
            limit=limits.days_late, since=_began(list(_years(body, book, as_of)), book), due=due, lapses=lapses,
            do=say("请立即补报 {year} 年度年报", year=str(year)),
        )  # fmt: skip
    sent = found[0].at.date()
    return judge(
        limits.days_late, max(0, (sent - due).days),
        say("{year} 年度年报于 {sent} 报送，期限 {due}，逾期 {figure}", year=str(year), sent=sent, due=due),
        since=_began(list(_years(body, book, as_of)), book), due=following, lapses=lapses, evidence=found[:1],
        do=say("逾期不能补正：请说明原因，下一年度按时报送"),
    )  # fmt: skip


def _in_time_on(book: FactBook, year: int) -> tuple[bool, date]:
    """Whether the report on a year was filed in time, and since which day that was settled."""
    found = _reports(book, year)
    in_time = bool(found) and found[0].at.date() <= _deadline(year)
    return in_time, found[0].at.date() if in_time else _deadline(year) + DAY


def _began(years: list[int], book: FactBook) -> date:
    """Since which day it has stood as with the newest of ``years``: from year to year in time, or from year to year late."""
    answers = [_in_time_on(book, year) for year in years]
    same = takewhile(lambda answer: answer[0] is answers[0][0], answers)
    return list(same)[-1][1]


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
