"""Keyed hashes: HMAC and nothing else, cut, keyed by domain."""

import hashlib
import hmac

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators.test_keys import GOOD
from zhengan.kit.problem import Problem
from zhengan.masking.operators.hashed import Hash, macs
from zhengan.masking.operators.keys import Key

KEY = Key(GOOD)


@settings(deadline=None)
@given(
    st.lists(st.none() | st.text(max_size=80), max_size=10),
    st.sampled_from(["sha256", "sm3"]),
    st.integers(8, 64),
)
def test_it_is_hmac(texts, digest, length):
    if digest not in hashlib.algorithms_available:
        pytest.skip("this OpenSSL has no SM3 for hashlib")
    operator = Hash(key=KEY, digest=digest, length=length, domain="d")
    secret = KEY.derive(f"hash/{digest}/d", 32, digest)
    expected = [text and hmac.new(secret, text.encode(), digest).hexdigest()[:length] for text in texts]
    done = operator.column(pa.array(texts, pa.string()))
    assert done.values.to_pylist() == expected
    assert done.misfits == 0


@pytest.mark.parametrize("digest", ["sha256", "sm3"])
def test_every_length_and_every_lane(digest):
    """Lengths around a block, and more rows than are computed side by side, in another order than by length."""
    texts = ["x" * (n * 37 % 131) for n in range(131)] * 2
    secret = KEY.derive(f"hash/{digest}/", 32, digest)
    expected = [mark.hex() for mark in macs(secret, [text.encode() for text in texts], digest)]
    found = Hash(key=KEY, digest=digest, length=64).column(pa.array(texts)).values.to_pylist()
    assert found == [mark if text else "" for text, mark in zip(texts, expected, strict=True)]


def test_sm3_of_the_standard():
    """GM/T 0004: SM3 of abc; HMAC with it written out by hand."""
    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    from cryptography.hazmat.primitives import hashes

    def sm3(data: bytes) -> bytes:
        one = hashes.Hash(hashes.SM3())
        one.update(data)
        return one.finalize()

    assert sm3(b"abc").hex() == abc
    padded = GOOD.ljust(64, b"\0")
    inner = sm3(bytes(b ^ 0x36 for b in padded) + b"text")
    assert next(macs(GOOD, [b"text"], "sm3")) == sm3(bytes(b ^ 0x5C for b in padded) + inner)


def test_domains_keys_and_digests_are_apart():
    operators = [
        Hash(key=KEY),
        Hash(key=KEY, domain="x"),
        Hash(key=KEY, digest="sm3"),
        Hash(key=Key(GOOD[::-1])),
    ]
    assert len({operator.value("13812345678") for operator in operators}) == 4


@pytest.mark.parametrize("length", [0, 7, 65])
def test_lengths(length):
    with pytest.raises(Problem):
        Hash(key=KEY, length=length)
