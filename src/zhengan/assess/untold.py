"""Dates ahead in registers that no finding speaks of: what a calendar and a notice add to the findings' own dates."""

from __future__ import annotations

from collections.abc import Iterable

from zhengan.assess.payload import Shown
from zhengan.registers.dated import Ahead


def untold(dates: Iterable[Ahead], findings: Iterable[Shown]) -> list[Ahead]:
    """Those of the dates that none of the findings tells: no finding due that day rests on the record."""
    told = {(entry["kind"], entry["id"], one.due) for one in findings for entry in one.evidence}
    return [one for one in dates if (one.register, one.uid, one.day) not in told]
