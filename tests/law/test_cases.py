"""Every case of every room gets the verdict it states; no clause with rules lacks one of its four cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.law.cases import Case, all_cases, cases_of, check_cases, missing_outcomes, run
from zhengan.law.loader import check_rules, load_law
from zhengan.law.rule import load_rules

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}:{case.line}" for case in CASES])
def test_a_case_gets_the_verdict_it_states(case: Case) -> None:
    assert run(case) == [], case.name


def test_every_clause_with_rules_has_its_four_cases() -> None:
    check_cases()


def test_rules_and_declared_statuses_agree() -> None:
    check_rules(load_law(), load_rules())


def test_a_clause_without_an_unknown_case_is_named() -> None:
    without = [case for case in CASES if not (case.rule.startswith("20.2") and case.shows == "unknown")]
    assert missing_outcomes(load_rules(), without) == {"20.2": ["unknown"]}


def test_a_rule_without_a_case_is_named() -> None:
    without = [case for case in CASES if case.rule != "20.1-sites"]
    assert missing_outcomes(load_rules(), without)["20.1-sites"] == ["no case"]


def room(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "a20_backups"
    folder.mkdir()
    (folder / "cases.yaml").write_text(text, "utf-8")
    return folder


CASE = """
given:
  institution: {id: d, name: 示例, kind: operating}
  facts: {systems: [{id: s, name: 系统, important: true, since: 2020-01-01}]}
cases:
  - {case: 甲, rule: 20.1-daily, shows: unknown, as_of: 2024-01-01, expect: {verdict: VERDICT}}
"""


def test_a_wrong_expectation_is_told_apart(tmp_path: Path) -> None:
    (right,) = cases_of(room(tmp_path, CASE.replace("VERDICT", "unknown")))
    assert run(right) == []
    (tmp_path / "a20_backups" / "cases.yaml").write_text(CASE.replace("VERDICT", "met"), "utf-8")
    (wrong,) = cases_of(tmp_path / "a20_backups")
    assert "结论应为 met" in run(wrong)[0]


def test_a_misspelt_key_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        list(cases_of(room(tmp_path, CASE.replace("as_of", "asof"))))
    assert problem.value.where is not None and problem.value.where.line == 6
