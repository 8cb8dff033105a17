"""The arithmetic of FF1's rounds over columns of numbers, compiled; no lock is held.

A half of a string is one unsigned 64-bit number; a block of the cipher is two words, big-endian as the standard has it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from zhengan.masking.kept import kept

Words = NDArray[np.uint64]
Division = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
"""An odd number, its inverse, how many twos beside it, and how many bits fit above a remainder of it."""

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


def _high(typing: Any, x: Any, y: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        word = values[0].type
        wide = type(word)(128)
        product = builder.mul(*(builder.zext(value, wide) for value in values))
        return builder.trunc(builder.lshr(product, wide(64)), word)

    return types.uint64(types.uint64, types.uint64), code


high_word: Any = intrinsic(_high)
"""The upper 64 bits of a product: one instruction of every 64-bit processor, for which NumPy has no name."""


@njit(inline="always")
def below(value: Any, modulus: Any) -> Any:
    """A value below 2 · modulus, mod modulus: the difference runs over, and is the larger one, where there is none.

    Without a jump, which would be guessed wrong half the time.
    """
    return min(value, value - modulus)


@njit(inline="always")
def reduced(y: Any, modulus: Any, inverse: Any) -> Any:
    """y mod modulus by multiplication; ``inverse``: ⌊(2⁶⁴ − 1) / modulus⌋, with which the quotient is short by one at most."""
    return below(y - high_word(y, inverse) * modulus, modulus)


@njit(inline="always")
def moved(value: Any, y: Any, modulus: Any, minus: bool) -> Any:
    """value ± y mod modulus, both below it; no modulus is above 2⁶³."""
    return below(value + (modulus - y if minus else y), modulus)


@njit(inline="always")
def remainder(top: Any, tail: Any, odd: Any, inverse: Any, twos: Any, piece: Any) -> Any:
    """The twelve bytes ``top`` and ``tail`` (its low 32 bits) mod 2^twos · odd.

    The lowest ``twos`` bits pass; those above are reduced ``piece`` bits at a time, so that no step exceeds 64 bits.
    """
    if twos >= U32:
        return (reduced(top >> (twos - U32), odd, inverse) << twos) | (
            ((top << U32) | tail) & ((ONE << twos) - ONE)
        )
    left, bits = U32 - twos, tail >> twos
    rest = top - high_word(top, inverse) * odd  # below 2 · odd
    if left < piece:  # so for every power of ten
        rest = reduced(rest << left | bits, odd, inverse)
    else:
        rest = below(rest, odd)
        while left:
            take = min(piece, left)
            left -= take
            rest = reduced(rest << take | bits >> left & (ONE << take) - ONE, odd, inverse)
    return rest << twos | tail & (ONE << twos) - ONE


@kept
def fill(half: Words, words: Words, high: np.uint64, low: np.uint64, tweaks: Words) -> None:
    """A round's blocks: the constant part, each value's own tweak (if there are any), and NUM of the half."""
    for j in range(half.size):
        words[2 * j] = swapped(high ^ tweaks[j] if tweaks.size else high)
        words[2 * j + 1] = swapped(low ^ half[j])


@kept
def narrow(
    half: Words, words: Words, modulus: np.uint64, inverse: np.uint64, minus: bool, high: np.uint64, low: np.uint64,
    tweaks: Words,
) -> None:  # fmt: skip
    """half ← half ± y mod modulus, where y is the first eight bytes of each enciphered block; then the blocks of the
    next round, as ``fill`` makes them.
    """
    for j in range(half.size):
        half[j] = moved(half[j], reduced(swapped(words[2 * j]), modulus, inverse), modulus, minus)
        words[2 * j] = swapped(high ^ tweaks[j] if tweaks.size else high)
        words[2 * j + 1] = swapped(low ^ half[j])


@kept
def wide(
    half: Words, words: Words, modulus: np.uint64, division: Division, minus: bool, high: np.uint64, low: np.uint64,
    tweaks: Words,
) -> None:  # fmt: skip
    """The same, where y is the first twelve bytes of each enciphered block."""
    odd, inverse, twos, piece = division
    for j in range(half.size):
        y = remainder(swapped(words[2 * j]), swapped(words[2 * j + 1]) >> U32, odd, inverse, twos, piece)
        half[j] = moved(half[j], y, modulus, minus)
        words[2 * j] = swapped(high ^ tweaks[j] if tweaks.size else high)
        words[2 * j + 1] = swapped(low ^ half[j])
