"""Keyed hashes: the same value, the same mark; nobody goes back, not even with the key, save by trying values.

Without a key a hash of an ID or a mobile number is no protection: all of them can be tried in minutes. So it is HMAC
(RFC 2104) with SHA-256 or SM3 under a key of its own, cut to ``length`` hexadecimal digits.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.operators import hash_kernels, kernels
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.canonical import canonical
from zhengan.masking.operators.keys import Key
from zhengan.masking.operators.packed import Flags, Packed

SHORTEST, LONGEST = 8, 64
Digest = Literal["sha256", "sm3"]


@dataclass(frozen=True, kw_only=True)
class Hash(Operator):
    """A mark of ``length`` hexadecimal digits for each value; values of other ``domain`` have other marks.

    Collisions are possible and silent: among n values about n² / 2^(4·length + 1). With the default of 32 none is to
    be expected; with 16, one in 3,700 runs over 10⁸ values; with 8, joins over a million values are wrong in places.
    ``Fpe`` never collides. With a ``kind`` all ways of writing a value have one mark (``canonical``), without one the
    bytes decide.
    """

    name: ClassVar[str] = "hash"
    key: Key = field(repr=False)
    digest: Digest = "sha256"
    length: int = 32
    domain: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not SHORTEST <= self.length <= LONGEST:
            raise Problem(
                say("哈希长度 {length} 不行", length=self.length),
                say("应为 {least} 至 {most} 个十六进制数字：太短会撞", least=SHORTEST, most=LONGEST),
                "用 32（默认）",
                code="masking-option",
            )

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The marks."""
        column = canonical(column, self.kind)
        secret = self.key.derive(f"hash/{self.digest}/{self.domain}", 32, self.digest)
        offsets = np.concatenate([[0], np.cumsum(np.where(column.filled, self.length, 0))])
        data = np.empty(offsets[-1], np.uint8)
        hash_kernels.written(marks(secret, column, self.digest), offsets, data)
        return Packed(data, offsets, column.present), np.zeros(len(column), np.bool_)


def marks(secret: bytes, column: Packed, digest: Digest) -> NDArray[np.uint32]:
    """HMAC of each text as eight words a row."""
    use_sm3 = digest == "sm3"
    result = np.empty((len(column), 8), np.uint32)
    inner, outer = (hash_kernels.start(secret, pad, use_sm3) for pad in (0x36, 0x5C))
    hash_kernels.hmacs(column.data, column.offsets, inner, outer, use_sm3, result)
    long = np.flatnonzero(column.lengths > hash_kernels.MOST)
    texts = [column.data[column.offsets[i] : column.offsets[i + 1]].tobytes() for i in long]
    for i, mark in zip(long, macs(secret, texts, digest), strict=True):
        result[i] = np.frombuffer(mark, ">u4")
    return result


def macs(secret: bytes, texts: list[bytes], digest: Digest = "sha256") -> Iterator[bytes]:
    """HMAC of each text, 32 bytes."""
    if digest == "sha256":
        for text in texts:
            yield hmac.digest(secret, text, "sha256")
        return
    start = HMAC(secret, hashes.SM3())  # the key is mixed in once
    for text in texts:
        one = start.copy()
        one.update(text)
        yield one.finalize()


def numbered(column: Packed) -> tuple[list[bytes], NDArray[np.int64]]:
    """The distinct texts of a column, and which of them each row has; −1 for rows that are missing or empty."""
    array = column.to_arrow(pa.large_string()).cast(pa.large_binary())
    array = pc.if_else(pc.equal(pc.binary_length(array), 0), pa.scalar(None, pa.large_binary()), array)
    encoded = array.dictionary_encode()
    which = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return encoded.dictionary.to_pylist(), which


def chosen(texts: list[str], which: NDArray[np.int64], like: Packed) -> Packed:
    """Text number ``which[i]`` in row i; rows of −1 empty or missing as they were."""
    one = Packed.of(texts)
    return Packed(*kernels.spread(one.data, one.offsets, which), like.present)
