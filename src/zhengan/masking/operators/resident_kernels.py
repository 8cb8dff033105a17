"""Reading resident IDs into a region and a rank of (birth date, sequence), and writing ranks back, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.operators import eight
from zhengan.masking.operators.digit_kernels import digit_at
from zhengan.masking.operators.packed import Bytes, Flags, Offsets

Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Column = tuple[Bytes, Offsets, Flags]
MISFIT, MISSING = -1, -2
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
TEN = 10
"""The value of X."""
MONTH_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)


@njit(inline="always")
def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 March of the year 0 in the Gregorian calendar; years that begin in March put the leap day last."""
    y = year - (month <= 2)
    m = (month + 9) % 12
    return 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 1


@njit(inline="always")
def date_of(number: Any) -> tuple[int, int, int]:
    """Year, month and day of such a number."""
    era, of_era = number // 146097, number % 146097
    y = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * y + y // 4 - y // 100)
    m = (5 * of_year + 2) // 153
    month = m + 3 if m < 10 else m - 9
    return y + era * 400 + (month <= 2), month, of_year - (153 * m + 2) // 5 + 1


@njit(inline="always")
def is_date(year: int, month: int, day: int) -> bool:
    """A day of the Gregorian calendar."""
    if month < 1 or month > 12 or day < 1:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest: int = MONTH_DAYS[month - 1] + (month == 2 and leap)
    return day <= longest


@njit(inline="always")
def check_of(digits: Numbers) -> int:
    """The check digit of the first seventeen; 10 is X."""
    total = 0
    for k in range(17):
        total += digits[k] * WEIGHTS[k]
    return (12 - total % 11) % 11


@njit(inline="always")
def read(data: Bytes, begin: int, end: int, digits: Numbers) -> int:
    """The digits of one value into ``digits`` (X is 10); how many, or −1 where it has other characters or too many."""
    if (
        end - begin == 18
        and eight.are_digits(eight.load(data, begin))
        and eight.are_digits(eight.load(data, begin + 8))
    ):
        seventeenth, last = data[begin + 16], data[begin + 17]
        if 48 <= seventeenth <= 57 and (48 <= last <= 57 or last | 32 == 120):
            for k in range(17):
                digits[k] = data[begin + k] - 48
            digits[17] = last - 48 if last <= 57 else TEN
            return 18
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


@njit(cache=True, nogil=True)
def gather(
    column: Column,
    zones: Numbers,
    by_sex: bool,
    counts: Numbers,
    zone: Numbers,
    ranks: Words,
    tweaks: Words,
    regions: Numbers,
) -> None:
    """Of each ID its 15 or 18 digits, the zone of its birth date (or MISFIT, MISSING), its rank there, tweak and region.

    ``zones``: the day numbers where zones begin, and the end of the last. A rank is 1000 · day + sequence, or with
    ``by_sex`` 500 · day + sequence // 2: then the sex stays and is the last byte of the tweak, after the region.
    """
    data, at, present = column
    digits = np.empty(18, np.int64)
    for i in range(present.size):
        zone[i] = MISSING
        if not present[i] or at[i] == at[i + 1]:
            continue
        zone[i] = MISFIT
        count = read(data, at[i], at[i + 1], digits)
        if count == 18:
            if check_of(digits) != digits[17]:
                continue
            year, k = 1000 * digits[6] + 100 * digits[7] + 10 * digits[8] + digits[9], 10
        elif count == 15:
            year, k = 1900 + 10 * digits[6] + digits[7], 8
        else:
            continue
        month, day = 10 * digits[k] + digits[k + 1], 10 * digits[k + 2] + digits[k + 3]
        if not is_date(year, month, day):
            continue
        number = day_number(year, month, day)
        if not zones[0] <= number < zones[-1]:
            continue
        z = 0
        while number >= zones[z + 1]:
            z += 1
        counts[i], zone[i] = count, z
        sequence = 100 * digits[k + 4] + 10 * digits[k + 5] + digits[k + 6]
        per_day = 500 if by_sex else 1000
        ranks[i] = np.uint64((number - zones[z]) * per_day + (sequence // 2 if by_sex else sequence))
        tweak, region = np.uint64(0), 0
        for place in range(6):
            tweak = tweak << np.uint64(8) | np.uint64(48 + digits[place])
            region = region * 10 + digits[place]
        tweak = tweak << np.uint64(8) | np.uint64(48 + sequence % 2 if by_sex else 0)
        tweaks[i], regions[i] = tweak << np.uint64(8), region


@njit(inline="always")
def put(out: Bytes, j: int, digit: Any) -> int:
    """Write a digit over the one whose last byte is at ``j``, in its width; returns where the next before may end."""
    if out[j] >= 0x80:
        out[j - 1] = 0xBC
        out[j] = 0xB8 if digit == TEN else 0x90 + digit
        return j - 3
    out[j] = 88 if digit == TEN else 48 + digit
    return j - 1


@njit(cache=True, nogil=True)
def scatter(
    out: Bytes,
    at: Offsets,
    rows: Offsets,
    start: int,
    by_sex: bool,
    counts: Numbers,
    ranks: Words,
    tweaks: Words,
    regions: Numbers,
) -> None:
    """Write the dates, sequences and regions over the former ones, and the check digit of eighteen anew."""
    digits = np.empty(18, np.int64)
    for r in range(rows.size):
        begin, end, count = at[rows[r]], at[rows[r] + 1], counts[r]
        per_day = np.uint64(500 if by_sex else 1000)
        year, month, day = date_of(start + np.int64(ranks[r] // per_day))
        sequence = np.int64(ranks[r] % per_day)
        if by_sex:
            sequence = 2 * sequence + np.int64(tweaks[r] >> np.uint64(8) & np.uint64(1))
        rest = regions[r]
        for place in range(5, -1, -1):
            digits[place] = rest % 10
            rest //= 10
        k = 10 if count == 18 else 8
        if count == 18:
            digits[6], digits[7] = year // 1000, year // 100 % 10
        digits[k - 2], digits[k - 1] = year // 10 % 10, year % 10
        digits[k], digits[k + 1], digits[k + 2], digits[k + 3] = month // 10, month % 10, day // 10, day % 10
        digits[k + 4], digits[k + 5], digits[k + 6] = sequence // 100, sequence // 10 % 10, sequence % 10
        if count == 18:
            digits[17] = check_of(digits)
        if end - begin == count:
            for place in range(count):
                out[begin + place] = 88 if digits[place] == TEN else 48 + digits[place]
        else:
            scattered(out, begin, end, count, digits)


@njit(cache=True, nogil=True)
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
