"""What people must be told between two assessments, from the findings stored for them and the dates registers hold.

Judges nothing, writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Value

from zhengan.accounts.models import Institution
from zhengan.assess.models import StoredFinding
from zhengan.assess.payload import Shown, canonical, shown
from zhengan.assess.store import covers
from zhengan.assess.untold import untold
from zhengan.kit.say import Say, say
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import GOOD
from zhengan.notices.models import Kind, Notice
from zhengan.registers.dated import ahead

SILENT_RULES = frozenset({"18.1-silent"})  # a breach of this rule is a source that fell silent
STEPS = (0, 1, 7, 30)  # days before a deadline at which it is told
URGENT_ARTICLE = 39
Question = tuple[str, str]


@dataclass(frozen=True)
class Moment:
    """An assessment by its day and the instant of its knowledge."""

    day: date
    known_at: datetime


def findings_at(institution: Institution, at: Moment) -> QuerySet[StoredFinding]:
    """The findings that stood for an assessment."""
    still = Q(known_to=None) | Q(known_to__gt=at.known_at)
    return StoredFinding.objects.filter(covers(at.day), still, institution=institution, known_from__lte=at.known_at)


def _entered(institution: Institution, before: Moment, after: Moment) -> QuerySet[StoredFinding]:
    """The findings that stood for the later assessment and not for the one before."""
    later = Q(known_from__gt=before.known_at)
    return findings_at(institution, after).filter(later if before.day == after.day else later | ~covers(before.day))


def _left(institution: Institution, before: Moment, after: Moment) -> QuerySet[StoredFinding]:
    """The findings that stood for the assessment before and no longer for the later one."""
    ended = Q(known_to__gt=before.known_at, known_to__lte=after.known_at)  # both limits: years of history lie before
    return findings_at(institution, before).filter(ended if before.day == after.day else ended | ~covers(after.day))


@dataclass(frozen=True)
class Turned:
    """The findings that stand for an assessment and did not for the one before, and those it was the other way about."""

    entered: list[Shown]
    left: list[Shown]


def turned(institution: Institution, before: Moment | None, after: Moment) -> Turned:
    """What is otherwise in ``after``. Only rows that stand for one of the two are read; ``before`` None: all are new."""
    if before is None:
        return Turned([*map(_shown, findings_at(institution, after))], [])
    sides = (_entered(institution, before, after), 1), (_left(institution, before, after), 0)
    first, second = (rows.annotate(side=Value(side)) for rows, side in sides)
    rows = list(first.union(second, all=True))  # one query of the twenty that an assessment takes
    return Turned([_shown(row) for row in rows if row.side], [_shown(row) for row in rows if not row.side])


def differences(institution: Institution, both: Turned, after: Moment) -> list[Notice]:
    """Notices, not yet kept, of what is otherwise in ``after``: breaches, silences, and breaches that are gone."""
    held = {_key(one): one for one in both.left}
    found = {_key(one): one for one in both.entered}
    silenced = _told_silent(institution, [key for key, one in held.items() if one.verdict is Verdict.UNKNOWN])
    made: list[Notice] = []
    for key in sorted(held.keys() | found.keys()):
        notice = _notice(institution, held.get(key), found.get(key), after, key in silenced)
        if notice is not None:
            made.append(notice)
    return sorted(made, key=lambda one: (not one.urgent, int(one.clause.split(".")[0]), one.key))


def deadlines(institution: Institution, at: Moment, entered: Iterable[Shown] | None) -> list[Notice]:
    """Notices of what falls due within thirty days, one for each step passed; of these findings (None: of all)."""
    made = []
    for finding in _with_dates(institution, at) if entered is None else entered:
        step = _step(at.day, finding.due)
        if step is not None and finding.verdict is not Verdict.ATTESTED:
            key = f"{Kind.DUE}|{finding.rule}|{finding.subject}|{finding.due}|{step}"
            made.append(make(institution, Kind.DUE, key, finding, at.known_at))
    return sorted(made, key=lambda one: (not one.urgent, one.due, one.key))


def _with_dates(institution: Institution, at: Moment) -> Iterator[Shown]:
    return map(_shown, findings_at(institution, at).exclude(payload__contains='"due":null'))


def register_dates(institution: Institution, at: Moment) -> list[Notice]:
    """Notices of dates within thirty days that registers hold and no finding tells, one for each step passed."""
    soon = list(ahead(institution, at.day, at.known_at, until=at.day + max(STEPS) * DAY))
    made = []
    for one in untold(soon, _due_on(institution, at, {one.day for one in soon})):
        key = f"{Kind.DUE}|{one.register}|{one.uid}|{one.field}|{one.day}|{_step(at.day, one.day)}"
        notice = Notice(
            institution=institution, key=key, kind=Kind.DUE.value, register=one.register, subject=one.uid,
            says=canonical(one.title.as_data()), due=one.day, made_at=at.known_at,
        )  # fmt: skip
        made.append(notice)
    return sorted(made, key=lambda one: (one.due, one.key))


def _due_on(institution: Institution, at: Moment, days: Collection[date]) -> list[Shown]:
    """The findings due on one of these days that ``deadlines`` tells."""
    if not days:
        return []
    on = Q(*(("payload__contains", f'"due":"{day}"') for day in sorted(days)), _connector=Q.OR)
    return [_shown(row) for row in findings_at(institution, at).filter(on).exclude(verdict=Verdict.ATTESTED.value)]


def _step(day: date, due: date | None) -> int | None:
    """The step a deadline has reached: 30, 7, 1 or 0; None where it is further off, or past."""
    left = -1 if due is None else (due - day).days
    return next((step for step in STEPS if left <= step), None) if left >= 0 else None


def _notice(
    institution: Institution, before: Shown | None, after: Shown | None, at: Moment, silenced: bool
) -> Notice | None:
    """What one question's two answers ask to be told, or None."""
    was = before.verdict if before else None
    if after is not None and after.verdict is not was:
        if after.verdict is Verdict.NOT_MET:
            kind = Kind.SILENT if after.rule in SILENT_RULES else Kind.BREACH
            return make(institution, kind, _once(kind, after, at), after, at.known_at)
        if after.verdict is Verdict.UNKNOWN and was is not None:
            return make(institution, Kind.SILENT, _once(Kind.SILENT, after, at), after, at.known_at)
        if after.verdict in GOOD and (was is Verdict.NOT_MET or silenced):
            return make(institution, Kind.CLEARED, _once(Kind.CLEARED, after, at), after, at.known_at)
    if after is None and before is not None and was is Verdict.NOT_MET:
        gone = say("不再判定（记录已更正、撤回，或对象已不存在）。此前：{says}", says=before.says)
        return make(institution, Kind.CLEARED, _once(Kind.CLEARED, before, at), before, at.known_at, gone)
    return None


