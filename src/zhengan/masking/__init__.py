"""Masking of personal data: which bytes are personal, why, and what stands in their place (Arts. 16.2, 34.1, 34.2).

Pure: no clock, no network, no database. ``kinds`` say what personal data looks like, ``plain`` finds it readably,
``fast`` finds the same at the speed of a disk, ``operators`` say what stands in its place, ``formats`` carry both
through files. Usable alone: ``pip install zhengan[masking]`` imports no Django, and importing this compiles nothing.
"""

from __future__ import annotations

from typing import Any, overload

from zhengan.masking.choice import effort, kernels, late
from zhengan.masking.spans import Found

__all__ = ["Found", "find", "mask"]
ESCAPED = "surrogateescape"
"""How Python holds bytes that are no UTF-8 in a text."""


def find(text: str | bytes | bytearray | memoryview) -> list[Found]:
    """Personal data of every kind, with the reason for each; offsets in bytes of UTF-8."""
    from zhengan.masking.plain.find import find as read

    return read(_bytes_of(text, "find")[0])


@overload
def mask(text: str) -> str:
    """As below."""
@overload
def mask(text: bytes | bytearray | memoryview) -> bytes:
    """As below."""
def mask(text: str | bytes | bytearray | memoryview) -> str | bytes:
    """The text with default masks; bytes keep their length. By the kernels where it pays, else by the reference."""
    data, errors = _bytes_of(text, "mask")
    engine = kernels(len(data))
    if engine is None and not late(effort(data.decode("utf-8", "replace"))):
        engine = kernels(len(data))
    masked: bytes = engine.mask(data) if engine else reference(data)
    return masked.decode("utf-8", errors) if isinstance(text, str) else masked


def _bytes_of(text: Any, asked: str) -> tuple[bytes, str]:
    """A text in bytes, and how it is read from them again; a half of a surrogate pair (what is left of a character cut in two)
    stays one. Raises TypeError, without the value, for what is neither text nor bytes."""
    if isinstance(text, bytes | bytearray | memoryview):
        return bytes(text), ""
    if not isinstance(text, str):
        raise TypeError(f"{asked}(): str or bytes wanted, not {type(text).__name__}")
    try:
        return text.encode("utf-8", ESCAPED), ESCAPED
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass"), "surrogatepass"


def reference(data: bytes) -> bytes:
    """The same by the reference."""
    from zhengan.masking.plain import stars

    return stars.mask(data)
