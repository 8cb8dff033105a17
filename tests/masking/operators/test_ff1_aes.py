"""FF1 in AES instructions against FF1 by OpenSSL and against the reference, and the key schedule against FIPS 197."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators.test_ff1_plain import ALPHABET, KEY, SAMPLES
from zhengan.masking.operators import aes_code, ff1_aes, ff1_plain
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import NO_TWEAKS, Ff1, allowed

pytestmark = pytest.mark.skipif(not aes_code.at_hand(), reason="this processor has no AES instructions")
MANY = 3 * ff1_aes.GROUP + 5


def both(radix, length, varying=0, key=KEY):
    """The same cipher in either way."""
    native, by_openssl = (Ff1(Blocks(key), radix, length, varying=varying) for _ in range(2))
    assert native.native
    by_openssl.native = False
    return native, by_openssl


def test_key_schedule():
    """FIPS 197, A.3: the first words that are made, and the last."""
    secret = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
    words = aes_code.schedule(bytes.fromhex(secret)).byteswap()
    assert [f"{word:08x}" for word in words[[8, 9, 12, 59]]] == ["9ba35411", "8e6925af", "a8b09c1a", "706c631e"]
    assert words[:8].byteswap().tobytes().hex() == secret


@pytest.mark.parametrize(("size", "radix", "tweak", "text", "expected"), [row for row in SAMPLES if row[0] == 32])
def test_nist(size, radix, tweak, text, expected):
    cipher = Ff1(Blocks(KEY[:size]), radix, len(text), bytes.fromhex(tweak))
    assert cipher.native
    numerals = np.array([[ALPHABET.index(char) for char in text]] * MANY, np.uint16)
    sealed = cipher.numerals(numerals)
    assert {"".join(ALPHABET[x] for x in row) for row in sealed} == {expected}
    assert (cipher.numerals(sealed, back=True) == numerals).all()


@pytest.mark.parametrize("length", range(6, 37))
@pytest.mark.parametrize("varying", [0, 5])
def test_equals_openssl(length, varying):
    """Every width of decimals, with bounds of the halves among them, forth and back, and beside whole groups."""
    pick = np.random.default_rng(length)
    native, by_openssl = both(10, length, varying)
    for count in (1, ff1_aes.GROUP - 1, ff1_aes.GROUP, MANY):
        a, b = (pick.integers(0, modulus, count, dtype=np.uint64) for modulus in native.moduli)
        a[0], b[0], b[-1] = 0, native.moduli[1] - 1, 0
        own = pick.integers(0, 2**40, count, dtype=np.uint64) << np.uint64(24) if varying else NO_TWEAKS
        for back in (False, True):
            one, other = (a.copy(), b.copy()), (a.copy(), b.copy())
            native.halves(*one, own, back=back)
            by_openssl.halves(*other, own, back=back)
            assert np.array_equal(one, other)
        native.halves(*one, own)
        assert np.array_equal(one, (a, b))


@given(data=st.data())
@settings(deadline=None)
def test_equals_the_reference_in_any_radix(data):
    length = data.draw(st.integers(2, 30))
    radix = data.draw(st.integers(2, 65536).filter(lambda radix: allowed(radix, length)))
    blocks = Blocks(data.draw(st.binary(min_size=32, max_size=32)))
    tweak = data.draw(st.binary(max_size=20))
    numeral = st.integers(0, radix - 1)
    rows = data.draw(st.lists(st.lists(numeral, min_size=length, max_size=length), min_size=1, max_size=3))
    rows += [[0] * length, [radix - 1] * length]
    fast = Ff1(blocks, radix, length, tweak)
    sealed = fast.numerals(np.array(rows, np.uint16))
    assert sealed.tolist() == [ff1_plain.encrypt(blocks.one, radix, tweak, row) for row in rows]
    assert fast.numerals(sealed, back=True).tolist() == rows


@given(st.lists(st.integers(0, 2**63), min_size=1), st.integers(1000, 46340), st.booleans())
@settings(deadline=None)
def test_any_two_halves(numbers, radix, back):
    """Halves of pairs in a large radix, as ranks have them: both moduli the radix."""
    native, by_openssl = both(radix, 2)
    a = np.array([number % radix for number in numbers], np.uint64)
    b = np.array([number // radix % radix for number in numbers], np.uint64)
    one, other = (a.copy(), b.copy()), (a.copy(), b.copy())
    native.halves(*one, back=back)
    by_openssl.halves(*other, back=back)
    assert np.array_equal(one, other)


@pytest.mark.parametrize(
    ("radix", "length", "is_native"),
    [(10, 6, True), (10, 36, True), (36, 8, True), (36, 12, False), (65536, 4, False), (2, 60, True), (31, 20, False)],
)
def test_which_moduli_stay_within_a_word(radix, length, is_native):
    assert Ff1(Blocks(KEY), radix, length).native == is_native


@pytest.mark.parametrize("blocks", [Blocks(KEY[:16]), Blocks(KEY[:24]), Blocks(KEY[:16], "sm4")])
def test_other_keys_go_by_openssl(blocks):
    assert blocks.schedule is None
    assert not Ff1(blocks, 10, 12).native


def test_halves_with_gaps_between_them():
    native, by_openssl = both(10, 12)
    table = np.arange(2 * MANY * 2, dtype=np.uint64).reshape(-1, 4)
    other = table.copy()
    native.halves(table[:, 0], table[:, 2])
    by_openssl.halves(other[:, 0], other[:, 2])
    assert np.array_equal(table, other)
    assert np.array_equal(table[:, 1], np.arange(1, table.size, 4, dtype=np.uint64))
