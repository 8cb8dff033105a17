"""One worker's engine: arrays of its own around the kernels. Kernels hold no lock, so a thread each makes them parallel."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhengan.masking.fast import hantables, stars
from zhengan.masking.fast.escapes import Spelt, brought_back, said, star_escapes
from zhengan.masking.fast.han import Words, han
from zhengan.masking.fast.hancolumn import behind_surnames
from zhengan.masking.fast.hanlist import Listed, recall
from zhengan.masking.fast.lex import GROUPS, scratch
from zhengan.masking.fast.spans import Spans, merged
from zhengan.masking.fast.structured import PAD, REACH, SMALLEST
from zhengan.masking.fast.structuredkernel import structured
from zhengan.masking.spans import Found

MOST_KINDS = 16
EVERY = np.ones(MOST_KINDS, np.bool_)
KERNELS: tuple[Any, ...] = (structured, han, said, brought_back, merged, star_escapes, stars.star_all)
"""What is compiled the first time; ``ready`` calls each."""
SHORT = 2048
"""Bytes of a text that is short."""
KEPT: deque[Engine] = deque(maxlen=16)
"""Engines for short texts that nobody uses."""
__all__ = ["PAD", "REACH", "Engine", "Place", "compiled", "find", "mask", "padded", "ready", "star_all"]


@dataclass
class Place:
    """How far a text that is handed over in pieces has been read: ``number`` and ``free`` for the structured kinds, ``word``
    and ``floor`` for names and addresses, ``name`` for listed names, ``spelt`` for what is in escapes; all offsets in the
    buffer."""

    number: int = 0
    free: int = 0
    word: int = 0
    floor: int = 0
    name: int = 0
    spelt: int = 0

    def back(self, shift: int) -> None:
        """The text now stands ``shift`` bytes further to the front."""
        self.number, self.word, self.name = self.number - shift, self.word - shift, self.name - shift
        self.free, self.floor, self.spelt = (max(0, one - shift) for one in (self.free, self.floor, self.spelt))


class Engine:
    """Finds and stars in texts of up to ``size`` bytes, in a buffer that has ``PAD`` bytes behind them.

    ``numbers``, ``told`` (by labels in escapes), ``words``, ``spelt`` (in escapes) and ``names`` hold what was read, ``found``
    what stays of it where values overlap. Names and addresses take most of the time; with ``worded`` off they are not looked
    for. With ``tabled`` off each line is a text of its own: none is the header of those below.
    """

    def __init__(self, size: int, listed: Listed | None = None, worded: bool = True, tabled: bool = True) -> None:
        self.numbers = Spans(size // SMALLEST + GROUPS + REACH)
        self.worded, self.tabled = worded, tabled
        self.reader = Words(size if worded else 0, tabled)
        self.words = self.reader.spans
        self.escapes = Spelt(size, worded)
        self.spelt, self.told = self.escapes.spans, self.escapes.numbers
        self.listed = listed
        self.names = Spans(size // 2 + 1 + REACH if listed else 0)
        self.said = Spans(len(self.words.starts) + len(self.spelt.starts))
        self.both = Spans(len(self.said.starts) + len(self.names.starts))
        self.figures = Spans(2 * len(self.numbers.starts))
        self.found = Spans(len(self.figures.starts) + len(self.both.starts))
        self.counts = np.zeros(MOST_KINDS, np.int64)
        self.state = np.zeros(3, np.int64)
        self.escaped = False  # something stands there with which an escape may begin
        self.scratch = scratch(hantables.load().ctypes.data)

    @property
    def every(self) -> tuple[Spans, ...]:
        """The lists that are read into."""
        read = (self.numbers, self.told, self.words, self.spelt)
        return (*read, self.names) if self.listed else read

    def find(self, buf: Any, size: int, low: int = 0) -> int:
        """How many values stand in a text of ``size`` bytes that starts and ends at line ends; they are in ``found``.

        What stands before ``low``, where a line starts, was looked at already: headers of tables may stand in it.
        """
        for spans in self.every:
            spans.count = 0
        self.escaped = False
        self.read(buf, size, size, Place(low, low, low, low, low, low), low)
        return self.settle(*(spans.count for spans in self.every))

    def read(self, buf: Any, end: int, size: int, place: Place, low: int = 0) -> None:
        """Adds what starts before ``end`` of a text of ``size`` bytes to the lists; ``place`` moves on.

        Nothing before ``low`` is looked at for names and addresses.
        """
        buf[size : size + PAD] = 0
        n, k = self.numbers, self.numbers.count
        n.count += int(structured(
            buf, place.number, end, size, place.free, n.starts[k:], n.ends[k:], n.kinds[k:], self.scratch, self.state,
            int(self.tabled),
        ))  # fmt: skip
        place.number, place.free = int(self.state[0]), int(self.state[1])
        self.escaped |= bool(self.state[2])  # once for all: a value may have ended behind where it was seen
        if self.worded:
            place.word, place.floor = self.reader.find(buf, place.word, end, size, low, place.floor)
        if self.escaped:
            self.escapes.find(buf, place.spelt, end, size, low)
        place.spelt = max(place.spelt, end)
        if self.listed:
            k = self.names.count
            place.name = recall(buf, place.name, end, size, self.names, self.listed)
            found = (values[k : self.names.count] for values in (self.names.starts, self.names.ends, self.names.heads))
            behind_surnames(buf, *found)

    def settle(self, *many: int) -> int:
        """Makes one list of the first ``many`` spans of each, without overlap; how many are in ``found``."""
        numbers, told, words, spelt, *names = many
        figures, both = self.numbers, self.words
        if told:
            numbers = int(merged(self.numbers.arrays, numbers, self.told.arrays, told, self.figures.arrays))
            figures = self.figures
        if spelt:
            words = int(merged(self.words.arrays, words, self.spelt.arrays, spelt, self.said.arrays))
            both = self.said
        if names:
            words = merged_lists(both, words, self.names, names[0], self.both)
            both = self.both
        self.found.count = int(merged(figures.arrays, numbers, both.arrays, words, self.found.arrays))
        return self.found.count

    def star(self, buf: Any, wanted: Any = EVERY) -> None:
        """Stars over what was found, counted by kind. ``wanted``: by rank, which kinds; others stay as they are."""
        f = self.found
        over = star_all if self.escaped else stars.star_all
        over(buf, f.starts, f.ends, f.heads, f.kinds, f.count, wanted, self.counts)

    def mask(self, buf: Any, size: int) -> None:
        """Finds and stars in a text that starts and ends at line ends."""
        self.find(buf, size)
        self.star(buf)


def star_all(buf: Any, starts: Any, ends: Any, heads: Any, kinds: Any, count: int, wanted: Any, counts: Any) -> None:
    """``stars.star_all``, in escapes too: ``heads`` of what is written in them changes."""
    star_escapes(buf, ends, heads, kinds, count, wanted)
    stars.star_all(buf, starts, ends, heads, kinds, count, wanted, counts)


def merged_lists(one: Spans, m: int, other: Spans, n: int, into: Spans) -> int:
    """Two lists that may overlap, by start and rank; how many."""
    starts = np.concatenate([one.starts[:m], other.starts[:n]])
    kinds = np.concatenate([one.kinds[:m], other.kinds[:n]])
    order = np.lexsort((kinds, starts))
    for mine, yours, target in zip(one.arrays, other.arrays, into.arrays, strict=True):
        target[: m + n] = np.concatenate([mine[:m], yours[:n]])[order]
    return m + n


def padded(data: bytes) -> Any:
    """The bytes in an array with room behind them."""
    buf = np.zeros(len(data) + PAD, np.uint8)
    buf[: len(data)] = np.frombuffer(data, np.uint8)
    return buf


@contextmanager
def engine_for(size: int) -> Iterator[Engine]:
    """An engine for one text. Those for short ones are kept, for making one takes as long as reading a line of a log; one that
    is in use is nobody else's, neither another thread's nor a signal handler's in this one."""
    try:
        engine = KEPT.pop() if size <= SHORT else Engine(size)
    except IndexError:
        engine = Engine(SHORT)
    yield engine
    if size <= SHORT:
        KEPT.append(engine)


