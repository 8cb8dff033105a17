"""The ten rounds of FF1 under AES-256, sixteen values at a time in the processor's registers.

While the blocks of eight values are enciphered, the arithmetic of the other eight is done, and takes no time of its own.
Processors without AES instructions, keys of other sizes, SM4 and moduli that are not ``allowed``: ``ff1`` by way of OpenSSL.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from zhengan.masking.kept import kept
from zhengan.masking.operators.aes_code import BLOCK, FOUR, HALF, WORD, Code, Steps, finished
from zhengan.masking.operators.ff1_plain import ROUNDS

Words = NDArray[np.uint64]
GROUP, SIDE = 16, 8
"""Values at a time, and in either half of them."""
BYTES = 8 * GROUP
PART = 8
"""Words that say how to divide by a modulus (``part``)."""
ALL_BITS = 2**64 - 1
NARROW = types.none


def allowed(moduli: tuple[int, ...], wide: bool) -> bool:
    """Whether the steps below stay within 64 bits, or 32 if not ``wide``. So for up to 36 decimal digits."""
    if not wide:
        return max(moduli) <= 2**30
    twos = [shift(modulus) for modulus in moduli]
    return all(0 < k < 32 and 4 * (modulus >> k) << (32 - k) <= 2**64 for modulus, k in zip(moduli, twos, strict=True))


def shift(modulus: int) -> int:
    """How many twos it has."""
    return (modulus & -modulus).bit_length() - 1


def part(modulus: int, wide: bool, back: bool) -> list[int]:
    """The modulus; what is divided by and its inverse; its twos, the bits of a word beside them, a mask of them; what makes
    y → modulus − y, or y → y: turned bits, and a number added to them."""
    twos = shift(modulus) if wide else 0
    odd = modulus >> twos
    turn = (ALL_BITS, modulus + 1) if back else (0, 0)
    return [modulus, odd, ALL_BITS // odd, twos, 32 - twos, (1 << twos) - 1, *turn]


def _groups(
    typing: Any, count: Any, moves: Any, other: Any, tweaks: Any, step: Any, keys: Any, constants: Any, parts: Any, wide: Any
) -> Any:  # fmt: skip
    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        count, moves, other, tweaks, step, keys, constants, parts, _ = values
        write = Code(builder)
        # Phases take turns: of eight values the blocks are enciphered, and beside that the eight before are moved. So
        # each pass of the loop begins with blocks of the last, the first eight of its group enciphered.
        held = [write.slot(BLOCK) for _ in range(SIDE)]
        write.keep(write.enciphered(inputs(write, other, tweaks, constants, 0), keys, finished()), held)
        with write.times(count) as group, write.times(WORD(ROUNDS // 2)) as pair:
            own = ((moves, WORD(BYTES)), (other, WORD(BYTES)), (tweaks, step))
            here = [write.behind(address, size, group) for address, size in own]
            last = builder.icmp_unsigned("==", pair, WORD(ROUNDS // 2 - 1))
            after = write.following(group, last, count)
            ahead = [write.behind(address, size, after) for address, size in own[1:]]
            rounds = (builder.add(constants, WORD(16 * k)) for k in range(3))
            first, second, third = (write.behind(address, WORD(32), pair) for address in rounds)
            third = builder.select(last, constants, third)
            blocks = [builder.load(slot) for slot in held]
            for turn, place, following in (
                (0, 0, (here[1], here[2], first, SIDE)),
                (0, SIDE, (here[0], here[2], second, 0)),
                (1, 0, (here[0], here[2], second, SIDE)),
                (1, SIDE, (*ahead, third, 0)),
            ):
                beside = move(write, blocks, here[turn], parts, PART * turn, place, wide != NARROW)
                blocks = write.enciphered(inputs(write, *following), keys, beside)
            write.keep(blocks, held)
        return context.get_dummy_value()

    return types.void(*[types.int64] * 8, wide), code


groups: Any = intrinsic(_groups)
"""All rounds of some groups of sixteen values, their halves in place. How many groups; and addresses: of the halves that move
first, the others, tweaks (and the bytes from group to group), AES keys, constants (two words a round), parts of both moduli."""


def inputs(write: Code, other: Any, tweaks: Any, constants: Any, place: int) -> list[Any]:
    """The blocks of eight values in a round: its constants (two words), each value's own tweak, NUM of its other half."""
    b, blocks = write.builder, []
    for k in (place, place + 4):
        high = b.xor(write.every(constants, 0), write.load(tweaks, k, FOUR))
        low = b.xor(write.every(constants, 1), write.load(other, k, FOUR))
        blocks += write.blocks(write.swapped(high), write.swapped(low))
    return blocks


def move(write: Code, blocks: list[Any], moves: Any, parts: Any, at: int, place: int, wide: bool) -> Steps:
    """Eight halves, each moved by y, the number that the first eight bytes of its block (``wide``: twelve) write."""
    b, short, words = write.builder, not wide, [write.every(parts, at + k) for k in range(PART)]
    modulus, odd, inverse, twos, beside, few, turn, more = words
    for k in (0, 4):
        y = write.swapped(write.words(blocks[k : k + 4], 0))
        yield
        if wide:
            tail = b.lshr(write.swapped(write.words(blocks[k : k + 4], 1)), HALF)
            yield
            y = yield from write.nearly(y, odd, inverse, short)
            y = b.or_(b.shl(y, beside), b.lshr(tail, twos))
            yield
            y = yield from write.reduced(y, odd, inverse, short)
            y = b.or_(b.shl(y, twos), b.and_(tail, few))
        else:
            y = yield from write.reduced(y, modulus, inverse, short)
        yield
        y = b.add(b.xor(y, turn), more)
        yield
        y = write.below(b.add(write.load(moves, place + k, FOUR), y), modulus, short)
        write.store(y, moves, place + k)
        yield


@kept
def encipher(
    moves: Words, other: Words, tweaks: Words, keys: NDArray[np.uint32], constants: Words, parts: Words, wide: bool | None
) -> None:
    """All rounds of the values whose halves these are, in place; they are whole groups, and so are their tweaks.

    ``wide``: true or None, for on its type it depends what is compiled.
    """
    bare = np.zeros(GROUP, np.uint64)
    own = tweaks.size > 0
    tweak, step = np.int64((tweaks if own else bare).ctypes.data), BYTES if own else 0
    groups(
        moves.size // GROUP, np.int64(moves.ctypes.data), np.int64(other.ctypes.data), tweak, step, np.int64(keys.ctypes.data),
        np.int64(constants.ctypes.data), np.int64(parts.ctypes.data), wide,
    )  # fmt: skip
    bare[0] = 0  # so that it lives until here
