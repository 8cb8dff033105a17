"""Rows → facts: one query for each kind of fact, whatever the number of rules and systems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.records.values import columns, facts_from
from zhengan.registers.catalogue import BY_KIND

CHUNK = 5000


def collect(
    institution: Institution, kinds: Iterable[type[Fact]], known_at: datetime | None = None
) -> dict[type[Fact], list[Fact]]:
    """Every fact of these kinds known at ``known_at`` (None: now), by kind.

    A kind no register holds yet gives an empty list: the rules then answer unknown, never met.
    """
    return {kind: _facts(institution, kind, known_at) for kind in kinds}


def _facts(institution: Institution, kind: type[Fact], known_at: datetime | None) -> list[Fact]:
    register = BY_KIND.get(kind)
    if register is None:
        return []
    rows = register.model.objects.filter(institution=institution).known(known_at).order_by("pk")
    return facts_from(kind, rows.values_list(*columns(kind)).iterator(chunk_size=CHUNK))
