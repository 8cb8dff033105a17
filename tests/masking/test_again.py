"""What is masked once stays: a second run finds nothing more, though a label now speaks of what stood behind the first value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking.fast import engine
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find

LABELS = ("资金账号", "客户号", "台胞证", "股东账户", "手机", "银行卡", "营业部", "有效期", "acct", "转入", "于")
SIGNS = ("", " ", "：", "=", "(", ")", "，", "-", "、", "_")
NUMBERS = ("88012345", "20240506", "A123456789", "13812345678", "360426199101010071", "6228480402564890018", "010-62345678")


def masked(data: bytes) -> bytes:
    """By the reference."""
    out = bytearray(data)
    for one in reversed(find(data)):
        out[one.start : one.end] = stars.masked(data[one.start : one.end], one)
    return bytes(out)


@pytest.mark.parametrize("text", [
    "资金账号：88012345 20240506 09:31:22",
    "台胞证12345678有效期20240506",
    "客户号12345678 资金账号88012345 营业部12345678",
    "资金账号88012345转入88012346",
    "资金账号(88012345) 20240506",
    "股东账户A123456789 20240506",
    "010-62345678-13812345678",
])  # fmt: skip
def test_masking_what_is_masked_changes_nothing(text):
    once = masked(text.encode())
    assert once != text.encode()
    assert masked(once) == once == engine.mask(text.encode()) == engine.mask(once)


def test_both_numbers_around_a_hyphen_are_masked():
    assert engine.mask(b"010-62345678-13812345678") == b"010-****5678-138****5678"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LABELS), st.sampled_from(SIGNS), st.sampled_from(NUMBERS)), min_size=2, max_size=6))
def test_twice_is_once(parts):
    once = masked("".join(parts).encode())
    assert masked(once) == once
