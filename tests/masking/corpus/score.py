"""Precision and recall, span for span: a span that is a byte off is wrong twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.masking.corpus.build import Text


@dataclass
class Score:
    """Counts by kind, and what went wrong, for whoever looks."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)

    def precision(self, *kinds: str) -> float:
        right, wrong = (sum(c[k] for k in kinds) for c in (self.right, self.wrong))
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, *kinds: str) -> float:
        right, missed = (sum(c[k] for k in kinds) for c in (self.right, self.missed))
        return right / (right + missed) if right + missed else 1.0


Spans = Iterable[tuple[int, int, str]]


def score(texts: list[Text], find: Callable[[bytes], Spans], kinds: Iterable[str]) -> Score:
    """What ``find`` finds of ``kinds`` in the texts."""
    chosen, result = set(kinds), Score()
    for text in texts:
        told = {(label.start, label.end, label.kind) for label in text.labels if label.kind in chosen}
        found = {one for one in find(text.data) if one[2] in chosen}
        for sort, counter, some in (
            ("", result.right, told & found),
            ("missed", result.missed, told - found),
            ("wrong", result.wrong, found - told),
        ):
            for start, end, kind in sorted(some):
                counter[kind] += 1
                if sort:
                    result.faults.append(
                        (sort, kind, text.data[start:end].decode("utf-8", "replace"), text.data.decode())
                    )
    return result
