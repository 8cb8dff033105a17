"""Two digests in threads are those of the wholes, in whatever parts they come."""

from __future__ import annotations

import random

import pytest

from zhengan.masking.digests import NAMES, of_bytes
from zhengan.masking.formats.sums import TwoSums


@pytest.mark.parametrize("name", NAMES)
def test_they_are_those_of_the_wholes(name: str) -> None:
    rng = random.Random(256)
    for most in (0, 1, 64, 5000):
        sums, texts = TwoSums(name), (bytearray(), bytearray())
        for _ in range(20):
            parts = [rng.randbytes(rng.randint(0, most)) for _ in texts]
            for text, part in zip(texts, parts, strict=True):
                text += part
            for done in sums.add(memoryview(parts[0]), parts[1]):
                done.result()
        assert sums.values() == tuple(of_bytes(bytes(text), name) for text in texts)


def test_what_cannot_be_counted_is_not_passed_over() -> None:
    sums = TwoSums()
    with pytest.raises(TypeError):
        for done in sums.add(1, b""):
            done.result()
    sums.values()
