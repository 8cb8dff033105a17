"""Reading the digits of packed values and writing others into their places, compiled.

A digit is ASCII or full-width. Spaces (also the no-break and the full-width one), line ends, hyphens, brackets and a plus are no
part of the number and stay where they are; up to two ASCII letters may stand in front. Any other character: no fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhengan.masking.fast.vector import loose
from zhengan.masking.kept import kept
from zhengan.masking.operators import eight
from zhengan.masking.operators.packed import Bytes, Flags, Offsets

Words = NDArray[np.uint64]
Shape = tuple[int, int, int, int, int, int, bool]
"""How a number is divided: letters; digits of no account, of the tweak, of the two halves, of the tail; Luhn's check."""
Codes = NDArray[np.int16]
MISFIT, MISSING = -1, -2
MOST_DIGITS = 63
STEP = 512
ASCII_GAPS = np.zeros(256, np.bool_)
ASCII_GAPS[[ord(char) for char in " -+()\t\r\n"]] = True
TEN, ONE = np.uint64(10), np.uint64(1)
BYTE = np.uint64(8)


@njit(inline="always")
def digit_at(data: Bytes, j: int, end: int) -> tuple[int, int]:
    """The digit that starts at ``j`` and its bytes; −1 for a gap, −2 for a character that does not belong."""
    byte = data[j]
    if byte < 0x80:
        if 48 <= byte <= 57:
            return byte - 48, 1
        return (-1 if ASCII_GAPS[byte] else -2), 1
    if byte == 0xEF and j + 2 < end and data[j + 1] == 0xBC:
        last = data[j + 2]
        if 0x90 <= last <= 0x99:  # ０ to ９
            return last - 0x90, 3
        return (-1 if 0x88 <= last <= 0x8D and last != 0x8A and last != 0x8C else -2), 3  # （ ） ＋ －
    if byte == 0xC2 and j + 1 < end and data[j + 1] == 0xA0:
        return -1, 2
    if byte == 0xE3 and j + 2 < end and data[j + 1] == 0x80 and data[j + 2] == 0x80:
        return -1, 3
    return -2, 1


@njit(inline="always")
def bare(data: Bytes, begin: int, end: int) -> Any:
    """Whether eight bytes or more are ASCII digits and nothing else."""
    if end - begin > MOST_DIGITS:
        return False
    for j in range(begin, end - 7, 8):
        if not eight.are_digits(eight.load(data, j)):
            return False
    return eight.are_digits(eight.load(data, end - 8))


@kept
def alike(data: Bytes, at: Offsets, present: Flags) -> int:
    """How many ASCII digits every value has that has nothing else; 0 where one has other characters, another length or is
    missing. So are most columns, and a step here takes many values at once.
    """
    data, at, present = loose(data), loose(at), loose(present)
    size = at[1] - at[0]
    if size > MOST_DIGITS:
        return 0
    for start in range(0, present.size, STEP):  # so that a column of another sort is soon left
        wrong: Any = False
        for i in range(np.uint64(start), np.uint64(min(start + STEP, present.size))):
            wrong |= (at[i + ONE] - at[i] != size) | ~present[i]
        if wrong:
            return 0
        for j in range(np.uint64(at[start]), np.uint64(at[min(start + STEP, present.size)])):
            wrong |= np.uint8(data[j] - np.uint8(48)) > 9
        if wrong:
            return 0
    return int(size)


@kept
def survey(data: Bytes, at: Offsets, present: Flags, codes: Codes, leads: Codes) -> None:
    """Of each value 64 × its letters + its digits, or MISFIT, or MISSING; and the number its first two digits write."""
    data, at = loose(data), loose(at)
    for i in range(np.uint64(present.size)):
        j, end = at[i], at[i + ONE]
        if not present[i] or j == end:
            codes[i] = MISSING
            continue
        if end - j >= 8 and bare(data, j, end):
            codes[i] = end - j
            leads[i] = 10 * np.int16(data[j] & 15) + np.int16(data[j + 1] & 15)
            continue
        letters, digits, lead = 0, 0, 0
        while j < end and letters < 2 and (65 <= data[j] <= 90 or 97 <= data[j] <= 122):
            letters += 1
            j += 1
        while j < end:
            digit, size = digit_at(data, j, end)
            if digit == -2 or digits == MOST_DIGITS:
                digits = MISFIT
                break
            if digit >= 0:
                if digits < 2:
                    lead = lead * 10 + digit
                digits += 1
            j += size
        codes[i] = 64 * letters + digits if digits > 0 else MISFIT
        leads[i] = lead


@kept
def gather(
    data: Bytes, at: Offsets, rows: Offsets, shape: Shape, a: Words, b: Words, tweaks: Words, fits: Flags
) -> None:
    """The two halves of each number as numbers; its letters and first digits as a tweak; whether Luhn's check holds."""
    data, at, rows = loose(data), loose(at), loose(rows)
    letters, skip, head, one, other, tail, luhn = shape
    whole, filled = letters + skip + head + one + other + tail, letters + head
    # A loop for each thing, for the registers do not hold what all need.
    for r in range(np.uint64(rows.size)):
        row = np.uint64(rows[r])
        begin, end = at[row], at[row + ONE]
        if end - begin == whole:  # nothing but ASCII letters and digits
            middle = end - tail - other
            a[r] = eight.number(data, middle - one, middle)
            b[r] = eight.number(data, middle, middle + other)
            fits[r] = True
        else:
            a[r], b[r], tweak, total = slowly(data, begin, end, shape)
            tweaks[r] = tweak << np.uint64(64 - 8 * filled) if filled else np.uint64(0)
            fits[r] = total % 10 == 0
    if filled:
        gather_tweaks(data, at, rows, letters, skip, head, whole, tweaks)
    if luhn:
        for r in range(np.uint64(rows.size)):
            row = np.uint64(rows[r])
            begin, end = at[row], at[row + ONE]
            if end - begin == whole:
                fits[r] = eight.luhn(data, begin, end, 0) % 10 == 0


