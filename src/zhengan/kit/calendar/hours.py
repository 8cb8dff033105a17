"""The hours a set of markets keeps, era by era: rows of the tables folded into slots and outlines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from zhengan.kit.calendar.tables import Certainty, Market, Phase

Outline: TypeAlias = list[tuple[int, int]]
Asked: TypeAlias = Mapping[str, Sequence[Sequence[Market]]]


@dataclass(frozen=True, slots=True)
class Slot:
    """One phase, in seconds after the midnight its day begins with, and the markets (as asked for) that keep it."""

    night: bool
    kind: str
    start: int
    end: int
    name: str
    markets: tuple[str, ...]
    certainty: Certainty


class Hours:
    """The hours of markets that share one calendar of trading days; ``venue`` is any venue with that calendar.

    ``asked`` maps each code asked for to the rows of every market it covers, oldest first.
    """

    def __init__(self, venue: str, asked: Asked, phases: Mapping[str, Sequence[Phase]]):
        self.venue = venue
        self.asked = tuple(asked)
        starts = {row.valid_from for markets in asked.values() for rows in markets for row in rows}
        self._eras = sorted(starts)
        self._slots = [_slots(asked, phases, era) for era in self._eras]
        self._outlines: dict[tuple[int, bool, bool], Outline] = {}
        self.has_night = any(slot.night for slots in self._slots for slot in slots)

    def slots(self, day: date, night: bool) -> list[Slot]:
        """The day phases, or the night phases that begin on the evening, of a day; by start."""
        era = self._era(day)
        return [slot for slot in self._slots[era] if slot.night == night] if era >= 0 else []

    def outline(self, day: date, night: bool, breaks_inside: bool) -> Outline:
        """The same as spans (start, end) that neither overlap nor touch."""
        key = (self._era(day), night, breaks_inside)
        if key not in self._outlines:
            chosen = [slot for slot in self.slots(day, night) if breaks_inside or slot.kind != "break"]
            self._outlines[key] = _outline(chosen)
        return self._outlines[key]

    def _era(self, day: date) -> int:
        return bisect_right(self._eras, day) - 1


def _slots(asked: Asked, phases: Mapping[str, Sequence[Phase]], era: date) -> list[Slot]:
    """The phases of every market in force on a day; those that coincide become one, with its most certain source."""
    found: dict[tuple[bool, str, int, int, str], tuple[dict[str, None], Certainty]] = {}
    kept = (
        (code, row) for code, markets in asked.items() for rows in markets for row in _in_force(rows, era)
    )
    for code, row in kept:
        for phase in (phase for name in row.hours for phase in phases[name]):
            key = (phase.night, phase.kind, phase.start, phase.end, phase.name)
            codes, certainty = found.get(key, ({}, row.certainty))
            best = row.certainty if row.certainty.verified and not certainty.verified else certainty
            found[key] = ({**codes, code: None}, best)
    slots = [Slot(*key, tuple(codes), certainty) for key, (codes, certainty) in found.items()]
    return sorted(slots, key=lambda slot: (slot.start, slot.end))


def _in_force(rows: Sequence[Market], era: date) -> Sequence[Market]:
    """The newest row that holds on the day; none for a market that has not opened yet."""
    return [row for row in rows if row.valid_from <= era][-1:]


def _outline(slots: Sequence[Slot]) -> Outline:
    spans: Outline = []
    for slot in slots:
        if spans and slot.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], slot.end))
        else:
            spans.append((slot.start, slot.end))
    return spans
