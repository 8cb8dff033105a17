"""Reading resident IDs into a region and a rank of (birth date, sequence), and writing ranks back, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.fast.vector import loose
from zhengan.masking.kept import kept
from zhengan.masking.operators import eight
from zhengan.masking.operators.digit_kernels import digit_at
from zhengan.masking.operators.ff1_kernels import swapped
from zhengan.masking.operators.packed import Bytes, Flags, Offsets

U = np.uint64
Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Counts = NDArray[np.int8]
Zones = NDArray[np.int8]
Stamps = NDArray[np.uint32]
Column = tuple[Bytes, Offsets, Flags]
Calendar = tuple[int, NDArray[np.int32]]
"""The first year, and the day number (−1: none) at 372 · (year − first) + 31 · (month − 1) + day − 1."""
MISFIT, MISSING = -1, -2
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4)
"""And 2, that of the seventeenth digit."""
EVENS, ODDS = (
    tuple(U(sum(WEIGHTS[start + 2 * k] << 16 * (3 - k) for k in range(4))) for start in (first, first + 8)) for first in (0, 1)
)
NIBBLES, SUM, BYTE, ONE, THOUSAND = U(0x000F000F000F000F), U(48), U(8), U(1), U(1000)
TEN = 10
"""The value of X."""


@njit(inline="always")
def check_of(one: Any, two: Any, last: Any) -> Any:
    """The check digit of seventeen digits: two words of eight (``eight``) and a number; 10 is X.

    Every other digit of a word has sixteen bits, and so have their weights, the other way round: the uppermost sixteen bits of
    the product are the sum of digits times weights.
    """
    total = U(2) * last
    total += ((one & NIBBLES) * EVENS[0] >> SUM) + ((one >> BYTE & NIBBLES) * ODDS[0] >> SUM)
    total += ((two & NIBBLES) * EVENS[1] >> SUM) + ((two >> BYTE & NIBBLES) * ODDS[1] >> SUM)
    return (U(12) - total % U(11)) % U(11)


@njit(inline="always")
def words_of(region: Any, born: Any, sequence: Any) -> Any:
    """The same words and number of an ID's parts."""
    one = eight.written(region * U(100) + born // U(1_000_000))
    two = eight.written(born % U(1_000_000) * U(100) + sequence // U(10))
    return one, two, sequence % U(10)


@njit(inline="always")
def are_bare(one: Any, two: Any, before: Any, last: Any) -> Any:
    """Whether two words and two bytes are seventeen ASCII digits and a digit or X."""
    right = (before - 48 <= 9) & (before >= 48) & (((last >= 48) & (last <= 57)) | (last | 32 == 120))
    return eight.are_digits(one) & eight.are_digits(two) & right


@njit(inline="always")
def read(data: Bytes, begin: int, end: int, digits: Numbers) -> int:
    """The digits of one value into ``digits`` (X is 10); how many, or −1 where it has other characters or too many."""
    j, count = begin, 0
    while j < end:
        digit, size = digit_at(data, j, end)
        if digit == -2 and count == 17:
            if data[j] | 32 == 120:  # x, X
                digit = TEN
            elif (
                end - j == 3
                and data[j] == 0xEF
                and (
                    (data[j + 1] == 0xBC and data[j + 2] == 0xB8)
                    or (data[j + 1] == 0xBD and data[j + 2] == 0x98)
                )
            ):  # Ｘ, ｘ
                digit, size = TEN, 3
        if digit == -2 or (digit >= 0 and count == 18):
            return -1
        if digit >= 0:
            digits[count] = digit
            count += 1
        j += size
    return count


@kept
def parts(data: Bytes, begin: int, end: int) -> tuple[int, Any, Any]:
    """How many digits a value has, its region, and birth date (yyyymmdd) and sequence as one number; 0 if it is no ID."""
    digits = np.empty(18, np.int64)
    count = read(data, begin, end, digits)
    if count != 15 and count != 18:
        return 0, 0, U(0)
    number = U(0)
    for k in range(17 if count == 18 else 15):
        number = number * U(10) + U(digits[k])
        if k == 5 and count == 15:
            number = number * U(100) + U(19)
    region, rest = number // U(10**11), number % U(10**11)
    one, two, last = words_of(region, rest // THOUSAND, rest % THOUSAND)
    if count == 18 and check_of(one, two, last) != U(digits[17]):
        return 0, 0, U(0)
    return count, np.int64(region), rest


@kept
def gather(
    column: Column, calendar: Calendar, zones: Numbers, by_sex: bool, counts: Counts, zone: Zones, ranks: Words,
    tweaks: Words, regions: Numbers,
) -> None:  # fmt: skip
    """Of each ID its 15 or 18 digits, the zone of its birth date (or MISFIT, MISSING), its rank there, tweak and region.

    ``zones``: the days where zones begin, and the end of the last. A rank is 1000 · day + sequence, or with ``by_sex``
    500 · day + sequence // 2: then the sex stays and is the last byte of the tweak, after the region.
    """
    data, at = loose(column[0]), loose(column[1])
    for i in range(U(zone.size)):
        begin, end = at[i], at[i + ONE]
        if end - begin == 18:
            one, two = eight.load(data, begin), eight.load(data, begin + 8)
            before, last = U(data[U(begin + 16)]), U(data[U(begin + 17)])
            if are_bare(one, two, before, last):
                check = last & U(15) if last <= 57 else U(TEN)
                counts[i] = 18 if check_of(one, two, before & U(15)) == check else 0
                head, tail = eight.read(one), eight.read(two)
                regions[i] = np.int64(head // U(100))
                ranks[i] = (head % U(100) * eight.EIGHT + tail) * U(10) + (before & U(15))
                continue
        counts[i], regions[i], ranks[i] = parts(data, begin, end)
    placed(at, column[2], calendar, zones, by_sex, counts, zone, ranks, tweaks, regions)


@njit(inline="always")
def placed(
    at: Offsets, present: Flags, calendar: Calendar, zones: Numbers, by_sex: bool, counts: Counts, zone: Zones, ranks: Words,
    tweaks: Words, regions: Numbers,
) -> None:  # fmt: skip
    """The second half of ``gather``: dates in ``ranks`` become days of a zone."""
    days, low = loose(calendar[1]), U(calendar[0])
    years, bounds = U(days.size // 372), loose(zones)
    for i in range(U(zone.size)):
        zone[i] = MISFIT if present[i] and at[i] != at[i + ONE] else MISSING
        born, sequence = ranks[i] // THOUSAND, ranks[i] % THOUSAND
        year, month, day = born // U(10_000) - low, born // U(100) % U(100) - ONE, born % U(100) - ONE
        if counts[i] == 0 or year >= years or month >= 12 or day >= 31:  # below zero is above all
            continue
        number = np.int64(days[year * U(372) + month * U(31) + day])
        if number < 0:
            continue
        z = np.int64(0)
        for k in range(ONE, U(bounds.size) - ONE):
            z += number >= bounds[k]  # no jump, which would often be guessed wrong
        zone[i] = z
        number -= bounds[U(z)]
        # The last byte but one is free, or says the sex.
        tweak = swapped(eight.written(U(regions[i]))) << U(16)
        if by_sex:
            ranks[i] = U(number) * U(500) + (sequence >> ONE)
            tweak |= (U(48) + (sequence & ONE)) << BYTE
        else:
            ranks[i] = U(number) * THOUSAND + sequence
        tweaks[i] = tweak


@njit(inline="always")
def put(out: Bytes, j: int, digit: Any) -> int:
    """Write a digit over the one whose last byte is at ``j``, in its width; returns where the next before may end."""
    if out[j] >= 0x80:
        out[j - 1] = 0xBC
        out[j] = 0xB8 if digit == TEN else 0x90 + digit
        return j - 3
    out[j] = 88 if digit == TEN else 48 + digit
    return j - 1


@kept
def scatter(
    out: Bytes, at: Offsets, rows: Offsets, stamps: Stamps, by_sex: bool, counts: Counts, ranks: Words, tweaks: Words,
    regions: Numbers,
) -> None:  # fmt: skip
    """Write dates, sequences and regions over the former ones, and the check digit of eighteen anew.

    ``stamps``: the dates (yyyymmdd) of the zone's days.
    """
    out, at, rows, stamps = loose(out), loose(at), loose(rows), loose(stamps)
    for r in range(U(rows.size)):
        row, rank = U(rows[r]), ranks[r]
        begin, end = at[row], at[row + ONE]
        if by_sex:
            day, sequence = rank // U(500), rank % U(500) * U(2) + (tweaks[r] >> BYTE & ONE)
        else:
            day, sequence = rank // THOUSAND, rank % THOUSAND
        born = U(stamps[day])
        if end - begin == 18 and counts[r] == 18:
            one, two, last = words_of(U(regions[r]), born, sequence)
            eight.store(out, begin, one)
            eight.store(out, begin + 8, two)
            out[U(begin + 16)] = np.uint8(U(48) + last)
            check = check_of(one, two, last)
            out[U(begin + 17)] = np.uint8(U(88) if check == U(TEN) else U(48) + check)
        else:
            scattered(out, begin, end, counts[r], U(regions[r]), born, sequence)


@kept
def scattered(out: Bytes, begin: int, end: int, count: int, region: Any, born: Any, sequence: Any) -> None:
    """The same for one value with gaps, full-width digits or fifteen."""
    digits = np.empty(18, np.int64)
    one, two, last = words_of(region, born, sequence)
    digits[17] = np.int64(check_of(one, two, last))
    number, short = born * THOUSAND + sequence, U(10**9)
    number = region * U(10**11) + number if count == 18 else region * short + number % short
    for k in range(16 if count == 18 else 14, -1, -1):
        digits[k] = np.int64(number % U(10))
        number //= U(10)
    j, place = end - 1, count - 1
    while place >= 0:
        byte = out[j]
        wide = byte >= 0x80 and j - begin >= 2 and out[j - 2] == 0xEF and (
            (out[j - 1] == 0xBC and (0x90 <= byte <= 0x99 or byte == 0xB8)) or (out[j - 1] == 0xBD and byte == 0x98)
        )  # fmt: skip
        if wide or 48 <= byte <= 57 or byte | 32 == 120:
            j = put(out, j, digits[place])
            place -= 1
        else:
            j -= 1
