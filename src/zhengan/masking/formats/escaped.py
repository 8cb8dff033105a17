"""Names and addresses in text whose characters are written as escapes: ``\\u5f20\\u4f1f``, ``%E5%BC%A0``, ``&#24352;``.

Kinds of figures are found in escapes by the lexer itself. Of names and addresses the characters must be read first, so lines
with Chinese ones among their escapes are read, searched once more, and what is found there stands under stars, each escape
under as many as it has bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from zhengan.masking.kinds.every import RANKS
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find as read_plainly
from zhengan.masking.spans import Found, settle

SIGNS = (b"\\u", b"%E", b"%e", b"&#")
"""One of these stands in every text that has such an escape: most texts have none, and are left at once."""
ESCAPE = re.compile(
    rb"\\u(?P<u>[0-9A-Fa-f]{4})|(?P<octets>%[Ee][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){2}"
    rb"|%[Cc][2-9A-Fa-f]%[89ABab][0-9A-Fa-f]|%[2-7][0-9A-Fa-f])"
    rb"|&#(?:[xX](?P<hex>[0-9A-Fa-f]{2,5})|(?P<number>[0-9]{2,6}));"
)
CHINESE = re.compile(
    rb"\\u[4-9][0-9A-Fa-f]{3}|%[Ee][4-9](?:%[89ABab][0-9A-Fa-f]){2}|&#(?:[xX][4-9][0-9A-Fa-f]{3}|[1-4][0-9]{4});"
)
WORDS = ("name", "address")
WHY = "以转义字符写成，读出后是姓名或住址"
Find = Callable[[bytes], Iterable[tuple[int, int, str]]]
"""Start, end and kind of what is found in a text."""


@dataclass(frozen=True)
class Hit:
    """A name or an address with an escape in it: its bytes ``[start, end)`` in the text, and those to be starred."""

    kind: str
    start: int
    end: int
    hidden: tuple[tuple[int, int], ...]


def hits(text: bytes, find: Find) -> Iterator[Hit]:
    """What stands in a text by escapes, line by line."""
    if not any(sign in text for sign in SIGNS):
        return
    after = 0
    while first := CHINESE.search(text, after):
        start = text.rfind(b"\n", 0, first.start()) + 1
        stop = text.find(b"\n", first.end())
        after = len(text) if stop < 0 else stop
        yield from _in_line(text, start, after, find)


def _in_line(text: bytes, start: int, stop: int, find: Find) -> Iterator[Hit]:
    chars, places = read(text, start, stop)
    ends = [*accumulate(len(char.encode()) for char in chars)]
    at = {0: 0, **{end: k + 1 for k, end in enumerate(ends)}}
    for low, high, kind in find("".join(chars).encode()):
        if kind not in WORDS or low not in at or high not in at:
            continue
        first, last = at[low], at[high]
        written = places[first : last + 1]
        if written[-1] - written[0] == high - low:  # no escape in it: found where it stands
            continue
        shown = first + stars.SHOWN[kind]("".join(chars[first:last]))
        hidden = tuple((places[k], places[k + 1]) for k in range(shown, last) if stars.star(chars[k]) != chars[k])
        yield Hit(kind, written[0], written[-1], hidden)


def read(text: bytes, start: int, stop: int) -> tuple[list[str], list[int]]:
    """The characters of a line, and where each is written; one place more than there are characters."""
    chars: list[str] = []
    places: list[int] = []
    here = start
    for escape in ESCAPE.finditer(text, start, stop):
        _plain(text, here, escape.start(), chars, places)
        here = escape.end()
        chars.append(_char(escape))
        places.append(escape.start())
    _plain(text, here, stop, chars, places)
    return chars, [*places, stop]


def _plain(text: bytes, start: int, stop: int, chars: list[str], places: list[int]) -> None:
    for char in text[start:stop].decode("utf-8", "surrogateescape"):
        # Broken bytes are no part of a name, and stars end one as wide ones do: what is masked stays as it is.
        chars.append("＊" if char == "*" else char if char.isprintable() or char == "\t" else " ")
        places.append(start)
        start += len(char.encode("utf-8", "surrogateescape"))


def _char(escape: re.Match[bytes]) -> str:
    """What an escape stands for; a space for what is no character by itself."""
    if octets := escape["octets"]:
        return bytes.fromhex(octets.replace(b"%", b"").decode()).decode("utf-8", "replace")[0]
    code = int(escape["u"] or escape["hex"] or b"0", 16) or int(escape["number"] or b"0")
    made = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "
    return made if made.isprintable() else " "


def besides(text: bytes, found: list[Found]) -> tuple[list[Found], dict[Found, Hit]]:
    """What was found in a text and what stands in it by escapes besides, none over another; the hits of the latter."""
    written = {Found(hit.start, hit.end, hit.kind, WHY): hit for hit in hits(text, by_reference)}
    return (settle([*found, *written], RANKS), written) if written else (found, {})


def by_reference(text: bytes) -> Iterator[tuple[int, int, str]]:
    """What the reference finds in a line whose escapes are read."""
    return ((one.start, one.end, one.kind) for one in read_plainly(text))


def starred(text: bytes, find: Find) -> tuple[bytes, dict[str, int]]:
    """The text with stars over what escapes say, as many bytes as before; how many of each kind."""
    counts: Counter[str] = Counter()
    out = bytearray(text)
    for hit in hits(text, find):
        counts[hit.kind] += 1
        put(out, hit)
    return bytes(out) if counts else text, dict(counts)


def put(text: bytearray | memoryview, hit: Hit) -> None:
    """Stars over what a hit hides."""
    for start, end in hit.hidden:
        wide = end - start == len(stars.WIDE) and text[start] >= 0x80
        text[start:end] = stars.WIDE if wide else b"*" * (end - start)
