"""What proves a number, over the digits in row ``r`` of ``scratch``: the validators of ``kinds`` for kernels."""

from __future__ import annotations

import numpy as np

from zhengan.masking.fast.lex import HEAD, get, jit
from zhengan.masking.fast.tables import AREAS, BINS, COUNTIES, PREFECTURES, PROVINCES
from zhengan.masking.kinds import countries, resident_id, social_credit_code

ID_WEIGHTS = np.array(resident_id.WEIGHTS, np.int64)
ID_CHECKS = np.array([10 if c == "X" else int(c) for c in resident_id.CHECKS], np.int64)
FIRST_YEAR, LAST_YEAR = resident_id.FIRST_YEAR, resident_id.LAST_YEAR
CHINA = int(resident_id.CHINA)
COUNTRIES = np.array(sorted(int.from_bytes(code.encode()) for code in countries.COUNTRIES), np.int64)
DAYS = np.array((0, *resident_id.DAYS), np.int64)
CREDIT_WEIGHTS = np.array(social_credit_code.WEIGHTS, np.int64)


@jit
def number(w, r, low, high):
    """The digits ``[low, high)`` as a number."""
    total = 0
    for k in range(low, high):
        total = total * 10 + get(w, r, HEAD + k)
    return total


@jit
def listed(codes, code):
    """A code stands in a sorted array."""
    low, high = 0, len(codes)
    while low < high:
        middle = (low + high) >> 1
        if codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    return low < len(codes) and codes[low] == code


@jit
def issued(w, r):
    """The first digits belong to a Chinese issuer."""
    return listed(BINS, number(w, r, 0, 2)) or listed(BINS, number(w, r, 0, 6))


@jit
def is_date(year, month, day):
    """A day of the Gregorian calendar."""
    if month < 1 or month > 12 or day < 1 or day > DAYS[month]:
        return False
    return not (month == 2 and day == 29 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)))


@jit
def valid18(w, r, last):
    """Seventeen digits and the value of the check character (10 for X)."""
    month = get(w, r, HEAD + 10) * 10 + get(w, r, HEAD + 11)
    if month < 1 or month > 12:
        return False
    year = number(w, r, 6, 10)
    if (
        year < FIRST_YEAR
        or year > LAST_YEAR
        or not is_date(year, month, get(w, r, HEAD + 12) * 10 + get(w, r, HEAD + 13))
    ):
        return False
    if get(w, r, HEAD + 0) == 9:
        country = number(w, r, 3, 6)
        if PROVINCES[number(w, r, 1, 3)] == 0 or country == 0 or country == CHINA:
            return False
    elif PREFECTURES[number(w, r, 0, 4)] == 0:
        return False
    total = 0
    for k in range(17):
        total += get(w, r, HEAD + k) * ID_WEIGHTS[k]
    return ID_CHECKS[total % 11] == last


@jit
def valid15(w, r, by_prefecture):
    """Fifteen digits: a known county, or prefecture, and a birth date in 19xx."""
    if not is_date(1900 + number(w, r, 6, 8), number(w, r, 8, 10), number(w, r, 10, 12)):
        return False
    if by_prefecture:
        return PREFECTURES[number(w, r, 0, 4)] != 0
    return listed(COUNTIES, number(w, r, 0, 6))


@jit
def older(w, r, first, second, third):
    """Three capitals and twelve digits that are an older residence permit: country, prefecture, birth date."""
    if not (65 <= first <= 90 and 65 <= second <= 90 and 65 <= third <= 90):
        return False
    if not listed(COUNTRIES, (first << 16) | (second << 8) | third) or PREFECTURES[number(w, r, 0, 4)] == 0:
        return False
    return is_date(2000 + number(w, r, 4, 6), number(w, r, 6, 8), number(w, r, 8, 10))


@jit
def luhn(w, r, size):
    """Luhn over ``size`` digits that are not one digit repeated."""
    total = 0
    varied = False
    for k in range(size):
        v = get(w, r, HEAD + size - 1 - k)
        varied |= v != get(w, r, HEAD + 0)
        if k & 1:
            v *= 2
            if v > 9:
                v -= 9
        total += v
    return varied and total % 10 == 0


@jit
def credit(w, r):
    """Eighteen digits that are a unified social credit code (those without letters)."""
    total = 0
    for k in range(17):
        total += get(w, r, HEAD + k) * CREDIT_WEIGHTS[k]
    return (31 - total % 31) % 31 == get(w, r, HEAD + 17)


@jit
def area_of(w, r, size):
    """Digits of the area code (without 0) after a leading 0, 0 for none."""
    if get(w, r, HEAD + 0) != 0:
        return 0
    for length in (2, 3):
        if size > 1 + length and AREAS[number(w, r, 1, 1 + length) + (1000 if length == 2 else 0)]:
            return length
    return 0


@jit
def dated(w, r):
    """Eight digits begin like a date of this or the last century."""
    if not (
        (get(w, r, HEAD + 0) == 1 and get(w, r, HEAD + 1) == 9)
        or (get(w, r, HEAD + 0) == 2 and get(w, r, HEAD + 1) == 0)
    ):
        return False
    return is_date(number(w, r, 0, 4), number(w, r, 4, 6), number(w, r, 6, 8))
