"""Two sums at once are what hashlib says, in whatever parts the texts come; and so are those taken apart."""

from __future__ import annotations

import hashlib
import random

import pytest

from zhengan.masking.fast import twosums


def kinds() -> list[type[twosums.Together] | type[twosums.Apart]]:
    return [twosums.Together, twosums.Apart] if twosums.THERE else [twosums.Apart]


@pytest.mark.parametrize("kind", kinds())
def test_they_are_what_hashlib_says(kind: type[twosums.Together] | type[twosums.Apart]) -> None:
    rng = random.Random(256)
    for most in (0, 1, 63, 64, 65, 130, 5000):
        for _ in range(20):
            sums, texts = kind(), (bytearray(), bytearray())
            for _ in range(rng.randint(0, 6)):
                parts = [rng.randbytes(rng.randint(0, most)) for _ in texts]
                for text, part in zip(texts, parts, strict=True):
                    text += part
                for done in sums.add(memoryview(parts[0]), parts[1]):
                    done.result()
            assert sums.values() == tuple(hashlib.sha256(text).hexdigest() for text in texts)


@pytest.mark.parametrize("length", range(130))
def test_every_length(length: int) -> None:
    if not twosums.THERE:
        pytest.skip("no SHA instructions")
    sums, text = twosums.Together(), bytes(range(length))
    sums.add(text, text[1:])
    assert sums.values() == (hashlib.sha256(text).hexdigest(), hashlib.sha256(text[1:]).hexdigest())


def test_the_constants_are_those_of_the_standard() -> None:
    assert (twosums.ROUNDS[0], twosums.ROUNDS[63]) == (0x428A2F98, 0xC67178F2)
    assert [int(twosums.START[twosums.ORDER.index(k)]) for k in (0, 7)] == [0x6A09E667, 0x5BE0CD19]


def test_a_fault_in_the_thread_is_not_lost() -> None:
    (sums,) = twosums.two_sums().add(memoryview(b"x"), 1)[:1] if twosums.THERE else twosums.Apart().add(1, b"")[:1]
    with pytest.raises(TypeError):
        sums.result()
