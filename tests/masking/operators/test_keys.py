"""Keys: where they come from, which are refused, and that they are never shown."""

import base64
import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking.operators.keys import Key

GOOD = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")


@pytest.mark.parametrize(
    "secret",
    [
        b"",
        GOOD[:15],
        GOOD + GOOD[:33],
        bytes(32),
        b"\xff" * 16,
        GOOD[:8] * 4,
        GOOD[:16] * 2,
        bytes(range(32)),
        bytes(range(64, 0, -2)),
        b"aabbaabcabcaabca",
    ],
)
def test_refused(secret):
    with pytest.raises(Problem) as caught:
        Key(secret)
    assert caught.value.code == "masking-key"
    assert caught.value.do
    assert not secret or secret.hex() not in str(caught.value)


@given(st.integers(0, 10**9), st.integers(16, 64))
def test_random_bytes_are_taken(seed, size):
    Key(Random(seed).randbytes(size))


def test_texts():
    assert (
        Key.from_text(f" {GOOD.hex()}\n")
        == Key.from_text("base64:" + base64.b64encode(GOOD).decode())
        == Key(GOOD)
    )


@pytest.mark.parametrize("text", ["my secret passphrase", "base64:???", GOOD.hex()[:-1], "口令一二三"])
def test_bad_texts(text):
    with pytest.raises(Problem) as caught:
        Key.from_text(text)
    assert text not in str(caught.value)


def test_a_text_that_is_no_key_hears_how_long_one_is():
    with pytest.raises(Problem, match="十六进制数字，至少 32 位"):
        Key.from_text("kurz")


def test_files(tmp_path):
    bare, written, phrase = (tmp_path / name for name in ("bare", "written", "phrase"))
    bare.write_bytes(GOOD)
    written.write_text(GOOD.hex() + "\n")
    phrase.write_text("correct horse battery staple")
    assert Key.from_file(bare) == Key.from_file(str(written)) == Key(GOOD)
    with pytest.raises(Problem):
        Key.from_file(phrase)
    with pytest.raises(Problem, match="absent"):
        Key.from_file(tmp_path / "absent")


def test_references(tmp_path):
    (tmp_path / "key").write_bytes(GOOD)
    assert Key.read("env:K", {"K": GOOD.hex()}) == Key.read(f"file:{tmp_path / 'key'}", {}) == Key(GOOD)
    with pytest.raises(Problem, match="ABSENT"):
        Key.read("env:ABSENT", {})


def test_a_key_in_the_place_of_a_reference_is_not_printed():
    for text in (GOOD.hex(), f"key:{GOOD.hex()}", f"hex:{GOOD.hex()}", "env:"):
        with pytest.raises(Problem) as caught:
            Key.read(text, {})
        assert GOOD.hex() not in str(caught.value)


def test_never_shown():
    key = Key(GOOD)
    for shown in (repr(key), str(key), f"{key}", f"{[key]}"):
        assert "8f1c" not in shown
        assert "\\x8f" not in shown


def test_purposes_differ():
    key = Key(GOOD)
    made = {key.derive(p, 32, d) for p in ("mobile", "card") for d in ("sha256", "sm3")}
    assert len(made) == 4
    assert key.derive("mobile", 16) == key.derive("mobile", 32)[:16]
    assert key.mark != Key(GOOD[::-1]).mark
    assert len(key.mark) == 8


def test_hkdf_by_its_definition():
    """RFC 5869, written out: extract, then the first block of expand."""
    import hashlib
    import hmac

    for digest in ("sha256", "sm3"):
        if digest not in hashlib.algorithms_available:
            continue
        extracted = hmac.digest(b"zhengan.masking", GOOD, digest)
        assert Key(GOOD).derive("p", 32, digest) == hmac.digest(extracted, b"p\x01", digest)


def test_goes_to_workers():
    assert pickle.loads(pickle.dumps(Key(GOOD))) == Key(GOOD)
