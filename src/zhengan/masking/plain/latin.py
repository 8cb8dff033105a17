"""The reference for names in Latin letters (Zhang Wei, ZHANG SAN): a surname that is known, and what shows that it is a name.

A cue and a colon stand before it, a greeting, a Chinese name of which it is the spelling, or the address of a mail behind it.
"""

from __future__ import annotations

from zhengan.masking.lexicon import pinyin
from zhengan.masking.plain.beside import ALNUM, CUE, LETTER, LETTERS, UPPER, at, cue_before

LATIN_GAP = frozenset(" \"'“：:")
GREETINGS = ("Dear ", "Hi ", "Hello ")
INITIALS = frozenset(word[0] for word in GREETINGS)
SHORTEST, LONGEST, PARTS = 2, 12, 3  # letters of a part
BACK = 30  # characters of a name before the address of a mail
MAIL = 40  # within which the @ of that address stands


def latin(line: str, k: int) -> int:
    """Where a name in Latin letters that begins at ``k`` ends (Zhang Wei, ZHANG SAN); 0: none. It needs a cue before it."""
    end, parts, known = k, 0, False
    while parts < PARTS:
        start = end + (1 if parts else 0)
        if parts and at(line, end) != " ":
            break
        stop = letters(line, start)
        if not SHORTEST <= stop - start <= LONGEST or at(line, start) not in UPPER:
            break
        known |= line[start:stop].lower() in pinyin()
        end, parts = stop, parts + 1
    return end if known and parts >= 2 and at(line, end) not in ALNUM else 0


def letters(line: str, k: int) -> int:
    """Where the run of ASCII letters from ``k`` ends."""
    end = k
    while end - k < LETTERS and at(line, end) in LETTER:
        end += 1
    return end


def latin_after(line: str, k: int) -> tuple[int, int] | None:
    """The name in Latin letters after the colon, quote or sign of equality at ``k``, when a cue stands before it."""
    start = k + 1
    while start - k < 4 and at(line, start) in LATIN_GAP:
        start += 1
    end = latin(line, start) if at(line, start) in UPPER else 0
    return (start, end) if end and cue_before(line, start) == CUE else None


def greeted(line: str, k: int) -> tuple[int, int] | None:
    """The name behind the greeting that begins at ``k``."""
    if at(line, k - 1) in ALNUM:
        return None
    for word in GREETINGS:
        if line[k : k + len(word)] == word:
            end = latin(line, k + len(word))
            return (k + len(word), end) if end else None
    return None


def bracketed(line: str, k: int) -> tuple[int, int] | None:
    """The name in the bracket that opens at ``k``: 张伟 (Zhang Wei)."""
    end = latin(line, k + 1)
    return (k + 1, end) if end and at(line, end) == ")" else None


def addressed(line: str, k: int) -> tuple[int, int] | None:
    """The name before the space at ``k``, behind which an address stands: Zhang Wei <zw@example.com>."""
    if "@" not in line[k + 2 : k + MAIL]:
        return None
    start = end = k
    for _ in range(PARTS):
        one = end
        while end - one < LONGEST and k - one < BACK and at(line, one - 1) in LETTER:
            one -= 1
        if one == end or at(line, one) not in UPPER or at(line, one - 1) in ALNUM:
            break
        start = one
        if at(line, one - 1) != " ":
            break
        end = one - 1
    return (start, k) if start < k and latin(line, start) == k else None
