"""Writes that nobody follows with an assessment at once: whoever makes them sees to it that one is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Record without following, for a long load that ends with an assessment of its own."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def followed() -> bool:
    """Whether what is written now is judged at once."""
    return not _quiet.get()
