"""From findings to what a wall of 75 tiles can say: the worst verdict of each clause and article, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhengan.assess.payload import Shown
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import load_law
from zhengan.law.model import Article, Duty

WATCHED = ("served", "pending")  # duties somebody must meet; definitions and worklists get no verdict
ORDER = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.ATTESTED, Verdict.NOT_APPLICABLE)


def by_clause(findings: Iterable[Shown]) -> dict[str, Verdict]:
    """The worst verdict of each clause that has a finding."""
    worst: dict[str, Verdict] = {}
    for finding in findings:
        held = worst.get(finding.clause)
        if held is None or finding.verdict.badness > held.badness:
            worst[finding.clause] = finding.verdict
    return worst


def tally(findings: Iterable[Shown]) -> list[tuple[Verdict, int]]:
    """How many findings of each verdict there are, the worst first."""
    total = Counter(finding.verdict for finding in findings)
    return sorted(total.items(), key=lambda item: -item[0].badness)


@dataclass(frozen=True)
class Tile:
    """One article on the wall. ``state`` is a verdict, ``pending`` (no rule yet), or ``quiet`` (nothing to judge)."""

    article: Article
    state: str
    counts: Mapping[str, int]

    @property
    def judged(self) -> int:
        """How many of its clauses have a verdict."""
        return sum(self.counts.values())


def tile(article: Article, verdicts: Mapping[str, Verdict]) -> Tile:
    """An article as a tile: its worst verdict, else whether a rule is still missing."""
    found = [verdicts[duty.id] for duty in article.duties if duty.id in verdicts]
    if found:
        state = max(found, key=lambda verdict: verdict.badness).value
    else:
        state = "pending" if any(duty.status == "pending" for duty in article.duties) else "quiet"
    return Tile(article, state, dict(Counter(verdict.value for verdict in found)))


@dataclass(frozen=True)
class Counts:
    """How the duties stand: one count a verdict, and those no rule judges yet."""

    articles: int
    duties: int
    verdicts: Mapping[Verdict, int]
    pending: int
    quiet: int


@dataclass(frozen=True)
class Each:
    """How the single findings stand: what a duty's worst verdict hides, such as one unknown beneath a breach."""

    total: int
    verdicts: tuple[tuple[Verdict, int], ...]


def each(findings: Mapping[Verdict, Sequence[Shown]]) -> Each:
    """The findings by verdict, in the order of the board's first line."""
    total = {verdict: len(findings.get(verdict, ())) for verdict in ORDER}
    return Each(sum(total.values()), tuple(total.items()))


def counts(verdicts: Mapping[str, Verdict]) -> Counts:
    """The first line of the board."""
    law = load_law()
    rest: list[Duty] = [duty for duty in law.duties if duty.id not in verdicts]
    total = Counter(verdicts.values())
    return Counts(
        articles=len(law.articles),
        duties=len(law.duties),
        verdicts={verdict: total[verdict] for verdict in ORDER},
        pending=sum(duty.status == "pending" for duty in rest),
        quiet=sum(duty.status != "pending" for duty in rest),
    )
