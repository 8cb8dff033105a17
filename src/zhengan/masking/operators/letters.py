"""Pseudonyms of values with letters: e-mail addresses (the part before @) and unified social credit codes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengan.masking.kept import kept
from zhengan.masking.operators import kernels
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import Ff1, allowed
from zhengan.masking.operators.packed import Bytes, Flags, Offsets, Packed

NONE = 255
LOWER = "0123456789abcdefghijklmnopqrstuvwxyz"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: without I, O, S, V and Z."""
CREDIT_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
"""GB 11714: the nine characters of the organisation inside the credit code have a check character of their own."""
BODY = slice(8, 16)
Numerals = NDArray[np.uint16]


def table(alphabet: str, *, any_case: bool) -> NDArray[np.uint8]:
    """The numeral of each byte, NONE for others."""
    numerals = np.full(256, NONE, np.uint8)
    for numeral, char in enumerate(alphabet):
        numerals[ord(char)] = numeral
        if any_case:
            numerals[ord(char.upper())] = numeral
    return numerals


LOCAL_TABLE, CREDIT_TABLE = table(LOWER, any_case=True), table(CREDIT, any_case=False)


def emails(column: Packed, blocks: Blocks, *, back: bool) -> tuple[Packed, Flags]:
    """Letters and digits before the @ become others; dots, hyphens and the domain stay. Capitals become small.

    Digits alone (of six or more: mailboxes named by a number) stay digits alone, and others never become digits alone.
    Misfits: no @, other characters, or fewer than four letters and digits.
    """
    ends = kernels.last_places(column.data, column.offsets, ord("@"))
    counts, digits = local_parts(column.data, column.offsets, ends, LOCAL_TABLE)
    misfits: Flags = column.filled & (counts < 0)
    out = column.data.copy()
    for count in np.unique(counts[counts > 0]):
        for only_digits in (False, True):
            rows = np.flatnonzero((counts == count) & (digits == only_digits))
            radix = 10 if only_digits else len(LOWER)
            if rows.size and not allowed(radix, int(count)):
                misfits[rows] = True
            elif rows.size:
                numerals = taken(column.data, column.offsets, rows, ends, LOCAL_TABLE, int(count))
                moved = walked(Ff1(blocks, radix, int(count), b"local"), numerals, back=back)
                given(
                    out,
                    column.offsets,
                    rows,
                    ends,
                    LOCAL_TABLE,
                    moved,
                    np.frombuffer(LOWER.encode(), np.uint8),
                )
    return column.with_data(out), misfits


def walked(ff1: Ff1, numerals: Numerals, *, back: bool) -> Numerals:
    """Encrypt once more what became digits alone though it was not, until it is not (cycle walking)."""
    moved = ff1.numerals(numerals, back=back)
    while ff1.radix > 10 and (away := (moved < 10).all(axis=1)).any():
        moved[away] = ff1.numerals(moved[away], back=back)
    return moved


def credit_codes(column: Packed, blocks: Blocks, *, back: bool) -> tuple[Packed, Flags]:
    """The organisation's eight characters become others; both check characters are computed anew.

    The first eight (who registered it, what it is, where) stay and are the tweak. Misfits: a check that fails.
    """
    rows = np.flatnonzero(column.present & (column.lengths == 18))
    places = column.offsets[rows][:, None] + np.arange(18)
    codes = CREDIT_TABLE[column.data[places]].astype(np.int64)
    good = (codes != NONE).all(axis=1)
    good[good] = (checked(codes[good]) == codes[good]).all(axis=1)
    rows, places, codes = rows[good], places[good], codes[good]
    misfits: Flags = column.filled.copy()
    misfits[rows] = False
    out = column.data.copy()
    if rows.size:
        words = np.ascontiguousarray(column.data[places[:, :8]]).view(">u8").ravel().astype(np.uint64)
        ff1 = Ff1(blocks, len(CREDIT), 8, varying=8)
        codes[:, BODY] = ff1.numerals(codes[:, BODY].astype(np.uint16), words, back=back)
        out[places] = np.frombuffer(CREDIT.encode(), np.uint8)[checked(codes)]
    return column.with_data(out), misfits


def checked(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The codes with the ninth character of the organisation and the eighteenth as they must be."""
    codes = codes.copy()
    # GB 11714 counts letters on from 10 without leaving any out; CREDIT leaves five out.
    value = np.array([int(char, 36) for char in CREDIT])[codes[:, BODY]]
    rest = (11 - value @ BODY_WEIGHTS % 11) % 11
    codes[:, 16] = np.where(rest == 10, CREDIT.index("X"), rest)
    codes[:, 17] = (31 - codes[:, :17] @ CREDIT_WEIGHTS % 31) % 31
    return codes


@kept
def local_parts(data: Bytes, at: Offsets, ends: Offsets, numerals: Bytes) -> tuple[Offsets, Flags]:
    """How many letters and digits stand before the @ (−1: no @, or another character), and whether only digits."""
    counts, digits = np.zeros(ends.size, np.int64), np.ones(ends.size, np.bool_)
    for i in range(ends.size):
        counts[i] = 0 if ends[i] > 0 else -1
        for j in range(at[i], at[i] + ends[i]):
            numeral = numerals[data[j]]
            if numeral != NONE:
                counts[i] += 1
                digits[i] &= numeral < 10
            elif data[j] not in (43, 45, 46, 95):  # + - . _
                counts[i] = -1
                break
        if counts[i] == 0:
            counts[i] = -1
    return counts, digits


@kept
def taken(data: Bytes, at: Offsets, rows: Offsets, ends: Offsets, numerals: Bytes, count: int) -> Numerals:
    """The numerals of some rows, a row each."""
    result = np.empty((rows.size, count), np.uint16)
    for r in range(rows.size):
        k = 0
        for j in range(at[rows[r]], at[rows[r]] + ends[rows[r]]):
            if numerals[data[j]] != NONE:
                result[r, k] = numerals[data[j]]
                k += 1
    return result


@kept
def given(
    out: Bytes, at: Offsets, rows: Offsets, ends: Offsets, numerals: Bytes, moved: Numerals, alphabet: Bytes
) -> None:
    """Write numerals over those of some rows."""
    for r in range(rows.size):
        k = 0
        for j in range(at[rows[r]], at[rows[r]] + ends[rows[r]]):
            if numerals[out[j]] != NONE:
                out[j] = alphabet[moved[r, k]]
                k += 1
