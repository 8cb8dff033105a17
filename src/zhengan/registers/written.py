"""What was written after an instant: the kinds of fact, and what the written facts are about."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.kinds import KINDS
from zhengan.records.prepared import Prepared
from zhengan.records.services import MOST_TOLD
from zhengan.records.values import COLUMN_OF
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.register import Register


def written_since(institution: Institution, instant: datetime) -> dict[type[Fact], frozenset[str] | None]:
    """The kinds of the records entered, corrected or withdrawn after ``instant``, each with the subjects they name.

    None in the place of subjects: the institution itself, or more than need be told apart. One query over all registers.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name, subject in SINCE.rows(institution.pk, instant):
        found[name].add(subject)
    return {KINDS[name]: _told(KINDS[name], subjects) for name, subjects in found.items()}


def _since(institution: int, instant: datetime) -> QuerySet[Any, Any]:
    parts = [part for register in REGISTERS.values() for part in _parts(register, institution, instant)]
    return parts[0].union(*parts[1:])


def _parts(register: Register, institution: int, instant: datetime) -> list[QuerySet[Any, Any]]:
    """Of one register: what was recorded, and what was closed; apart, so that each is read along an index of its own."""
    about = register.kind.subject
    subject: Any = Value("") if about is None else F(COLUMN_OF.get(about, about))
    told = Value(register.name, output_field=CharField()), Cast(subject, CharField())
    rows = register.model._base_manager.filter(institution_id=institution).order_by()
    return [rows.filter(**{f"{moment}__gt": instant}).values_list(*told) for moment in ("recorded_at", "superseded_at")]


SINCE = Prepared(_since)


def _told(kind: type[Fact], subjects: set[str]) -> frozenset[str] | None:
    return None if kind.subject is None or len(subjects) > MOST_TOLD else frozenset(subjects)
