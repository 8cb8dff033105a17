"""A file's digest says by what algorithm it was made, and is what the standard's own example says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from zhengan.masking.digests import NAMES, PIECE, of_bytes, of_file, same

# The examples of their own papers: BLAKE3 (test_vectors.json, input_len 0), FIPS 180-4, GB/T 32905 A.1.
KNOWN = {
    ("blake3", b""): "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
    ("sha256", b"abc"): "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ("sm3", b"abc"): "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
}


@pytest.mark.parametrize(("name", "data"), KNOWN)
def test_the_standards_own_examples(name: str, data: bytes) -> None:
    assert of_bytes(data, name) == f"{name}:{KNOWN[name, data]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_known_again_until_a_byte_of_it_changes(name: str, tmp_path: Path) -> None:
    path, data = tmp_path / "file", bytes(range(256)) * (PIECE // 128) + b"end"
    path.write_bytes(data)
    known = of_file(path, name)
    assert known == of_bytes(data, name) and same(path, known)
    path.write_bytes(data[:-1] + b"D")
    assert not same(path, known)


def test_what_is_of_no_algorithm_known_here_is_not_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    assert same(path, "sha256:" + hashlib.sha256(b"abc").hexdigest())
    for known in (hashlib.sha256(b"abc").hexdigest(), "md5:" + hashlib.md5(b"abc").hexdigest(), "", ":"):
        assert not same(path, known)
