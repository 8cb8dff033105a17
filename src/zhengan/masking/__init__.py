"""Masking of personal data: which bytes are personal, why, and what stands in their place (Arts. 16.2, 34.1, 34.2).

Pure: no clock, no network, no database. ``kinds`` say what personal data looks like, ``plain`` finds it readably,
``fast`` finds the same at the speed of a disk, ``operators`` say what stands in its place, ``formats`` carry both
through files. Usable alone: ``pip install zhengan[masking]`` imports no Django, and importing this compiles nothing.
"""

from __future__ import annotations

from typing import overload

from zhengan.masking.choice import kernels
from zhengan.masking.spans import Found

__all__ = ["Found", "find", "mask"]

def find(text: str | bytes) -> list[Found]:
    """Personal data of every kind, with the reason for each; offsets in bytes of UTF-8."""
    from zhengan.masking.plain.find import find as read

    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    return read(data)


@overload
def mask(text: str) -> str:
    """As below."""
@overload
def mask(text: bytes) -> bytes:
    """As below."""
def mask(text: str | bytes) -> str | bytes:
    """The text with default masks; bytes keep their length. By the kernels where it pays, else by the reference."""
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    engine = kernels(len(data))
    masked: bytes = engine.mask(data) if engine else reference(data)
    return masked.decode("utf-8", "surrogateescape") if isinstance(text, str) else masked


def reference(data: bytes) -> bytes:
    """The same by the reference."""
    from zhengan.masking.plain import stars

    return stars.mask(data)
