"""AES-256 in the processor's own instructions, and arithmetic on four 64-bit numbers at a time, as LLVM code.

Numba has names for neither, so functions that need them write the code of their inside with ``Code``. AES instructions look
nothing up in memory: the time they take tells nothing of the key.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import intrinsic
from numpy.typing import NDArray

from zhengan.masking.kept import kept

ROUNDS, KEY_BYTES = 14, 32
BESIDE = 4
"""After so many AES instructions stands a step of other work: they are all one port of the processor does, others are free."""
WORD, SHORT = ir.IntType(64), ir.IntType(32)
BLOCK, FOUR, FOUR_SHORT = ir.VectorType(WORD, 2), ir.VectorType(WORD, 4), ir.VectorType(SHORT, 4)
EIGHT = ir.VectorType(SHORT, 8)
HALF, MASK = ir.Constant(FOUR, [32] * 4), ir.Constant(FOUR, [0xFFFFFFFF] * 4)
numba_code: Any = cgutils
Steps = Generator[None, None, Any]
"""Work that is written a few instructions at a time."""


def at_hand() -> bool:
    """Whether what is compiled here may use AES instructions, and vectors of four words (x86-64 since 2013)."""
    _, _, features = cpu_target.target_context.codegen().magic_tuple()
    return {"+aes", "+avx2"} <= set(features.split(","))


class Code:
    """LLVM code, being written. Addresses are 64-bit numbers, places are counted in words of 64 bits."""

    def __init__(self, builder: Any):
        self.builder = builder

    def load(self, address: Any, place: int, kind: Any) -> Any:
        """What stands there."""
        return self.builder.load(self._pointer(address, place, kind), align=8)

    def store(self, value: Any, address: Any, place: int) -> None:
        """Write there."""
        self.builder.store(value, self._pointer(address, place, value.type), align=8)

    def _pointer(self, address: Any, place: int, kind: Any) -> Any:
        return self.builder.inttoptr(self.builder.add(address, WORD(8 * place)), kind.as_pointer())

    def every(self, address: Any, place: int) -> Any:
        """The word there, four times."""
        return self.four(self.load(address, place, WORD))

    def four(self, one: Any) -> Any:
        """A number four times."""
        none = ir.Constant(ir.VectorType(one.type, 4), ir.Undefined)
        held = self.builder.insert_element(none, one, SHORT(0))
        return self.builder.shuffle_vector(held, none, ir.Constant(FOUR_SHORT, [0] * 4))

    def called(self, name: str, kind: Any, *values: Any) -> Any:
        """What an instruction that LLVM has a name for makes of values."""
        typed = ir.FunctionType(kind, [value.type for value in values])
        return self.builder.call(self.builder.module.declare_intrinsic(name, fnty=typed), values)

    def swapped(self, x: Any) -> Any:
        """The bytes of each word, last first."""
        return self.called("llvm.bswap.v4i64", FOUR, x)

    def below(self, x: Any, modulus: Any, short: bool) -> Any:
        """Numbers below 2 · modulus, mod modulus (``ff1_kernels.below``); ``short``: below 2³², which every processor compares
        in vectors."""
        kind, name = (EIGHT, "llvm.umin.v8i32") if short else (FOUR, "llvm.umin.v4i64")
        one, other = self.builder.bitcast(x, kind), self.builder.bitcast(modulus, kind)
        return self.builder.bitcast(self.called(name, kind, one, self.builder.sub(one, other)), FOUR)

    def nearly(self, x: Any, modulus: Any, inverse: Any, short: bool) -> Steps:
        """x mod modulus, or up to three times modulus more (``short``: that is below 2³²); ``inverse``: ⌊(2⁶⁴ − 1) / modulus⌋.

        Of the product of x and the inverse only what is above 64 bits counts. Put together from products of halves,
        without what the lowest would carry, it is short by two at most, and the inverse makes it short by one.
        """
        b = self.builder
        top, tail, over, under = b.lshr(x, HALF), b.and_(x, MASK), b.lshr(inverse, HALF), b.and_(inverse, MASK)
        quotient = b.add(b.mul(top, over), b.lshr(b.mul(top, under), HALF))
        yield
        quotient = b.add(quotient, b.lshr(b.mul(tail, over), HALF))
        yield
        if short:
            return b.and_(b.sub(x, b.mul(b.and_(quotient, MASK), b.and_(modulus, MASK))), MASK)
        return b.sub(x, b.mul(quotient, modulus))

    def reduced(self, x: Any, modulus: Any, inverse: Any, short: bool) -> Steps:
        """x mod modulus, which is not above 2⁶², or 2³⁰ if ``short``."""
        rest = yield from self.nearly(x, modulus, inverse, short)
        rest = self.below(rest, self.builder.add(modulus, modulus), short)
        yield
        return self.below(rest, modulus, short)

    def blocks(self, first: Any, second: Any) -> list[Any]:
        """Four blocks from their first and their second words."""
        pair = ir.VectorType(SHORT, 2)
        return [self.builder.shuffle_vector(first, second, ir.Constant(pair, [k, 4 + k])) for k in range(4)]

    def words(self, blocks: list[Any], which: int) -> Any:
        """The first (0) or the second (1) words of four blocks."""
        join, pick = ([0, 1, 2, 3], [which, 2 + which, 4 + which, 6 + which])
        low, high = (
            self.builder.shuffle_vector(blocks[k], blocks[k + 1], ir.Constant(FOUR_SHORT, join)) for k in (0, 2)
        )
        return self.builder.shuffle_vector(low, high, ir.Constant(FOUR_SHORT, pick))

    def behind(self, address: Any, size: Any, place: Any) -> Any:
        """The address of the thing at that place, where each takes ``size`` bytes."""
        return self.builder.add(address, self.builder.mul(place, size))

    def following(self, place: Any, done: Any, count: Any) -> Any:
        """The place after this one once this is ``done``; itself, where there is none."""
        after = self.builder.add(place, WORD(1))
        more = self.builder.and_(done, self.builder.icmp_unsigned("<", after, count))
        return self.builder.select(more, after, place)

    def slot(self, kind: Any) -> Any:
        """Room for a value from one pass of a loop to the next: a register, for nobody asks for its address."""
        return numba_code.alloca_once(self.builder, kind)

    @contextmanager
    def times(self, count: Any) -> Iterator[Any]:
        """A loop; the number of the pass."""
        with numba_code.for_range(self.builder, count) as loop:
            yield loop.index

    def keep(self, values: list[Any], slots: list[Any]) -> None:
        """Write values to their slots."""
        for value, slot in zip(values, slots, strict=True):
            self.builder.store(value, slot)

    def enciphered(self, blocks: list[Any], keys: Any, beside: Steps) -> list[Any]:
        """Blocks under AES, all of them a round at a time, for each waits for its last; between them other work."""
        key = self.load(keys, 0, BLOCK)
        blocks = [self.builder.xor(block, key) for block in blocks]
        for k in range(1, ROUNDS + 1):
            key = self.load(keys, 2 * k, BLOCK)
            for place, block in enumerate(blocks):
                blocks[place] = self.called(AES_LAST if k == ROUNDS else AES, BLOCK, block, key)
                if place % BESIDE == BESIDE - 1:
                    next(beside, None)
        finish(beside)
        return blocks


AES, AES_LAST = "llvm.x86.aesni.aesenc", "llvm.x86.aesni.aesenclast"


def finished() -> Steps:
    """No work."""
    yield from ()


def finish(steps: Steps) -> None:
    """Write what is left of some work."""
    for _ in steps:
        pass


def _substituted(typing: Any, word: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        write = Code(builder)
        four = builder.bitcast(write.four(builder.trunc(values[0], SHORT)), BLOCK)
        last = builder.bitcast(write.called(AES_LAST, BLOCK, four, ir.Constant(BLOCK, [0, 0])), FOUR_SHORT)
        return builder.zext(builder.extract_element(last, SHORT(0)), WORD)

    return types.uint64(types.uint64), code


substituted: Any = intrinsic(_substituted)
"""SubWord of FIPS 197: the S-box on four bytes. The last round of AES does it; in four equal words the shift of rows moves
nothing."""


@kept
def expand(schedule: NDArray[np.uint64]) -> None:
    """The key schedule (FIPS 197, 5.2) in words of 32 bits, of which the first eight are the key; little-endian."""
    power, byte = np.uint64(1), np.uint64(8)
    for k in range(8, schedule.size):
        word = schedule[k - 1]
        if k % 8 == 0:
            word = substituted(word)
            word = (word >> byte | (word & np.uint64(0xFF)) << np.uint64(24)) ^ power
            power <<= np.uint64(1)
        elif k % 8 == 4:
            word = substituted(word)
        schedule[k] = schedule[k - 8] ^ word


def schedule(secret: bytes) -> NDArray[np.uint32]:
    """The round keys of AES-256, four words each."""
    words = np.zeros(4 * (ROUNDS + 1), np.uint64)
    words[:8] = np.frombuffer(secret, "<u4")
    expand(words)
    return words.astype(np.uint32)
