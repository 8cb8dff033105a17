"""Records of fixed width looked through for what remains: their fields one by one, and the lines as any text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengan.kit.say import Say, as_names, say
from zhengan.masking.checktext import Text
from zhengan.masking.formats.fixed import layout as layouts
from zhengan.masking.formats.fixed.layout import Layout
from zhengan.masking.formats.fixed.records import UNKNOWN, Places, unknown
from zhengan.masking.formats.searching import of_bytes
from zhengan.masking.policy import Policy, Rule
from zhengan.masking.reading import UNTOLD

if TYPE_CHECKING:
    from zhengan.masking.check import Judge


class Records(Text):
    """Looks through records; what touches a field that is looked at by itself is the field's."""

    def __init__(self, judge: Judge, layout: Layout):
        super().__init__(judge)
        stated = [name for name in dict.fromkeys([*judge.by.columns, *judge.columns]) if layouts.is_place(name)]
        self.kinds = dict(layouts.columns(layout, stated))
        self.names, self.places = [*self.kinds], Places(layout)
        self.held: tuple[Any, Any, Any] = self.places.of(np.zeros(0, np.uint8), 0, self.names)

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """The whole lines of a piece."""
        line = self.line
        end, masked = super().piece(buf, size, last)
        if end:
            starts, ends, whose = self.held
            raw = bytes(memoryview(buf)[:end])
            breaks = np.flatnonzero(buf[:end] == 10)
            for k, name in enumerate(self.names):
                mine = np.flatnonzero(whose == k)
                values = of_bytes([raw[a:b] for a, b in zip(starts[mine].tolist(), ends[mine].tolist(), strict=True)])
                for row, kind in self.judge.found(name, self.rule(name), values):
                    at = line + int(np.searchsorted(breaks, starts[mine[row]]))
                    self.judge.remains.add(kind, line=at, column=name)
        return end, masked

    def rule(self, name: str) -> Rule:
        """What a field is said to hold."""
        return self.judge.policy.columns.get(name) or Rule(kind=self.kinds[name], scan=True)

    def spans(self, buf: Any, size: int, end: int) -> tuple[Any, Any, Any]:
        """What is found beside the fields."""
        starts, ends, kinds = super().spans(buf, size, end)
        low, high, _ = self.held = self.places.of(buf, end, self.names)
        first = np.searchsorted(high, starts, "right")
        free = np.append(low, np.iinfo(np.int64).max)[first] >= ends
        return starts[free], ends[free], kinds[free]


def layout_of(path: Path, kind: str, encoding: str, told: str, by: Policy, record: dict[str, Any] | None) -> Layout | None:
    """The layout by which a file is checked: as its audit says, or as a run by this policy would find it."""
    if stated := (record or {}).get("layout"):
        return Layout.of(stated)
    if kind == "fixed":
        return layouts.needed(path, encoding)
    return layouts.found(path, encoding) if kind == "text" and layouts.as_such(path, by, told, encoding) else None


def undivided(path: Path, kind: str, encoding: str, by: Policy, layout: Layout | None,
              record: dict[str, Any] | None) -> Say | None:  # fmt: skip
    """What is said of numbers in records of fixed width that cannot be looked at; None for nothing."""
    if record is not None:
        return UNTOLD["undivided"][0] if record.get("undivided") else None
    if kind == "fixed" and layout:
        left = unknown(layout, by)
        return say(UNKNOWN, places=as_names(left)) if left else None
    return layouts.UNDIVIDED if kind == "text" and layouts.found(path, encoding) else None
