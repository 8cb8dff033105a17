"""What a rule answers: a verdict, the figure measured, the limit required, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from zhengan.kit.limits import Limit
from zhengan.kit.say import Say
from zhengan.kit.spans import Span


class Verdict(StrEnum):
    """符合、不符合、未知、不适用、人工认定. Unknown is no pass: silence is shown and named."""

    badness: int
    """Worst first when sorted downwards: a breach, then the unknown, then what people vouch for."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    ATTESTED = "attested"


# Plain attributes, for pages ask ten thousand findings at a time.
for _rank, _verdict in enumerate((Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.ATTESTED, Verdict.UNKNOWN, Verdict.NOT_MET)):
    _verdict.badness = _rank


VERDICT_ZH: dict[Verdict, str] = {
    Verdict.MET: "符合",
    Verdict.NOT_MET: "不符合",
    Verdict.UNKNOWN: "未知",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ATTESTED: "人工认定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One rule's answer about one subject.

    ``figure`` is in ``limit.unit``; ``since`` is the day the present verdict began to hold; ``lapses`` are the spans
    inside the window on which a continuing duty did not hold; ``due`` is the day by which to act; ``evidence`` the
    facts that decided; ``notes`` what a reader must also know (an unverified limit, a provisional date).
    """

    verdict: Verdict
    says: Say
    figure: float | None = None
    limit: Limit | None = None
    since: date | None = None
    lapses: tuple[Span, ...] = ()
    due: date | None = None
    evidence: tuple[Any, ...] = ()
    do: Say | None = None
    notes: tuple[Say, ...] = ()

    def __post_init__(self) -> None:
        for name in ("lapses", "evidence", "notes"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def noting(self, *notes: Say) -> Judgement:
        """The same judgement with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def met(says: Say, **more: Any) -> Judgement:
    """The duty holds."""
    return Judgement(verdict=Verdict.MET, says=says, **more)


def not_met(says: Say, **more: Any) -> Judgement:
    """The duty does not hold."""
    return Judgement(verdict=Verdict.NOT_MET, says=says, **more)


def unknown(says: Say, **more: Any) -> Judgement:
    """Nothing was recorded that could decide; say what to record in ``do``."""
    return Judgement(verdict=Verdict.UNKNOWN, says=says, **more)


def not_applicable(says: Say, **more: Any) -> Judgement:
    """The duty does not arise here; say why."""
    return Judgement(verdict=Verdict.NOT_APPLICABLE, says=says, **more)


def attested(says: Say, **more: Any) -> Judgement:
    """A person vouches for it: name who, when and on what evidence."""
    return Judgement(verdict=Verdict.ATTESTED, says=says, **more)


def judge(limit: Limit, figure: float, says: Say, **more: Any) -> Judgement:
    """Met or not by the limit's own strictness. ``says`` may use ``{figure}`` and ``{limit}``.

    ``do`` is kept only where the limit does not hold: nobody is told to mend what is right.
    """
    verdict = Verdict.MET if limit.holds(figure) else Verdict.NOT_MET
    if verdict is Verdict.MET:
        more["do"] = None
    return Judgement(verdict=verdict, says=says, figure=figure, limit=limit, **more)


def verdict_where(holds: bool) -> Verdict:
    """Met where it holds, else not."""
    return Verdict.MET if holds else Verdict.NOT_MET
