"""No facts that can be on record break a rule: drawn at random by their types, naming one another, begun, ended or to come.

Not by Hypothesis: a book needs a hundred facts that belong together, of which it would draw few.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

import pytest

from tests.facts.strategies import PLAIN_KINDS, ordered
from tests.law.drawing import Draw
from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.spans import Span, overlaps
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate
from zhengan.law.rule import load_rules
from zhengan.law.windows import IN_FORCE as THE_LAW

BEGIN = datetime(2022, 1, 1, tzinfo=CST)
IN_FORCE, LAST = 490, 2350  # days after the beginning; the last of them lie beyond the calendar


def any_day(random: Random) -> date:
    return BEGIN.date() + timedelta(random.randint(0, LAST))


def book(random: Random) -> list[Fact]:
    draw = Draw(random, any_day)
    body = draw.made(Institution)
    facts: list[Fact] = [dataclasses.replace(body, since=BEGIN.date(), to=None, recorded=BEGIN, superseded=None)]
    return facts + [ordered(draw.made(kind)) for kind in PLAIN_KINDS for _ in range(random.randint(0, 4))]


def books(seed: int) -> Iterator[FactBook]:
    random = Random(seed)
    for _ in range(75):
        day = BEGIN.date() + timedelta(random.randint(IN_FORCE, LAST))
        day = random.choice([day, day, day, date(day.year + 1, 4, 30)])  # the day a report is due by, now and then
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=CST)
        yield FactBook(book(random), AsOf(day, random.choice([None, None, noon])))  # a day still running, now and then


def untimely(finding: Finding, as_of: AsOf) -> list[str]:
    """What a finding says of days that it cannot know: nothing lacks after the one asked on, or stands before the law."""
    judged, said = finding.judgement, []
    if judged.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN) and judged.since and judged.since > as_of.valid_on:
        said.append("since")
    if judged.since and judged.since < THE_LAW:
        said.append("since before the law")
    spans = [Span(day(span.start), day(span.end)) for span in judged.lapses]
    if any(span.start > as_of.valid_on for span in spans):
        said.append("a lapse to come")
    if any(span.end <= span.start for span in judged.lapses):
        said.append("a lapse of no length")
    if overlaps(judged.lapses) or list(judged.lapses) != sorted(judged.lapses):
        said.append("lapses overlap, or are out of order")
    return said


def day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@pytest.mark.parametrize("seed", range(4))
def test_no_rule_breaks_on_any_facts(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    rules, said = load_rules(), set()
    with caplog.at_level(logging.ERROR, "zhengan.law"):
        for drawn_book in books(seed):
            for finding in evaluate(drawn_book, rules):
                assert finding.sentence("zh") and finding.sentence("en")
                assert not untimely(finding, drawn_book.as_of), (untimely(finding, drawn_book.as_of), finding.as_dict())
                said.add((finding.rule, finding.verdict))
    assert not caplog.records, caplog.text
    assert {rule for rule, _ in said} == {rule.id for rule in rules}
    assert len(said) > 2 * len(rules)  # the draw reaches verdicts, and does not leave everything unknown
