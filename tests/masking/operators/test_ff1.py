"""FF1 over columns: NIST's samples, the reference value by value, and that nothing collides or gets lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators.test_ff1_plain import ALPHABET, KEY, SAMPLES
from zhengan.kit.problem import Problem
from zhengan.masking.operators import ff1_plain
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import Ff1, allowed


@pytest.mark.parametrize(("size", "radix", "tweak", "text", "expected"), SAMPLES)
def test_nist(size, radix, tweak, text, expected):
    cipher = Ff1(Blocks(KEY[:size]), radix, len(text), bytes.fromhex(tweak))
    assert cipher.columnar
    numerals = np.array([[ALPHABET.index(char) for char in text]] * 3, np.uint16)
    sealed = cipher.numerals(numerals)
    assert {"".join(ALPHABET[x] for x in row) for row in sealed} == {expected}
    assert (cipher.numerals(sealed, back=True) == numerals).all()


def least_radix(length: int) -> int:
    return next(radix for radix in range(2, 1001) if allowed(radix, length))


@pytest.mark.parametrize("length", range(2, 57))
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_equals_the_reference(length, data):
    radices = st.one_of(
        st.sampled_from([r for r in (10, 16, 26, 31, 36, 62, 64, 65536) if allowed(r, length)] or [1000]),
        st.integers(least_radix(length), 65536),
    )
    radix = data.draw(radices)
    tweak = data.draw(st.binary(max_size=40))
    cipher = data.draw(st.sampled_from(["aes", "sm4"]))
    blocks = Blocks(KEY[:16], cipher)
    rows = data.draw(
        st.lists(
            st.lists(st.integers(0, radix - 1), min_size=length, max_size=length), min_size=1, max_size=4
        )
    )
    rows += [[0] * length, [radix - 1] * length]
    fast = Ff1(blocks, radix, length, tweak)
    sealed = fast.numerals(np.array(rows, np.uint16))
    assert sealed.tolist() == [ff1_plain.encrypt(blocks.one, radix, tweak, row) for row in rows]
    assert fast.numerals(sealed, back=True).tolist() == rows


@given(
    length=st.integers(6, 40),
    size=st.integers(1, 8),
    tweaks=st.lists(st.binary(min_size=8, max_size=8), min_size=1),
)
@settings(deadline=None)
def test_a_tweak_of_its_own_for_each_value(length, size, tweaks):
    blocks = Blocks(KEY)
    fast = Ff1(blocks, 10, length, varying=size)
    own = [tweak[:size] for tweak in tweaks]
    words = np.array([int.from_bytes(tweak.ljust(8, b"\0"), "big") for tweak in own], np.uint64)
    rows = [[(7 * row + place) % 10 for place in range(length)] for row in range(len(own))]
    sealed = fast.numerals(np.array(rows, np.uint16), words)
    expected = [ff1_plain.encrypt(blocks.one, 10, tweak, row) for tweak, row in zip(own, rows, strict=True)]
    assert sealed.tolist() == expected
    assert fast.numerals(sealed, words, back=True).tolist() == rows


def test_which_lengths_are_columnar():
    columnar = [length for length in range(6, 57) if Ff1(Blocks(KEY), 10, length).columnar]
    assert columnar == list(range(6, 37))


def test_a_whole_domain_is_permuted():
    fast = Ff1(Blocks(KEY), 10, 6)
    a, b = (half.ravel().astype(np.uint64) for half in np.divmod(np.arange(10**6), 1000))
    fast.halves(a, b)
    sealed = a * np.uint64(1000) + b
    assert np.unique(sealed).size == 10**6
    assert int(sealed.max()) == 10**6 - 1
    assert (sealed == np.arange(10**6, dtype=np.uint64)).sum() < 20  # about one stays where it was
    fast.halves(a, b, back=True)
    assert (a * np.uint64(1000) + b == np.arange(10**6, dtype=np.uint64)).all()


@pytest.mark.parametrize(("radix", "length"), [(10, 5), (36, 3), (999, 2), (2, 19)])
def test_a_small_domain_is_refused(radix, length):
    with pytest.raises(Problem) as caught:
        Ff1(Blocks(KEY), radix, length)
    assert caught.value.code == "ff1-domain"
    assert caught.value.do


@pytest.mark.parametrize(("radix", "length"), [(10, 6), (36, 4), (1000, 2), (2, 20)])
def test_the_least_domain_is_taken(radix, length):
    Ff1(Blocks(KEY), radix, length)


@pytest.mark.parametrize(("radix", "length"), [(1, 30), (65537, 4), (10, 1)])
def test_no_ff1(radix, length):
    with pytest.raises(ValueError):
        Ff1(Blocks(KEY), radix, length)
