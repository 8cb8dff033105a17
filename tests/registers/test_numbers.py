"""Numbers as people write them in cells."""

from __future__ import annotations

import pytest

from zhengan.kit.problem import Problem, Where
from zhengan.registers.catalogue import register
from zhengan.registers.kit.cells import read_cells

FIRE = {"id": "f", "system": "core", "nature": "service", "detected": "2026-01-05 02:00"}


@pytest.mark.parametrize("text, read", [("12,345", 12345), ("1，234，567", 1234567), ("12345", 12345)])
def test_a_number_may_have_its_thousands_apart(text: str, read: int) -> None:
    _, fact = read_cells(register("incidents").model, {**FIRE, "affected_accounts": text}, Where("f", 2))
    assert fact.affected_accounts == read  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["12,34", "1,2345", ",123", "0,5", "1,234,", "1.234,5", "0,500"])
def test_a_comma_that_parts_no_thousands_is_no_number(text: str) -> None:
    with pytest.raises(Problem):
        read_cells(register("incidents").model, {**FIRE, "affected_accounts": text}, Where("f", 2))
