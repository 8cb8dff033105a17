"""A list of known names as arrays, and a kernel that finds them: the same spans as ``kinds.name_list``.

Three bytes decide whether a name may begin, and how long it may be (64 KB); then the hash of each length that some name
has is looked up as the bytes go by, and the bytes themselves are compared, so a name that only hashes alike is none.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from zhengan.masking.fast.han import NAME_RANK, PAD
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.spans import Spans
from zhengan.masking.fast.vector import at
from zhengan.masking.kept import kept
from zhengan.masking.kinds.name_list import NameList
from zhengan.masking.spans import Found

FNV, PRIME = 0xCBF29CE484222325, 0x100000001B3
MASK = 0xFFFFFFFFFFFFFFFF
START, STEP, NONE, ONE = np.uint64(FNV), np.uint64(PRIME), np.uint64(0), np.uint64(1)
LONGEST = 96  # bytes of a name


class Listed(NamedTuple):
    """Read-only arrays."""

    heads: Any  # uint8[65536]: by a hash of three bytes, bytes of the longest name that begins with them
    sizes: Any  # uint8[LONGEST + 1]: 1 where some name has so many bytes
    hashes: Any  # uint64[]: open addressing, 0 empty
    places: Any  # int64[]: where the name stands in the pool
    pool: Any  # uint8[]: a byte of length and the name's bytes, one after the other


def fnv(name: bytes) -> int:
    """FNV-1a, never 0."""
    number = FNV
    for byte in name:
        number = (number ^ byte) * PRIME & MASK
    return number or 1


def head_of(first: int, second: int, third: int) -> int:
    """A hash of three bytes; for kernels ``head_at``."""
    return (first << 12 ^ second << 6 ^ third) & 0xFFFF


head_at = jit(head_of)


def pack(names: NameList) -> Listed:
    """The arrays of a list; ValueError for names of more than 96 bytes."""
    encoded = sorted(names.encoded)
    if too_long := [name for name in encoded if len(name) > LONGEST]:
        raise ValueError(f"{len(too_long)} names of more than {LONGEST} bytes")
    bits = max(4, (2 * len(encoded)).bit_length())
    heads, sizes = np.zeros(65536, np.uint8), np.zeros(LONGEST + 1, np.uint8)
    hashes, places = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.int64)
    pool = bytearray()
    for name in encoded:
        head = head_of(name[0], name[1], name[2])
        heads[head] = max(int(heads[head]), len(name))
        sizes[len(name)] = 1
        k = fnv(name) & ((1 << bits) - 1)
        while hashes[k]:
            k = (k + 1) & ((1 << bits) - 1)
        hashes[k], places[k] = fnv(name), len(pool)
        pool += bytes([len(name)]) + name
    return Listed(heads, sizes, hashes, places, np.frombuffer(bytes(pool) or b"\0", np.uint8))


@jit
def alnum(c):
    """Whether a byte is a letter or a figure."""
    return 48 <= c <= 57 or 97 <= (c | 32) <= 122


@jit
def same(buf, p, size, listed, place):
    """Whether the name at ``place`` of the pool stands at ``p``."""
    if listed.pool[place] != size:
        return False
    k = 0
    while k < size and at(buf, p + k) == listed.pool[place + 1 + k]:
        k += 1
    return k == size


@jit
def known(buf, p, n, most, listed):
    """Bytes of the longest name of the list that begins at ``p``, 0 when none does."""
    number = START
    best = 0
    mask = np.uint64(len(listed.hashes) - 1)
    first = at(buf, p)
    if p > 0 and alnum(first) and alnum(at(buf, p - 1)):
        return 0
    for size in range(1, min(most, n - p) + 1):
        c = at(buf, p + size - 1)
        if c == 10:
            break
        number = (number ^ np.uint64(c)) * STEP
        if listed.sizes[size] == 0 or (alnum(c) and p + size < n and alnum(at(buf, p + size))):
            continue
        key = number if number else ONE
        k = key & mask
        while listed.hashes[k] != NONE:
            if listed.hashes[k] == key and same(buf, p, size, listed, listed.places[k]):
                best = size
            k = (k + ONE) & mask
    return best


@jit
def scan(buf, begin, end, n, starts, ends, kinds, listed):
    """Writes the names that start in ``[begin, end)``; returns how many. Room for ``(end - begin) // 2 + 1`` is needed."""
    count = 0
    p = begin
    while p < end and p + 2 < n:
        most = np.int64(listed.heads[head_at(at(buf, p), at(buf, p + 1), at(buf, p + 2))])
        size = known(buf, p, n, most, listed) if most else 0
        if size:
            starts[count], ends[count], kinds[count] = p, p + size, NAME_RANK
            count += 1
        p += size if size else 1
    return count


@kept(error_model="numpy")
def listed_names(buf, begin, end, n, starts, ends, kinds, listed):
    """``scan``, from Python."""
    return scan(buf, begin, end, n, starts, ends, kinds, listed)


def recall(buf: Any, begin: int, end: int, size: int, spans: Spans, listed: Listed) -> int:
    """Adds the names that start in ``[begin, end)`` of a text of ``size`` bytes to the spans; returns where to go on."""
    k = spans.count
    many = int(listed_names(buf, begin, end, size, spans.starts[k:], spans.ends[k:], spans.kinds[k:], listed))
    spans.count += many
    return max(end, int(spans.ends[spans.count - 1])) if many else max(begin, end)


def find(data: bytes, listed: Listed) -> list[Found]:
    """What ``NameList.find`` finds."""
    buf = np.zeros(len(data) + PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    spans = Spans(len(data) // 2 + 1)
    recall(buf, 0, len(data), len(data), spans, listed)
    return [Found(one.start, one.end, one.kind, "客户名单") for one in spans.found()]
