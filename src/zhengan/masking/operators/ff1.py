"""FF1 over whole columns: the ten rounds of thousands of strings together, each round one call of the cipher.

Halves below 2⁶³ whose rounds need one block of the cipher (in radix 10: strings of up to 36 digits) are computed in columns:
under AES-256 by ``ff1_aes`` where the processor has instructions for it, else by OpenSSL and ``ff1_kernels``. Longer ones, value
by value, by the reference. All give what NIST SP 800-38G says.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.operators import ff1_aes
from zhengan.masking.operators import ff1_kernels as kernels
from zhengan.masking.operators import ff1_plain as plain
from zhengan.masking.operators.blocks import SIZE, Blocks

Words = NDArray[np.uint64]
BATCH = 12_288
"""Strings at a time: their blocks (192 KiB) stay in the second-level cache between rounds, where OpenSSL enciphers."""
NO_TWEAKS: Words = np.empty(0, np.uint64)
MOST_RADIX = 2**16
MOST_HALF = 2**63
ALL_BITS = 2**64 - 1


class Ff1:
    """FF1 for strings of ``length`` numerals in ``radix``.

    ``tweak``: the same for all. Or ``varying`` (up to 8): each value brings that many bytes of its own, as the first
    bytes of a 64-bit word. Raises ``Problem`` (code ``ff1-domain``) below the standard's million of possible strings.
    """

    def __init__(self, blocks: Blocks, radix: int, length: int, tweak: bytes = b"", varying: int = 0):
        if not 2 <= radix <= MOST_RADIX or length < 2:
            raise ValueError("FF1 takes a radix of 2 to 65536 and at least two numerals")
        if tweak and varying:
            raise ValueError("either one tweak for all or one for each value")
        if not allowed(radix, length):
            raise Problem(
                say("{length} 位的值太短，不能保格式加密", length=length),
                say(
                    "NIST SP 800-38G 要求可能的值不少于 {least} 个，否则可以逐个试出",
                    least=plain.LEAST_DOMAIN,
                ),
                "改用掩盖（keep）、哈希（hash）或假值（fake）",
                code="ff1-domain",
            )
        self.blocks, self.radix, self.length, self.tweak, self.varying = blocks, radix, length, tweak, varying
        self.sizes = length // 2, length - length // 2
        self.moduli = radix ** self.sizes[0], radix ** self.sizes[1]
        self.width = plain.half_bytes(radix, self.sizes[1])
        self.columnar = self.moduli[1] <= MOST_HALF and self.width <= 8 and varying + self.width + 1 <= SIZE
        self.parts = [split(modulus) for modulus in self.moduli] if self.columnar else []
        self.constants = [self._constant(i) for i in range(plain.ROUNDS)] if self.columnar else []
        self.wide = self.width > 4
        self.keys: Any = blocks.schedule if self.columnar else None
        self.native = self.keys is not None and ff1_aes.allowed(self.moduli, self.wide)

    def _constant(self, i: int) -> tuple[np.uint64, np.uint64]:
        """What the last block of round ``i`` holds beside the half: the chain over the blocks before it, and i."""
        t = len(self.tweak) + self.varying
        head = bytes([1, 2, 1]) + self.radix.to_bytes(3, "big") + bytes([10, self.length // 2 % 256])
        q = self.tweak + bytes(self.varying + (-t - self.width - 1) % SIZE) + bytes([i]) + bytes(self.width)
        chain = plain.prf(
            self.blocks.one, head + self.length.to_bytes(4, "big") + t.to_bytes(4, "big") + q[:-SIZE]
        )
        block = plain.xor(chain, q[-SIZE:])
        return np.uint64(int.from_bytes(block[:8], "big")), np.uint64(int.from_bytes(block[8:], "big"))

    def halves(self, a: Words, b: Words, tweaks: Words = NO_TWEAKS, *, back: bool = False) -> None:
        """Encrypt (or decrypt) strings given by the numbers of their two halves, in place. Only where ``columnar``."""
        if self.native and a.flags.c_contiguous and b.flags.c_contiguous:
            self._native(a, b, np.ascontiguousarray(tweaks), back)
            return
        buffer = np.empty((min(BATCH, a.size) + 1) * SIZE, np.uint8)
        words = buffer.view(np.uint64)
        for start in range(0, a.size, BATCH):
            part = slice(start, start + BATCH)
            self._batch(a[part], b[part], tweaks[part], buffer, words, back)

    def _native(self, a: Words, b: Words, tweaks: Words, back: bool) -> None:
        """The same by AES instructions: as in ``_batch``, backwards from the other end. Values beside whole groups, in copies."""
        whole = a.size // ff1_aes.GROUP * ff1_aes.GROUP
        if whole:
            self._groups(a[:whole], b[:whole], tweaks[:whole], back)
        if rest := a.size - whole:
            copies = np.zeros((3, ff1_aes.GROUP), np.uint64)
            copies[0, :rest], copies[1, :rest] = a[whole:], b[whole:]
            copies[2, :rest] = tweaks[whole:] if tweaks.size else 0
            self._groups(copies[0], copies[1], copies[2], back)
            a[whole:], b[whole:] = copies[0, :rest], copies[1, :rest]

    def _groups(self, a: Words, b: Words, tweaks: Words, back: bool) -> None:
        step = -1 if back else 1
        moves, other = (a, b)[::step]
        parts = [ff1_aes.part(modulus, self.wide, back) for modulus in self.moduli[::step]]
        constants = np.array(self.constants[::step], np.uint64)
        wide = True if self.wide else None
        ff1_aes.encipher(moves, other, tweaks, self.keys, constants, np.array(parts, np.uint64), wide)

    def _batch(
        self, a: Words, b: Words, tweaks: Words, buffer: NDArray[np.uint8], words: Words, back: bool
    ) -> None:
        # One half moves by what the cipher makes of the other; then they change places. Backwards the same
        # happens from the other end, taking away.
        moves, other = (b, a) if back else (a, b)
        order = list(reversed(range(plain.ROUNDS)) if back else range(plain.ROUNDS))
        kernels.fill(other, words, *self.constants[order[0]], tweaks)
        for i, after in zip(order, [*order[1:], order[-1]], strict=True):
            self.blocks.many(buffer, a.size)
            modulus, inverse, division = self.parts[i % 2]
            if self.wide:
                kernels.wide(moves, words, modulus, division, back, *self.constants[after], tweaks)
            else:
                kernels.narrow(moves, words, modulus, inverse, back, *self.constants[after], tweaks)
            moves, other = other, moves

    def numerals(
        self, strings: NDArray[np.uint16], tweaks: Words = NO_TWEAKS, *, back: bool = False
    ) -> NDArray[np.uint16]:
        """Encrypt (or decrypt) a matrix of numerals, a string a row; shape (values, length)."""
        if not self.columnar:
            return self._each(strings, tweaks, back)
        a, b = (fold(half, self.radix) for half in np.split(strings, [self.sizes[0]], axis=1))
        self.halves(a, b, tweaks, back=back)
        return np.hstack(
            [unfold(half, self.radix, size) for half, size in zip((a, b), self.sizes, strict=True)]
        )

    def _each(self, strings: NDArray[np.uint16], tweaks: Words, back: bool) -> NDArray[np.uint16]:
        """The same by the reference, value by value."""
        work = plain.decrypt if back else plain.encrypt
        result = np.empty_like(strings)
        for row, numerals in enumerate(strings.tolist()):
            own = int(tweaks[row]).to_bytes(8, "big")[: self.varying] if tweaks.size else b""
            result[row] = work(self.blocks.one, self.radix, self.tweak + own, numerals)
        return result


def allowed(radix: int, length: int) -> bool:
    """Whether strings of that length are many enough for FF1."""
    return bool(radix**length >= plain.LEAST_DOMAIN)


def split(modulus: int) -> tuple[np.uint64, np.uint64, kernels.Division]:
    """A modulus and its inverse; its odd part and that one's inverse, its twos, the bits above a remainder."""
    twos = (modulus & -modulus).bit_length() - 1
    odd = modulus >> twos
    division = np.uint64(odd), np.uint64(ALL_BITS // odd), np.uint64(twos), np.uint64(64 - odd.bit_length())
    return np.uint64(modulus), np.uint64(ALL_BITS // modulus), division


def fold(numerals: NDArray[np.uint16], radix: int) -> Words:
    """The number that each row writes."""
    value = np.zeros(len(numerals), np.uint64)
    for place in range(numerals.shape[1]):
        value *= np.uint64(radix)
        value += numerals[:, place]
    return value


def unfold(values: Words, radix: int, length: int) -> NDArray[np.uint16]:
    """Each number as a row of so many numerals."""
    numerals = np.empty((values.size, length), np.uint16)
    base = np.uint64(radix)
    for place in reversed(range(length)):
        values, numerals[:, place] = values // base, values % base
    return numerals
