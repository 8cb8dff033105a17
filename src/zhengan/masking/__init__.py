"""Masking of personal data: which bytes are personal, why, and what stands in their place (Arts. 16.2, 34.1, 34.2).

Pure: no clock, no network, no database. ``kinds`` say what personal data looks like, ``plain`` finds it readably,
``fast`` finds the same at the speed of a disk, ``operators`` say what stands in its place, ``formats`` carry both
through files. Usable alone: ``pip install zhengan[masking]`` imports no Django, and importing this compiles nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import overload

from zhengan.masking.spans import Found

__all__ = ["Found", "find", "mask"]

FEW = 20_000  # bytes that the reference reads before the kernels would be loaded


def find(text: str | bytes) -> list[Found]:
    """Personal data of every kind, with the reason for each; offsets in bytes of UTF-8."""
    from zhengan.masking.plain.find import find as read

    return read(text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text)


@overload
def mask(text: str) -> str:
    """As below."""
@overload
def mask(text: bytes) -> bytes:
    """As below."""
def mask(text: str | bytes) -> str | bytes:
    """The text with default masks; bytes keep their length. By the kernels where it pays, else by the reference."""
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    masked = masker(len(data))(data)
    return masked.decode("utf-8", "surrogateescape") if isinstance(text, str) else masked


def masker(size: int) -> Callable[[bytes], bytes]:
    """What masks a text of that size: kernels for a long one; without Numba the reference, slower, which is said once."""
    from zhengan.masking.plain import stars

    if size > FEW:
        try:
            from zhengan.masking.fast import engine
        except ImportError:
            warn_once()
        else:
            return engine.mask
    return stars.mask


@cache
def warn_once() -> None:
    """Says that the kernels are missing."""
    warnings.warn("没有安装 numba，脱敏改用参考实现，结果相同但慢得多：pip install zhengan[masking]", stacklevel=4)
