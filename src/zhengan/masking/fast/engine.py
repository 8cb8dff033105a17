"""One worker's engine: arrays of its own around the kernels. Kernels hold no lock, so a thread each makes them parallel."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhengan.masking.fast import stars
from zhengan.masking.fast.lex import GROUPS, scratch
from zhengan.masking.fast.structured import OWN, OWN_KINDS, PAD, SMALLEST, sources, structured
from zhengan.masking.kinds.structured import BY_RANK
from zhengan.masking.spans import Found

star_all = stars.kept(sources((*OWN, "stars"), (*OWN_KINDS, "base", "mobile", "bank_card", "landline", "fund_account",
                                                "futures_code", "passport", "permit", "securities_account")))  # fmt: skip
MOST_KINDS = 16


class Engine:
    """Finds and stars in texts of up to ``size`` bytes, in a buffer that has ``PAD`` bytes behind them."""

    def __init__(self, size: int) -> None:
        room = size // SMALLEST + GROUPS
        self.starts, self.ends = np.zeros(room, np.int64), np.zeros(room, np.int64)
        self.kinds = np.zeros(room, np.uint8)
        self.counts = np.zeros(MOST_KINDS, np.int64)
        self.state = np.zeros(3, np.int64)
        self.scratch = scratch()

    def find(self, buf: Any, begin: int, end: int, size: int, free: int = 0) -> int:
        """How many values start in ``[begin, end)`` of a text of ``size`` bytes; they stand in the three arrays."""
        buf[size : size + PAD] = 0
        return int(
            structured(
                buf, begin, end, size, free, self.starts, self.ends, self.kinds, self.scratch, self.state
            )
        )

    def star(self, buf: Any, count: int) -> None:
        """Stars over the first ``count`` values found, counted by kind."""
        star_all(buf, self.starts, self.ends, self.kinds, count, self.counts, self.state)

    def mask(self, buf: Any, size: int) -> None:
        """Finds and stars in a text that starts and ends at line ends."""
        self.star(buf, self.find(buf, 0, size, size))


def padded(data: bytes) -> Any:
    """The bytes in an array with room behind them."""
    buf = np.zeros(len(data) + PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    return buf


def find(data: bytes) -> list[Found]:
    """As ``plain.structured.find``, without the words of ``why``."""
    engine = Engine(len(data))
    count = engine.find(padded(data), 0, len(data), len(data))
    spans = zip(
        engine.starts[:count].tolist(),
        engine.ends[:count].tolist(),
        engine.kinds[:count].tolist(),
        strict=True,
    )
    return sorted(Found(start, end, BY_RANK[kind].name) for start, end, kind in spans)


def mask(data: bytes) -> bytes:
    """The text with default masks, of the same length."""
    buf = padded(data)
    Engine(len(data)).mask(buf, len(data))
    return bytes(buf[: len(data)])


def ready() -> None:
    """Loads the kernels; compiles and keeps them the first time after an installation (half a minute to a minute)."""
    mask(b"13812345678\n")


def compiled() -> bool:
    """Whether ``ready`` would find compiled code on disk: False means that it compiles, which is worth a word on screen."""
    cache = structured._cache
    try:
        return bool(cache._cache_file._load_index())
    except (AttributeError, OSError):
        return False
