"""Every kind's own cases, on the reference and on the fast path, and what its validator says of them."""

from __future__ import annotations

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.kinds import bank_card, resident_id, social_credit_code, tables
from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.kinds.structured import BY_RANK, STRUCTURED
from zhengan.masking.plain import stars, structured

CASES = [
    pytest.param(kind, case, id=f"{kind.name}:{case.text}") for kind in STRUCTURED for case in kind.cases
]


@pytest.mark.parametrize("find", [structured.find, engine.find], ids=["plain", "fast"])
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_case(kind: Kind, case: Case, find: object) -> None:
    data = case.text.encode()
    found = find(data)  # type: ignore[operator]
    assert tuple(data[one.start : one.end].decode() for one in found if one.kind == kind.name) == case.values
    assert {one.kind for one in found} <= {kind.name}


def test_the_masks_of_every_case_are_the_same_by_kernels_and_by_the_reference() -> None:
    for kind in EVERY:
        for case in kind.cases:
            data = case.text.encode()
            assert engine.mask(data) == stars.mask(data), case.text


def test_every_kind_has_cases_of_both_sorts() -> None:
    for kind in STRUCTURED:
        assert any(not case.values for case in kind.cases), kind.name
        assert kind.name == "social_credit_code" or any(case.values for case in kind.cases), kind.name
    assert sorted(BY_RANK) == list(range(1, len(STRUCTURED) + 1))


def test_the_verified_examples() -> None:
    assert all(map(resident_id.valid, ("360426199101010071", "120103198806018241", "11010519491231002X")))
    assert not resident_id.valid("360426199101010072")
    assert bank_card.valid("6228480402564890018") and not bank_card.valid("6222021234567890")
    assert social_credit_code.valid("91110000600037341L") and not social_credit_code.valid(
        "91110000600037341K"
    )


@pytest.mark.parametrize("name", ["regions.csv", "bins.csv", "area_codes.csv"])
def test_tables_say_where_they_come_from_and_when_they_were_checked(name: str) -> None:
    text = (tables.DATA / name).read_text(encoding="utf-8")
    remarks = "".join(line for line in text.splitlines() if line.startswith("#"))
    assert "checked: 20" in remarks
    codes = [row[0] for row in tables.rows(name)]
    assert len(codes) == len(set(codes)) > 300


def test_what_stays_never_leaves_less_than_four_hidden() -> None:
    for kind in STRUCTURED:
        if kind.personal and kind.name != "email":
            for size in range(7, 24):
                front, back = kind.keep.split(size)
                assert size - front - back >= 4
    assert Keep(3, 4).split(11) == (3, 4)
