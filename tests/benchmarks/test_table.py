"""The benchmarks' table: ratios and verdicts follow from the figures, Chinese lines up."""

from __future__ import annotations

import pytest

from benchmarks.table import markdown, number, plain, row, width


def test_ratio_and_verdict_follow_from_the_figures() -> None:
    met = row("look-ups", 0.8, "s", against="bisect", against_figure=0.4, at_most=2)
    assert (met.ratio, met.target, met.ok) == (2.0, "≤ 2 s", True)
    assert row("look-ups", 2.01, "s", at_most=2).ok is False
    assert row("look-ups", 2, "s", at_most=2).ok is True
    assert row("no target", 1, "s").ok is None


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0, "0"), (0.01234, "0.0123"), (99.4, "99.4"), (1234567.0, "1,234,567")]
)
def test_numbers_are_short(value: float | None, text: str) -> None:
    assert number(value) == text


def test_a_missed_target_stands_out_and_columns_line_up() -> None:
    table = plain([row("交易时段", 3, "s", at_most=2), row("loader", 10, "ms", at_most=150)]).splitlines()
    assert "NO" in table[2] and "yes" in table[3]
    assert width(table[2].split("3 s")[0] + "3 s") == width(table[3].split("10 ms")[0] + "10 ms")


def test_markdown_has_a_cell_for_each_heading() -> None:
    lines = markdown([row("a|b", 1, "s")]).splitlines()
    assert [line.replace("\\|", "").count("|") for line in lines] == [8, 8, 8]
