"""The findings about a system, clause by clause, those that need somebody first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhengan.assess.payload import Shown
from zhengan.facts.base import Fact
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import duty
from zhengan.law.model import Duty
from zhengan.law.rule import load_rules
from zhengan.web.kit.subjects import Subject as Named

OPEN = (Verdict.NOT_MET, Verdict.UNKNOWN)


@dataclass(frozen=True)
class Line:
    """A finding and its subject, as ``parts/finding.html`` shows them."""

    finding: Shown
    subject: Named


@dataclass(frozen=True)
class Clause:
    """A clause and what was found under it, the worst first."""

    duty: Duty
    verdict: Verdict
    lines: list[Line]

    @property
    def open(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.verdict in OPEN

    @property
    def first(self) -> list[Line]:
        """The lines that stand: those that need somebody, or all of a clause that asks for nothing."""
        return [line for line in self.lines if line.finding.verdict in OPEN] if self.open else self.lines

    @property
    def folded(self) -> list[Line]:
        """The lines that fold away: what is met beside what is not."""
        return [line for line in self.lines if line.finding.verdict not in OPEN] if self.open else []


def clauses(
    findings: Iterable[Shown], names: Mapping[type[Fact], Mapping[str, str]], articles: Iterable[int] = ()
) -> list[Clause]:
    """The findings by clause: breaches before unknowns before the rest, then in the order of the law.

    ``articles``: only these; none: all.
    """
    wanted = set(articles)
    kinds = {rule.id: rule.over.reads[0] for rule in load_rules()}
    by_clause: dict[str, list[Shown]] = {}
    for finding in findings:
        if not wanted or int(finding.clause.split(".")[0]) in wanted:
            by_clause.setdefault(finding.clause, []).append(finding)
    made = []
    for clause, several in by_clause.items():
        several.sort(key=lambda finding: -finding.verdict.badness)
        lines = [Line(one, _named(one, names.get(kinds[one.rule], {}))) for one in several]
        made.append(Clause(duty(clause), several[0].verdict, lines))
    return sorted(made, key=lambda clause: (not clause.open, -clause.verdict.badness if clause.open else 0))


def _named(finding: Shown, names: Mapping[str, str]) -> Named:
    return Named(names.get(finding.subject, finding.subject))
