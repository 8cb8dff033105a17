"""Chinese numerals from 1 to 99, and nothing that only looks like one."""

from __future__ import annotations

import re

import pytest

from zhengan.kit.numerals import ONES, PATTERN, numeral


def written(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else ONES[tens - 1]) + ("十" if tens else "") + (ONES[ones - 1] if ones else "")


def test_every_number_reads_back() -> None:
    for number in range(1, 100):
        assert re.fullmatch(PATTERN, written(number)) and numeral(written(number)) == number
    assert numeral("一十") == 10


@pytest.mark.parametrize("text", ["", "十十", "二三", "廿", "3", "二十一二", "百"])
def test_what_is_none(text: str) -> None:
    assert not re.fullmatch(PATTERN, text)
    with pytest.raises(ValueError):
        numeral(text)
