"""How the clauses of an article have stood over time, from the findings kept. Judges nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.assess.models import Assessment, StoredFinding
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Verdict
from zhengan.records.prepared import Prepared


@dataclass(frozen=True)
class Stretch:
    """Days from ``first`` to ``last``, both included, with one worst verdict; None: they were not assessed."""

    first: date
    last: date
    verdict: Verdict | None

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


def of_article(institution: Institution, article: int, first: date, last: date) -> dict[str, list[Stretch]]:
    """For each clause of an article that has findings: the days from ``first`` to ``last``, by what is known now.

    A kept finding speaks only of days that were assessed, so the days between them are told as not assessed.
    """
    days = [day for (day,) in ASSESSED.rows(institution.pk, first, last)]
    worst: dict[str, list[Verdict | None]] = defaultdict(lambda: [None] * len(days))
    for clause, word, begin, end in ANSWERED.rows(institution.pk, article, first, last):
        verdict, found = Verdict(word), worst[clause]
        for index in range(bisect_left(days, begin), len(days) if end is None else bisect_left(days, end)):
            held = found[index]
            if held is None or verdict.badness > held.badness:
                found[index] = verdict
    return {clause: _stretches(days, found, first, last) for clause, found in worst.items()}


def _assessed(institution: int, first: date, last: date) -> Any:
    """The days that were assessed, in order."""
    found = Assessment.objects.filter(institution=institution, day__gte=first, day__lte=last)
    return found.order_by("day").values_list("day").distinct()


def _answered(institution: int, article: int, first: date, last: date) -> Any:
    """What was found, as it is known now: the clause, the verdict, and from when until when."""
    touching = Q(valid_to=None) | Q(valid_to__gt=first)
    rows = StoredFinding.objects.filter(touching, institution=institution, article=article, known_to=None, valid_from__lte=last)
    return rows.values_list("clause", "verdict", "valid_from", "valid_to").distinct()


ASSESSED, ANSWERED = Prepared(_assessed), Prepared(_answered)


def _stretches(days: list[date], verdicts: list[Verdict | None], first: date, last: date) -> list[Stretch]:
    """Neighbouring days with the same verdict become one stretch; the rest was not assessed."""
    made: list[Stretch] = []

    def add(begin: date, end: date, verdict: Verdict | None) -> None:
        if made and made[-1].verdict is verdict:
            made[-1] = Stretch(made[-1].first, end, verdict)
        else:
            made.append(Stretch(begin, end, verdict))

    reached = first
    for day, verdict in zip(days, verdicts, strict=True):
        if day > reached:
            add(reached, day - DAY, None)
        add(day, day, verdict)
        reached = day + DAY
    if reached <= last:
        add(reached, last, None)
    return made
