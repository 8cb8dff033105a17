"""Findings as intervals, against the plainest model there is: a dictionary of everything every assessment answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengan.accounts.models import Institution
from zhengan.assess import held, store
from zhengan.assess.judging import Answer
from zhengan.assess.models import Assessment, StoredFinding
from zhengan.kit.time import CST

DAY = date(2026, 1, 1)
START = datetime(2026, 6, 1, tzinfo=CST)
Answers = Mapping[str, str]  # subject → what was answered
PAYLOAD = (
    '{"act_on":null,"do":null,"due":null,"evidence":[],"figure":null,"lapses":[],"limit":null,"notes":[],'
    '"says":["%s",{}],"since":null}'
)


def answers(given: Answers, real: bool = False) -> list[Answer]:
    said = [Answer(20, "20.1", "20.1-x", subject, "met", said, said) for subject, said in given.items()]
    return [replace(one, payload=PAYLOAD % one.digest) for one in said] if real else said


def assess(institution: Institution, day: date, step: int, given: Answers, real: bool = False) -> datetime:
    instant = START + timedelta(hours=step)
    store.put(institution, day, instant, answers(given, real))
    Assessment.objects.create(
        institution=institution, day=day, known_at=instant, confirmed_at=instant, full_at=instant, engine="x"
    )
    return instant


def read(institution: Institution, day: date, known_at: datetime) -> dict[str, str]:
    rows = store.standing_at(institution.pk, day, known_at)
    found = {row.subject: row.payload for row in rows}
    assert len(found) == len(rows), "two answers to one question"
    assert {row.pk for row in store.standing_of(institution.pk, day, known_at, 20)} == {row.pk for row in rows}
    assert not store.standing_of(institution.pk, day, known_at, 21).exists()
    about = store.standing_about(institution.pk, day, known_at, ["a", "c"])
    assert {row.subject: row.payload for row in about} == {name: said for name, said in found.items() if name in "ac"}
    return found


said = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"]), max_size=3)
histories = st.lists(st.tuples(st.integers(0, 5), said), max_size=12)


@pytest.fixture
def one(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_every_assessment_ever_made_reads_back_as_it_was(one: Institution, history: list[tuple[int, Answers]]) -> None:
    with transaction.atomic():
        made: list[tuple[date, datetime, Answers]] = []
        for step, (offset, given) in enumerate(history):
            day = DAY + timedelta(days=offset)
            made.append((day, assess(one, day, step, given), given))
            for earlier, known_at, expected in made:
                assert read(one, earlier, known_at) == dict(expected)
        transaction.set_rollback(True)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, st.data())
def test_what_is_held_goes_on_from_what_was_held_before(
    one: Institution, history: list[tuple[int, Answers]], data: st.DataObject
) -> None:
    """Some assessments are looked at and others are not; each is what is read of it alone, in the order of the law."""
    held.forget()
    with transaction.atomic():
        keys: list[held.Key] = []
        for step, (offset, given) in enumerate(history):
            day = DAY + timedelta(days=offset)
            keys.append((one.pk, day, assess(one, day, step, given, real=True), step))
            if data.draw(st.booleans()):
                key = data.draw(st.sampled_from(keys))
                alone = sorted((row.rule, row.subject, row.digest) for row in store.standing_at(*key[:3]))
                assert [(f.rule, f.subject, f.digest) for f in held.whole(key).findings] == alone
        transaction.set_rollback(True)
    held.forget()


def test_an_unchanged_answer_writes_nothing(one: Institution) -> None:
    assess(one, DAY, 0, {"a": "1"})
    assert store.put(one, DAY, START + timedelta(hours=1), answers({"a": "1"})) is False
    for later in range(1, 60):
        assess(one, DAY + timedelta(days=later), later, {"a": "1"})
    assert StoredFinding.objects.count() == 1


def test_a_change_costs_a_row_and_not_a_day(one: Institution) -> None:
    for later in range(60):
        assess(one, DAY + timedelta(days=later), later, {"a": "1" if later < 30 else "2", "b": "1"})
    assert StoredFinding.objects.count() == 3
    turned = StoredFinding.objects.get(payload="2")
    assert turned.valid_from == DAY + timedelta(days=30) and turned.valid_to is None


def test_a_day_between_two_answers_leaves_both_alone(one: Institution) -> None:
    first = assess(one, DAY, 0, {"a": "1"})
    third = assess(one, DAY + timedelta(days=2), 1, {"a": "1"})
    second = assess(one, DAY + timedelta(days=1), 2, {"a": "2"})
    assert read(one, DAY, first) == {"a": "1"} == read(one, DAY + timedelta(days=2), third)
    assert read(one, DAY + timedelta(days=1), second) == {"a": "2"}
    assert read(one, DAY + timedelta(days=2), second) == {"a": "1"}


def test_some_rules_asked_again_leave_the_others_standing(one: Institution) -> None:
    other = Answer(18, "18.1", "18.1-y", "a", "met", "old", "old")
    store.put(one, DAY, START, [*answers({"a": "1"}), other])
    Assessment.objects.create(institution=one, day=DAY, known_at=START, confirmed_at=START, full_at=START, engine="x")
    later = START + timedelta(hours=1)
    store.put(one, DAY, later, answers({"b": "1"}), asked={"20.1-x": None})
    assert {(row.rule, row.subject) for row in store.standing_at(one, DAY, later)} == {("18.1-y", "a"), ("20.1-x", "b")}
    assert {(row.rule, row.subject) for row in store.standing_at(one, DAY, START)} == {("18.1-y", "a"), ("20.1-x", "a")}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite, which has no statistics of what was never analysed")
def test_what_an_article_and_a_subject_found_is_looked_up_and_not_searched_for(one: Institution) -> None:
    """Nearly every row began to be known before the moment asked about: an index by that instant reads them all."""
    narrow = store.standing_of(one.pk, DAY, START, 20), store.standing_about(one.pk, DAY, START, ["a", "b"])
    assert [re.findall(r"USING INDEX (\w+)", rows.explain()) for rows in narrow] == [["finding_article"], ["finding_subject"]]


def test_institutions_do_not_mix(one: Institution) -> None:
    two = Institution.objects.create(code="two", name="乙")
    assess(one, DAY, 0, {"a": "1"})
    at = assess(two, DAY, 0, {"a": "2"})
    assert read(one, DAY, at) == {"a": "1"} and read(two, DAY, at) == {"a": "2"}
