"""What a rule is: a question about a subject, the facts it needs, and a function that answers.

A room's ``rules.py`` marks plain functions with ``@rule``; the mark is an attribute, nothing registers itself on
import. ``load_rules`` opens the rooms and collects them.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.window import Highest
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.verdict import Judgement

Answer = Callable[[Any, FactBook, LimitSet, AsOf], Judgement]


@dataclass(frozen=True, slots=True)
class Needs:
    """A kind of fact a rule reads and how far back (None: all there is).

    ``last``: what is read beside, where it is older: the last fact about the subject of those for which a field is
    true, or (``""``) of all. ``highest``: beside as well, what was highest. ``required``: without a single such fact
    about the subject, however old, the answer is unknown: so of what is read for some years only, the last of all is read
    too, lest a reading of long ago pass for none. Raises ValueError where it is not. ``about`` picks the key under
    which the facts are filed from the subject (None: all of them, ``()``: none); by default the subject's own key, or
    the institution.
    """

    kind: type[Fact]
    years: int | None = None
    required: bool = True
    about: Callable[[Any], object] | None = None
    last: tuple[str, ...] = ()
    highest: Highest | None = None

    def __post_init__(self) -> None:
        if self.required and self.years is not None and "" not in self.last:
            raise ValueError(f"{self.kind.__name__}: required, so its last of all must be read beside those of some years")

    def key(self, subject: Fact) -> object:
        """Under which key the book files these facts for ``subject``."""
        if self.about is not None:
            return self.about(subject)
        return None if self.kind.subject is None else subject.key


@dataclass(frozen=True, slots=True)
class Over:
    """Which subjects a rule is asked about. ``none`` answers where there is not one: silence is named, never passed."""

    name: str
    pick: Callable[[FactBook, AsOf], Sequence[Fact]]
    none: Callable[[FactBook, AsOf], Judgement]
    reads: tuple[type[Fact], ...]
    act: bool = False
    covers: Callable[[Any, FactBook], bool] | None = (
        None  # whether one act, on record or only asked about, is a subject
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as loaded: ``clause`` is the law's, ``id`` its own name, ``doc`` its explanation in Chinese."""

    id: str
    clause: str
    article: int
    over: Over
    needs: tuple[Needs, ...]
    gate: str | None
    answer: Answer
    doc: str

    @property
    def kinds(self) -> frozenset[type[Fact]]:
        """Every kind of fact that can change the answer: what must be loaded, and what makes it run again."""
        return frozenset(need.kind for need in self.needs) | frozenset(self.over.reads)

    @property
    def act(self) -> bool:
        """Judged on each act, for good, and not as a state at a date."""
        return self.over.act


def rule(
    id: str, *, over: Over, needs: Iterable[Needs] = (), gate: str | None = None
) -> Callable[[Answer], Answer]:
    """Mark a function as a rule. ``id`` is ``clause-word``: ``21.3-bandwidth``; ``gate`` names the act it is asked before."""
    clause = id.partition("-")[0]

    def mark(answer: Answer) -> Answer:
        article = int(clause.split(".")[0])
        made = Rule(id, clause, article, over, tuple(needs), gate, answer, inspect.getdoc(answer) or "")
        answer.__rule__ = made  # type: ignore[attr-defined]
        return answer

    return mark


ROOMS = Path(__file__).parent / "order218"


@functools.cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule of every room, by article and then as written."""
    rules: list[Rule] = []
    for file in sorted(ROOMS.glob("a*/rules.py")):
        module = importlib.import_module(f"zhengan.law.order218.{file.parent.name}.rules")
        found = (getattr(item, "__rule__", None) for item in vars(module).values())
        rules.extend(r for r in found if r is not None and r.answer.__module__ == module.__name__)
    return tuple(sorted(rules, key=lambda r: r.article))
