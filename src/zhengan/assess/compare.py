"""Two moments side by side: what appeared, what is gone, what changed its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhengan.assess.payload import Shown
from zhengan.kit.verdict import Verdict

GOOD = (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.ATTESTED)


@dataclass(frozen=True)
class Changed:
    """One question whose answer differs; ``before`` or ``after`` is None where it was not asked then."""

    before: Shown | None
    after: Shown | None

    @property
    def now(self) -> Shown:
        """The answer that names the question: the later one, or the one that is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison:
    """``appeared``: breaches and unknowns that were not there; ``cleared``: those that are gone; ``other``: the rest."""

    appeared: tuple[Changed, ...]
    cleared: tuple[Changed, ...]
    other: tuple[Changed, ...]


def compare(before: Iterable[Shown], after: Iterable[Shown]) -> Comparison:
    """What is otherwise in ``after``, by rule and subject, the worst first. Equal verdicts are no change."""
    old = {(finding.rule, finding.subject): finding for finding in before}
    new = {(finding.rule, finding.subject): finding for finding in after}
    appeared: list[Changed] = []
    cleared: list[Changed] = []
    other: list[Changed] = []
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


def _bad(finding: Shown | None) -> int:
    return 0 if finding is None or finding.verdict in GOOD else finding.verdict.badness
