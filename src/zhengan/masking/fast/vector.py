"""The few machine operations that Numba has no name for: a byte without a bounds test, 64 bytes compared at once.

Written as LLVM vectors, so each processor gets its own widest instructions (two of 32 bytes with AVX2, four of 16
with SSE2 or NEON). ``buf`` must hold 64 bytes from ``at`` on: callers see to that.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

BYTE, WORD = ir.IntType(8), ir.IntType(64)
BLOCK = 64
LANES = ir.VectorType(BYTE, BLOCK)


def pointer(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    """The address of ``buf[at]``; ``buf`` is an array, or the address of one (``fast.raw``)."""
    if isinstance(signature.args[0], types.Array):
        base = context.make_array(signature.args[0])(context, builder, args[0]).data
    else:
        base = builder.inttoptr(args[0], BYTE.as_pointer())
    return builder.gep(base, [args[1]])


def load(builder: Any, base: Any, offset: int) -> Any:
    """64 bytes from ``base + offset``."""
    place = builder.gep(base, [ir.Constant(WORD, offset)])
    value = builder.load(builder.bitcast(place, LANES.as_pointer()))
    value.align = 1
    return value


def every(number: int) -> Any:
    """A vector of one number."""
    return ir.Constant(LANES, [ir.Constant(BYTE, number)] * BLOCK)


def equal(builder: Any, lanes: Any, number: int) -> Any:
    """Which lanes are ``number``."""
    return builder.icmp_unsigned("==", lanes, every(number))


def among(builder: Any, lanes: Any, low: int, count: int) -> Any:
    """Which lanes lie in ``[low, low + count)``."""
    return builder.icmp_unsigned("<", builder.sub(lanes, every(low)), every(count))


def bits(builder: Any, lanes: Any) -> Any:
    """A bit for each lane, the first lane lowest."""
    return builder.bitcast(lanes, WORD)


@intrinsic
def at(typingctx: Any, buf: Any, index: Any) -> Any:
    """``buf[index]`` as an int64, without a test for negative or large indexes."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.zext(builder.load(pointer(context, builder, signature, args)), WORD)

    return types.int64(buf, types.int64), codegen


def _loose(typingctx: Any, array: Any) -> Any:
    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        whole = context.make_array(signature.args[0])(context, builder, args[0])
        whole.meminfo = ir.Constant(whole.meminfo.type, None)
        return whole._getvalue()

    return array(array), codegen


loose: Any = intrinsic(_loose)
"""The same array without its owner. Counting owners is a locked instruction, several a call: a fifth of the time. The caller
keeps the array alive."""


@intrinsic
def digits_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes are ASCII digits."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, among(builder, lanes, 48, 10))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def signs_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Where an @, a full-width digit or a full-width @ starts: EF BC 90–99, EF BC A0."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        base = pointer(context, builder, signature, args)
        first, second, third = (load(builder, base, offset) for offset in range(3))
        wide = builder.and_(equal(builder, first, 0xEF), equal(builder, second, 0xBC))
        figure = builder.or_(among(builder, third, 0x90, 10), equal(builder, third, 0xA0))
        return bits(builder, builder.or_(equal(builder, first, 64), builder.and_(wide, figure)))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def escapes_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Where an escape may start: % \\ &."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        two = builder.or_(equal(builder, lanes, 37), equal(builder, lanes, 92))
        return bits(builder, builder.or_(two, equal(builder, lanes, 38)))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def escape_signs_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Where the second sign of an escape of a Chinese character may stand: u x # E e."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        two = builder.or_(equal(builder, lanes, 117), equal(builder, lanes, 35))
        two = builder.or_(two, equal(builder, lanes, 120))
        return bits(builder, builder.or_(two, equal(builder, builder.or_(lanes, every(32)), 101)))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def letters_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes are ASCII letters."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, among(builder, builder.or_(lanes, every(32)), 97, 26))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def capitals_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes are ASCII capitals."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, among(builder, lanes, 65, 26))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def line_ends_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes end a line: LF, CR."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, builder.or_(equal(builder, lanes, 10), equal(builder, lanes, 13)))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def leads_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes start a Chinese character (U+4000 and more: E4 to E9)."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, among(builder, lanes, 0xE4, 6))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def starts_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes start a character of UTF-8: all but 80 to BF."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, builder.not_(among(builder, lanes, 0x80, 64)))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def narrow_stops_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes end a clause or field: line ends, comma, semicolon, bar."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        found = equal(builder, lanes, 10)
        for sign in (13, 44, 59, 124):
            found = builder.or_(found, equal(builder, lanes, sign))
        return bits(builder, found)

    return types.uint64(buf, types.int64), codegen