@njit(inline="always")
def gather_tweaks(
    data: Bytes, at: Offsets, rows: Offsets, letters: int, skip: int, head: int, whole: int, tweaks: Words
) -> None:
    """Letters and first digits of those numbers that are nothing else, from the left."""
    for r in range(np.uint64(rows.size)):
        row = np.uint64(rows[r])
        begin, end = at[row], at[row + ONE]
        if end - begin != whole:
            continue
        tweak = np.uint64(0)
        for j in range(np.uint64(letters)):
            tweak = tweak << BYTE | np.uint64(data[np.uint64(begin) + j] & 0xDF)
        if head:
            first_digits = eight.text(data, begin + letters + skip, head)
            # Eight digits leave no room for letters, and no word can be shifted by all of its bits.
            tweak = tweak << BYTE * np.uint64(head) | first_digits if letters else first_digits
        tweaks[r] = tweak << np.uint64(64 - 8 * (letters + head))


@kept
def slowly(data: Bytes, begin: int, end: int, shape: Shape) -> tuple[np.uint64, np.uint64, np.uint64, int]:
    """The same for one number with gaps or full-width digits: halves, tweak (to the right), Luhn's sum or 0."""
    letters, skip, head, one, other, tail, luhn = shape
    first, middle, last = skip + head, skip + head + one, skip + head + one + other
    tweak, before, after, total = np.uint64(0), np.uint64(0), np.uint64(0), 0
    for j in range(begin, begin + letters):
        tweak = tweak << BYTE | np.uint64(data[j] & 0xDF)
    j, k = begin + letters, 0
    while j < end:
        digit, size = digit_at(data, j, end)
        j += size
        if digit < 0:
            continue
        if skip <= k < first:
            tweak = tweak << BYTE | np.uint64(48 + digit)
        elif first <= k < middle:
            before = before * TEN + np.uint64(digit)
        elif middle <= k < last:
            after = after * TEN + np.uint64(digit)
        if luhn:
            total += luhn_part(digit, last + tail - 1 - k)
        k += 1
    return before, after, tweak, total


@njit(inline="always")
def luhn_part(digit: Any, place: int) -> Any:
    """What a digit adds to Luhn's sum; ``place`` is 0 for the check digit and counts to the left."""
    if place % 2 == 0:
        return digit
    return 2 * digit - 9 if digit > 4 else 2 * digit


@kept
def scatter(out: Bytes, at: Offsets, rows: Offsets, shape: Shape, a: Words, b: Words) -> None:
    """Write the halves back over the digits they came from; and Luhn's check digit, the last, computed anew."""
    out, at, rows = loose(out), loose(at), loose(rows)
    letters, skip, head, one, other, tail, luhn = shape
    whole = letters + skip + head + one + other + tail
    for r in range(np.uint64(rows.size)):
        row = np.uint64(rows[r])
        begin, end = at[row], at[row + ONE]
        if end - begin == whole:
            middle = end - tail - other
            eight.put(out, middle - one, middle, a[r])
            eight.put(out, middle, middle + other, b[r])
        else:
            back_slowly(out, begin, end, shape, a[r], b[r])
    if luhn:
        for r in range(np.uint64(rows.size)):
            row = np.uint64(rows[r])
            begin, end = at[row], at[row + ONE]
            if end - begin == whole:
                total = eight.luhn(out, begin + letters, end - 1, 1)
                out[np.uint64(end - 1)] = 48 + (10 - total % 10) % 10


@kept
def back_slowly(out: Bytes, begin: int, end: int, shape: Shape, a: np.uint64, b: np.uint64) -> None:
    """The same for one number with gaps or full-width digits, from its last digit to its first."""
    _, _, _, one, other, tail, luhn = shape
    j, k, check, total, rest = end - 1, 0, end - 1, 0, b
    while j >= begin and (luhn or k < tail + other + one):
        byte = out[j]
        wide = 0x90 <= byte <= 0x99 and j - begin >= 2 and out[j - 1] == 0xBC and out[j - 2] == 0xEF
        if not wide and not 48 <= byte <= 57:
            j -= 1
            continue
        zero = 0x90 if wide else 48
        digit = np.int64(byte) - zero
        if tail <= k < tail + other + one:
            if k == tail + other:
                rest = a
            digit = np.int64(rest % TEN)
            rest //= TEN
            out[j] = zero + digit
        elif k == 0:
            check = j
        if luhn and k:
            total += luhn_part(digit, k)
        k += 1
        j -= 3 if wide else 1
    if luhn:
        out[check] = (0x90 if out[check] >= 0x80 else 48) + (10 - total % 10) % 10
