"""SHA-256 (FIPS 180-4) of two texts at once: what a run reads and what it writes.

The processor's SHA instructions wait for each other twice as long as they work; while one sum waits there is time for the
other. So two cost little more than one, where the processor has such instructions; where it has not, ``hashlib`` serves.
"""

from __future__ import annotations

import hashlib
import math
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils, config
from numba.core.codegen import get_host_cpu_features
from numba.extending import intrinsic

BLOCK = 64
HALF, WORD = ir.VectorType(ir.IntType(32), 4), ir.IntType(64)
PRIMES = [n for n in range(2, 312) if all(n % k for k in range(2, n))]
ORDER = (5, 4, 1, 0, 7, 6, 3, 2)  # the processor keeps f e b a and h g d c together
TOLD = getattr(config, "CPU_NAME", None), getattr(config, "CPU_FEATURES", None)  # NUMBA_CPU_NAME, NUMBA_CPU_FEATURES
THERE = TOLD == (None, None) and "+sha" in get_host_cpu_features().split(",")
"""Whether the processor that is compiled for has SHA instructions."""


def cube_root(number: int) -> int:
    """Its whole part."""
    root = 1 << -(-number.bit_length() // 3)
    while (better := (2 * root + number // root**2) // 3) < root:
        root = better
    return root


ROUNDS = [cube_root(prime << 96) & 0xFFFF_FFFF for prime in PRIMES]
START = np.array([math.isqrt(PRIMES[k] << 64) & 0xFFFF_FFFF for k in ORDER], np.uint32)


def rounds(texts: int) -> Any:
    """An intrinsic that takes so many blocks of 64 bytes of each text into its state: address of the states, addresses of
    the texts, count of blocks."""

    def called(builder: Any, name: str, *args: Any) -> Any:
        kind = ir.FunctionType(HALF, [HALF] * len(args))
        return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.x86.sha256{name}"), args)

    def swapped(builder: Any, place: Any) -> Any:
        kind = ir.FunctionType(HALF, [HALF])
        swap = cgutils.get_or_insert_function(builder.module, kind, "llvm.bswap.v4i32")
        return builder.call(swap, [loaded(builder, place)])

    def loaded(builder: Any, place: Any) -> Any:
        value = builder.load(builder.inttoptr(place, HALF.as_pointer()))
        value.align = 1
        return value

    def picked(builder: Any, one: Any, other: Any, lanes: tuple[int, ...]) -> Any:
        return builder.shuffle_vector(one, other, ir.Constant(ir.VectorType(ir.IntType(32), 4), lanes))

    def four(builder: Any, k: int, words: list[Any], low: Any, high: Any) -> tuple[Any, Any]:
        """Four rounds of one text."""
        if k >= 4:
            sums = called(builder, "msg1", words[k - 4], words[k - 3])
            sums = builder.add(sums, picked(builder, words[k - 2], words[k - 1], (1, 2, 3, 4)))
            words.append(called(builder, "msg2", sums, words[k - 1]))
        word = builder.add(words[k], ir.Constant(HALF, ROUNDS[4 * k : 4 * k + 4]))
        high = called(builder, "rnds2", high, low, word)
        return called(builder, "rnds2", low, high, picked(builder, word, word, (2, 3, 0, 0))), high

    @intrinsic
    def taken(typingctx: Any, states: Any, addresses: Any, blocks: Any) -> Any:
        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            places = [builder.add(args[0], ir.Constant(WORD, 16 * k)) for k in range(2 * texts)]
            kept = [cgutils.alloca_once_value(builder, loaded(builder, place)) for place in places]
            starts = [builder.extract_value(args[1], k) for k in range(texts)]
            with cgutils.for_range(builder, args[2], intp=WORD) as loop:
                before = [builder.load(one) for one in kept]
                after = list(before)
                offset = builder.mul(loop.index, ir.Constant(WORD, BLOCK))
                words = [[swapped(builder, builder.add(builder.add(start, offset), ir.Constant(WORD, 16 * k)))
                          for k in range(4)] for start in starts]  # fmt: skip
                for k in range(16):
                    for t in range(texts):
                        after[2 * t], after[2 * t + 1] = four(builder, k, words[t], after[2 * t], after[2 * t + 1])
                for one, old, new in zip(kept, before, after, strict=True):
                    builder.store(builder.add(old, new), one)
            for one, place in zip(kept, places, strict=True):
                builder.store(builder.load(one), builder.inttoptr(place, HALF.as_pointer())).align = 1
            return context.get_constant(types.none, None)

        return types.none(types.int64, types.UniTuple(types.int64, texts), types.int64), codegen

    return taken


of_one, of_two = rounds(1), rounds(2)


@njit(nogil=True, cache=True)
def take(state, text, blocks):
    """Blocks of one text into its state; both by address."""
    of_one(state, (text,), blocks)


@njit(nogil=True, cache=True)
def take_two(states, one, other, blocks):
    """As many blocks of each of two texts into their states, which stand one behind the other."""
    of_two(states, (one, other), blocks)


class Together:
    """The SHA-256 of two texts that come in parts of any length, both in one thread."""

    def __init__(self) -> None:
        self.states = np.concatenate([START, START])
        self.tails, self.sizes = [b"", b""], [0, 0]
        self.pool = ThreadPoolExecutor(1)

    def add(self, one: Any, other: Any) -> list[Future[None]]:
        """Counts a part of each in; the parts must stay as they are until what is returned is done."""
        return [self.pool.submit(self.counted, one, other)]

    def counted(self, *parts: Any) -> None:
        """The whole blocks of both; what is left of each waits for more."""
        views = [memoryview(self.begun(k, part)) for k, part in enumerate(parts)]
        bytes_of = [np.frombuffer(view, np.uint8) for view in views]
        blocks = [view.nbytes // BLOCK for view in views]
        both = min(blocks)
        places = [one.ctypes.data for one in bytes_of]
        take_two(self.states.ctypes.data, places[0], places[1], both)
        for k, view in enumerate(views):
            self.one(k, places[k] + both * BLOCK, blocks[k] - both)
            self.tails[k] += bytes(view[blocks[k] * BLOCK :])

    def begun(self, k: int, part: Any) -> Any:
        """A part without the bytes that fill up what is left of the parts before it."""
        view = memoryview(part).cast("B") if len(part) else memoryview(b"")
        self.sizes[k] += len(view)
        lacking = -len(self.tails[k]) % BLOCK
        self.tails[k] += bytes(view[:lacking])
        if len(self.tails[k]) == BLOCK:
            self.one(k, np.frombuffer(self.tails[k], np.uint8).ctypes.data, 1)
            self.tails[k] = b""
        return view[lacking:]

    def one(self, k: int, place: int, blocks: int) -> None:
        """Blocks of one of the two."""
        take(self.states[8 * k :].ctypes.data, place, blocks)

    def values(self) -> tuple[str, str]:
        """Both sums in figures, when all parts are counted in."""
        self.pool.shutdown()
        return self.value(0), self.value(1)

    def value(self, k: int) -> str:
        """A sum in figures: behind the text a bit, zeros, and the count of its bits."""
        size = self.sizes[k]
        end = self.tails[k] + b"\x80" + bytes((-size - 9) % BLOCK) + (8 * size).to_bytes(8, "big")
        self.one(k, np.frombuffer(end, np.uint8).ctypes.data, len(end) // BLOCK)
        words = self.states[8 * k : 8 * k + 8]
        return b"".join(int(words[ORDER.index(n)]).to_bytes(4, "big") for n in range(8)).hex()


class Apart:
    """The same by ``hashlib``, a thread for each."""

    def __init__(self) -> None:
        self.sums = hashlib.sha256(), hashlib.sha256()
        self.pools = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def add(self, one: Any, other: Any) -> list[Future[None]]:
        """As ``Together.add``."""
        return [pool.submit(digest.update, part)
                for pool, digest, part in zip(self.pools, self.sums, (one, other), strict=True)]  # fmt: skip

    def values(self) -> tuple[str, str]:
        """As ``Together.values``."""
        for pool in self.pools:
            pool.shutdown()
        return self.sums[0].hexdigest(), self.sums[1].hexdigest()


def two_sums() -> Together | Apart:
    """The one that this processor is fit for."""
    return Together() if THERE else Apart()
