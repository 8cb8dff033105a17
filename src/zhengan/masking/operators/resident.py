"""Resident IDs become other valid resident IDs: date of birth and sequence permuted together, check digit anew.

Dates are permuted within zones of years, so that the pseudonym of an adult is an adult's and that an ID of fifteen digits
and the same person's ID of eighteen get pseudonyms that still belong together. The zone (and the region, unless it is
permuted too) can be read from the pseudonym; with ``sex="keep"`` the sex as well. Nothing else can, without the key.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import as_names, say
from zhengan.masking.kinds.tables import counties
from zhengan.masking.operators import resident_kernels as kernels
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import NO_TWEAKS, Words
from zhengan.masking.operators.packed import PART, Flags, Offsets, Packed
from zhengan.masking.operators.ranks import Ranks

ZONES = (1880, 1900, 1930, 2000, 2020, 2030, 2050)
"""First years of the zones, and the end. A bound at 1900 and one at 2000 keep both forms of an ID together."""
ABROAD = "89"
"""First digits of permits for Hong Kong, Macao and Taiwan residents and for foreigners: their region is always kept."""


@cache
def calendar(first: int, end: int) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """Of the years from ``first`` to before ``end``: the day number of each day of 31-day months, −1 for the 30th of
    February and the like; and the date (yyyymmdd) of each day number.
    """
    days = np.arange(f"{first}-01-01", f"{end}-01-01", dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    month, day = months.astype(np.int64) % 12, (days - months).astype(np.int64)
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    numbers = np.full((end - first) * 372, -1, np.int32)
    numbers[(year - first) * 372 + month * 31 + day] = np.arange(days.size)
    return numbers, (year * 10_000 + (month + 1) * 100 + day + 1).astype(np.uint32)


def sensible(zones: tuple[int, ...]) -> None:
    """A Problem where zones of years are none, or so short that what is in them can be tried out."""
    if len(zones) < 2 or any(after - before < 10 for before, after in pairwise(zones)):
        raise Problem(
            say("出生年份的分段不对：{zones}", zones=as_names(map(str, zones))),
            "分段要按年份递增，每段至少 10 年：更短的段里可能的号码太少，可以逐个试出",
            "例如 1880、1930、2000、2050",
            code="masking-option",
        )


class ResidentIds:
    """Permutes IDs under one key. ``regions``: permute among the counties of the table too; an ID whose county is not in
    it is then a misfit. ``by_sex``: keep the sex.
    """

    def __init__(
        self, blocks: Blocks, zones: tuple[int, ...] = ZONES, *, regions: bool = False, by_sex: bool = False
    ):
        sensible(zones)
        self.blocks, self.by_sex, self.regions = blocks, by_sex, regions
        numbers, self.stamps = calendar(zones[0], zones[-1])
        self.calendar = zones[0], numbers
        self.bounds = np.array(
            [*(numbers[(year - zones[0]) * 372] for year in zones[:-1]), self.stamps.size], np.int64
        )
        codes = sorted(int(code) for code in counties() if code[0] not in ABROAD) if regions else []
        self.codes = np.array(codes, np.int64)
        self.made: dict[tuple[int, int], Ranks] = {}

    def permute(self, column: Packed, *, back: bool) -> tuple[Packed, Flags]:
        """The column with other IDs (or, ``back``, the former ones), and which rows are no valid ID."""
        out, misfits = column.data.copy(), np.zeros(len(column), np.bool_)
        for start in range(0, len(column), PART):
            part = column.part(start, min(start + PART, len(column)))
            first = column.offsets[start]
            data = out[first : first + part.data.size]
            misfits[start : start + PART] = self._part(part, data, back)
        return column.with_data(out), misfits

    def _part(self, column: Packed, out: NDArray[np.uint8], back: bool) -> Flags:
        """Write the pseudonyms of some rows into ``out``; returns which rows are misfits."""
        counts, zone = np.empty((2, len(column)), np.int8)
        ranks, tweaks = np.empty((2, len(column)), np.uint64)
        regions = np.empty(len(column), np.int64)
        parts = column.data, column.offsets, column.present
        kernels.gather(parts, self.calendar, self.bounds, self.by_sex, counts, zone, ranks, tweaks, regions)
        places = self._places(regions) if self.regions else np.empty(0, np.int64)
        if self.regions:
            zone[(zone >= 0) & (places == kernels.MISFIT)] = kernels.MISFIT
        for z in range(self.bounds.size - 1):
            inside = zone == z
            for moving in (False, True) if self.regions else (False,):
                rows = np.flatnonzero(inside & ((places >= 0) == moving) if self.regions else inside)
                if rows.size:
                    value = ranks[rows], tweaks[rows], regions[rows]
                    moved, settled = self._move(z, *value, places[rows] if moving else None, back)
                    stamps = self.stamps[self.bounds[z] :]
                    kernels.scatter(
                        out, column.offsets, rows, stamps, self.by_sex, counts[rows], moved, value[1], settled
                    )
        misfits: Flags = zone == kernels.MISFIT
        return misfits

    def _places(self, regions: Offsets) -> Offsets:
        """Where each region stands in the table of those that are permuted; MISSING where it is kept."""
        found = np.minimum(np.searchsorted(self.codes, regions), self.codes.size - 1)
        kept = regions // 100_000 >= 8
        return np.where(kept, kernels.MISSING, np.where(self.codes[found] == regions, found, kernels.MISFIT))

    def _move(
        self, z: int, ranks: Words, tweaks: Words, regions: Offsets, places: Offsets | None, back: bool
    ) -> tuple[Words, Offsets]:
        """The new ranks and regions of rows of one zone, whose regions are all kept (no ``places``) or all permuted."""
        count = int(self.bounds[z + 1] - self.bounds[z]) * (500 if self.by_sex else 1000)
        if places is None:
            return self._permutation(count, 6 + self.by_sex).move(ranks, tweaks, back=back), regions
        sexes = tweaks << np.uint64(48) if self.by_sex else NO_TWEAKS
        every = self._permutation(count * self.codes.size, int(self.by_sex))
        whole = every.move(places.astype(np.uint64) * np.uint64(count) + ranks, sexes, back=back)
        chosen = whole // np.uint64(count)
        moved = whole - chosen * np.uint64(count)
        return moved, self.codes[chosen.astype(np.int64)]

    def _permutation(self, count: int, varying: int) -> Ranks:
        """The permutation of so many ranks, made once."""
        if (count, varying) not in self.made:
            self.made[count, varying] = Ranks(self.blocks, count, varying)
        return self.made[count, varying]
