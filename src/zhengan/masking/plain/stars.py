"""Default masks, readably: what ``fast.stars`` must agree with."""

from __future__ import annotations

import re

from zhengan.masking.kinds import name
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import districts, escapes
from zhengan.masking.plain.find import find
from zhengan.masking.plain.lexer import AT, IS_SPACE, UNIT
from zhengan.masking.spans import Found

WIDE = "＊".encode()
LETTER = re.compile(rb"\xef\xbc[\xa1-\xba]|\xef\xbd\x98")  # full-width: capitals, and the x of an ID
SPACES = " \u00a0\u3000"
SHOWN = {"name": name.shown, "address": districts.shown}


def mask(data: bytes) -> bytes:
    """The text with stars over what each kind does not keep; as many bytes as before."""
    out = bytearray(data)
    for one in find(data):
        out[one.start : one.end] = masked(data[one.start : one.end], one)
    return bytes(out)


def masked(raw: bytes, one: Found) -> bytes:
    """One value under stars."""
    if one.kind in SHOWN:
        if escapes.ESCAPE.search(raw):
            return escapes.starred(raw, SHOWN[one.kind])
        text = raw.decode("utf-8", "surrogatepass")
        shown = SHOWN[one.kind](text)
        return (text[:shown] + "".join(map(star, text[shown:]))).encode("utf-8", "surrogatepass")
    if one.kind == "email":
        sign = AT.search(raw, 1)
        at = sign.start() if sign else len(raw)
        shown = int(at > 1)  # of one character, none
        return raw[:shown] + b"*" * (at - shown) + raw[at:]
    spans = characters(raw)
    front, back = keep(one.kind, len(spans))
    out = bytearray(raw)
    for start, end in spans[front : len(spans) - back]:
        out[start:end] = WIDE if raw[start] == 0xEF else b"*" * (end - start)
    return bytes(out)


def keep(kind: str, size: int) -> tuple[int, int]:
    """How many characters stay in front and behind."""
    if kind == "resident_id" and size == 15:
        return 3, 3  # the last digit of the birth date is the twelfth
    if kind == "mobile" and size > 11:
        return size - 8, 4  # the country code and three
    return BY_NAME[kind].keep.split(size)


def characters(raw: bytes) -> list[tuple[int, int]]:
    """Where the digits and letters of a value stand; separators are none."""
    spans, at = [], 0
    while at < len(raw):
        if gap := IS_SPACE.match(raw, at):
            at = gap.end()
            continue
        unit = UNIT.match(raw, at)
        size = unit.end() - at if unit else 3 if LETTER.match(raw, at) else 1
        if size > 1 or unit or raw[at : at + 1].isalpha():
            spans.append((at, at + size))
        at += size
    return spans


def star(char: str) -> str:
    """What stands for a character of a name or an address, as many bytes: dots and spaces stay, as do stars."""
    if char in name.DOTS or char in SPACES:
        return char
    size = len(char.encode("utf-8", "surrogatepass"))
    return WIDE.decode() if size == 3 else "*" * size
