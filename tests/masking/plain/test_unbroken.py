"""Identity numbers, and mobile numbers beside them, in a run of digits without a border."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.kinds import resident_id
from zhengan.masking.plain import structured
from zhengan.masking.plain.unbroken import MOST
from zhengan.masking.spans import Found

ID, CROSS, CELL = "110105199310250472", "11010519851001105X", "13812345678"


def values(find: Callable[[bytes], list[Found]], text: str) -> list[str]:
    data = text.encode()
    return [data[one.start : one.end].decode() for one in find(data)]


@pytest.mark.parametrize("find", [structured.find, engine.find], ids=["plain", "fast"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ID + CELL, [ID, CELL]),
        (CELL + ID, [CELL, ID]),
        (ID + CELL + ID, [ID, CELL, ID]),
        (ID + ID, [ID, ID]),
        (CROSS + CELL, [CROSS, CELL]),
        ("0001" + CROSS + CELL, [CROSS, CELL]),
        (CROSS + "00" + ID, [CROSS, ID]),
        (CELL + CROSS, [CELL, CROSS]),
        (CELL + CROSS + "A123456789", [CELL, CROSS]),
        ("ORD00000000000" + ID + "ab", [ID]),
        ("ORD000" + ID + "ab", []),
        (ID + "10812345678", [ID]),
        (ID + CELL + "0", [ID]),
        ("0001" + CROSS + CELL + "12", [CROSS]),
        ("0" * (MOST - 18) + ID, [ID]),
        ("0" * (MOST - 17) + ID, []),
        ("0.12345678901" + ID, []),
        ("00000000000" + ID + ".5", []),
        ("00000000000" + ID + ".0", [ID]),
        ("0000000000" + ID, []),
        ("0-00000000000" + ID, []),
        ("00000000000" + ID + "-1", []),
        ("00000000000" + ID[:-1] + "3", []),
        ("000" + CELL + "000000000", []),
    ],
)  # fmt: skip
def test_what_a_run_holds(find: Callable[[bytes], list[Found]], text: str, found: list[str]) -> None:
    assert values(find, text) == found


@pytest.mark.parametrize("find", [structured.find, engine.find], ids=["plain", "fast"])
def test_a_run_that_is_part_of_a_mail_address_is_the_address(find: Callable[[bytes], list[Found]]) -> None:
    assert values(find, f"00000000000{ID}9@qq.com") == [f"00000000000{ID}9@qq.com"]


def test_long_numbers_that_are_no_records_hold_none() -> None:
    rng = random.Random(3)
    days = [f"{year}{month:02}{day:02}" for year in (2019, 2024) for month in (1, 6, 12) for day in (1, 9, 28)]
    serials = [f"310104{rng.choice(days)}{rng.randrange(10**12):012}" for _ in range(2000)]
    digests = ["".join(rng.choice("0123456789abcdef") for _ in range(64)) for _ in range(2000)]
    decimals = [f"{rng.randrange(10**39)}" for _ in range(2000)]
    assert not structured.find("\n".join(serials + digests + decimals).encode())


def test_a_birth_date_on_the_limit() -> None:
    for year, found in ((1899, 0), (1900, 1), (2009, 1), (2010, 0)):
        body = f"110105{year}0228123"
        assert len(structured.find(f"00000{body}{resident_id.check_digit(body)}000000".encode())) == found, year
