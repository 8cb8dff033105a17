"""GB18030 text for kernels that read UTF-8: a copy with the place of every byte in the original, and stars brought back.

Bytes that are no GB18030 become 0xFF, which belongs to nothing; nothing but the stars is written into the original, so
it stays as it was, broken characters included.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from zhengan.masking.fast.spans import Spans
from zhengan.masking.fast.structured import PAD
from zhengan.masking.kept import kept

TWO, FOUR = (
    126 * 256,
    39_420,
)  # characters of two bytes by lead and trail; of four in the basic plane, in order
BEYOND = 189_000  # the number of 90308130, U+10000


@cache
def characters() -> Any:
    """Code points of two bytes (lead, trail), then of four; 0 for none."""
    found = np.zeros(TWO + FOUR, np.int32)
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            found[(lead - 0x81) * 256 + trail] = point(bytes((lead, trail)))
    for number in range(FOUR):
        rest, d = divmod(number, 10)
        rest, c = divmod(rest, 126)
        a, b = divmod(rest, 10)
        found[TWO + number] = point(bytes((a + 0x81, b + 0x30, c + 0x81, d + 0x30)))
    return found


def point(raw: bytes) -> int:
    """The code point, 0 for none."""
    try:
        return ord(raw.decode("gb18030"))
    except UnicodeDecodeError:
        return 0


@kept(error_model="numpy")
def read(raw, size, points, out, places):
    """Writes UTF-8 and where each of its bytes comes from; returns how many bytes."""
    i = k = 0
    while i < size:
        c = np.int64(raw[i])
        taken, code = 1, c
        if c >= 0x80:
            code = 0
            d = np.int64(raw[i + 1]) if i + 1 < size else 0
            if 0x81 <= c <= 0xFE and d >= 0x40:
                code = points[(c - 0x81) * 256 + d]
                taken = 2 if code else 1
            elif 0x81 <= c <= 0xFE and 0x30 <= d <= 0x39 and i + 3 < size:
                e, f = np.int64(raw[i + 2]), np.int64(raw[i + 3])
                if 0x81 <= e <= 0xFE and 0x30 <= f <= 0x39:
                    number = (((c - 0x81) * 10 + d - 0x30) * 126 + e - 0x81) * 10 + f - 0x30
                    if number < FOUR:
                        code = points[TWO + number]
                    elif BEYOND <= number < BEYOND + 0x100000:
                        code = number - BEYOND + 0x10000
                    taken = 4 if code else 1
        start = k
        if code == 0 and c >= 0x80:
            out[k] = 0xFF
            k += 1
        elif code < 0x80:
            out[k] = code
            k += 1
        elif code < 0x800:
            out[k], out[k + 1] = 0xC0 | code >> 6, 0x80 | code & 63
            k += 2
        elif code < 0x10000:
            out[k], out[k + 1], out[k + 2] = 0xE0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63
            k += 3
        else:
            out[k], out[k + 1] = 0xF0 | code >> 18, 0x80 | code >> 12 & 63
            out[k + 2], out[k + 3] = 0x80 | code >> 6 & 63, 0x80 | code & 63
            k += 4
        places[start:k] = i
        i += taken
    places[k] = size
    return k


@kept(error_model="numpy")
def bring_back(raw, out, places, starts, ends, count):
    """Stars of the copy written into the original, in its own bytes: * or A3 AA; and ASCII, which escapes are."""
    for span in range(count):
        k = starts[span]
        while k < ends[span]:
            after = k + 1
            while after < ends[span] and places[after] == places[k]:
                after += 1
            low, high = places[k], places[after]
            if out[k] < 128:
                raw[low:high] = out[k]
            elif out[k] == 0xEF and out[k + 1] == 0xBC and out[k + 2] == 0x8A:
                for place in range(low, high - 1, 2):
                    raw[place], raw[place + 1] = 0xA3, 0xAA
            k = after


class Reader:
    """Reads GB18030 in chunks of up to ``size`` bytes."""

    def __init__(self, size: int) -> None:
        self.points = characters()
        self.out = np.zeros(2 * size + PAD, np.uint8)
        self.places = np.zeros(2 * size + 1, np.int32)

    def read(self, raw: Any, size: int) -> int:
        """The text as UTF-8 in ``out``, its places in ``places``; how many bytes."""
        return int(read(raw, size, self.points, self.out, self.places))

    def bring_back(self, raw: Any, found: Spans) -> None:
        """The stars of some values."""
        bring_back(raw, self.out, self.places, found.starts, found.ends, found.count)
