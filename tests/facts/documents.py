"""A small true scenario whose parts the tests replace, and how they read it."""

from __future__ import annotations

from datetime import datetime

import pytest

from zhengan.facts.document import parse_document
from zhengan.facts.scenario import Scenario, read_scenario
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.time import CST

NOW = datetime(2026, 11, 23, 12, tzinfo=CST)
HEAD = """\
zhengan: 1
institution: {id: demo, name: 示例证券, kind: operating}
facts:
  systems:
    - {id: core, name: 核心交易系统, since: 2020-01-01}
"""  # facts stated next begin on line 6


def read(raw: bytes | str, name: str = "x.yaml") -> Scenario:
    return read_scenario(parse_document(raw, name), NOW)


def refused(raw: bytes | str, name: str = "x.yaml") -> list[Problem]:
    """Everything the input is refused for, in the order told."""
    with pytest.raises(Problem) as caught:
        read(raw, name)
    problem = caught.value
    return problem.problems if isinstance(problem, Problems) else [problem]


def refusal(raw: bytes | str, name: str = "x.yaml") -> Problem:
    """The one thing the input is refused for."""
    (problem,) = refused(raw, name)
    return problem


def line_of(problem: Problem) -> int | None:
    assert problem.where is not None
    return problem.where.line
