"""Labelled numbers that nothing proves, in texts of any length: what ``doubt`` says of a message, at the speed of a check.

Looking for words everywhere would take ten times as long as the check itself. So a kernel looks at numbers of enough figures, and
whether what may be the end of a word stands right before; the few that are left are judged as a message is. Numbers
whose figures are written in escapes, or set apart by more than a space or a hyphen, are not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from zhengan.masking.doubt import EIGHTEEN, KIND_OF, REASONS, doubts, nearly_id
from zhengan.masking.kept import kept
from zhengan.masking.kinds.labels import FILLER
from zhengan.masking.operators.packed import Flags
from zhengan.masking.published import Published

LEAST, NEARLY = 6, 17
"""Figures of a labelled number, and of an identity number but for its check digit."""
MOST_GAP, MOST_LETTERS = 8, 2
REACH, BEHIND = 600, 80
"""Bytes before a number and behind it that are judged with it."""
REASON = frozenset(REASONS)
SPREAD = 1 << 18
"""The places of a table in which words are looked up, from their last byte to their first."""
SIGNS = b" \t\"'=:()[]_-.#/"


def hashed(chars: bytes) -> int:
    """Where a few bytes stand in such a table."""
    made = 0
    for byte in reversed(chars):
        made = (made * 31 + (byte | 32 if 65 <= byte <= 90 else byte)) % SPREAD
    return made


def table(words: Iterable[bytes]) -> Flags:
    """Which places are taken."""
    made = np.zeros(SPREAD, np.bool_)
    made[[hashed(word) for word in words]] = True
    return made


ENDINGS = table(KIND_OF)
SHORTEST, LONGEST = min(map(len, KIND_OF)), max(map(len, KIND_OF))
GAPS = table(FILLER)
SINGLE, USED, INSIDE = np.zeros((3, 256), np.bool_)
INSIDE[[*b"0123456789 -\xef\xbc", *range(0x90, 0x9A)]] = True
SINGLE[[*SIGNS]] = True
USED[[*b"".join([*KIND_OF, *(word.upper() for word in KIND_OF), *FILLER])]] = True


@kept
def ends(buf: Any, end: int, words: Any, used: Any, shortest: int, longest: int) -> bool:
    """Whether one of the words ends there, as far as the table tells."""
    made = np.int64(0)
    for k in range(1, min(end, longest) + 1):
        c = np.int64(buf[end - k])
        if not used[c]:
            return False
        made = (made * 31 + (c | 32 if 65 <= c <= 90 else c)) % SPREAD
        if k >= shortest and words[made]:
            return True
    return False


@kept
def labelled(buf: Any, start: int, endings: Any, gaps: Any, single: Any, used: Any) -> bool:
    """Whether a word ends before what begins there, but for a sign or so and two letters between."""
    for letters in range(MOST_LETTERS + 1):
        if letters and not (start - letters >= 0 and 65 <= (buf[start - letters] & 0xDF) <= 90):
            return False
        at = start - letters
        for _ in range(MOST_GAP + 1):
            if at < 3:
                break
            if ends(buf, at, endings, used, SHORTEST, LONGEST):
                return True
            if single[buf[at - 1]]:
                at -= 1
            elif buf[at - 2] == 0xC2 and buf[at - 1] == 0xA0:
                at -= 2
            elif ends(buf, at, gaps, used, 3, 3):
                at -= 3
            else:
                break
    return False


@kept
def candidates(buf: Any, size: int, endings: Any, gaps: Any, single: Any, used: Any, inside: Any, out: Any) -> int:
    """Writes where numbers begin, twice, and one more where a word may stand before: other ones may be identity numbers. How
    many; stops where ``out`` is full."""
    n = i = 0
    while i < size and n < len(out):
        if i + LEAST <= size and not inside[buf[i + LEAST - 1]]:  # a number that begins up to there would reach over it
            i += LEAST
            continue
        if not (48 <= buf[i] <= 57 or (buf[i] == 0xEF and i + 2 < size and buf[i + 1] == 0xBC and 0x90 <= buf[i + 2] <= 0x99)):
            i += 1
            continue
        start, figures, end = i, 0, i
        while i < size:
            c = buf[i]
            if 48 <= c <= 57:
                figures, i = figures + 1, i + 1
                end = i
            elif c == 0xEF and i + 2 < size and buf[i + 1] == 0xBC and 0x90 <= buf[i + 2] <= 0x99:
                figures, i = figures + 1, i + 3
                end = i
            elif i == end and (c == 32 or c == 45):
                i += 1
            else:
                break
        i = max(end, start + 1)
        if figures < LEAST or (i < size and buf[i] == 42):  # a star
            continue
        if labelled(buf, start, endings, gaps, single, used):
            out[n] = start * 2 + 1
            n += 1
        elif figures == NEARLY or figures == NEARLY + 1:
            out[n] = start * 2
            n += 1
    return n


def places(buf: Any, size: int) -> Any:
    """The same, of a buffer, in an array."""
    out = np.empty(4096, np.int64)
    n = int(candidates(buf, size, ENDINGS, GAPS, SINGLE, USED, INSIDE, out))
    if n == len(out):
        out = np.empty(size // LEAST + 1, np.int64)
        n = int(candidates(buf, size, ENDINGS, GAPS, SINGLE, USED, INSIDE, out))
    return out[:n]


def nearly_id_at(buf: Any, at: int) -> bool:
    """Whether an identity number but for its check digit stands there."""
    found = EIGHTEEN.match(bytes(memoryview(buf)[at : at + NEARLY + 2]))
    return found is not None and nearly_id(found[0].decode())


def unproven(
    buf: Any, size: int, starts: Any, stops: Any, public: Published | None = None
) -> Iterator[tuple[int, str]]:
    """The doubtful numbers of a text in a buffer: (where, reason). ``starts``, ``stops``: what was found in it; ``public``: what
    is nobody's."""
    found = places(buf, size)
    if not len(found):
        return
    nearest = np.searchsorted(stops, found >> 1, "right")  # the first that ends behind where the number begins
    begins = np.append(starts, size)[nearest]
    free = begins >= (found >> 1) + LEAST
    for coded, begin in zip(found[free].tolist(), begins[free].tolist(), strict=True):
        at = coded >> 1
        if not coded & 1 and not nearly_id_at(buf, at):
            continue
        low = max(0, at - REACH)
        window = bytes(memoryview(buf)[low : min(size, at + BEHIND)])
        for one in doubts(window):
            start = low + one.start
            if start <= at < low + one.end <= begin:
                if not (public and public.clears(one.reason, window[one.start : one.end])):
                    yield start, one.reason
                break
