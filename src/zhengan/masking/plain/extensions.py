"""The extension behind a fixed line, which is part of the number: 010-62345678转801, 0755-82345678x801, 62345678ext.12."""

from __future__ import annotations

import re

from zhengan.masking.kinds.labels import TURNS

# 转801, 转分机801, ext. 801, x801, *801, #801, -801, （转801）: up to six figures, behind a hyphen five.
LED = rb"(?:(?:" + b"|".join(TURNS) + rb")(?:" + "号".encode() + rb")?|[Ee][Xx][Tt]\.?) ?[0-9]{1,6}"
EXTENSION = re.compile(
    rb"(?:-[0-9]{1,5}| ?" + LED + rb"| ?\(" + LED + rb"\)| ?" + "（".encode() + LED + "）".encode() +
    rb"| ?[Xx][0-9]{1,6}|[*#][0-9]{1,6})"
    rb"(?![0-9A-Za-z-])"
)
LAST = re.compile(EXTENSION.pattern + rb"\Z")


def extended(data: bytes, end: int) -> int:
    """Where the extension ends that follows a number which ends at ``end``; ``end`` where none does."""
    found = EXTENSION.match(data, end)
    return found.end() if found else end
