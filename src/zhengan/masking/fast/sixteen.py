"""Sixteen characters at once: a run of Chinese ones, or of ASCII, as code points and the places where they stand.

Written as LLVM vectors, as ``vector`` is. What is behind the run is written too, as if it went on: both arrays need room
for sixteen more, and who asks writes over it. ``buf`` must hold 64 bytes from ``at`` on.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from zhengan.masking.fast.raw import place
from zhengan.masking.fast.vector import BYTE, WORD, load, pointer

MOST = 16  # characters at once
BIT, HALF = ir.IntType(1), ir.IntType(32)
CODES, PLACES, BYTES = (ir.VectorType(kind, MOST) for kind in (HALF, WORD, BYTE))
LINE_END = 10
# Three bytes of one character of UTF-8 (``hanline.three``), and from where on and where not they count as one.
THREE, THREE_MASK = 0x8080E0, 0xC0C0F0
FIRST_THREE, SURROGATES, NEITHER = 0x2000, 0xD800, 0x800


def all_of(kind: Any, number: int) -> Any:
    """A vector of one number."""
    return ir.Constant(kind, [ir.Constant(kind.element, number)] * kind.count)


def written(builder: Any, args: Any, codes: Any, step: int) -> None:
    """Writes code points to ``line`` and places, ``step`` bytes from one to the next, to ``offsets``, behind ``count``."""
    _, at, line, offsets, count = args
    first = builder.insert_element(ir.Constant(PLACES, ir.Undefined), at, ir.Constant(HALF, 0))
    same = builder.shuffle_vector(first, ir.Constant(PLACES, ir.Undefined), all_of(ir.VectorType(HALF, MOST), 0))
    places = builder.add(same, ir.Constant(PLACES, [ir.Constant(WORD, step * k) for k in range(MOST)]))
    for values, base, kind, bits in ((codes, line, CODES, 32), (places, offsets, PLACES, 64)):
        kept = builder.store(values, builder.bitcast(place(builder, base, count, bits), kind.as_pointer()))
        kept.align = bits // 8


def run(builder: Any, broken: Any) -> Any:
    """How many lanes stand before the first that is ``broken``."""
    whole = builder.zext(builder.bitcast(broken, ir.IntType(MOST)), WORD)
    return builder.cttz(builder.or_(whole, ir.Constant(WORD, 1 << MOST)), ir.Constant(BIT, 1))


def signature(buf: Any) -> Any:
    """``(buf, at, line, offsets, count)``: all addresses and numbers."""
    return types.int64(buf, *[types.int64] * 4)


@intrinsic
def threes(typingctx: Any, buf: Any, at: Any, line: Any, offsets: Any, count: Any) -> Any:
    """How many of the sixteen characters from ``at`` on are of three bytes, up to the first that is not."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        order = [3 * (k >> 2) + min(k & 3, 2) for k in range(4 * MOST)]
        taken = ir.Constant(ir.VectorType(HALF, 4 * MOST), [ir.Constant(HALF, k) for k in order])
        four = builder.bitcast(builder.shuffle_vector(lanes, ir.Constant(lanes.type, ir.Undefined), taken), CODES)

        def part(shift: int, mask: int) -> Any:
            moved = builder.lshr(four, all_of(CODES, shift)) if shift else four
            return builder.and_(moved, all_of(CODES, mask))

        high = builder.shl(part(0, 15), all_of(CODES, 12))
        codes = builder.or_(builder.or_(high, part(2, 0xFC0)), part(16, 63))
        written(builder, args, codes, 3)
        other = builder.icmp_unsigned("!=", part(0, THREE_MASK), all_of(CODES, THREE))
        small = builder.icmp_unsigned("<", codes, all_of(CODES, FIRST_THREE))
        half = builder.icmp_unsigned("<", builder.sub(codes, all_of(CODES, SURROGATES)), all_of(CODES, NEITHER))
        return run(builder, builder.or_(other, builder.or_(small, half)))

    return signature(buf), codegen


@intrinsic
def ones(typingctx: Any, buf: Any, at: Any, line: Any, offsets: Any, count: Any) -> Any:
    """How many of the sixteen bytes from ``at`` on are of ASCII and end no line, up to the first that is not."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = builder.load(builder.bitcast(pointer(context, builder, signature, args), BYTES.as_pointer()))
        lanes.align = 1
        written(builder, args, builder.zext(lanes, CODES), 1)
        wide = builder.icmp_signed("<", lanes, all_of(BYTES, 0))
        return run(builder, builder.or_(wide, builder.icmp_unsigned("==", lanes, all_of(BYTES, LINE_END))))

    return signature(buf), codegen


@intrinsic
def figures(typingctx: Any, buf: Any, at: Any, numbers: Any, count: Any) -> Any:
    """Writes what 24 ASCII digits from ``at`` on stand for, as words of 64 bits behind ``count``."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        eight, words = ir.VectorType(BYTE, 8), ir.VectorType(WORD, 8)
        text, kept = pointer(context, builder, signature, args), place(builder, args[2], args[3], 64)
        for k in range(0, 24, 8):
            offset = [ir.Constant(HALF, k)]
            lanes = builder.load(builder.bitcast(builder.gep(text, offset), eight.as_pointer()))
            lanes.align = 1
            numbers = builder.zext(builder.and_(lanes, all_of(eight, 15)), words)
            builder.store(numbers, builder.bitcast(builder.gep(kept, offset), words.as_pointer())).align = 8
        return context.get_constant(types.none, None)

    return types.none(buf, types.int64, types.int64, types.int64), codegen
