"""Which digits of a number are kept and which become others, kind by kind; and the pseudonyms of such numbers.

What is kept (letters, operator prefix, issuer, area code) enters as the tweak: the same last digits behind another
prefix get other pseudonyms. Numbers keep their length, grouping and width, and stay as valid as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhengan.masking.operators import digit_kernels as kernels
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import NO_TWEAKS, Ff1
from zhengan.masking.operators.packed import PART, Flags, Offsets, Packed

MOST_DIGITS = 36


@dataclass(frozen=True)
class Layout:
    """One way to write a number: ``letters``, then ``digits``, of which ``skip`` are of no account (a country code; the
    number must then begin with ``lead``), ``head`` kept, ``tail`` kept at the end (with ``luhn``, one, computed anew).
    """

    digits: int
    letters: int = 0
    skip: int = 0
    head: int = 0
    tail: int = 0
    luhn: bool = False
    lead: int | None = None

    @property
    def moved(self) -> int:
        """How many digits become others."""
        return self.digits - self.skip - self.head - self.tail


FORMS: dict[str, tuple[Layout, ...]] = {
    "mobile": (Layout(11, head=3), Layout(13, skip=2, head=3, lead=86), Layout(15, skip=4, head=3, lead=0)),
    # Six digits: so the area code and the first digit of the local number, which may not be 0, 1 or 9, stay.
    "landline": tuple(Layout(digits, head=digits - 6) for digits in range(7, 15)),
    "bank_card": tuple(Layout(digits, head=6, tail=1, luhn=True) for digits in range(16, 20)),
    "securities_account": (Layout(9, letters=1), Layout(10, head=2), Layout(12, head=2)),
    "futures_code": (Layout(12, head=4), Layout(8)),
    "fund_account": tuple(Layout(digits) for digits in range(6, 21)),
    "passport": (Layout(8, letters=1), Layout(7, letters=2), Layout(9, head=2)),
    # The two digits that follow eight count the renewals of the same person's permit.
    "permit": (
        Layout(8, letters=1),
        Layout(10, letters=1, tail=2),
        Layout(7, letters=2),
        Layout(8),
        Layout(10, tail=2),
    ),
    "digits": tuple(Layout(digits) for digits in range(6, MOST_DIGITS + 1)),
}


class Numbers:
    """Permutes the digits of numbers of some layouts under one key."""

    def __init__(self, blocks: Blocks, layouts: tuple[Layout, ...]):
        self.layouts = {64 * layout.letters + layout.digits: layout for layout in layouts}
        self.blocks = blocks
        self.made: dict[Layout, Ff1] = {}

    def permute(self, column: Packed, *, back: bool) -> tuple[Packed, Flags]:
        """The column with other digits (or, ``back``, the former ones), and which rows follow none of the layouts."""
        out, misfits = column.data.copy(), np.zeros(len(column), np.bool_)
        for start in range(0, len(column), PART):  # part by part, so that a part stays in the cache
            part = column.part(start, min(start + PART, len(column)))
            first = column.offsets[start]
            self._part(part, out[first : first + part.data.size], misfits[start : start + PART], back)
        return column.with_data(out), misfits

    def _part(self, column: Packed, out: NDArray[np.uint8], misfits: Flags, back: bool) -> None:
        """Write the pseudonyms of some rows into ``out``, and into ``misfits`` which follow no layout."""
        layout = self.layouts.get(kernels.alike(column.data, column.offsets, column.present))
        if layout and layout.lead is None:
            misfits[self._move(column, np.arange(len(column)), layout, out, back)] = True
            return
        codes, leads = np.empty((2, len(column)), np.int16)
        kernels.survey(column.data, column.offsets, column.present, codes, leads)
        for code, rows in classes(codes):
            if code == kernels.MISSING:
                continue
            layout = self.layouts.get(code)
            if layout is None:
                misfits[rows] = True
                continue
            if layout.lead is not None:
                led = leads[rows] == layout.lead
                misfits[rows[~led]] = True
                rows = rows[led]
            misfits[self._move(column, rows, layout, out, back)] = True

    def _move(
        self, column: Packed, rows: Offsets, layout: Layout, out: NDArray[np.uint8], back: bool
    ) -> Offsets:
        """Write the pseudonyms of rows of one layout; returns the rows that failed Luhn's check."""
        ff1 = self._ff1(layout)
        shape = (layout.letters, layout.skip, layout.head, *ff1.sizes, layout.tail, layout.luhn)
        a, b, tweaks = np.empty((3, rows.size), np.uint64)
        fits = np.empty(rows.size, np.bool_)
        kernels.gather(column.data, column.offsets, rows, shape, a, b, tweaks, fits)
        ff1.halves(a, b, tweaks if ff1.varying else NO_TWEAKS, back=back)
        kernels.scatter(out, column.offsets, rows, shape, a, b)
        return rows[~fits]

    def _ff1(self, layout: Layout) -> Ff1:
        """The cipher of a layout, made once."""
        if layout not in self.made:
            self.made[layout] = Ff1(self.blocks, 10, layout.moved, varying=layout.letters + layout.head)
        return self.made[layout]


def classes(codes: NDArray[np.int16]) -> Iterator[tuple[int, Offsets]]:
    """The codes that occur, each with its rows."""
    if (codes == codes[0]).all():  # as in most columns: nothing to search
        yield int(codes[0]), np.arange(codes.size)
        return
    for code in np.unique(codes):
        yield int(code), np.flatnonzero(codes == code)
