"""Which of the values found in a buffer are published: most are not, which their last characters tell before Python looks."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.kept import kept
from zhengan.masking.kinds.every import BY_RANK, RANKS
from zhengan.masking.published import NUMBERS, PHONES, Published

SPREAD, BASE, MOST = 1 << 18, 31, 8
"""Places of the table, and how many bytes of letters and figures, from the last on, say which of them is a value's."""
BEYOND = 8
"""So many such bytes before those a character may begin, or an escape, by which the value reads otherwise than it is written."""
COUNTED, PLAINLY = np.zeros(256, np.bool_), np.ones(256, np.bool_)
COUNTED[[*b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", *range(0x80, 0x100)]] = True
PLAINLY[[*b"%\\&", *range(0xC0, 0xE4), *range(0xEA, 0x100)]] = False  # Chinese characters read as they are written


def place_of(key: str, size: int) -> int:
    """Where in the table a value of the list has its place, by its last bytes."""
    made, weight = 0, 1
    for byte in [byte for byte in key.encode() if COUNTED[byte]][: -size - 1 : -1]:
        made = (made + byte * weight) % SPREAD
        weight = weight * BASE % SPREAD
    return made


@kept
def likely(buf: Any, start: int, end: int, size: int, counted: Any, plainly: Any, table: Any) -> bool:
    """Whether a value's last bytes are those of a value of the list, or it reads otherwise than it is written."""
    made = number = np.int64(0)
    weight = np.int64(1)
    i = end - 1
    while i >= start and number <= size + BEYOND:
        c = np.int64(buf[i])
        if not plainly[c]:
            return True
        if counted[c]:
            number += 1
            if number <= size:
                made = (made + (c | 32 if 65 <= c <= 90 else c) * weight) % SPREAD
                weight = weight * BASE % SPREAD
        i -= 1
    return bool(number >= size and table[made])


@kept
def among(buf: Any, starts: Any, ends: Any, asked: Any, size: int, counted: Any, plainly: Any, table: Any) -> Any:
    """Which of the values that are asked for are likely to be."""
    made = np.zeros(starts.size, np.bool_)
    for k in range(starts.size):
        made[k] = asked[k] and likely(buf, starts[k], ends[k], size, counted, plainly, table)
    return made


class Sparing:
    """A list of published data, asked of many values at once."""

    def __init__(self, public: Published):
        self.public = public
        keys = public.keys
        self.size = min(MOST, *(sum(map(COUNTED.item, key.encode())) for key in keys))
        self.table = np.zeros(SPREAD, np.bool_)
        self.table[[place_of(key, self.size) for key in keys]] = True
        self.kinds = np.zeros(256, np.bool_)
        kinds = {"email": public.mailboxes | public.domains, "address": public.addresses}
        kinds |= dict.fromkeys(PHONES, public.phones) | dict.fromkeys(NUMBERS, public.numbers)
        self.kinds[[RANKS[kind] for kind, held in kinds.items() if held]] = True

    def held(self, buf: Any, starts: Any, ends: Any, kinds: Any, of: Any) -> Any:
        """Which of the values ``of`` some the list holds."""
        made = among(buf, starts, ends, of & self.kinds[kinds], self.size, COUNTED, PLAINLY, self.table)
        for k in np.flatnonzero(made).tolist():
            value = bytes(memoryview(buf)[starts[k] : ends[k]])
            made[k] = self.public.holds(BY_RANK[int(kinds[k])].name, value)
        return made
