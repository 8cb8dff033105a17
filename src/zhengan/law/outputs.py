"""The outputs of a test data set's masking runs: which of them were checked since they were written, and what was found (16.2).

A check speaks for the bytes it looked at, known by their digest, and for no others. What it found in them stands for good:
looking again at the same bytes, with whatever policy and options, takes nothing back, and of several looks the one that found
most counts. It is settled where it was found by other bytes: the latest run wrote that output anew, and a check of what it
wrote found nothing. A check made in error, or of a file that is gone, is withdrawn.

What no run wrote (``FIRST``: the data the set began with, stated as masked or as not) no check of a run's output speaks for. It
is known by what is stated of the whole set alone (``DataSet.checked``): until that was looked at since it was masked, whether it
is clean is not known, and what somebody found stands until the set is stated anew. A statement that the whole set is clean
speaks for all that was in it by then, but never against what was found in a file. A statement that something was found means
some part that was in the set at the time: where runs wrote all of it, it is settled when each has been written anew, in other
bytes, and checked clean.
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
from zhengan.kit.time import start_of_day

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
    worst: dict[str, MaskingCheck] = field(default_factory=dict)
    """By digest, the check that found most in those bytes."""
    whole: int = 0
    """What somebody stated to have found in the set as a whole, while that stands."""
    stated: datetime | None = None
    """When that was."""
    suspects: dict[str, str] = field(default_factory=dict)
    """Where it may be: what was in the set then and was not yet written anew and checked clean, with its digest then."""
    first: bool = False
    """Whether there is data in the set that no run wrote."""
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
        if data.masked == "none":
            made.first, made.unchecked[FIRST] = True, start_of_day(data.since)
        for at, order, _, fact in sorted((one for one in told if one[0] < until), key=lambda one: one[:3]):
            if isinstance(fact, MaskingRun):
                made._written(fact)
            elif isinstance(fact, MaskingCheck):
                made._looked(fact)
            elif order:
                made._stated(at, data.remaining)
            else:
                made.masked, made.first, made.unchecked[FIRST] = True, True, at
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

    @property
    def public(self) -> int:
        """Values that the current runs left, for the policy's list says that the institution has published them."""
        return sum(run.public or 0 for run in self.runs.values())

    def notes(self) -> tuple[Say, ...]:
        """Where something was found, what was not checked since it was written, how much is doubtful, and how much was left as
        published."""
        made = []
        if self.found:
            made.append(say("未脱敏的在：{outputs}", outputs=written(self.found, self.runs)))
        if self.whole and self.stated:
            made.append(self._unsettled(self.stated))
        if waiting := [place for place in self.unchecked if place != FIRST]:
            made.append(say("脱敏之后没有检查的：{outputs}", outputs=written(waiting, self.runs)))
        if FIRST in self.unchecked and self.runs:
            made.append(say("检查脱敏运行写出的，不及于投入使用时的数据：那些须检查整个数据集，登记检查时刻与项数"))
        if self.doubtful:
            made.append(say("另有带有字样但无法确认的号码 {n} 个，请人核对", n=self.doubtful))
        if self.public:
            text = "脱敏运行另有 {n} 项属本机构公开信息清单，没有脱敏：清单是否只有本机构的信息，请人核对"
            made.append(say(text, n=self.public))
        return tuple(made)

    def _unsettled(self, at: datetime) -> Say:
        """What somebody stated to have found, and what would settle it."""
        if FIRST in self.suspects:
            return say("其中 {at} 登记整个数据集检查发现 {n} 项，当时的数据不都是脱敏运行写出的：再检查整个数据集并登记才了结",
                       at=at, n=self.whole)  # fmt: skip
        return say("其中 {at} 登记整个数据集检查发现 {n} 项，当时有而其后没有重新脱敏并检查无误的：{outputs}",
                   at=at, n=self.whole, outputs=written(self.suspects, self.runs))  # fmt: skip

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
        if run.after in self.worst:
            self._bad(place, self.worst[run.after])

    def _looked(self, check: MaskingCheck) -> None:
        self.last = check.at
        places = [place for place, run in self.runs.items() if run.after == check.digest]
        known = self.worst.get(check.digest)
        if check.remaining and (known is None or check.remaining >= known.remaining):
            known = self.worst[check.digest] = check
        if known is not None:
            same = [place for place, one in self.found.items() if one.digest == check.digest]
            for place in places or same or [check.output]:
                self._bad(place, known)
            return
        for place in places:
            self.found.pop(place, None)
            self.unchecked.pop(place, None)
            self.clean[place] = check
            if self.suspects.get(place, check.digest) != check.digest:
                del self.suspects[place]
        if not self.suspects:
            self.whole = 0

    def _bad(self, place: str, check: MaskingCheck) -> None:
        """What stands there is known not to be clean."""
        self.found[place] = check
        self.unchecked.pop(place, None)
        self.clean.pop(place, None)

    def _stated(self, at: datetime, remaining: int | None) -> None:
        self.last = at
        if remaining is None:
            return
        self.unchecked.clear()
        self.whole, self.stated = remaining, at
        self.suspects = {place: run.after for place, run in self.runs.items()}
        if self.first or not self.runs:
            self.suspects[FIRST] = ""


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
