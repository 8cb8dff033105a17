"""A finding as canonical JSON without a language, and back into what a page or a machine shows.

Sentences keep their Chinese text and values apart (``Say.as_data``), so one stored finding reads in any language, and
the same finding gives the same bytes on any machine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengan.kit.limits import COMPARISONS, Limit
from zhengan.kit.quantities import Quantity
from zhengan.kit.say import Say
from zhengan.kit.spans import Span
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, stamp

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(data: Any) -> str:
    """JSON whose bytes depend on the data alone."""
    return _ENCODER.encode(data)


def digest(text: str) -> str:
    """SHA-256 of a payload."""
    return hashlib.sha256(text.encode()).hexdigest()


def payload(finding: Finding) -> str:
    """Everything a finding says, as canonical JSON."""
    judged = finding.judgement
    return canonical(
        {
            "figure": None if judged.figure is None else round(judged.figure, 9),
            "since": judged.since.isoformat() if judged.since else None,
            "lapses": [{"from": stamp(span.start), "to": stamp(span.end)} for span in judged.lapses],
            "due": judged.due.isoformat() if judged.due else None,
            "evidence": finding.evidence(),
            "limit": _limit(judged.limit),
            "says": judged.says.as_data(),
            "do": judged.do.as_data() if judged.do else None,
            "notes": [note.as_data() for note in judged.notes],
            "act_on": finding.act_on.isoformat() if finding.act_on else None,
        }
    )


def _limit(limit: Limit | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    return {
        "id": limit.id, "is": limit.comparison, "value": limit.value, "unit": limit.unit,
        "source": limit.source, "verified": limit.verified,
    }  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A stored finding read back. Figures are in ``unit``; ``limit`` is ``{"is": "at_least", "value": 1, …}``.

    ``digest`` stands for the verdict and everything that is said.
    """

    id: int | None
    digest: str
    clause: str
    rule: str
    subject: str
    verdict: Verdict
    figure: float | None
    limit: dict[str, Any] | None
    since: date | None
    lapses: tuple[Span, ...]
    due: date | None
    evidence: list[dict[str, str]]
    says: Say
    do: Say | None
    notes: tuple[Say, ...]
    act_on: date | None

    @property
    def unit(self) -> str:
        """The unit of figure and limit; empty where there is none."""
        return self.limit["unit"] if self.limit else ""

    def figure_text(self, lang: str = "zh") -> str:
        """The figure with its unit, or nothing."""
        return "" if self.figure is None or not self.limit else Quantity(self.figure, self.unit).render(lang)

    def limit_text(self, lang: str = "zh") -> str:
        """The limit with its sign and unit, or nothing."""
        if not self.limit:
            return ""
        return Quantity(self.limit["value"], self.unit, COMPARISONS[self.limit["is"]][0]).render(lang)

    def as_dict(self, lang: str = "zh") -> dict[str, Any]:
        """The published, stable shape: the same as ``law.engine.Finding.as_dict``."""
        notes = "".join(f"（{note.render(lang)}）" for note in self.notes)
        return {
            "clause": self.clause,
            "rule": self.rule,
            "subject": self.subject,
            "verdict": self.verdict.value,
            "figure": self.figure,
            "limit": {self.limit["is"]: self.limit["value"]} if self.limit else None,
            "unit": self.unit or None,
            "since": self.since.isoformat() if self.since else None,
            "lapses": [{"from": span.start.isoformat(), "to": span.end.isoformat()} for span in self.lapses],
            "due": self.due.isoformat() if self.due else None,
            "evidence": self.evidence,
            "says": self.says.render(lang) + notes,
            "do": self.do.render(lang) if self.do else None,
        }


def shown(clause: str, rule: str, subject: str, verdict: str, text: str, digest: str, id: int | None = None) -> Shown:
    """A finding from its columns and payload."""
    data = json.loads(text)
    return Shown(
        id=id,
        digest=digest,
        clause=clause,
        rule=rule,
        subject=subject,
        verdict=Verdict(verdict),
        figure=data["figure"],
        limit=data["limit"],
        since=_day(data["since"]),
        lapses=tuple(Span(_moment(span["from"]), _moment(span["to"])) for span in data["lapses"]),
        due=_day(data["due"]),
        evidence=data["evidence"],
        says=Say.from_data(data["says"]),
        do=Say.from_data(data["do"]) if data["do"] else None,
        notes=tuple(Say.from_data(note) for note in data["notes"]),
        act_on=_day(data["act_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
