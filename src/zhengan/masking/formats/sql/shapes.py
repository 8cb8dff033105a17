"""Statements that differ in nothing but their values, of which a dump has thousands: the first is read, the others go by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

PIECE = re.compile(rb'`[^`]*`|"[^"]*"|(\0+)|(?<![\w$.@\x80-\xff])(\d[\w.]*)')
LONGEST, MOST = 4000, 5000
READ = (b"json", b"hstore", b"->", b"#>", b"prepare", b"execute", b"like", b"regexp", b"~", b"similar", b"@")
"""Where one of these stands, what a text says counts, too."""
Found = list[tuple[int, int, int, bool]]
"""(Start, end, group, whether in JSON); the end of a text is −1."""


class Shapes:
    """What was found in statements, by all that they are beside their values."""

    def __init__(self) -> None:
        self.known: dict[bytes, list[tuple[int, int, bool, int]]] = {}

    def clear(self) -> None:
        """Columns are others from here on."""
        self.known.clear()

    def owned(self, text: bytes, context: bytes, find: Callable[[], Found], read: Sequence[bytes] = READ) -> Found:
        """What belongs to a column in a blanked statement; ``find`` finds it out. ``context``: what it depends on besides;
        ``read``: words beside which a text may be part of that."""
        low = text.lower() if len(text) <= LONGEST else b""
        if not low or any(word in low for word in read):
            return find()
        shape, spans = shaped(text)
        shape += context
        held = self.known.get(shape)
        if held is None:
            found = find()
            held = numbered(found, spans)
            if held is not None:
                if len(self.known) > MOST:
                    self.known.clear()
                self.known[shape] = held
            return found
        return [(spans[k][0] - sign, spans[k][1] if number else -1, group, False) for k, sign, number, group in held]


def shaped(text: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """A statement without its values, and where they stand; of a value no more counts than whether it is short."""
    made, spans, last = [], [], 0
    for piece in PIECE.finditer(text):
        start, end = piece.span()
        if piece[1]:
            sign = b"\0\0\0"[: end - start]
        elif piece[2]:
            sign = b"0x" if piece[2][:2].lower() == b"0x" else b"00000"[: end - start]
        else:
            continue
        made += [text[last:start], sign]
        spans.append((start, end))
        last = end
    return b"".join([*made, text[last:]]), spans


def numbered(found: Found, spans: list[tuple[int, int]]) -> list[tuple[int, int, bool, int]] | None:
    """(Which value, how many signs stand in front of it, whether it is a number, group) of what was found; None where one is no
    value as a shape counts them."""
    starts = {start: k for k, (start, _) in enumerate(spans)}
    made = []
    for start, end, group, json in found:
        sign = 0 if start in starts else 1
        k = starts.get(start + sign, -1)
        if k < 0 or json or (end >= 0 and end != spans[k][1]) or (end < 0 and sign):
            return None
        made.append((k, sign, end >= 0, group))
    return made
