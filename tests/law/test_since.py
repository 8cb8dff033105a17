"""Since when: a small book judged day by day. While a verdict stays, the day it began does not move; where it changes, that
day is the day it began."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.facts.strategies import PLAIN_KINDS, ordered
from tests.law.drawing import Draw
from zhengan.facts.base import Fact, Term
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.logs import LogArchive
from zhengan.facts.systems import Link, System
from zhengan.kit.asof import AsOf
from zhengan.kit.time import start_of_day
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import load_rules

FIRST, DAYS = date(2024, 3, 1), 110  # with a quarter's end, and the annual report's day, in it
BEGIN = start_of_day(date(2022, 1, 1))
BOTH = (Verdict.MET, Verdict.NOT_MET)

READ_FOR_A_YEAR = {
    "20.1-daily": "of backups a year is read: where every day of it has one, or none has, what came before is not known",
    "21.3-capacity": "of peaks a year is read, and the highest ever: as 20.1-daily",
    "48.1-capacity": "as 21.3-capacity",
    "21.3-bandwidth": "近一年: the highest use of a trailing year, of which a year is read",
    "48.1-bandwidth": "as 21.3-bandwidth",
}
"""The window is a year by law, or in what is read: since may move with its edge, and never past the day asked."""
ROLLING = {
    "18.2-kept": "logs are kept for so long and no longer: since is told of the gaps that still lie in that time",
    "18.2-intact": "as 18.2-kept, of the archives; the record of a check has no date",
}
"""A gap leaves that time on a day that no record names: then since moves on to the next gap, or is the source's own."""
REVEALED = {
    "23.1-filed": "that it is not filed is seen on the day somebody looks; it was not before either",
    "20.1-daily": "one failed backup makes known that there was none before",
    "21.3-capacity": "one peak, or one capacity, makes known what had been so",
    "48.1-capacity": "as 21.3-capacity",
    "38.1-yearly": "one drill makes known that drills are recorded, and that the due one is not among them",
    "34.1-protected": "one sample with numbers in clear makes known that an unprotected channel carries personal data",
}
"""Where what was unknown becomes known, since may be the day from which it was so, not the one on which it came out."""


def near(random: Random) -> date:
    """A day among those judged, or in the two years before."""
    return FIRST + timedelta(random.choice([random.randint(0, DAYS), random.randint(-700, DAYS)]))


def book(random: Random) -> list[Fact]:
    draw = Draw(random, near, none=0.15, few="ab")
    body = dataclasses.replace(
        draw.made(Institution), id="body", kind=random.choice(["core", "operating"]), licence=None, cii_operator=True,
        since=BEGIN.date(), to=None, recorded=BEGIN, superseded=None,
    )  # fmt: skip
    facts: list[Fact] = [body]
    for kind in PLAIN_KINDS:
        for id in "abcde"[: random.randint(1, 2) if kind is System else random.randint(0, 5)]:
            fact = draw.made(kind)
            facts.append(ordered(dataclasses.replace(fact, id=id, **likely(random, fact, id))))
    return facts


def likely(random: Random, fact: Fact, id: str) -> dict[str, Any]:
    """What makes the facts of a book belong together: systems that run and matter, terms that go on."""
    if isinstance(fact, System):
        return {
            "important": random.random() < 0.9, "since": fact.since - timedelta(300), "to": random.choice([None, None, fact.to]),
            "cii": random.random() < 0.7, "markets": ("SSE",), "active_active": random.random() < 0.6,
        }  # fmt: skip
    if isinstance(fact, LogArchive) and fact.deleted is not None:
        return {"deleted": max(fact.deleted, fact.start.date(), fact.end.date())}
    ends = {"to": None} if isinstance(fact, Term) and random.random() < 0.5 else {}
    return {"link": id} | ends if isinstance(fact, Link) else ends


def told(seed: int) -> Iterator[tuple[date, Finding | None, Finding]]:
    """Every day's findings, each with that of the day before about the same subject."""
    facts, before = book(Random(seed)), dict[tuple[str, str], Finding]()
    for number in range(DAYS):
        day = FIRST + timedelta(number)
        now = {(f.rule, f.subject): f for f in evaluate(FactBook(facts, AsOf(day)), load_rules())}
        for key, finding in now.items():
            yield day, before.get(key), finding
        before = now


def wrong(day: date, before: Finding | None, now: Finding) -> str | None:
    """What is wrong with the day a verdict began."""
    since = now.judgement.since
    if since is None:
        return "not said" if now.verdict in BOTH else None
    if since > day:
        return "ahead"
    if before is None:
        return None
    was = before.judgement.since
    if before.verdict is now.verdict:
        moved = was is not None and since > was
        return "moved forward" if moved and not may_move(now, day) else None
    if since == day or allowed(before, now):
        return None
    return "not the day it changed"


def may_move(now: Finding, day: date) -> bool:
    """Whether the day may move on while the verdict stays: with a window, or where a source fell silent twice in a day."""
    return now.rule in {**READ_FOR_A_YEAR, **ROLLING} or (now.rule == "18.1-silent" and now.judgement.since == day)


def allowed(before: Finding, now: Finding) -> bool:
    if now.rule in ROLLING:
        return now.verdict is Verdict.MET
    if before.verdict is Verdict.UNKNOWN or now.act_on:
        # an act is judged on the act: what becomes known of it later began with it, or with its deadline
        return now.rule in REVEALED or (now.act_on is not None and before.verdict is not Verdict.NOT_APPLICABLE)
    return False


@pytest.mark.parametrize("seed", range(12))
def test_since_is_the_day_the_verdict_began(seed: int) -> None:
    for day, before, now in told(seed):
        fault = wrong(day, before, now)
        was = before and (before.verdict.value, before.judgement.since)
        assert fault is None, (fault, day, was, now.as_dict())
