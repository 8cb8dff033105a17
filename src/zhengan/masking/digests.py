"""By what a file is known again: the digest of its bytes, written with its algorithm, as ``blake3:5f2a…``.

BLAKE3 is what an audit has unless the policy or the command asks otherwise: on a processor without instructions for
SHA-256, two sums of SHA-256 take three times as long as masking itself, BLAKE3 a quarter of it. ``sha256`` and ``sm3``
(GB/T 32905) are for those whose rules name them.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

Name = Literal["blake3", "sha256", "sm3"]
NAMES: tuple[Name, ...] = get_args(Name)
DEFAULT: Name = "blake3"
PIECE = 1 << 20


class Running(Protocol):
    """A digest on its way."""

    def update(self, data: Any, /) -> Any:
        """Takes more bytes in."""

    def hexdigest(self) -> str:
        """The figures so far."""


class _Sm3:
    """SM3 with the hands of ``hashlib``, whose own OpenSSL may lack it."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives import hashes

        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: Any, /) -> None:
        """Takes more bytes in."""
        self._hash.update(data)

    def hexdigest(self) -> str:
        """The figures so far."""
        return self._hash.copy().finalize().hex()


def _blake3() -> Running:
    from blake3 import blake3

    return blake3()


_MADE: dict[str, Callable[[], Running]] = {"blake3": _blake3, "sha256": hashlib.sha256, "sm3": _Sm3}


class Digest:
    """One digest on its way, which knows its algorithm."""

    def __init__(self, name: str = DEFAULT):
        self.name = name
        self._running = _MADE[name]()
        self.update = self._running.update

    @property
    def value(self) -> str:
        """Algorithm and figures."""
        return f"{self.name}:{self._running.hexdigest()}"


class Sums:
    """A digest of what goes by, in a thread of its own: the kernel need not wait. ``name``: its algorithm; "" for none."""

    def __init__(self, name: str) -> None:
        self.digest = Digest(name or DEFAULT)
        self.pool = ThreadPoolExecutor(1) if name else None
        self.waiting: deque[Future[None]] = deque()

    def add(self, data: memoryview) -> None:
        """Counts bytes in; at most four chunks wait."""
        if self.pool:
            if len(self.waiting) >= 4:
                self.waiting.popleft().result()
            self.waiting.append(self.pool.submit(self.digest.update, bytes(data)))

    def value(self) -> str:
        """The digest; "" where none was asked for."""
        if not self.pool:
            return ""
        self.pool.shutdown()
        return self.digest.value


def of_bytes(data: bytes, name: str = DEFAULT) -> str:
    """The digest of bytes."""
    made = Digest(name)
    made.update(data)
    return made.value


def of_file(path: Path, name: str = DEFAULT, size: int = -1) -> str:
    """The digest of a file (``size``: of its first bytes), in constant memory. Raises OSError as files do."""
    made = Digest(name)
    with path.open("rb") as file:
        while data := file.read(PIECE if size < 0 else min(PIECE, size)):
            made.update(data)
            size -= len(data) if size >= 0 else 0
    return made.value


def same(path: Path, known: str) -> bool:
    """Whether a file is the one whose digest is known, by that digest's own algorithm; what cannot be told is not the same."""
    name = known.partition(":")[0]
    return name in NAMES and of_file(path, name) == known
