"""Asking for an assessment: make one, have one that is fresh, read an old one, judge again what a change concerns.

An assessment is made by what is known at its own instant, so nothing recorded later can slip into it. Pages call
``latest``; the machine-readable answer for any moment, past knowledge included, is ``export``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction

from zhengan.accounts.models import Institution, User
from zhengan.assess import held, store
from zhengan.assess.judging import engine, in_force, judge, rules_reading
from zhengan.assess.measured import both, put_on_record
from zhengan.assess.models import Assessment
from zhengan.assess.payload import Shown, canonical, shown
from zhengan.assess.touched import Touched, judge_touched
from zhengan.assess.turns import alone
from zhengan.kit.asof import AsOf, not_ahead
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import end_of_day
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import Comparison, compare
from zhengan.records.clock import now as clock
from zhengan.records.clock import tick
from zhengan.records.prepared import Instances
from zhengan.registers.written import written_since

FRESH = timedelta(minutes=10)  # a day still running is judged again when a page finds its assessment older


@dataclass(frozen=True)
class View:
    """An assessment as pages show it: its moment and its findings, in the order of the law."""

    institution: Institution
    assessment: Assessment
    findings: tuple[Shown, ...]
    whole: bool = False  # stored, and all of its findings
    then: datetime | None = None  # the instant asked for, where it was judged by what was known then and not by what is now

    @property
    def as_of(self) -> AsOf:
        """The moment judged."""
        return AsOf(self.assessment.day, self.assessment.known_at)

    @property
    def known_at(self) -> datetime:
        """Up to which instant records count that are shown beside the findings: the assessment itself may hold for longer."""
        return self.then or self.assessment.confirmed_at

    @cached_property
    def all(self) -> held.Whole:
        """What pages ask of the findings together; of a whole assessment it is held, and not gone through again."""
        return held.whole(key_of(self.assessment)) if self.whole else held.Whole(self.findings)

    def of_article(self, article: int) -> View:
        """Only what was found about one article."""
        return View(self.institution, self.assessment, self.all.of_article(article), then=self.then)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The worst verdict of each clause."""
        return self.all.verdicts


def assess(institution: Institution, day: date, by: User | None = None, touched: Touched | None = None) -> Assessment:
    """Judge a day by what is known and measured by now, and store what changed. ``touched``: only what a write of these
    concerns, where the rest still stands.

    Raises Problem for a day before the law or in the future, and where the institution is not registered.
    """
    in_force(day)
    measured = put_on_record(day)
    return _assessed(institution, day, by, None if touched is None else both(touched, measured))


@transaction.atomic
def _assessed(institution: Institution, day: date, by: User | None, touched: Touched | None) -> Assessment:
    now = tick(institution, writes=False)
    not_ahead(day, now.date())
    return _judged(institution, day, now, by, touched)


@transaction.atomic
def _followed(last: Assessment, institution: Institution, by: User | None) -> Assessment:
    """An assessment whose rest still stands, with what was written since judged again."""
    now = tick(institution, writes=False)  # what is written from here on waits, and counts as later
    return _judged(institution, last.day, now, by, written_since(institution, last.confirmed_at))


def _judged(
    institution: Institution, day: date, now: datetime, by: User | None, touched: Touched | None
) -> Assessment:
    if touched is None:
        changed = store.put(institution, day, now, judge(institution, AsOf(day, now)))
    else:
        answers, asked = judge_touched(institution, AsOf(day, now), rules_reading(touched), touched)
        changed = store.put(institution, day, now, answers, asked)
    last = _latest(institution, day)
    full_at = now if touched is None or last is None else last.full_at
    if last is not None and not changed and last.engine == engine() and (last.full or touched is not None):
        last.confirmed_at, last.full_at = now, max(full_at, last.full_at)
        last.save(update_fields=["confirmed_at", "full_at"])
        return last
    return Assessment.objects.create(
        institution=institution, day=day, known_at=now, confirmed_at=now, full_at=full_at, engine=engine(),
        asked_by=by.get_username() if by else "",
    )  # fmt: skip


def reassess(institution: Institution, touched: Touched, by: User | None = None) -> Assessment | None:
    """Judge today again after records changed: only the rules that read their kinds, about the subjects they name.

    None where no rule reads them, or where today has not been judged yet (the first page to ask does it whole).
    """
    today = clock().date()
    last = _latest(institution, today)
    if last is None or last.engine != engine() or not rules_reading(touched):
        return None
    return assess(institution, today, by, touched)


def latest(institution: Institution, day: date, by: User | None = None, article: int | None = None) -> View:
    """The day's findings by what is known now, judged first where the stored ones are missing or out of date.

    ``article``: only the findings of this one (None: of all).
    """
    return view(standing(institution, day, by), article)


