"""How one question has stood over time: the spells of a verdict, and the verdicts that were taken back. Judges nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime

from zhengan.accounts.models import Institution
from zhengan.assess.models import Assessment, StoredFinding
from zhengan.assess.payload import shown
from zhengan.kit.say import Say
from zhengan.kit.verdict import Verdict

MOST = 400  # rows read of one question; a year of days that each differed from the last
FEW = 12


@dataclass(frozen=True)
class Spell:
    """A verdict from the first to the last assessed day on which it was found, both included.

    ``days`` counts the days assessed inside; the others were not asked about. ``says`` is the last day's sentence.
    """

    verdict: Verdict
    first: date
    last: date
    days: int
    says: Say


@dataclass(frozen=True)
class Revised:
    """A verdict on a day that was later judged otherwise: what was answered, and from when until when it stood."""

    verdict: Verdict
    day: date
    known_from: datetime
    known_to: datetime
    says: Say


@dataclass(frozen=True)
class Standing:
    """Everything ever answered to one question. ``spells``: the latest first; ``revised``: the latest first."""

    spells: tuple[Spell, ...]
    revised: tuple[Revised, ...]
    more: bool


def of_question(institution: Institution, rule: str, subject: str, until: date) -> Standing:
    """How ``rule`` has answered about ``subject`` on the days assessed up to ``until``, by what is known now."""
    asked = StoredFinding.objects.filter(institution=institution, rule=rule, subject=subject, valid_from__lte=until)
    rows = list(asked.order_by("-valid_from", "-known_from")[:MOST])
    days = _assessed(institution, until)
    now = sorted((row for row in rows if row.known_to is None), key=lambda row: row.valid_from)
    spells: list[Spell] = []
    for row in now:
        held = days[bisect_left(days, row.valid_from) : len(days) if row.valid_to is None else bisect_left(days, row.valid_to)]
        if held:
            _join(spells, Spell(Verdict(row.verdict), held[0], held[-1], len(held), _says(row)), row.valid_from)
    revised = [_revised(row) for row in rows if row.known_to is not None and _otherwise(row, now)]
    revised.sort(key=lambda one: one.known_to, reverse=True)
    return Standing(tuple(reversed(spells)), tuple(revised[:FEW]), len(rows) == MOST)


def _assessed(institution: Institution, until: date) -> list[date]:
    found = Assessment.objects.filter(institution=institution, day__lte=until)
    return list(found.order_by("day").values_list("day", flat=True).distinct())


def _join(spells: list[Spell], new: Spell, begins: date) -> None:
    """Put a row behind the last spell, as part of it where the verdict is the same."""
    last = spells[-1] if spells else None
    if last is not None and last.verdict is new.verdict and begins > last.last:
        spells[-1] = Spell(new.verdict, last.first, new.last, last.days + new.days, new.says)
    else:
        spells.append(new)


def _otherwise(row: StoredFinding, now: list[StoredFinding]) -> bool:
    """Whether the verdict that stands now for the row's day is another one (or none): an hour's new figure is no revision."""
    day = row.valid_from
    standing = (one for one in now if one.valid_from <= day and (one.valid_to is None or day < one.valid_to))
    return not any(one.verdict == row.verdict for one in standing)


def _revised(row: StoredFinding) -> Revised:
    assert row.known_to is not None
    return Revised(Verdict(row.verdict), row.valid_from, row.known_from, row.known_to, _says(row))


def _says(row: StoredFinding) -> Say:
    return shown(row.clause, row.rule, row.subject, row.verdict, row.payload, row.digest).says
