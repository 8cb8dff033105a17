"""What is looked for among the records of a CSV is looked for only where one look has seen that it may be there."""

from __future__ import annotations

import random

import numpy as np
import pytest

from zhengan.masking.formats.csv import forms, head, kernel
from zhengan.masking.formats.scanning import PAD

HEADER = "客户姓名,手机号,备注"
USUAL = "张三,13800138000,无\n李四,13900139000,有：字\n"
PARTS = [*"：\",\n\r=张a1", "姓名：", '="1"', HEADER, f"\n{HEADER}\n", "客户姓名,资金账号\n", "10020001,", "，", "\n\n", ",,\n"]


def buffer(text: str) -> tuple[np.ndarray, int]:
    raw = text.encode()
    return np.frombuffer(bytearray(raw + bytes(PAD)), np.uint8), len(raw)


def usual(text: str, skip: int = 0) -> bool:
    buf, size = buffer(text)
    return forms.usual(buf, skip, size, ord(","), 3, HEADER.encode())


def test_records_alone_are_usual() -> None:
    assert usual(USUAL)
    assert usual(USUAL.replace("\n", "\r\n") * 40)
    assert usual("")


@pytest.mark.parametrize("odd", [
    "客户姓名：,王五,\n", '"客户姓名：",王五,\n', HEADER + "\n", HEADER, HEADER + "\r\n", '赵六,="13800138000",无\n',
    "\n客户姓名,资金账号,余额\n", "客户姓名,资金账号,余额\n王五,10020001,1\n",
])  # fmt: skip
@pytest.mark.parametrize("above", [0, 1, 7])
def test_what_is_looked_for_is_seen(odd: str, above: int) -> None:
    assert not usual(USUAL * above + odd + USUAL)


def test_what_stands_before_the_records_is_not_looked_at() -> None:
    skip = len((HEADER + "\n").encode())
    assert usual(HEADER + "\n" + USUAL, skip)
    assert not usual(HEADER + "\n" + HEADER + "\n" + USUAL, skip)


@pytest.mark.parametrize("seed", range(20))
def test_nothing_of_it_is_in_what_is_usual(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(200):
        text = "".join(rng.choices(PARTS, k=rng.randint(1, 40)))
        buf, size = buffer(text)
        repeated = forms.repeats(buf, 0, size, HEADER.encode())
        found = kernel.colon(buf, 0, size, ord(",")) >= 0 or kernel.blank(buf, 0, size, ord(","), 3, head.lasts()) >= 0
        found = found or repeated or kernel.formulas(buf, size)
        assert not (usual(text) and found), text
