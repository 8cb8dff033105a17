"""Reading resident IDs into a region and a rank of (birth date, sequence), and writing ranks back, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.kept import kept
from zhengan.masking.operators import eight
from zhengan.masking.operators.digit_kernels import digit_at
from zhengan.masking.operators.packed import Bytes, Flags, Offsets

Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Stamps = NDArray[np.uint32]
Column = tuple[Bytes, Offsets, Flags]
Calendar = tuple[int, NDArray[np.int32]]
"""The first year, and the day number (−1: none) at 372 · (year − first) + 31 · (month − 1) + day − 1."""
MISFIT, MISSING = -1, -2
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
TEN = 10
"""The value of X."""


@njit(inline="always")
def check_of(digits: Any, begin: Any) -> int:
    """The check digit of seventeen digits, as numbers or in ASCII; 10 is X."""
    total = 0
    for k in range(17):
        total += np.int64(digits[begin + k] & 15) * WEIGHTS[k]
    return (12 - total % 11) % 11


@njit(inline="always")
def is_bare(data: Bytes, begin: int, end: int) -> Any:
    """Whether it is eighteen ASCII characters of the right sort."""
    if end - begin != 18:
        return False
    last = data[begin + 17]
    return (
        eight.are_digits(eight.load(data, begin))
        and eight.are_digits(eight.load(data, begin + 8))
        and 48 <= data[begin + 16] <= 57
        and (48 <= last <= 57 or last | 32 == 120)
    )


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
def parts(data: Bytes, begin: int, end: int) -> tuple[int, Any, Any, Any]:
    """How many digits a value has, its region, birth date (yyyymmdd) and sequence; 0 digits if it is no ID."""
    if is_bare(data, begin, end):
        last = data[begin + 17]
        if check_of(data, begin) != (last & 15 if last <= 57 else TEN):
            return 0, 0, 0, 0
        sequence = (
            np.int64(data[begin + 14] & 15) * 100 + (data[begin + 15] & 15) * 10 + (data[begin + 16] & 15)
        )
        region = np.int64(eight.read(eight.load(data, begin))) // 100
        return 18, region, np.int64(eight.read(eight.load(data, begin + 6))), sequence
    digits = np.empty(18, np.int64)
    count = read(data, begin, end, digits)
    if count != 15 and (count != 18 or check_of(digits, 0) != digits[17]):
        return 0, 0, 0, 0
    number = 0
    for k in range(17 if count == 18 else 15):
        number = number * 10 + digits[k]
        if k == 5 and count == 15:
            number = number * 100 + 19
    return count, number // 10**11, number // 1000 % 10**8, number % 1000


@kept
def gather(
    column: Column, calendar: Calendar, zones: Numbers, by_sex: bool, counts: Numbers, zone: Numbers, ranks: Words,
    tweaks: Words, regions: Numbers,
) -> None:  # fmt: skip
    """Of each ID its 15 or 18 digits, the zone of its birth date (or MISFIT, MISSING), its rank there, tweak and region.

    ``zones``: the days where zones begin, and the end of the last. A rank is 1000 · day + sequence, or with ``by_sex``
    500 · day + sequence // 2: then the sex stays and is the last byte of the tweak, after the region.
    """
    data, at, present = column
    first_year, days = calendar
    for i in range(present.size):
        zone[i] = MISSING
        if not present[i] or at[i] == at[i + 1]:
            continue
        zone[i] = MISFIT
        counts[i], region, born, sequence = parts(data, at[i], at[i + 1])
        year, month, day = born // 10_000 - first_year, born // 100 % 100 - 1, born % 100 - 1
        if counts[i] == 0 or not (0 <= year < days.size // 372 and 0 <= month < 12 and 0 <= day < 31):
            continue
        number = np.int64(days[year * 372 + month * 31 + day])
        if number < 0:
            continue
        z = 0
        while number >= zones[z + 1]:
            z += 1
        zone[i], regions[i] = z, region
        if by_sex:
            ranks[i] = np.uint64((number - zones[z]) * 500 + sequence // 2)
        else:
            ranks[i] = np.uint64((number - zones[z]) * 1000 + sequence)
        tweak, power = np.uint64(48 + sequence % 2 if by_sex else 0) << np.uint64(8), np.uint64(16)
        for _ in range(6):
            tweak |= np.uint64(48 + region % 10) << power
            region //= 10
            power += np.uint64(8)
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
    out: Bytes, at: Offsets, rows: Offsets, stamps: Stamps, by_sex: bool, counts: Numbers, ranks: Words, tweaks: Words,
    regions: Numbers,
) -> None:  # fmt: skip
    """Write dates, sequences and regions over the former ones, and the check digit of eighteen anew.

    ``stamps``: the dates (yyyymmdd) of the zone's days.
    """
    digits = np.empty(18, np.int64)
    for r in range(rows.size):
        begin, end = at[rows[r]], at[rows[r] + 1]
        rank = ranks[r]
        if by_sex:
            day, sequence = rank // np.uint64(500), rank % np.uint64(500) * np.uint64(2)
            sequence += tweaks[r] >> np.uint64(8) & np.uint64(1)
        else:
            day, sequence = rank // np.uint64(1000), rank % np.uint64(1000)
        born = np.uint64(stamps[day])
        if end - begin == 18 and counts[r] == 18:
            eight.put(out, begin, begin + 6, np.uint64(regions[r]))
            eight.store(out, begin + 6, eight.written(born))
            eight.put(out, begin + 14, begin + 17, sequence)
            check = check_of(out, begin)
            out[begin + 17] = 88 if check == TEN else 48 + check
            continue
        number, count = np.int64(born) * 1000 + np.int64(sequence), counts[r]
        number = regions[r] * 10**11 + number if count == 18 else regions[r] * 10**9 + number % 10**9
        for k in range(16 if count == 18 else 14, -1, -1):
            digits[k] = number % 10
            number //= 10
        if count == 18:
            digits[17] = check_of(digits, 0)
        scattered(out, begin, end, count, digits)


@kept
def scattered(out: Bytes, begin: int, end: int, count: int, digits: Numbers) -> None:
    """Write digits over those of one value with gaps or full-width digits."""
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
