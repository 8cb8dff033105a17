"""Article 10: who answers first, and who answers directly."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import combinations

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Appointment, Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.verdict import Judgement, Verdict, met, not_met, unknown
from zhengan.law.lapses import began, since_lacking, turns, vacant
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import bound_since, institution
from zhengan.law.windows import IN_FORCE, term_window

FIRST, DIRECT = say("第一责任人"), say("直接责任人")
POSITIONS: dict[str | None, Say] = {
    "principal": say("主要负责人"), "leadership": say("领导班子成员"), "senior_manager": say("高级管理人员"),
    "other": say("其他人员"),
}  # fmt: skip


@rule("10.1-first", over=institution, needs=[Needs(Appointment, about=lambda _: "first_responsible")])
def first(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """第一责任人由主要负责人担任，同一天恰有一人，任职首尾相接不留空缺。"""
    terms = book.of(Appointment, "first_responsible")
    window = term_window(as_of, since=bound_since("10.1", book))
    doubled = clip((_both(a, b, window.end) for a, b in combinations(terms, 2)), window)
    right = [term for term in terms if term.position in ("principal", None)]
    lapses = tuple(union([*vacant(right, window), *doubled]))
    held = book.standing(Appointment, "first_responsible")
    since = began(partial(_first, terms), turns(terms), as_of.valid_on)
    if len(held) > 1:
        return not_met(
            say("第一责任人同时有 {count} 人：{people}", count=len(held), people=[term.person for term in held]), evidence=held,
            lapses=lapses, since=since, do=say("请在“任职”台账填写前任的截止日，第一责任人只能有一人"),
        )  # fmt: skip
    return _answer(
        FIRST,
        terms,
        [term for term in held if term.position in ("principal", None)],
        lapses,
        since,
        as_of.valid_on,
        say("主要负责人"),
    )


@rule("10.1-direct", over=institution, needs=[Needs(Appointment, about=lambda _: "direct_responsible")])
def direct(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """直接责任人由分管的领导班子成员或者高级管理人员担任（主要负责人兼任的也算），任何一天都不空缺。"""
    terms = book.of(Appointment, "direct_responsible")
    window = term_window(as_of, since=bound_since("10.1", book))
    right = [term for term in terms if term.position != "other"]
    held = [term for term in right if term.holds_on(as_of.valid_on)]
    since = began(partial(_direct, terms), turns(terms), as_of.valid_on)
    wanted = say("领导班子成员或者高级管理人员")
    return _answer(DIRECT, terms, held, vacant(right, window), since, as_of.valid_on, wanted)


def _both(a: Appointment, b: Appointment, end: date) -> Span:
    """The days on which two terms hold, an open one cut at ``end``; empty where they do not meet."""
    return Span(max(a.since, b.since), min(a.span(end).end, b.span(end).end))


def _first(terms: list[Appointment], day: date) -> Verdict | None:
    """How it stood with the first responsible person on a day; None before the first on record."""
    if len([term for term in terms if term.holds_on(day)]) > 1:
        return Verdict.NOT_MET
    return _held(terms, ("principal",), day)


def _direct(terms: list[Appointment], day: date) -> Verdict | None:
    """How it stood with the persons directly responsible on a day; None before the first on record."""
    return _held(terms, ("principal", "leadership", "senior_manager"), day)


def _held(terms: list[Appointment], positions: tuple[str, ...], day: date) -> Verdict | None:
    if not any(term.since <= day for term in terms):
        return None
    found = {term.position for term in terms if term.holds_on(day)}
    return Verdict.MET if found.intersection(positions) else Verdict.UNKNOWN if None in found else Verdict.NOT_MET


def _answer(
    role: Say,
    terms: list[Appointment],
    held: list[Appointment],
    lapses: tuple[Span, ...],
    since: date,
    today: date,
    wanted: Say,
) -> Judgement:
    """The state of an office today, and since when: ``held`` are the terms that hold and are not known to be wrong."""
    since = max(since, IN_FORCE)
    vacancy = sum((span.end - span.start).days for span in lapses)
    known = [term for term in held if term.position is not None]
    if known:
        return met(
            say("{role}为{person}（{position}，{since} 起）；近一年不合要求 {days} 天",
                role=role, person=known[-1].person, position=POSITIONS[known[-1].position], since=known[-1].since, days=vacancy),
            since=since, lapses=lapses, evidence=known[-1:],
        )  # fmt: skip
    if held:
        return unknown(
            say("{role}{person}的职务层级未登记，是否为{wanted}无从判断", role=role, person=held[-1].person, wanted=wanted),
            since=since, lapses=lapses, evidence=held[-1:], do=say("请在“任职”台账补充职务层级"),
        )  # fmt: skip
    wrong = [term for term in terms if term.holds_on(today)]
    text = (
        say("{role}{person}是{position}，应为{wanted}",
            role=role, person=wrong[-1].person, position=POSITIONS[wrong[-1].position], wanted=wanted)
        if wrong
        else say("{role}自 {since} 起空缺", role=role, since=max(since_lacking([terms], today) or since, IN_FORCE))
    )  # fmt: skip
    return not_met(
        text, since=since, lapses=lapses, evidence=(wrong or terms)[-1:],
        do=say("请明确由{wanted}担任{role}，并在“任职”台账登记", wanted=wanted, role=role),
    )  # fmt: skip
