"""SHA-256 (FIPS 180-4) and SM3 (GB/T 32905) over many short messages side by side, compiled; for HMAC (RFC 2104).

The same step of ``LANES`` messages is one loop, which the compiler turns into vector instructions. Nothing is looked up
by secret values, so the time taken tells nothing of them. Messages that do not fit one block are left to the caller.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.kept import kept
from zhengan.masking.operators.packed import Bytes, Offsets

Words = NDArray[np.uint32]
LANES = 64
BLOCK, MOST = 64, 55
"""Bytes of a block, and of the longest message that fits one with its length."""
U = np.uint32


def roots(power: float, count: int) -> Words:
    """The first 32 bits of the fractions of roots of the first primes: the constants of SHA-256."""
    primes: list[int] = []
    number = 2
    while len(primes) < count:
        if all(number % prime for prime in primes):
            primes.append(number)
        number += 1
    # Whole numbers, for a float of 64 bits has too few: the root of prime · 2^(32 · power) is the fraction shifted left.
    return np.array(
        [integer_root(prime << int(32 * power), int(power)) & 0xFFFFFFFF for prime in primes], np.uint32
    )


def integer_root(number: int, power: int) -> int:
    """The greatest whole number whose ``power`` does not exceed ``number``."""
    low, high = 0, 1 << (number.bit_length() // power + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**power <= number else (low, middle - 1)
    return low


SHA_START, SHA_K = roots(2, 8), roots(3, 64)
SM3_START = np.array(
    [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E],
    np.uint32,
)
SM3_T = np.array(
    [
        (t << j % 32 | t >> (32 - j % 32)) & 0xFFFFFFFF if j % 32 else t
        for j, t in enumerate([0x79CC4519] * 16 + [0x7A879D8A] * 48)
    ],
    np.uint32,
)  # fmt: skip


@njit(inline="always")
def left(x: Any, n: int) -> Any:
    """A word turned to the left. Numba computes with 64 bits; U cuts to 32, and so the compiler needs no more."""
    return U(U(x << U(n)) | U(x >> U(32 - n)))


@kept
def sha256(state: Words, w: Words) -> None:
    """The compression of SHA-256: ``state`` (8, LANES) takes in the block in ``w[:16]``; w is (68, LANES)."""
    for t in range(16, 64):
        for m in range(LANES):
            x, y = w[t - 15, m], w[t - 2, m]
            small = U(left(x, 25) ^ left(x, 14) ^ U(x >> U(3)))
            great = U(left(y, 15) ^ left(y, 13) ^ U(y >> U(10)))
            w[t, m] = U(w[t - 16, m] + small + w[t - 7, m] + great)
    v = state.copy()
    for t in range(0, 64, 8):
        for m in range(LANES):
            a, b, c, d, e, f, g, h = v[0, m], v[1, m], v[2, m], v[3, m], v[4, m], v[5, m], v[6, m], v[7, m]
            for k in range(8):
                one = U(
                    h
                    + (left(e, 26) ^ left(e, 21) ^ left(e, 7))
                    + (g ^ e & (f ^ g))
                    + SHA_K[t + k]
                    + w[t + k, m]
                )
                two = U((left(a, 30) ^ left(a, 19) ^ left(a, 10)) + (a & b | c & (a | b)))
                h, g, f, e, d, c, b, a = g, f, e, U(d + one), c, b, a, U(one + two)
            v[0, m], v[1, m], v[2, m], v[3, m], v[4, m], v[5, m], v[6, m], v[7, m] = a, b, c, d, e, f, g, h
    for k in range(8):
        for m in range(LANES):
            state[k, m] += v[k, m]


@kept
def sm3(state: Words, w: Words) -> None:
    """The compression of SM3, in the same shape."""
    for t in range(16, 68):
        for m in range(LANES):
            x = U(w[t - 16, m] ^ w[t - 9, m] ^ left(w[t - 3, m], 15))
            w[t, m] = U(x ^ left(x, 15) ^ left(x, 23) ^ left(w[t - 13, m], 7) ^ w[t - 6, m])
    v = state.copy()
    sm3_rounds(v, w, 0, 16, True)
    sm3_rounds(v, w, 16, 64, False)
    for k in range(8):
        for m in range(LANES):
            state[k, m] ^= v[k, m]


@njit(inline="always")
def sm3_rounds(v: Words, w: Words, begin: int, end: int, early: bool) -> None:
    """Some of its 64 rounds; in the first sixteen, ``early``, two of the functions are others."""
    for t in range(begin, end, 8):
        for m in range(LANES):
            a, b, c, d, e, f, g, h = v[0, m], v[1, m], v[2, m], v[3, m], v[4, m], v[5, m], v[6, m], v[7, m]
            for k in range(8):
                turned = left(a, 12)
                first = left(U(turned + e + SM3_T[t + k]), 7)
                one = a ^ b ^ c if early else a & b | c & (a | b)
                two = e ^ f ^ g if early else g ^ e & (f ^ g)
                one = U(one + d + (first ^ turned) + (w[t + k, m] ^ w[t + k + 4, m]))
                two = U(two + h + first + w[t + k, m])
                h, g, f, e, d, c, b, a = (
                    g,
                    left(f, 19),
                    e,
                    U(two ^ left(two, 9) ^ left(two, 17)),
                    c,
                    left(b, 9),
                    a,
                    one,
                )
            v[0, m], v[1, m], v[2, m], v[3, m], v[4, m], v[5, m], v[6, m], v[7, m] = a, b, c, d, e, f, g, h


def start(secret: bytes, pad: int, use_sm3: bool) -> Words:
    """The state after the first block of HMAC, the key (of at most a block) with ``pad`` mixed in."""
    block = bytes(byte ^ pad for byte in secret.ljust(BLOCK, b"\0"))
    w = np.zeros((68, LANES), np.uint32)
    w[:16] = np.frombuffer(block, ">u4")[:, None]
    state = np.repeat((SM3_START if use_sm3 else SHA_START)[:, None], LANES, axis=1)
    (sm3 if use_sm3 else sha256)(state, w)
    return state[:, 0].copy()


@kept
def hmacs(data: Bytes, at: Offsets, inner: Words, outer: Words, use_sm3: bool, marks: Words) -> None:
    """HMAC of each text of at most MOST bytes, as eight words a row; other rows are left as they are."""
    w, state = np.zeros((68, LANES), np.uint32), np.empty((8, LANES), np.uint32)
    for first in range(0, at.size - 1, LANES):
        many = min(LANES, at.size - 1 - first)
        w[:16] = U(0)
        for m in range(many):
            begin, size = at[first + m], at[first + m + 1] - at[first + m]
            if size > MOST:
                continue
            for j in range(size):
                w[j >> 2, m] |= U(data[begin + j]) << U(24 - 8 * (j & 3))
            w[size >> 2, m] |= U(0x80) << U(24 - 8 * (size & 3))
            w[15, m] = U(8 * (BLOCK + size))
        taken_in(state, inner, w, use_sm3)
        w[8:15] = U(0)
        w[:8] = state
        w[8] = U(0x80000000)
        w[15] = U(8 * (BLOCK + 32))
        taken_in(state, outer, w, use_sm3)
        for m in range(many):
            if at[first + m + 1] - at[first + m] <= MOST:
                marks[first + m] = state[:, m]


@kept
def taken_in(state: Words, begin: Words, w: Words, use_sm3: bool) -> None:
    """``state`` becomes what ``begin`` is after the block in ``w``, in each lane."""
    for k in range(8):
        state[k] = begin[k]
    if use_sm3:
        sm3(state, w)
    else:
        sha256(state, w)


@kept
def written(marks: Words, at: Offsets, out: Bytes) -> None:
    """The first digits of each mark in hexadecimal, as many as ``at`` leaves room for."""
    for i in range(at.size - 1):
        for j in range(at[i + 1] - at[i]):
            digit = marks[i, j >> 3] >> U(28 - 4 * (j & 7)) & U(15)
            out[at[i] + j] = digit + (48 if digit < 10 else 87)
