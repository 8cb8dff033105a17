"""The findings about some subjects: what the page of a system shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zhengan.accounts.models import Institution, User
from zhengan.assess import held
from zhengan.assess.services import View, key_of, known, standing
from zhengan.facts.base import Fact
from zhengan.kit.asof import AsOf
from zhengan.law.rule import load_rules


def findings_about(
    institution: Institution, as_of: AsOf, subjects: Mapping[type[Fact], Collection[str]], by: User | None = None
) -> View:
    """The findings of a moment whose subject is one of ``subjects``: identifiers by the kind of fact that is judged.

    A day without an up-to-date assessment is assessed first, as ``known`` does; raises as it does.
    """
    kinds = {rule.id: rule.over.reads[0] for rule in load_rules()}
    named = {subject for several in subjects.values() for subject in several}
    if as_of.known_at is None:
        assessment = standing(institution, as_of.valid_on, by)
        found = held.about(key_of(assessment), named)
    else:
        then = known(institution, as_of, by)
        assessment, found = then.assessment, then.all.about(named)
    ours = (one for one in found if one.subject in subjects.get(kinds.get(one.rule, Fact), ()))
    return View(institution, assessment, tuple(ours), then=as_of.known_at)
