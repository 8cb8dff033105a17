"""A column of ASCII goes a shorter way: one value that is not ASCII, anywhere in it, changes nothing of the others."""

from __future__ import annotations

import random

import numpy as np
import pytest

from zhengan.masking.operators import kernels
from zhengan.masking.operators.packed import Packed
from zhengan.masking.operators.star import Star


@pytest.mark.parametrize("hidden", [0, 1, 4, 9])
def test_ascii_columns_come_out_as_beside_other_texts(hidden: int) -> None:
    rng = random.Random(hidden)
    for _ in range(200):
        texts: list[str | None] = ["".join(rng.choices("019ab@", k=rng.randint(0, 24))) for _ in range(rng.randint(0, 9))]
        texts += [None] * rng.randint(0, 1)
        star = Star(front=rng.randint(0, 6), back=rng.randint(0, 6), hidden=hidden, before=rng.choice(("", "@")))
        alone, beside = star.packed(Packed.of(texts)), star.packed(Packed.of([*texts, "中"]))
        assert alone[0].texts() == beside[0].texts()[:-1]


def test_what_is_hidden_is_what_the_operator_promises() -> None:
    length = np.arange(40)
    for front, back, hidden in ((3, 4, 4), (0, 0, 1), (6, 4, 9), (3, 4, 0), (0, 0, 0)):
        first, last = kernels.between(length, np.full(40, front), back, hidden)
        left = length - front - back
        few = left < np.maximum(hidden, -(-length // 3)) if hidden else left <= 0
        assert (first == np.where(few, length // 4 if hidden else 0, front)).all()
        assert (last == np.where(few, length - (length // 4 if hidden else 0), length - back)).all()
