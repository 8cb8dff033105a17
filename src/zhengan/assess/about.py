"""The findings about some subjects, read without reading all the others: what the page of a system shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Q

from zhengan.accounts.models import Institution, User
from zhengan.assess.models import StoredFinding
from zhengan.assess.payload import shown
from zhengan.assess.services import View, standing
from zhengan.assess.store import covers
from zhengan.facts.base import Fact
from zhengan.law.rule import load_rules


def findings_about(
    institution: Institution, day: date, subjects: Mapping[type[Fact], Collection[str]], by: User | None = None
) -> View:
    """The day's findings whose subject is one of ``subjects``: identifiers by the kind of fact that is judged.

    A day without an up-to-date assessment is assessed first, as ``latest`` does; raises as it does.
    """
    assessment = standing(institution, day, by)
    kinds = {rule.id: rule.over.reads[0] for rule in load_rules()}
    rows = StoredFinding.objects.filter(
        covers(day), _known(assessment.known_at), institution=institution, known_from__lte=assessment.known_at,
        subject__in={subject for several in subjects.values() for subject in several},
    ).order_by("article", "clause", "rule", "subject", "pk")  # fmt: skip
    ours = [row for row in rows if row.subject in subjects.get(kinds.get(row.rule, Fact), ())]
    findings = tuple(shown(row.clause, row.rule, row.subject, row.verdict, row.payload, row.pk) for row in ours)
    return View(institution, assessment, findings)


def _known(at: datetime) -> Q:
    return Q(known_to=None) | Q(known_to__gt=at)
