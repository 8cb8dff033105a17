"""The outputs of a test data set's masking runs: which of them were checked since they were written, and what was found (16.2).

A check speaks for the file it looked at, known by its digest, and for no other. What it found stands until the same output is
checked clean: as it was, or as the latest run wrote it anew. What a person states of the whole set (``DataSet.checked``) speaks
for all that was in it by then, but never against what was found in a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from pathlib import PurePath

from zhengan.facts.base import Fact
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun
from zhengan.kit.say import Name, Say, say

FIRST = "*"
"""The place of the data the set began with, which no run wrote; no file and no table is called so."""
NAMED, MOST = 5, 20
"""Outputs named in a sentence, records given in evidence."""


@dataclass
class Outputs:
    """What is in a set, as told event by event in order of time (``Outputs.by``)."""

    runs: dict[str, MaskingRun] = field(default_factory=dict)
    """The latest run of each output."""
    unchecked: dict[str, datetime] = field(default_factory=dict)
    """What was written and not checked since, and when it was written."""
    found: dict[str, MaskingCheck] = field(default_factory=dict)
    """The latest check of each output in which something was left in clear."""
    clean: dict[str, MaskingCheck] = field(default_factory=dict)
    """The latest check of each output of a current run that found nothing."""
    whole: int = 0
    """What somebody stated to have found in the set as a whole, while that stands."""
    until: set[str] = field(default_factory=set)
    """The outputs that must be checked clean for that to stand no longer."""
    masked: bool = False
    """Whether anything was masked yet."""
    last: datetime | None = None
    """The last check of any sort."""

    @classmethod
    def by(cls, data: DataSet, runs: Iterable[MaskingRun], checks: Iterable[MaskingCheck], until: datetime,
           days: dict[date, bool | None] | None = None) -> Outputs:  # fmt: skip
        """As they stand before an instant. ``days`` takes, for each day something happened on, whether all was known clean at
        its end, or not, or None: not known."""
        told: list[tuple[datetime, int, datetime, MaskingRun | MaskingCheck | DataSet]]
        told = [(run.at, 0, run.recorded, run) for run in runs]
        if isinstance(data.masked, datetime):
            told.append((data.masked, 0, data.recorded, data))
        if isinstance(data.checked, datetime):
            told.append((data.checked, 1, data.recorded, data))
        told += [(check.at, 2, check.recorded, check) for check in checks]
        made = cls()
        for at, order, _, fact in sorted((one for one in told if one[0] < until), key=lambda one: one[:3]):
            if isinstance(fact, MaskingRun):
                made._written(fact)
            elif isinstance(fact, MaskingCheck):
                made._looked(fact)
            elif order:
                made._stated(at, data.remaining)
            else:
                made.masked, made.unchecked[FIRST] = True, at
            if days is not None:
                days[at.date()] = made.holds
        return made

    @property
    def remaining(self) -> int:
        """How much stands in clear, by all that was found and not mended."""
        return self.whole + sum(one.remaining for one in {one.id: one for one in self.found.values()}.values())

    @property
    def holds(self) -> bool | None:
        """Whether all of it is known to be clean; None where that is not known."""
        if self.remaining:
            return False
        return None if self.unchecked or not self.masked else True

    @property
    def doubtful(self) -> int:
        """Labelled numbers, in what is in the set now, that no check can prove."""
        held = {one.id: one for part in (self.clean, self.found) for one in part.values()}
        return sum(one.doubtful or 0 for one in held.values())

    def notes(self) -> tuple[Say, ...]:
        """Where something was found, what was not checked since it was written, and how much is doubtful."""
        made = []
        if self.found:
            made.append(say("未脱敏的在：{outputs}", outputs=written(self.found, self.runs)))
        if waiting := [place for place in self.unchecked if place != FIRST]:
            made.append(say("脱敏之后没有检查的：{outputs}", outputs=written(waiting, self.runs)))
        if self.doubtful:
            made.append(say("另有带有字样但无法确认的号码 {n} 个，请人核对", n=self.doubtful))
        return tuple(made)

    def evidence(self, data: DataSet, runs: Sequence[MaskingRun]) -> list[Fact]:
        """What decides: the set, its last run, runs whose output was not checked, and the checks that stand; the newest of
        these."""
        looks = {one.id: one for part in (self.clean, self.found) for one in part.values()}.values()
        idle = [self.runs[place] for place in self.unchecked if place in self.runs][-MOST:]
        made = {one.id: one for one in [*runs[-1:], *idle]}.values()
        return [data, *made, *sorted(looks, key=attrgetter("at"))[-MOST:]]

    def _written(self, run: MaskingRun) -> None:
        place = run.output or run.id
        self.runs[place], self.unchecked[place] = run, run.at
        self.clean.pop(place, None)
        self.masked |= run.masked > 0 and run.before != run.after
        if self.whole:
            self.until.add(place)

    def _looked(self, check: MaskingCheck) -> None:
        self.last = check.at
        places = [place for place, run in self.runs.items() if run.after == check.digest]
        if check.remaining:
            for place in places or [check.output]:
                self.found[place] = check
                self.unchecked.pop(place, None)
                self.clean.pop(place, None)
            return
        for place in [place for place, one in self.found.items() if one.digest == check.digest]:
            del self.found[place]
        for place in places:
            self.found.pop(place, None)
            self.unchecked.pop(place, None)
            self.clean[place] = check
            self.until.discard(place)
        if places:
            self.unchecked.pop(FIRST, None)  # what it began with was filled anew
            self.whole = self.whole if self.until else 0

    def _stated(self, at: datetime, remaining: int | None) -> None:
        self.last = at
        if remaining is None:
            return
        self.unchecked.clear()
        self.whole, self.until = remaining, {*self.runs} or {FIRST}


def written(places: Iterable[str], runs: Mapping[str, MaskingRun]) -> list[Name | Say]:
    """What outputs are called in a sentence: by file name, by the whole path where two share it; by the run where it is not on
    record; and how many more there are."""
    short: dict[str, set[str]] = defaultdict(set)
    places = [*places]
    for place in {*places, *runs}:
        short[PurePath(place).name].add(place)
    names: list[Name | Say] = []
    for place in places[:NAMED]:
        if place in runs and not runs[place].output:
            names.append(say("脱敏运行 {id} 写出的", id=Name(place)))
        else:
            names.append(Name(PurePath(place).name if len(short[PurePath(place).name]) == 1 else place))
    return [*names, say("等共 {n} 处", n=len(places))] if len(places) > NAMED else names
