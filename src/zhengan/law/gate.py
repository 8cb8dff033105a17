"""The gate: the rules of Art. 15, 16 and 45 asked about a change before it is made, with the same words as after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.institution import Institution
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.calendar import SessionClock, default_calendar
from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say
from zhengan.kit.time import to_cst
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, judge_act
from zhengan.law.rule import Rule, load_rules

SESSION = "15.2-session"
PROPOSED = "拟议变更"


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """``allowed`` is None where something unrecorded decides; ``next_window`` is offered where a session is in the way.

    ``unlooked`` names what the answer did not look at, so that "allowed" is never read as more than it says.
    """

    allowed: bool | None
    findings: tuple[Finding, ...]
    next_window: tuple[datetime, datetime] | None = None
    unlooked: tuple[Say, ...] = ()


def ask_change(change: Change, book: FactBook, rules: Iterable[Rule] | None = None) -> GateAnswer:
    """May this change be made? Asked of every rule with ``gate="change"`` (default: of all rules).

    The change need not be in the book; its system should be, so take the book as of the day the change starts.
    A change without an end is asked about at its start alone, and ``unlooked`` says by when it must be over.
    """
    asked = [rule for rule in (load_rules() if rules is None else rules) if rule.gate == "change"]
    trial = change if change.end is not None else replace(change, end=change.start)
    findings = tuple(judge_act(rule, trial, book) for rule in asked)
    unlooked = [say("变更结束后须对结果复核验证（第十五条第一款），实施前不作判断")]
    system = book.system(change.system)
    clock = _clock(system.markets, book.institution.breaks_inside) if system and system.markets else None
    refused = _of(findings, Verdict.NOT_MET)
    if change.end is None:
        unlooked.append(_until(clock, change.start))
    barred = any(finding.rule == SESSION for finding in refused)
    window = _window(clock, trial) if clock is not None and barred else None
    return GateAnswer(_allowed(findings), findings, window, tuple(unlooked))


def ask_system(system: System, at: datetime, length: timedelta, book: FactBook) -> GateAnswer:
    """May this system be changed from ``at`` for ``length``? Asks 15.2 alone, of a change nobody recorded yet."""
    from zhengan.law.order218.a15_changes.rules import session  # this one room, not all that load_rules opens

    at = to_cst(at)
    change = Change(
        id="asked", recorded=at, system=system.id, name=PROPOSED, kind="change", start=at, end=at + length
    )
    rule: Rule = session.__rule__  # type: ignore[attr-defined]
    return replace(ask_change(change, book, [rule]), unlooked=(
        say("只看交易时段（第十五条第二款）；评估、方案、报告、测试和专家评审（第十五条第一款、第十六条、第四十五条）没有看"),
        say("故障或缺陷经评估须紧急修复的例外没有看"),
    ))  # fmt: skip


def ask_window(
    markets: Iterable[str], at: datetime, length: timedelta = timedelta(0), breaks_inside: bool = True
) -> GateAnswer:
    """May an important system that serves these markets be changed from ``at`` for ``length``? Asks 15.2 alone.

    Needs no record. Raises Problem for no market, an unknown one, or a naive instant.
    """
    at, served = to_cst(at), tuple(markets)
    default_calendar().clock(served, breaks_inside)
    day = at.date()
    system = System(
        id="asked", recorded=at, since=day, name="、".join(served), important=True, markets=served
    )
    body = Institution(
        id="asked", recorded=at, since=day, name="", kind="operating", breaks_inside=breaks_inside
    )
    return ask_system(system, at, length, FactBook([body, system], AsOf(day)))


def gate_kinds() -> frozenset[type[Fact]]:
    """Every kind of fact the gate's rules read: what must be loaded to ask it."""
    asked = [rule.kinds for rule in load_rules() if rule.gate == "change"]
    return frozenset({Institution, System, Change}).union(*asked)


def _of(findings: Iterable[Finding], verdict: Verdict) -> list[Finding]:
    return [finding for finding in findings if finding.verdict is verdict]


def _allowed(findings: tuple[Finding, ...]) -> bool | None:
    if _of(findings, Verdict.NOT_MET):
        return False
    return None if _of(findings, Verdict.UNKNOWN) else True


def _clock(markets: Iterable[str], breaks_inside: bool) -> SessionClock | None:
    """The clock of the markets; None where 15.2 has already said why there is none."""
    try:
        return default_calendar().clock(markets, breaks_inside)
    except Problem:
        return None


def _window(clock: SessionClock, change: Change) -> tuple[datetime, datetime] | None:
    """The next span without a session that holds the change; None where the known calendar has none."""
    try:
        return clock.next_window(change.start, (change.end or change.start) - change.start)
    except Problem:
        return None


def _until(clock: SessionClock | None, start: datetime) -> Say:
    """What a change without an end must heed: the start of the next session, where that is known."""
    try:
        window = (
            clock.next_window(start, timedelta(0)) if clock is not None and not clock.inside(start) else None
        )
    except Problem:
        window = None
    if window is None:
        return say("没有写明变更结束时刻，只按开始时刻判断")
    return say("没有写明变更结束时刻，只按开始时刻判断；变更须在 {end} 之前结束", end=window[1])
