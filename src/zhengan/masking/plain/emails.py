"""E-mail addresses in bytes."""

from __future__ import annotations

import re

from zhengan.masking.kinds.email import DOMAIN, LOCAL_MOST, SCALED
from zhengan.masking.kinds.labels import NO_BOXES
from zhengan.masking.plain.lexer import AT, past_escape
from zhengan.masking.spans import Found

LOCALS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-")
# A number for a message or a device, nobody's box: Message-ID: <0b7f…-…@example.cn>.
UUID = re.compile(rb"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
FIELD, FURTHEST = re.compile(rb"(?i)(?:" + b"|".join(NO_BOXES) + rb"):[ \t]?<\Z"), 16
BEHIND = re.compile(rb"(?!" + SCALED + rb")" + DOMAIN)


def emails(data: bytes) -> list[Found]:
    """Every address, in order; two never overlap."""
    found: list[Found] = []
    for sign in AT.finditer(data):
        free = found[-1].end if found else 0
        start = local_start(data, sign.start(), free)
        domain = BEHIND.match(data, sign.end())
        if domain and start < sign.start():
            found.append(Found(start, domain.end(), "email", "本地部分、@ 和域名齐全"))
    return found


def local_start(data: bytes, at: int, free: int) -> int:
    """Where the local part that ends at ``at`` begins, not before ``free``; ``at`` itself when there is none."""
    start = at
    while start > free and data[start - 1] in LOCALS and at - start < LOCAL_MOST:
        start -= 1
    start = past_escape(data, start, at)
    if data.startswith(b"__", start):  # the line to write on, of a form
        while start < at and data[start] == ord("_"):
            start += 1
    while start < at and data[start] in b".+-":
        start += 1
    numbered = UUID.fullmatch(data, start, at) or FIELD.search(data[max(0, start - FURTHEST) : start])
    return at if numbered else start