@intrinsic
def wide_stops_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Where ， ； 、 。 start in 64 bytes."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        base = pointer(context, builder, signature, args)
        first, second, third = (load(builder, base, offset) for offset in range(3))
        full = builder.and_(equal(builder, first, 0xEF), equal(builder, second, 0xBC))
        full = builder.and_(full, builder.or_(equal(builder, third, 0x8C), equal(builder, third, 0x9B)))
        mark = builder.and_(equal(builder, first, 0xE3), equal(builder, second, 0x80))
        mark = builder.and_(mark, builder.or_(equal(builder, third, 0x81), equal(builder, third, 0x82)))
        return bits(builder, builder.or_(full, mark))

    return types.uint64(buf, types.int64), codegen


@intrinsic
def name_signs_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Where in 64 bytes a dot or a colon starts that may stand in or before a name: · • ‧ ・ ：, and : = before a capital, a
    space, a quote, a colon or what is no ASCII, > before such; what names in Latin letters begin or end with: ( or （ before a
    capital, Dear, Hi, Hello, a space before <, the end of a word before a space and a capital, the end of a line before a
    capital."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        base = pointer(context, builder, signature, args)
        first, second, third, fourth = (load(builder, base, offset) for offset in range(4))

        def sign(one: int, two: int, *threes: int) -> Any:
            found = builder.and_(equal(builder, first, one), equal(builder, second, two))
            if not threes:
                return found
            last = [equal(builder, third, three) for three in threes]
            return builder.and_(found, last[0] if len(last) == 1 else builder.or_(*last))

        found = sign(0xC2, 0xB7)
        for more in (sign(0xE2, 0x80, 0xA2, 0xA7), sign(0xE3, 0x83, 0xBB), sign(0xEF, 0xBC, 0x9A)):
            found = builder.or_(found, more)
        behind = builder.or_(among(builder, second, 65, 26), builder.icmp_signed("<", second, every(0)))
        for mark in b" \"':":
            behind = builder.or_(behind, equal(builder, second, mark))
        narrow = builder.or_(equal(builder, first, 58), equal(builder, first, 61))
        found = builder.or_(found, builder.and_(narrow, behind))
        tag = builder.and_(equal(builder, first, ord(">")), builder.icmp_signed("<", second, every(0)))
        upper = builder.and_(equal(builder, first, ord("(")), among(builder, second, 65, 26))
        he = builder.and_(equal(builder, first, ord("H")), builder.or_(*(equal(builder, second, ord(c)) for c in "ie")))
        word = builder.or_(equal(builder, first, ord(".")), equal(builder, first, ord(",")))
        word = builder.or_(word, among(builder, builder.or_(first, every(32)), 97, 26))
        shown = builder.and_(word, builder.and_(equal(builder, second, ord(" ")), among(builder, third, 65, 26)))
        line = builder.and_(equal(builder, first, ord("\n")), among(builder, second, 65, 26))
        wide = builder.and_(sign(0xEF, 0xBC, 0x88), among(builder, fourth, 65, 26))
        for more in (tag, wide, upper, he, sign(ord("D"), ord("e")), sign(ord(" "), ord("<")), shown, line):
            found = builder.or_(found, more)
        return bits(builder, found)

    return types.uint64(buf, types.int64), codegen


@intrinsic
def four_bytes(typingctx: Any, buf: Any, index: Any) -> Any:
    """Four bytes from ``buf[index]``, the first lowest."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        whole = ir.IntType(32)
        value = builder.load(builder.bitcast(pointer(context, builder, signature, args), whole.as_pointer()))
        value.align = 1
        return builder.zext(value, WORD)

    return types.int64(buf, types.int64), codegen


@intrinsic
def alike(typingctx: Any, buf: Any, index: Any, words: Any, folds: Any, cares: Any, place: Any) -> Any:
    """Whether 32 bytes of ``buf`` are those of ``words`` at ``place``, when the bits of ``folds`` are set in each and only
    those of ``cares`` count. ``words`` holds nothing else, and all three are flat arrays."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        half = ir.VectorType(BYTE, BLOCK // 2)

        def read(which: int, where: int) -> Any:
            whole = context.make_array(signature.args[which])(context, builder, args[which]).data
            value = builder.load(builder.bitcast(builder.gep(whole, [args[where]]), half.as_pointer()))
            value.align = 1
            return value

        base = pointer(context, builder, signature, args)
        text = builder.load(builder.bitcast(base, half.as_pointer()))
        text.align = 1
        same = builder.icmp_unsigned("==", builder.and_(builder.or_(text, read(3, 5)), read(4, 5)), read(2, 5))
        found = builder.bitcast(same, ir.IntType(BLOCK // 2))
        return builder.icmp_unsigned("==", found, ir.Constant(found.type, -1))

    return types.boolean(buf, types.int64, words, folds, cares, types.int64), codegen


@intrinsic
def highest(typingctx: Any, word: Any) -> Any:
    """The place of the highest bit set."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        zeros = builder.ctlz(args[0], ir.Constant(ir.IntType(1), 1))
        return builder.sub(ir.Constant(WORD, 63), zeros)

    return types.int64(types.uint64), codegen


@intrinsic
def lowest(typingctx: Any, word: Any) -> Any:
    """The place of the lowest bit set."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), codegen


@intrinsic
def equal_to(typingctx: Any, buf: Any, index: Any, sign: Any) -> Any:
    """Which of 64 bytes are ``sign``, which need not be known when this is compiled."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args[:2]), 0)
        nothing, first = ir.Constant(LANES, ir.Undefined), ir.Constant(ir.IntType(32), 0)
        one = builder.insert_element(nothing, builder.trunc(args[2], BYTE), first)
        same = builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(ir.IntType(32), BLOCK), [0] * BLOCK))
        return bits(builder, builder.icmp_unsigned("==", lanes, same))

    return types.uint64(buf, types.int64, types.int64), codegen


@intrinsic
def beyond_ascii_of(typingctx: Any, buf: Any, index: Any) -> Any:
    """Which of 64 bytes are no ASCII."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = load(builder, pointer(context, builder, signature, args), 0)
        return bits(builder, builder.icmp_signed("<", lanes, every(0)))

    return types.uint64(buf, types.int64), codegen


def storer(count: int, number: int) -> Any:
    """An intrinsic that writes ``count`` bytes of one number, wherever they stand."""

    @intrinsic
    def store(typingctx: Any, buf: Any, index: Any) -> Any:
        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            place = builder.bitcast(pointer(context, builder, signature, args), ir.IntType(8 * count).as_pointer())
            kept = builder.store(ir.Constant(ir.IntType(8 * count), int.from_bytes(bytes([number] * count), "little")), place)
            kept.align = 1
            return context.get_constant(types.none, None)

        return types.none(buf, types.int64), codegen

    return store


star_1, star_4, star_8 = storer(1, 42), storer(4, 42), storer(8, 42)


@intrinsic
def count_of(typingctx: Any, word: Any) -> Any:
    """How many bits are set."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.int64(types.uint64), codegen
