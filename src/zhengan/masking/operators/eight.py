"""Eight digits at a time: a word of eight ASCII digits checked, read and written with a few multiplications, compiled.

The first digit is the lowest byte of the word, as it lies in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from zhengan.masking.operators.ff1_kernels import swapped
from zhengan.masking.operators.packed import Bytes

U = np.uint64
ZEROS, HIGH = U(0x3030303030303030), U(0xF0F0F0F0F0F0F0F0)
SIXES, LOWS, ONES = U(0x0606060606060606), U(0x0F0F0F0F0F0F0F0F), U(0x0101010101010101)
SECONDS, TENS = U(0x00FF00FF00FF00FF), U(0x7676767676767676)
TEN, HUNDRED, TEN_THOUSAND, EIGHT = U(10), U(100), U(10_000), U(100_000_000)


@njit(inline="always")
def load(data: Bytes, at: int) -> Any:
    """The eight bytes from ``at`` on (LLVM makes one load of it)."""
    j = U(at)
    low = U(data[j]) | U(data[j + U(1)]) << U(8) | U(data[j + U(2)]) << U(16) | U(data[j + U(3)]) << U(24)
    high = (
        U(data[j + U(4)])
        | U(data[j + U(5)]) << U(8)
        | U(data[j + U(6)]) << U(16)
        | U(data[j + U(7)]) << U(24)
    )
    return low | high << U(32)


@njit(inline="always")
def store(data: Bytes, at: int, word: Any) -> None:
    """Write eight bytes from ``at`` on."""
    for k in range(U(8)):
        data[U(at) + U(k)] = np.uint8(word >> (U(8) * U(k)))


@njit(inline="always")
def are_digits(word: Any) -> Any:
    """Whether all eight bytes are 0 to 9: their high half is 3, also when six is added."""
    return word & HIGH == ZEROS and (word + SIXES) & HIGH == ZEROS


@njit(inline="always")
def read(word: Any) -> Any:
    """The number that eight digits write: pairs, then fours, then the eight."""
    word -= ZEROS
    word = word * TEN + (word >> U(8))
    pairs = U(0x000000FF000000FF)
    return ((word & pairs) * U(0x000F424000000064) + (word >> U(16) & pairs) * U(0x0000271000000001)) >> U(32)


@njit(inline="always")
def written(value: Any) -> Any:
    """A number below 10⁸ as eight digits: the same backwards; the multiplications divide by 100 and by 10."""
    fours = value // TEN_THOUSAND | value % TEN_THOUSAND << U(32)
    tops = fours * U(10486) >> U(20) & U(0x0000007F0000007F)
    pairs = tops | (fours - tops * HUNDRED) << U(16)
    tens = pairs * U(103) >> U(10) & U(0x000F000F000F000F)
    return (tens | (pairs - tens * TEN) << U(8)) + ZEROS


@njit(inline="always")
def first(data: Bytes, begin: int, count: int) -> Any:
    """One to seven digits as the last of a word of eight; in front of them zeros."""
    bits = U(8) * U(count)
    if begin + 8 <= data.size:
        return load(data, begin) << (U(64) - bits) | ZEROS >> bits
    word = U(0)
    for k in range(U(count)):
        word |= U(data[U(begin) + k]) << U(8) * k
    return word << (U(64) - bits) | ZEROS >> bits


@njit(inline="always")
def number(data: Bytes, begin: int, end: int) -> Any:
    """The number that the digits from ``begin`` to before ``end`` write; at most 19, all ASCII."""
    value, odd = U(0), (end - begin) & 7
    if odd == 1:
        value = U(data[U(begin)] & 15)
    elif odd:
        value = read(first(data, begin, odd))
    begin += odd
    if begin < end:  # no loop: of two steps LLVM would make vectors
        value = value * EIGHT + read(load(data, begin))
        if begin + 8 < end:
            value = value * EIGHT + read(load(data, begin + 8))
    return value


@njit(inline="always")
def put(data: Bytes, begin: int, end: int, value: Any) -> None:
    """Write a number over the digits from ``begin`` to before ``end``, with leading zeros."""
    if end - begin >= 8:
        end -= 8
        store(data, end, written(value % EIGHT))
        value //= EIGHT
        if end - begin >= 8:
            end -= 8
            store(data, end, written(value % EIGHT))
            value //= EIGHT
    at, left = U(begin), end - begin
    if left == 1:
        data[at] = np.uint8(U(48) + value)
    elif left:  # four, two, one: each that is there is written at once
        word = written(value) >> U(8) * U(8 - left)
        if left & 4:
            for k in range(U(4)):
                data[at + k] = np.uint8(word >> (U(8) * k))
            word, at = word >> U(32), at + U(4)
        if left & 2:
            for k in range(U(2)):
                data[at + k] = np.uint8(word >> (U(8) * k))
            word, at = word >> U(16), at + U(2)
        if left & 1:
            data[at] = np.uint8(word)


@njit(inline="always")
def text(data: Bytes, begin: int, count: int) -> Any:
    """One to eight bytes as one number, the first byte the highest."""
    if begin + 8 <= data.size:
        return swapped(load(data, begin)) >> U(64 - 8 * count)
    value = U(0)
    for j in range(begin, begin + count):
        value = value << U(8) | U(data[j])
    return value


@njit(inline="always")
def luhn_word(word: Any, twice: Any) -> Any:
    """What eight digits add to Luhn's sum; ``twice``: a mask of those that count twice."""
    doubled = (word & twice) * U(2)
    nines = (doubled + TENS >> U(7) & ONES) * U(9)  # a byte of ten or more, and 118, has its highest bit
    return np.int64(((word & ~twice) + doubled - nines) * ONES >> U(56))


@njit(inline="always")
def luhn(data: Bytes, begin: int, end: int, place: int) -> Any:
    """Luhn's sum over digits from ``begin`` to before ``end``, the last of which has that place (0: the check digit)."""
    total: Any = 0
    twice = SECONDS << U(8) if place & 1 else SECONDS
    while end - begin >= 8:
        end -= 8
        total += luhn_word(load(data, end) & LOWS, twice)
    if end > begin:
        total += luhn_word(first(data, begin, end - begin) & LOWS, twice)
    return total
