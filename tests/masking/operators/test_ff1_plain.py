"""The reference against NIST's nine published samples (FF1samples.pdf, with SP 800-38G)."""

import pytest

from zhengan.masking.operators import ff1_plain
from zhengan.masking.operators.blocks import Blocks

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
KEY = bytes.fromhex("2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94")
TEN, ELEVEN = "39383736353433323130", "3737373770717273373737"
DIGITS, LETTERS = "0123456789", "0123456789abcdefghi"
SAMPLES = [
    (16, 10, "", DIGITS, "2433477484"),
    (16, 10, TEN, DIGITS, "6124200773"),
    (16, 36, ELEVEN, LETTERS, "a9tv40mll9kdu509eum"),
    (24, 10, "", DIGITS, "2830668132"),
    (24, 10, TEN, DIGITS, "2496655549"),
    (24, 36, ELEVEN, LETTERS, "xbj3kv35jrawxv32ysr"),
    (32, 10, "", DIGITS, "6657667009"),
    (32, 10, TEN, DIGITS, "1001623463"),
    (32, 36, ELEVEN, LETTERS, "xs8a0azh2avyalyzuwd"),
]


@pytest.mark.parametrize(("size", "radix", "tweak", "text", "expected"), SAMPLES)
def test_nist(size, radix, tweak, text, expected):
    block = Blocks(KEY[:size]).one
    numerals = [ALPHABET.index(char) for char in text]
    sealed = ff1_plain.encrypt(block, radix, bytes.fromhex(tweak), numerals)
    assert "".join(ALPHABET[x] for x in sealed) == expected
    assert ff1_plain.decrypt(block, radix, bytes.fromhex(tweak), sealed) == numerals


def test_half_bytes_is_exact():
    assert ff1_plain.half_bytes(2, 8) == 1  # 255 in one byte
    assert ff1_plain.half_bytes(10, 9) == 4  # 10⁹ − 1 < 2³²
    assert ff1_plain.half_bytes(10, 10) == 5
    assert ff1_plain.half_bytes(2**16, 4) == 8
