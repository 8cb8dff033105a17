"""Two moments side by side: what appeared, what is gone, what changed its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from zhengan.kit.verdict import Verdict

GOOD = (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.ATTESTED)


class Judged(Protocol):
    """A finding, fresh from the engine or read back from where it was stored."""

    @property
    def rule(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...


J = TypeVar("J", bound=Judged)


@dataclass(frozen=True)
class Changed(Generic[J]):
    """One question whose answer differs; ``before`` or ``after`` is None where it was not asked then."""

    before: J | None
    after: J | None

    @property
    def now(self) -> J:
        """The answer that names the question: the later one, or the one that is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison(Generic[J]):
    """``appeared``: breaches and unknowns that were not there; ``cleared``: those that are gone; ``other``: the rest."""

    appeared: tuple[Changed[J], ...]
    cleared: tuple[Changed[J], ...]
    other: tuple[Changed[J], ...]


def compare(before: Iterable[J], after: Iterable[J]) -> Comparison[J]:
    """What is otherwise in ``after``, by rule and subject, the worst first. Equal verdicts are no change."""
    old = {(finding.rule, finding.subject): finding for finding in before}
    new = {(finding.rule, finding.subject): finding for finding in after}
    appeared: list[Changed[J]] = []
    cleared: list[Changed[J]] = []
    other: list[Changed[J]] = []
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key), new.get(key)
        if a is not None and b is not None and a.verdict is b.verdict:
            continue
        change = Changed(a, b)
        was_bad, is_bad = _bad(a), _bad(b)
        (appeared if is_bad > was_bad else cleared if is_bad < was_bad else other).append(change)
    for group in (appeared, cleared, other):
        group.sort(key=lambda change: -change.now.verdict.badness)
    return Comparison(tuple(appeared), tuple(cleared), tuple(other))


def _bad(finding: Judged | None) -> int:
    return 0 if finding is None or finding.verdict in GOOD else finding.verdict.badness
