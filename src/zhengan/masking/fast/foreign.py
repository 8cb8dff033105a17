"""Passports whose digits alone are too few to be looked at: Canada, Germany, France (``kinds.passport``)."""

from __future__ import annotations

from zhengan.masking.fast.lex import figure, jit, letter
from zhengan.masking.fast.vector import at
from zhengan.masking.kinds.passport import MIXED

MOST, SHORT = 3, 8  # letters before the digits; characters of a Canadian one
LONG_FRENCH = 9  # characters of a French one


@jit
def capital(c):
    """An ASCII capital."""
    return 65 <= c <= 90


@jit
def consonant(c):
    """A capital that German passports are written with: all but vowels and B, D, Q, S."""
    return capital(c) and not (c == 65 or c == 66 or c == 68 or c == 69 or c == 73 or c == 79 or c == 81 or c == 83 or c == 85)


@jit
def ends_at(buf, i, n):
    """Nothing at ``i`` makes a longer token of what stands before it."""
    c = at(buf, i) if i < n else 0
    return not (letter(c) or figure(c) or c == 45 or c == 95)


@jit
def passport_end(buf, start, n):
    """Where the passport ends that begins at ``start``; 0 for none."""
    if start + SHORT > n:
        return 0
    k = start
    while k - start < MOST and capital(at(buf, k)):
        k += 1
    if k == start or not figure(at(buf, k)):
        return 0
    figures = k
    while figures < start + SHORT and figure(at(buf, figures)):
        figures += 1
    if k == start + 2 and figures == start + SHORT:
        return figures if ends_at(buf, figures, n) else 0
    if start + MIXED > n:
        return 0
    if k == start + 1 and figures == start + SHORT and capital(at(buf, figures)):
        return start + MIXED if ends_at(buf, start + MIXED, n) else 0
    strange = letters = 0
    for i in range(start, start + MIXED):
        strange += not (figure(at(buf, i)) or consonant(at(buf, i)))
        letters += i > k and consonant(at(buf, i))
    lettered = letters > 0 or k == start + MOST
    return start + MIXED if strange == 0 and lettered and ends_at(buf, start + MIXED, n) else 0


@jit
def french_at(buf, i, n):
    """Two figures, two capitals and five figures stand at ``i``, and nothing makes a longer token of them."""
    if i < 0 or i + LONG_FRENCH > n or not (capital(at(buf, i + 2)) and capital(at(buf, i + 3))):
        return False
    others = 0
    for k in range(i, i + LONG_FRENCH):
        others += not figure(at(buf, k))
    if others != 2 or not ends_at(buf, i + LONG_FRENCH, n):
        return False
    return i == 0 or (ends_at(buf, i - 1, n) and at(buf, i - 1) != 46)


@jit
def passport_like(buf, p, n):
    """Whether the digit at ``p``, before which a capital stands, is the first of such a passport."""
    start = p - 1
    while start > 0 and p - start < MOST and capital(at(buf, start - 1)):
        start -= 1
    return passport_end(buf, start, n) > 0 or (p - start == 2 and french_at(buf, start - 2, n))
