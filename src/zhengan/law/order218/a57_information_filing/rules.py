"""Article 57: what is filed is true, accurate and complete: each figure counted again from the records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.continuity import BackupRun
from zhengan.facts.filings import Figure, Filing
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, met, not_met, unknown
from zhengan.law.recount import NAMES, READS, recount
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts
from zhengan.law.words import filing_called

filings = acts(Filing, "filings", "没有报送记录")


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as filed, and as the records give it (None where they do not decide)."""

    figure: Figure
    found: float | None
    limit: Limit

    @property
    def off(self) -> float:
        """How far the two lie apart."""
        return abs(self.figure.value - (self.found or 0.0))

    @property
    def wrong(self) -> bool:
        """The records contradict what was filed."""
        return self.found is not None and not self.limit.holds(self.off)

    def says(self) -> Say:
        """Both numbers, side by side."""
        return say(
            "{name}报送 {stated}，记录为 {found}",
            name=NAMES[self.figure.name],
            stated=self.figure.value,
            found=self.found,
        )


def _counted_from(kind: type[Fact]) -> Callable[[Filing], object]:
    """All of a kind for a filing that states a figure counted from it, else none of it: backups are very many."""
    names = {"backup_runs_failed"} if kind is BackupRun else set(NAMES)
    return lambda filing: None if any(figure.name in names for figure in filing.figures) else ()


@rule("57.1-figures", over=filings, needs=[Needs(kind, required=False, about=_counted_from(kind)) for kind in READS])
def figures(filing: Filing, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """报送的每个数值都与台账记录重新核算的结果一致；记录不全的数值不能当作属实。"""
    what = filing_called(filing)
    checked = [Checked(f, recount(f, filing, book), _tolerance(f, limits)) for f in filing.figures]
    wrong = [item for item in checked if item.wrong]
    if wrong:
        worst = max(wrong, key=lambda item: item.off)
        return not_met(
            say("{what}与记录不符：{differences}", what=what, differences=[item.says() for item in wrong]),
            figure=worst.off, limit=worst.limit, since=filing.at.date(), evidence=[filing],
            do=say("请向收报单位更正报送内容，并查明差异原因"),
        )  # fmt: skip
    blind = [NAMES[item.figure.name] for item in checked if item.found is None]
    if blind:
        return unknown(
            say("{what}，有数值缺少可核对的记录：{names}", what=what, names=blind), evidence=[filing],
            do=say("请登记或接入相应记录，并写明统计起止日期和所涉对象"),
        )  # fmt: skip
    if not checked:
        return unknown(
            say("{what}，无可核对的数值，是否真实、准确、完整无从判定", what=what), evidence=[filing],
            do=say("请在“报送”台账登记所报数值及其统计口径"),
        )  # fmt: skip
    return met(
        say("{what}所报数值与记录一致：{figures}", what=what, figures=[item.says() for item in checked]),
        figure=max(item.off for item in checked), limit=max(checked, key=lambda item: item.off).limit,
        since=filing.at.date(), evidence=[filing],
    )  # fmt: skip


def _tolerance(figure: Figure, limits: LimitSet) -> Limit:
    return limits.minutes_off if figure.name == "outage_minutes" else limits.count_off
