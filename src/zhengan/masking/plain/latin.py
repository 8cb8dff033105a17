"""The reference for names in Latin letters (Zhang Wei, ZHANG SAN): a surname that is known, and what shows that it is a name.

A cue and a colon stand before it, a greeting, Mr or Ms, a Chinese name of which it is the spelling, the address of a mail behind
it, or regards on the line above. In a sentence, behind words such as ask and by, its other parts must be of a given name too.
"""

from __future__ import annotations

import re

from zhengan.masking import lexicon
from zhengan.masking.lexicon import pinyin
from zhengan.masking.plain.beside import ALNUM, CUE, LETTER, LETTERS, UPPER, at, cue_before

LATIN_GAP = frozenset(" \"'“：:")
GREETINGS = ("Dear ", "Hi ", "Hello ")
INITIALS = frozenset(word[0] for word in GREETINGS)
SHORTEST, LONGEST, PARTS = 2, 12, 3  # letters of a part
BACK = 30  # characters of a name before the address of a mail
MAIL = 40  # within which the @ of that address stands
LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
WORD = 12  # letters of a word before a name
ENDS = frozenset("\0\r,|(/")  # what may follow a name under a letter, or its space
# The line above a name that ends a letter: Best regards,
BLANKS, BEFORE_CLOSING = 8, 29  # bytes at the end of a line, and before its last word
CLOSING = re.compile(rb"(?:[A-Za-z, ]{0,28}[, ])?([A-Za-z]{2,12})[,.!~]?[ \t\r]{0,8}")
BLANK = re.compile(rb"[ \t\r]{0,8}")
MOST_BLANK, LINE = 2, 64  # lines between; bytes of a line


def latin(line: str, k: int, foreign: bool = False) -> int:
    """Where a name in Latin letters that begins at ``k`` ends (Zhang Wei, ZHANG SAN); 0: none. It needs a cue before it.

    ``foreign``: a usual English given name shows one as well as a surname does (Emily Clark).
    """
    end, parts, known = k, 0, False
    while parts < PARTS:
        start = end + (1 if parts else 0)
        if parts and at(line, end) != " ":
            break
        stop = letters(line, start)
        if not SHORTEST <= stop - start <= LONGEST or at(line, start) not in UPPER:
            break
        part = line[start:stop].lower()
        known |= part in pinyin() or (foreign and not parts and lexicon.latin().get(part, 0) & lexicon.GIVEN != 0)
        end, parts = stop, parts + 1
    return end if known and parts >= 2 and at(line, end) not in ALNUM else 0


def cued(line: str, k: int) -> tuple[int, int] | None:
    """The name behind the space behind ``k``, where a word that ends there shows it: Mr. Li Wei, ask Li Na, Thanks, Li Na."""
    if at(line, k + 1) != " " or at(line, k + 2) not in UPPER:
        return None
    stop = k + (line[k] in LETTER)
    start = stop
    while stop - start <= WORD and at(line, start - 1) in LETTER:
        start -= 1
    says = lexicon.latin().get(line[start:stop].lower(), 0)
    if line[k] in LETTER:
        end = latin(line, k + 2, foreign=True) if says & lexicon.TITLED else likely(line, k + 2) if says & lexicon.CUE else 0
    else:
        titled = line[k] == "."
        end = latin(line, k + 2, foreign=titled) if says & (lexicon.TITLED if titled else lexicon.SIGN) else 0
    return (k + 2, end) if end and at(line, start - 1) not in ALNUM else None


def likely(line: str, k: int) -> int:
    """Where a name ends that begins at ``k`` in a sentence, 0 for none: all its parts are of a given name, or all but a surname,
    and no further word begins with a capital."""
    end = latin(line, k)
    if not end or (at(line, end) == " " and at(line, end + 1) in UPPER):
        return 0
    parts = line[k:end].split(" ")
    if any(set(part[1:]) & UPPER for part in parts) or lexicon.latin().get("".join(parts).lower(), 0) & lexicon.NOBODY:
        return 0
    others = [part.lower() for part in parts if not given(part.lower())]
    return end if not others or (len(others) == 1 and others[0] in pinyin()) else 0


def given(word: str) -> bool:
    """A given name: an English one that is usual, or one or two syllables."""
    known = lexicon.latin()
    if known.get(word, 0) & (lexicon.GIVEN | lexicon.SYLLABLE):
        return True
    cuts = range(1, len(word))
    return any(known.get(word[:cut], 0) & known.get(word[cut:], 0) & lexicon.SYLLABLE for cut in cuts)


def signed(line: str) -> int:
    """Where the name ends with which a line under the end of a letter begins; 0 for none."""
    end = latin(line, 0) if at(line, 0) in UPPER else 0
    return end if end and (at(line, end) in ENDS or (at(line, end) == " " and at(line, end + 1) in ENDS)) else 0


def closes(data: bytes, end: int) -> bool:
    """The line that ends at ``end``, past up to two of nothing, ends a letter: Best regards,"""
    for _ in range(MOST_BLANK + 1):
        low = data.rfind(b"\n", max(0, end - LINE), end) + 1
        if not low and end > LINE:
            return False
        if not BLANK.fullmatch(data, low, end):
            found = CLOSING.fullmatch(data, low, end)
            return bool(found and lexicon.latin().get(found[1].decode().lower(), 0) & lexicon.SIGN)
        if not low:
            return False
        end = low - 1
    return False


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
    end = latin(line, start, foreign=True) if at(line, start) in UPPER else 0
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