def find(data: bytes) -> list[Found]:
    """As ``plain.find.find``, without the words of ``why``."""
    with engine_for(len(data)) as engine:
        engine.find(padded(data), len(data))
        return engine.found.found()


def mask(data: bytes) -> bytes:
    """The text with default masks, of the same length."""
    buf = padded(data)
    with engine_for(len(data)) as engine:
        engine.mask(buf, len(data))
    return bytes(buf[: len(data)])


def ready() -> None:
    """Loads the kernels; compiles and keeps them the first time after an installation (about half a minute)."""
    mask(b"13812345678 \\u5f20\\u4f1f\n")  # a number, and a name in escapes: every kernel is called


def compiled() -> bool:
    """Whether ``ready`` would find compiled code on disk: False means that it compiles, which is worth a word on screen."""
    return all(kernel.signatures or kept_on_disk(kernel) for kernel in KERNELS)


def kept_on_disk(kernel: Any) -> bool:
    """Whether Numba has compiled code of these very sources on disk; False where it does not say."""
    try:
        cache = kernel._cache
        here = cache._index_key((), AnyProcessor())[2]
        return any(key[2] == here for key in cache._cache_file._load_index())
    except (AttributeError, OSError, IndexError, TypeError):
        return False


class AnyProcessor:
    """Stands for the processor in Numba's key: what is asked is whether the code is the same."""

    def magic_tuple(self) -> tuple[str, ...]:
        """Nothing."""
        return ()
