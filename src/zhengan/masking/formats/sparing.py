"""Which of the values found in a buffer are published: most are not, which their last characters tell before Python looks."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.kinds.every import BY_RANK, RANKS
from zhengan.masking.published import PHONES, Published

SPREAD, BASE, MOST = 1 << 18, 31, 8
"""Places of the table, and how many characters' bytes say which of them is a value's."""
WINDOW, BLOCK, BEYOND = 32, 4096, 8
"""Bytes of a value that are looked at, values at once, and significant bytes before those in which a character may begin or an
escape, by which the value reads otherwise than it is written."""
CODES = np.arange(256)
LOWER = np.where((CODES >= 65) & (CODES <= 90), CODES | 32, CODES)
COUNTED = np.isin(CODES, [*b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", *range(0x80, 0x100)])
PLAINLY = (CODES < 0xC0) | ((CODES >= 0xE4) & (CODES <= 0xE9))  # Chinese characters read as they are written
PLAINLY[[*b"%\\&"]] = False
POWERS = np.array([pow(BASE, k, SPREAD) for k in range(MOST)])


class Sparing:
    """A list of published data, asked of many values at once."""

    def __init__(self, public: Published):
        self.public = public
        tails = [bytes(LOWER[byte] for byte in key.encode() if COUNTED[byte]) for key in public.keys]
        self.size = min(MOST, *map(len, tails))
        self.table = np.zeros(SPREAD, np.bool_)
        for tail in tails:
            self.table[sum(byte * int(POWERS[k]) for k, byte in enumerate(tail[: -self.size - 1 : -1])) % SPREAD] = True
        self.kinds = np.zeros(256, np.bool_)
        for kind, held in (
            ("email", public.mailboxes | public.domains), ("address", public.addresses),
            *((kind, public.phones) for kind in PHONES),
            *((kind, public.numbers) for kind in ("bank_card", "fund_account", "securities_account")),
        ):  # fmt: skip
            self.kinds[RANKS[kind]] = bool(held)

    def held(self, buf: Any, starts: Any, ends: Any, kinds: Any, of: Any) -> Any:
        """Which of the values ``of`` some the list holds."""
        made = np.zeros(starts.size, np.bool_)
        rows = np.flatnonzero(of & self.kinds[kinds])
        for low in range(0, rows.size, BLOCK):
            some = rows[low : low + BLOCK]
            for k in some[self.likely(buf, starts[some], ends[some])].tolist():
                value = bytes(memoryview(buf)[starts[k] : ends[k]])
                made[k] = self.public.holds(BY_RANK[int(kinds[k])].name, value)
        return made

    def likely(self, buf: Any, starts: Any, ends: Any) -> Any:
        """Of which the last characters are those of a value of the list, or cannot be told in a hurry."""
        places = ends[:, None] - 1 - np.arange(WINDOW)
        chars = np.where(places >= starts[:, None], buf[np.maximum(places, 0)], 32)
        counted = COUNTED[chars]
        number = np.cumsum(counted, axis=1)
        used = counted & (number <= self.size)
        weights = POWERS[np.minimum(number, self.size) - 1]
        place = np.where(used, LOWER[chars] * weights, 0).sum(axis=1) % SPREAD
        odd = (~PLAINLY[chars] & (number <= self.size + BEYOND)).any(axis=1)
        cut = (places[:, -1] > starts) & (number[:, -1] < self.size + BEYOND)
        return odd | cut | (self.table[place] & (number[:, -1] >= self.size))