def standing(
    institution: Institution, day: date, by: User | None = None,
    writing: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Assessment:
    """The assessment of a day by what is known now, made where there is none that is up to date.

    Several who ask at once have it made once. Where only records came since, only what they concern is judged again.
    ``writing``: in which it is judged and stored. Entered after the turn is had: who holds the database waits for none.
    """
    last = _latest(institution, day)
    if last is not None and _fresh(last):
        return last
    with alone(institution.pk, day):
        last = _latest(institution, day)
        if last is not None and _fresh(last):
            return last
        with writing():
            if last is None or not _holds(last):
                return assess(institution, day, by)
            put_on_record(day)
            return _followed(last, institution, by)


def view(assessment: Assessment, article: int | None = None) -> View:
    """What an assessment found, as stored; of one article, or (None) of all."""
    key = key_of(assessment)
    found = held.whole(key).findings if article is None else held.of_article(key, article)
    return View(assessment.institution, assessment, found, article is None)


def between(before: View, after: View) -> Comparison[Shown]:
    """What the later of two whole views finds otherwise."""
    if not (before.whole and after.whole):
        return compare(before.findings, after.findings)
    return held.between(key_of(before.assessment), key_of(after.assessment))


def key_of(made: Assessment) -> held.Key:
    """By what a stored assessment is held."""
    return made.institution_id, made.day, made.known_at, made.pk


def known(institution: Institution, as_of: AsOf, by: User | None = None, article: int | None = None) -> View:
    """A day's findings by what was known at an earlier instant (None: by what is known now, as ``latest``).

    As stored then, or judged again from the records. Judged again, it stores nothing: history gets no new rows. What was
    known at an instant never changes, so a process keeps the last few. ``article``: only the findings of this one.
    """
    if as_of.known_at is None:
        return latest(institution, as_of.valid_on, by, article)
    in_force(as_of.valid_on)
    not_ahead(as_of.valid_on, clock().date())
    with alone(institution.pk, as_of.valid_on):
        found = held.then((institution.pk, as_of, engine()), lambda: _known(institution, as_of))
    return found if article is None else found.of_article(article)


def _known(institution: Institution, as_of: AsOf) -> View:
    assert as_of.known_at is not None
    stored = _stored(institution, as_of.valid_on, as_of.known_at)
    if stored is not None:
        return View(institution, stored, held.whole(key_of(stored)).findings, whole=True, then=as_of.known_at)
    try:
        answers = judge(institution, as_of)
    except Problem as problem:
        if problem.code != "no-institution":
            raise
        what, why = say("按 {at} 所知，还没有本机构的登记", at=as_of.known_at), "判定以机构的类别为前提，当时无从判定"
        raise Problem(what, why, "请改按现在所知查看，或选登记之后的日期", code="not-known") from problem
    made = Assessment(
        institution=institution, day=as_of.valid_on, known_at=as_of.known_at, confirmed_at=as_of.known_at,
        full_at=as_of.known_at, engine=engine(),
    )  # fmt: skip
    found = tuple(shown(a.clause, a.rule, a.subject, a.verdict, a.payload, a.digest) for a in answers)
    return View(institution, made, found, then=as_of.known_at)


def export(institution: Institution, as_of: AsOf) -> bytes:
    """The assessment of a moment as canonical JSON. Drawn from the records alone: asked again, the same bytes.

    A day still running, where no instant is named, is judged up to now: tonight's backup is not missing this morning.
    """
    if as_of.known_at is None and as_of.valid_on == clock().date():
        put_on_record(as_of.valid_on)
        written = Institution.objects.values_list("written_at", flat=True).get(pk=institution.pk)
        as_of = AsOf(as_of.valid_on, max(clock(), written or clock()))
    answers = judge(institution, as_of)
    findings = [shown(a.clause, a.rule, a.subject, a.verdict, a.payload, a.digest).as_dict() for a in answers]
    data: dict[str, Any] = {
        "as_of": as_of.valid_on.isoformat(),
        "known_at": as_of.known_at.isoformat() if as_of.known_at else None,
        "institution": institution.code,
        "engine": engine(),
        "findings": findings,
    }
    return canonical(data).encode()


LATEST = Instances(  # every page asks it
    Assessment, "institution",
    lambda institution, day: Assessment.objects.filter(institution=institution, day=day).order_by("-known_at")[:1],
)  # fmt: skip


def _latest(institution: Institution, day: date) -> Assessment | None:
    return LATEST.first(institution.pk, day)


def _stored(institution: Institution, day: date, known_at: datetime) -> Assessment | None:
    """The stored assessment that answers for this very moment of knowledge, where there is one."""
    found = Assessment.objects.filter(
        institution=institution, day=day, known_at__lte=known_at, confirmed_at__gte=known_at, engine=engine()
    ).select_related("institution").order_by("-known_at").first()  # fmt: skip
    if found is None or not found.full:
        return None
    over = found.known_at >= end_of_day(day)
    return found if over or found.known_at == known_at else None


def _fresh(last: Assessment) -> bool:
    """Whether judging again could only give the same. ``last`` has just been read, and its institution with it."""
    written: datetime | None = last.institution.written_at
    return _holds(last) and (written is None or written <= last.confirmed_at)


def _holds(last: Assessment) -> bool:
    """Whether only records can change it: a day that was over when judged, and for some minutes a day still running."""
    over = last.full_at >= end_of_day(last.day)
    return last.engine == engine() and (over or clock() - last.full_at <= FRESH)
