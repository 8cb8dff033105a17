"""FF1 of NIST SP 800-38G, step by step as the standard writes it: the reference that the fast path must agree with.

A string of numerals in a radix becomes another of the same length; the key and the tweak restore it. It is a
permutation: two different strings never get the same pseudonym.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Block = Callable[[bytes], bytes]
"""Encrypts one block of 16 bytes."""
ROUNDS = 10
LEAST_DOMAIN = 1_000_000
"""The standard's floor (rev. 1, 2019): with fewer strings an attacker can list them all."""


def encrypt(block: Block, radix: int, tweak: bytes, numerals: Sequence[int]) -> list[int]:
    """Algorithm 7, FF1.Encrypt. The caller has checked the domain."""
    n = len(numerals)
    u, v = n // 2, n - n // 2
    a, b = list(numerals[:u]), list(numerals[u:])
    for i in range(ROUNDS):
        m = u if i % 2 == 0 else v
        y = round_value(block, radix, n, tweak, i, number(b, radix))
        c = (number(a, radix) + y) % radix**m
        a, b = b, string(c, radix, m)
    return a + b


def decrypt(block: Block, radix: int, tweak: bytes, numerals: Sequence[int]) -> list[int]:
    """Algorithm 8, FF1.Decrypt."""
    n = len(numerals)
    u, v = n // 2, n - n // 2
    a, b = list(numerals[:u]), list(numerals[u:])
    for i in reversed(range(ROUNDS)):
        m = u if i % 2 == 0 else v
        y = round_value(block, radix, n, tweak, i, number(a, radix))
        c = (number(b, radix) - y) % radix**m
        a, b = string(c, radix, m), a
    return a + b


def round_value(block: Block, radix: int, n: int, tweak: bytes, i: int, half: int) -> int:
    """Steps 6.i to 6.iv: the number y that a round adds."""
    v, t = n - n // 2, len(tweak)
    width = half_bytes(radix, v)
    d = 4 * -(-width // 4) + 4
    p = (
        bytes([1, 2, 1])
        + radix.to_bytes(3, "big")
        + bytes([10, n // 2 % 256])
        + n.to_bytes(4, "big")
        + t.to_bytes(4, "big")
    )
    q = tweak + bytes((-t - width - 1) % 16) + bytes([i]) + half.to_bytes(width, "big")
    r = prf(block, p + q)
    s = r
    for j in range(1, -(-d // 16)):
        s += block(xor(r, j.to_bytes(16, "big")))
    return int.from_bytes(s[:d], "big")


def half_bytes(radix: int, v: int) -> int:
    """b: the bytes that hold any string of ``v`` numerals, exactly: ⌈⌈v·log2(radix)⌉ / 8⌉."""
    largest: int = radix**v - 1
    return -(-largest.bit_length() // 8)


def prf(block: Block, message: bytes) -> bytes:
    """Algorithm 6: the CBC-MAC of whole blocks."""
    y = bytes(16)
    for start in range(0, len(message), 16):
        y = block(xor(y, message[start : start + 16]))
    return y


def xor(one: bytes, other: bytes) -> bytes:
    """Two blocks, bit by bit."""
    return bytes(x ^ y for x, y in zip(one, other, strict=True))


def number(numerals: Sequence[int], radix: int) -> int:
    """NUM: the number that the numerals write."""
    value = 0
    for numeral in numerals:
        value = value * radix + numeral
    return value


def string(value: int, radix: int, length: int) -> list[int]:
    """STR: a number as so many numerals."""
    numerals = [0] * length
    for place in reversed(range(length)):
        value, numerals[place] = divmod(value, radix)
    return numerals
