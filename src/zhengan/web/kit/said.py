"""Findings as they are searched: what ten thousand of them say, as one long text."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from zhengan.assess.payload import Shown
from zhengan.law.rule import Rule, load_rules

HELD = 4  # days and languages


class Said:
    """Findings as they are searched, the worst first: what each says is a line of one long text."""

    def __init__(self, findings: tuple[Shown, ...], lang: str):
        self.of = findings  # held, so that their address in memory cannot come to mean others
        self.worst = sorted((one for one in findings if one.rule in _rules()), key=lambda one: -one.verdict.badness)
        lines = [f"{one.subject} {one.rule} {one.says.render(lang)}".casefold().replace("\n", " ") for one in self.worst]
        self.text = "\n".join(lines)
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self.named: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.worst):
            for name in {one.subject.casefold(), one.clause, one.rule}:
                self.named[name].append(place)

    def holding(self, text: str, words: list[str]) -> list[Shown]:
        """Those whose line holds every word, and those that ``text`` names exactly."""
        places = set(self.named.get(text.casefold(), ()))
        if words:
            first, *rest = words
            places.update(place for place in self._lines(first) if all(word in self._line(place) for word in rest))
        return [self.worst[place] for place in sorted(places)]

    def _lines(self, word: str) -> Iterator[int]:
        """The lines that hold a word: one run over the long text, which is some fifty times as fast as line by line."""
        found = self.text.find(word)
        while found >= 0:
            place = bisect_right(self.starts, found) - 1
            yield place
            found = self.text.find(word, self.starts[place + 1])

    def _line(self, place: int) -> str:
        return self.text[self.starts[place] : self.starts[place + 1]]


def said(findings: tuple[Shown, ...], lang: str) -> Said:
    """Findings as they are searched. Held in the process: a firm has ten thousand, and saying them takes longer than
    everything else a search does."""
    held = _SAID.get((id(findings), lang))
    if held is None:
        held = Said(findings, lang)
        while len(_SAID) >= HELD:
            _SAID.pop(next(iter(_SAID)), None)
        _SAID[id(findings), lang] = held
    return held


def rule_of(name: str) -> Rule:
    """The rule of this name. Raises KeyError where there is none any more."""
    return _rules()[name]


@functools.cache
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules()}


_SAID: dict[tuple[int, str], Said] = {}
