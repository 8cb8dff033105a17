"""A number whose name is the value of the field before it:

    {"name": "fund_account", "value": "88012345"}        {"field": "资金账号", "old": "88012345", "new": "88012346"}
    put("fundAccount", "88012345")
"""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import VALUE_KEYS
from zhengan.masking.plain import context

FAR = 64  # bytes before a number
MOST = 20  # figures of the number before it
SIGN = rb"""['"]? {0,2}[:=] {0,2}['"]?"""
KEYED = re.compile(rb"""(['"]) {0,2}, {0,2}['"]?(?:""" + b"|".join(VALUE_KEYS) + rb")" + SIGN + rb"\Z")
BESIDE = re.compile(rb"""['"] ?, {0,2}['"]?\Z""")
FIGURES = re.compile(rb"(?<![0-9])[0-9]{4,20}\Z")


def keyed(data: bytes, start: int, again: bool = True) -> tuple[int, str]:
    """The kind of the label in the field before that of the number at ``start``, and its word; (0, "") for none."""
    low = max(0, start - FAR)
    found = KEYED.search(data[low:start])
    if not found:
        return beside(data, start) if again else (0, "")
    at = low + found.start()
    before = FIGURES.search(data, max(0, at - MOST - 1), at)
    if before:
        return keyed(data, before.start(), again=False) if again else (0, "")
    kind, word, end = context.nearest(data, context.window(data, at), at)
    return (kind, word) if kind and context.filler(data, end, at) else (0, "")


def beside(data: bytes, start: int) -> tuple[int, str]:
    """The label that the string beside the number at ``start`` is, and its word."""
    low = max(0, start - FAR)
    found = BESIDE.search(data[low:start])
    if not found:
        return 0, ""
    at = low + found.start()
    kind, word, end = context.nearest(data, context.window(data, at), at)
    whole = end == at and data[at - len(word.encode()) - 1 : at - len(word.encode())] == data[at : at + 1]
    return (kind, word) if kind and whole else (0, "")
