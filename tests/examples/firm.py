"""How the tests judge an example file."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.scenario import Scenario, load_scenario
from zhengan.kit.asof import AsOf
from zhengan.kit.time import CST
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding, evaluate

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = datetime(2026, 11, 23, tzinfo=CST)


@cache
def load(name: str) -> Scenario:
    return load_scenario(EXAMPLES / f"{name}.yaml", NOW)


def judged(name: str, day: date, known_at: datetime | None = None, moved: int = 0) -> list[Finding]:
    """The findings of an example as of a day; ``moved``: with every fact that many days later."""
    facts = load(name).facts
    if moved:
        facts = {kind: [shifted(fact, timedelta(days=moved)) for fact in items] for kind, items in facts.items()}
    return evaluate(FactBook(facts, AsOf(day, known_at)))


def clauses(findings: list[Finding], *verdicts: Verdict) -> set[str]:
    return {finding.clause for finding in findings if finding.verdict in verdicts}


def shifted(fact: Fact, by: timedelta) -> Fact:
    return dataclasses.replace(fact, **{
        f.name: _later(getattr(fact, f.name), by) for f in dataclasses.fields(fact)
    })  # fmt: skip


def _later(value: Any, by: timedelta) -> Any:
    if isinstance(value, tuple):
        return tuple(_later(item, by) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{f.name: _later(getattr(value, f.name), by) for f in dataclasses.fields(value)})
    return value + by if isinstance(value, (date, datetime)) else value
