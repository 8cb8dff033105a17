"""One way of writing for each value of a kind, so that hashes join what pseudonyms of the kind join.

138-1234-5678, +86 13812345678, 13812345678 and 13812345678.0 (as programs write whole numbers that they hold as fractions) are
one number, 11010119900307005x and …005X one person. What cannot be read
as the kind stays as it is, but for the blanks around it. Nothing is looked at that is written so already.
"""

from __future__ import annotations

import re

import numpy as np

from zhengan.masking.operators.packed import Flags, Packed

AROUND = re.compile(rb"\A(?:[ \t\r\n]|\xc2\xa0|\xe3\x80\x80)+|(?:[ \t\r\n]|\xc2\xa0|\xe3\x80\x80)+\Z")
BETWEEN = re.compile(rb"[ \t()+.-]|\xc2\xa0|\xe3\x80\x80|\xef\xbc\x88|\xef\xbc\x89")
NUMBER = re.compile(rb"[A-Z]{0,2}[0-9]{5,}")
NUMBERS = (
    "mobile", "landline", "bank_card", "securities_account", "futures_code", "fund_account", "passport", "permit", "digits",
)  # fmt: skip
CAPITALS = ("resident_id", "social_credit_code")
POINT = b".0"
FLOATED = re.compile(rb"[0-9]{5,}\.0")
MOBILE = 11
COUNTRY = (b"86", b"0086")
DIGITS, UPPER = [*b"0123456789"], [*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def canonical(column: Packed, kind: str) -> Packed:
    """The column with each value written in its kind's one way; without a kind as it is."""
    if not kind:
        return column
    dirty = doubtful(column, kind)
    if not dirty.any():
        return column
    texts = [b""] * len(column)
    for k in np.flatnonzero(dirty):
        raw = column.data[column.offsets[k] : column.offsets[k + 1]].tobytes()
        texts[k] = one(raw, kind) or raw
    at = np.zeros(len(column) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=at[1:])
    return column.replaced(dirty, Packed(np.frombuffer(b"".join(texts), np.uint8), at, np.ones(len(column), np.bool_)))


def floated(column: Packed, rows: Flags) -> Flags:
    """Which of some rows end as a whole number does that is held as a fraction: 13812345678.0."""
    made = rows & (column.lengths > len(POINT))
    ends = column.offsets[1:][made]
    made[made] = (column.data[ends - 1] == POINT[1]) & (column.data[ends - 2] == POINT[0])
    return made


def unfloated(column: Packed, rows: Flags) -> Packed:
    """Those rows, which end so, without that end."""
    held = np.repeat(rows, column.lengths)
    ends = column.offsets[1:][rows]
    held[ends - 1] = held[ends - 2] = False
    offsets = np.concatenate([[0], np.cumsum(column.lengths[rows] - len(POINT))])
    return Packed(column.data[held], offsets, np.ones(offsets.size - 1, np.bool_))


def floated_again(column: Packed, rows: Flags, by: Packed) -> Packed:
    """The column with others, as long, in the place of those rows up to that end."""
    held = np.repeat(rows, column.lengths)
    ends = column.offsets[1:][rows]
    held[ends - 1] = held[ends - 2] = False
    data = column.data.copy()
    data[held] = by.data
    return column.with_data(data)


def doubtful(column: Packed, kind: str) -> Flags:
    """Which values may be written otherwise, by their bytes alone."""
    usual = np.ones(256, np.bool_)
    if kind in (*NUMBERS, *CAPITALS):
        usual[:] = False
        usual[DIGITS + UPPER] = True
    else:
        usual[[*b" \t\r\n\xa0\x80"] + (UPPER if kind == "email" else [])] = False
    sums = np.concatenate([[0], np.cumsum(~usual[column.data])])
    made: Flags = sums[column.offsets[1:]] != sums[column.offsets[:-1]]
    if kind == "mobile":
        made |= column.lengths != MOBILE
    return made & column.filled


def one(raw: bytes, kind: str) -> bytes:
    """A value as the kind is written."""
    text = AROUND.sub(b"", raw)
    if kind in (*NUMBERS, *CAPITALS) and FLOATED.fullmatch(text):
        text = text[: -len(POINT)]
    if kind == "email":
        return text.lower()
    if kind in CAPITALS:
        return BETWEEN.sub(b"", text).upper()
    if kind in NUMBERS:
        number = BETWEEN.sub(b"", text).upper()
        if kind == "mobile":
            number = next((number[len(code) :] for code in COUNTRY if number.startswith(code)
                           and len(number) == MOBILE + len(code)), number)  # fmt: skip
        return number if NUMBER.fullmatch(number) else text
    return text