def make(
    institution: Institution, kind: Kind, key: str, finding: Shown, at: datetime, says: Say | None = None
) -> Notice:
    """A notice of a finding, not yet kept."""
    advice = None if kind is Kind.CLEARED else finding.do
    urgent = int(finding.clause.split(".")[0]) == URGENT_ARTICLE and kind in (Kind.BREACH, Kind.DUE)
    return Notice(
        institution=institution, key=key[:300], kind=kind.value, clause=finding.clause, rule=finding.rule,
        subject=finding.subject, verdict=finding.verdict.value, says=canonical((says or finding.says).as_data()),
        do=canonical(advice.as_data()) if advice else "", due=finding.due if kind is not Kind.CLEARED else None,
        urgent=urgent, made_at=at,
    )  # fmt: skip


def _once(kind: Kind, finding: Shown, at: Moment) -> str:
    """The same question turning the same way is told once a day, however often records are corrected to and fro."""
    return f"{kind}|{finding.rule}|{finding.subject}|{at.day}"


def _told_silent(institution: Institution, keys: Collection[Question]) -> set[Question]:
    """Those of the questions whose silence was told."""
    if not keys:
        return set()
    told = Notice.objects.filter(institution=institution, kind=Kind.SILENT, subject__in={subject for _rule, subject in keys})
    return set(told.values_list("rule", "subject")) & set(keys)


def _key(finding: Shown) -> Question:
    return finding.rule, finding.subject


def _shown(row: StoredFinding) -> Shown:
    return shown(row.clause, row.rule, row.subject, row.verdict, row.payload, row.digest, row.pk)


