"""The findings about some subjects: what the page of a system shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from zhengan.accounts.models import Institution, User
from zhengan.assess import held
from zhengan.assess.services import View, key_of, standing
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
    named = {subject for several in subjects.values() for subject in several}
    found = held.about(key_of(assessment), named)
    ours = (one for one in found if one.subject in subjects.get(kinds.get(one.rule, Fact), ()))
    return View(institution, assessment, tuple(ours))
