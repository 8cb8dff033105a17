"""The arithmetic of FF1's rounds over columns of numbers, compiled; no lock is held.

A half of a string is one unsigned 64-bit number; a block of the cipher is two words, big-endian as the standard has it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Words = NDArray[np.uint64]

U8, U16, U32 = np.uint64(8), np.uint64(16), np.uint64(32)
ZERO, ONE = np.uint64(0), np.uint64(1)
BYTES = np.uint64(0x00FF00FF00FF00FF)
PAIRS = np.uint64(0x0000FFFF0000FFFF)


@njit(inline="always")
def swapped(x: Any) -> Any:
    """The eight bytes of a word, last first (LLVM makes one instruction of it)."""
    x = ((x >> U8) & BYTES) | ((x & BYTES) << U8)
    x = ((x >> U16) & PAIRS) | ((x & PAIRS) << U16)
    return (x >> U32) | (x << U32)


@njit(inline="always")
def moved(value: Any, y: Any, modulus: Any, minus: bool) -> Any:
    """value ± y mod modulus, both below it, without running over 64 bits."""
    if minus:
        return value - y if value >= y else value + (modulus - y)
    return value - (modulus - y) if value >= modulus - y else value + y


@njit(inline="always")
def remainder(top: Any, tail: Any, odd: Any, twos: Any, piece: Any) -> Any:
    """The twelve bytes ``top`` and ``tail`` (its low 32 bits) mod 2^twos · odd.

    The lowest ``twos`` bits pass; those above are reduced ``piece`` bits at a time, so that no step exceeds 64 bits.
    """
    if twos >= U32:
        return (((top >> (twos - U32)) % odd) << twos) | (((top << U32) | tail) & ((ONE << twos) - ONE))
    rest, left = top % odd, U32
    while left > twos:
        take = min(piece, left - twos)
        left -= take
        rest = ((rest << take) | ((tail >> left) & ((ONE << take) - ONE))) % odd
    return (rest << twos) | (tail & ((ONE << twos) - ONE))


@njit(cache=True, nogil=True, error_model="numpy")
def fill(half: Words, words: Words, high: np.uint64, low: np.uint64, tweaks: Words) -> None:
    """A round's blocks: the constant part, each value's own tweak (if there are any), and NUM of the half."""
    if tweaks.size:
        for j in range(half.size):
            words[2 * j] = swapped(high ^ tweaks[j])
            words[2 * j + 1] = swapped(low ^ half[j])
    else:
        first = swapped(high)
        for j in range(half.size):
            words[2 * j] = first
            words[2 * j + 1] = swapped(low ^ half[j])


@njit(cache=True, nogil=True, error_model="numpy")
def narrow(half: Words, words: Words, modulus: np.uint64, minus: bool) -> None:
    """half ← half ± y mod modulus, where y is the first eight bytes of each enciphered block."""
    for j in range(half.size):
        half[j] = moved(half[j], swapped(words[2 * j]) % modulus, modulus, minus)


@njit(cache=True, nogil=True, error_model="numpy")
def wide(
    half: Words,
    words: Words,
    modulus: np.uint64,
    odd: np.uint64,
    twos: np.uint64,
    piece: np.uint64,
    minus: bool,
) -> None:
    """half ← half ± y mod modulus, where y is the first twelve bytes of each enciphered block."""
    for j in range(half.size):
        y = remainder(swapped(words[2 * j]), swapped(words[2 * j + 1]) >> U32, odd, twos, piece)
        half[j] = moved(half[j], y, modulus, minus)
