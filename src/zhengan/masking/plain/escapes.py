"""Characters written as escapes: ``\\u5f20``, ``%E5%BC%A0``, ``\\xE5\\xBC\\xA0``, ``&#24352;``, ``&#x5F20;``.

Figures in escapes are read by the lexer itself. Names and addresses are judged by the characters around them, so a line in
which an escape stands for a Chinese character is read once more as what it says (``han.find``). A text within a text doubles its
backslashes: up to four are one escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ESCAPE = re.compile(
    rb"\\{1,4}u(?P<u>[0-9A-Fa-f]{4})|(?:%|\\{1,4}x)(?P<octet>[0-9A-Fa-f]{2})|&#(?:[xX](?P<hex>[0-9A-Fa-f]{2,6})|(?P<number>[0-9]{2,7}));"
)
CHINESE = re.compile(
    rb"\\u[4-9][0-9A-Fa-f]{3}|(?:%|\\x)[Ee][4-9](?:(?:%|\\{1,4}x)[89ABab][0-9A-Fa-f]){2}"
    rb"|&#(?:[xX][4-9][0-9A-Fa-f]{3}|[1-4][0-9]{4});"
)
"""An escape that stands for a Chinese character, more or less: its line is read once more."""
SIGNS = (b"\\u", b"\\x", b"%E", b"%e", b"&#")
"""One of these stands in every text that has such an escape: most texts have none, and are left at once."""
WIDE, NARROW, BYTES = 0xFF0A, 0x2A, "＊".encode()
STAYS = frozenset(" \u00a0·•‧\u3000・")
AS_WRITTEN = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._*")
"""Bytes that mean nothing else in any of the texts whose escapes these are."""


def lines(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each line in which an escape stands for a Chinese character."""
    if not any(sign in data for sign in SIGNS):
        return
    after = 0
    while first := CHINESE.search(data, after):
        start = data.rfind(b"\n", 0, first.start()) + 1
        stop = data.find(b"\n", first.end())
        after = len(data) if stop < 0 else stop
        yield start, after


def read(data: bytes, start: int, stop: int) -> tuple[bytes, list[int]]:
    """What ``[start, stop)`` says, and where each of its bytes is written; one place more than there are bytes."""
    said, here = bytearray(), start
    places: list[int] = []
    for escape in ESCAPE.finditer(data, start, stop):
        said += plainly(data, start, here, escape.start())
        places += range(here, escape.start())
        one = meant(escape)
        said += one
        places += [escape.start()] * len(one)
        here = escape.end()
    return bytes(said + plainly(data, start, here, stop)), [*places, *range(here, stop + 1)]


def plainly(data: bytes, start: int, low: int, high: int) -> bytes:
    """What stands in ``[low, high)`` without escapes, behind one that ends there or at the ``start`` of all: a space behind %XX
    parts as & does, for in what is written so a space is %20 or +. GET /q?addr=…8%E5%8F%B7 200"""
    ended = low > start and data[low - 3 : low - 2] == b"%" and data[low:high][:1] == b" "
    return b"&" + data[low + 1 : high] if ended else data[low:high]


def meant(escape: re.Match[bytes]) -> bytes:
    """The bytes that an escape stands for: a space for a control character, a byte that ends all for what is no character."""
    if octet := escape["octet"]:
        return bytes((max(int(octet, 16), 32),))
    code = code_of(escape)
    if code < 32 or 0x7F <= code < 0xA0:
        return b" "
    return b"\xff" if 0xD800 <= code < 0xE000 or code > 0xFFFF else chr(code).encode()


def code_of(escape: re.Match[bytes]) -> int:
    """The code point of an escape that is no octet."""
    return int(escape["u"] or escape["hex"] or b"0", 16) or int(escape["number"] or b"0")


def said(raw: bytes) -> str:
    """What a value says."""
    return read(raw, 0, len(raw))[0].decode("utf-8", "replace")


def starred(raw: bytes, shown: Callable[[str], int]) -> bytes:
    """A value under stars behind the characters that are ``shown``: each in the form and the length of what it hides."""
    text, places = read(raw, 0, len(raw))
    chars = text.decode("utf-8", "surrogateescape")
    stays = shown(chars)
    out, k = bytearray(raw), 0
    for number, char in enumerate(chars):
        size = 1 if "\udc80" <= char <= "\udcff" else len(char.encode("utf-8", "surrogatepass"))
        if number >= stays and char not in STAYS:
            hide(out, places[k : k + size + 1], size)
        k += size
    return bytes(out)


def hide(out: bytearray, places: list[int], size: int) -> None:
    """A star over the character whose bytes are written at ``places``, the last of which is where the next begins."""
    first = ESCAPE.match(out, places[0], places[-1])
    if first and not first["octet"]:
        put_code(out, first, WIDE if size == 3 else NARROW)
        return
    upper = not (first and first["octet"] != first["octet"].upper())
    for star, at in zip(BYTES if size == 3 else b"*" * size, places[:-1], strict=True):
        octet = ESCAPE.match(out, at, places[-1])
        if octet:
            out[slice(*octet.span("octet"))] = (b"%02X" if upper else b"%02x") % star
        else:
            out[at] = star


def put_code(out: bytearray, escape: re.Match[bytes], code: int) -> None:
    """Another code in an escape, with as many figures: where they are too few, a narrow star."""
    group = next(name for name in ("u", "hex", "number") if escape[name])
    start, end = escape.span(group)
    figures = escape[group]
    if group == "number":
        made = b"%d" % code
    else:
        lower = figures == figures.lower() if group == "u" else figures != figures.upper()
        made = (b"%x" if lower else b"%X") % code
    if len(made) > len(figures):
        put_code(out, escape, NARROW)
    else:
        out[start:end] = made.rjust(len(figures), b"0")


def written(text: str, raw: bytes) -> bytes:
    """Another text in the form of the escapes in ``raw``."""
    form = ESCAPE.search(raw)
    if not form or form["octet"]:
        lower = form is not None and form["octet"] != form["octet"].upper()
        head = raw[form.start() : form.start("octet")] if form else b"%"
        return b"".join(octet(byte, head, lower) for byte in text.encode("utf-8", "replace"))
    made = bytearray()
    for char in text:
        if ord(char) in AS_WRITTEN or char == " ":
            made += char.encode()
        elif form["u"]:
            head = raw[form.start() : form.start("u")]
            made += b"".join(head + two.hex().encode() for two in units(char))
        else:
            made += b"&#x%X;" % ord(char) if form["hex"] else b"&#%d;" % ord(char)
    return bytes(made)


def octet(byte: int, head: bytes, lower: bool) -> bytes:
    """One byte as a URL or the log of a web server writes it."""
    return bytes((byte,)) if byte in AS_WRITTEN else head + (b"%02x" if lower else b"%02X") % byte


def units(char: str) -> list[bytes]:
    """The UTF-16 units of a character."""
    whole = char.encode("utf-16-be", "surrogatepass")
    return [whole[k : k + 2] for k in range(0, len(whole), 2)]
