"""Article 49: same-city and remote disaster centres of critical information infrastructure, data kept in step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.continuity import DisasterSite
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.spans import union
from zhengan.kit.verdict import Judgement, Verdict, judge, not_met, unknown
from zhengan.law.centres import OUTAGES, centre_turns, serving, uncovered
from zhengan.law.lapses import began
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import cii_systems

PLACES = {"same_city": "同城", "remote": "异地"}


@rule("49.1-centres", over=cii_systems, needs=[Needs(DisasterSite), OUTAGES])
def centres(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """关键信息基础设施同时有同城和异地灾难备份中心，且数据同步保存；停用的中心当日不计。同城、异地各有一个同步保存的中心即可，多建的不因未同步而不符合。"""
    held = serving(book, system)
    missing = [zh for place, zh in PLACES.items() if place not in {site.place for site in held}]
    lapses = union(span for place in PLACES for span in uncovered(book, system, {place}, as_of))

    def kept(day: date) -> Verdict | None:
        return _kept(system, book, day)

    since = began(kept, centre_turns(book, system), as_of.valid_on, system.since)
    if missing:
        return judge(
            limits.centres, len(PLACES) - len(missing),
            say("“{system}”的灾备中心有 {figure}，要求 {limit}；缺：{missing}", system=system.name, missing=missing),
            lapses=lapses, evidence=held, since=since,
            do=say("请建设或恢复“{system}”的灾备中心：{missing}", system=system.name, missing=missing),
        )  # fmt: skip
    apart = _where(held, False)
    if apart:
        return not_met(
            say("“{system}”的数据未在{apart}同步保存", system=system.name, apart=apart), lapses=lapses, evidence=held,
            since=since, do=say("请实现数据同步保存并登记"),
        )  # fmt: skip
    unsaid = _where(held, None)
    if unsaid:
        return unknown(
            say("“{system}”的数据是否在{unsaid}同步保存没有登记", system=system.name, unsaid=unsaid), evidence=held,
            since=since, do=say("请在“灾备设施”台账登记数据是否同步保存"),
        )  # fmt: skip
    return judge(
        limits.centres, len(PLACES),
        say("“{system}”的同城和异地灾备中心齐全（{figure}，要求 {limit}），数据同步保存", system=system.name),
        lapses=lapses, evidence=held, since=since,
    )  # fmt: skip


def _kept(system: System, book: FactBook, day: date) -> Verdict | None:
    """How it stood on a day; None before the first centre on record."""
    if not any(site.since <= day for site in book.of(DisasterSite, system.id)):
        return None
    held = serving(book, system, day)
    if not {site.place for site in held}.issuperset(PLACES) or _where(held, False):
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if _where(held, None) else Verdict.MET


def _where(held: Sequence[DisasterSite], state: bool | None) -> list[str]:
    """The centres of the places whose best centre stands so: kept in step, not known to be (None), or not (False)."""
    found: list[str] = []
    for place in PLACES:
        there = [site for site in held if site.place == place]
        best = max((site.in_step for site in there), key=(False, None, True).index, default=True)
        found += [site.name for site in there if best is state and site.in_step is state]
    return found
