"""Whether the lines of a text are records of fixed width, and where in them which fields stand.

    0178890831朱建      11010519931025047213996427448020644419913000858五粮液    00001000

Nothing ends a number there, so that none is read. Where one begins all lines say together: at a place where nearly all of them
have an identity number stands one. Places are counted in bytes of GB18030 (cells of a screen), in characters, or in bytes of
UTF-8, whichever makes the lines of one width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, say
from zhengan.masking.formats.fixed import votes

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

FIRST, LINES, LEAST = 256 << 10, 2000, 5
"""Bytes and lines that are looked at, and how many there must be."""
ALIKE, HALF = 0.8, 0.5
"""Of how many lines the width is that of the records; how many must hold long numbers."""
UNITS = ("cells", "chars", "bytes")
LONG = re.compile(r"[0-9]{12}")
NAMED = re.compile(r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})")
"""How a policy calls a field, by the places of its first and its last unit: 21-38."""
GLUED = re.compile(r"[0-9A-Za-z]")
WIDEST = 1 << 13
SORTS = 3
"""Of records, of other widths each."""
RUN, LONG_RUN = 19, 40
"""Figures without a border that may be several numbers, and that must be."""
UNBROKEN = re.compile(r"[0-9]{19}")
SEPARATORS = frozenset(",|;\t^\x01")
UNDIVIDED = say("像是没有分隔符的定长记录：连在一起的数字没有脱敏；请加 --format fixed 重新运行，认不出的列在策略的 columns 中"
                "写明起止位置与种类（zhengan mask suggest --format fixed 列出各列），或先转换成 CSV")
FILLER = "\0"
"""Stands for the units of a character behind its first."""


@dataclass(frozen=True)
class Layout:
    """What stands where in records. ``width``: theirs, 0 where it varies; ``figures``: places (from 0, ``[low, high)``) of which
    nearly all records have figures; ``fields``: kinds by place; ``unknown``: figures that may be an account, and nothing says."""

    unit: str
    width: int
    figures: tuple[tuple[int, int], ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, str | int]:
        """As the audit tells, so that a check finds the records again."""
        return {"unit": self.unit, "width": self.width, "figures": " ".join(named(*one) for one in self.figures)}

    @classmethod
    def of(cls, stated: dict[str, str | int]) -> Layout:
        """As an audit tells."""
        return cls(str(stated["unit"]), int(stated["width"]), tuple(map(place, str(stated["figures"]).split())))


def named(low: int, high: int) -> str:
    """What a field is called."""
    return f"{low + 1}-{high}"


def place(name: str) -> tuple[int, int]:
    """Where a field of that name stands."""
    first, _, last = name.partition("-")
    return int(first) - 1, int(last)


def is_place(name: str) -> bool:
    """Whether a name is that of a field."""
    found = NAMED.fullmatch(name)
    return found is not None and int(found[1]) <= int(found[2])


@lru_cache(8)
def of_file(path: Path, encoding: str, stamp: tuple[int, int], told: bool) -> Layout | None:
    """The layout of a file, where its lines are such records. ``stamp``: size and time, for the file may change."""
    return of_lines(lines_of(path, encoding), told)


def lines_of(path: Path, encoding: str) -> list[str]:
    """The first lines of a file that hold something, whole."""
    with path.open("rb") as file:
        begun = file.read(FIRST)
    return whole_lines(begun, encoding, len(begun) < FIRST)


def whole_lines(begun: bytes, encoding: str, whole: bool) -> list[str]:
    """Those of the first bytes of a file, or of a ``whole`` one."""
    text = begun.decode(encoding or "utf-8", "ignore").removeprefix("\ufeff")
    lines = [line.rstrip("\r") for line in text.split("\n")]
    return [line for line in (lines if whole else lines[:-1])[:LINES] if line.strip()]


def samples(path: Path, encoding: str, layout: Layout) -> dict[str, list[str]]:
    """The first values of the fields of a file that has this layout."""
    rows = [row for line in lines_of(path, encoding) if len(row := spread(line, layout.unit)) == layout.width or not layout.width]
    names = sorted((*layout.fields, *layout.unknown), key=place)
    return {name: [row[slice(*place(name))].replace(FILLER, "").strip() for row in rows] for name in names}


def found(path: Path, encoding: str, told: bool = False) -> Layout | None:
    """The layout of a file; ``told``: somebody has said that it has one."""
    now = path.stat()
    return of_file(path, encoding, (now.st_size, now.st_mtime_ns), told)


def as_such(path: Path, policy: Policy, told: str = "", encoding: str = "") -> bool:
    """Whether a text that nobody has said to be one is masked as such records: fields of them are known, or the policy names
    some."""
    if told == "text" or not path.is_file():
        return False
    from zhengan.masking.formats.encodings import read_as

    try:
        layout = found(path, encoding or read_as(path)[0])
    except Problem:
        return False
    return layout is not None and bool(layout.fields or (policy.columns and all(map(is_place, policy.columns))))


def needed(path: Path, encoding: str) -> Layout:
    """The layout of a file that is to have one; a Problem where none is seen."""
    if made := found(path, encoding) or found(path, encoding, told=True):
        return made
    raise Problem(say("{name} 不像是定长记录", name=Name(path.name)), "各行的宽度不同", "去掉 --format fixed，或转换成 CSV",
                  code="masking-format")  # fmt: skip


def of_lines(lines: Sequence[str], told: bool = False) -> Layout | None:
    """The layout of some lines; None where they are no such records, or where nothing in them is hidden by what touches it
    (unless that is ``told``)."""
    if not told and (len(lines) < LEAST or sum(bool(LONG.search(line)) for line in lines) < HALF * len(lines)):
        return None
    made = (in_rows(*one, told, len(one[2]) >= ALIKE * len(lines)) for one in evenly(lines))
    return next(filter(None, made), None)


def in_rows(unit: str, width: int, rows: Sequence[str], told: bool, most: bool) -> Layout | None:
    """The layout of lines with a place for each unit. ``most``: nearly all lines are among them."""
    if not rows or max(map(len, rows)) > WIDEST or (told and not (width and most)) or (not told and len(rows) < LEAST):
        return None
    proven = votes.fields(rows)
    figures = tuple(votes.runs(rows))
    unknown = sorted(one for run in figures for one in votes.unlike(rows, run, proven))
    fields = {named(*at): proven[at] for at in sorted(proven)}
    made = Layout(unit, width, figures, fields, tuple(named(*at) for at in unknown))
    if told or any(touched(rows, at) for at, kind in proven.items() if kind in votes.NUMBERS):
        return made
    suspicious = width and most and any(undivided(rows, run, unknown) for run in figures)
    return made if suspicious and not separated(rows) else None


def evenly(lines: Sequence[str]) -> Iterator[tuple[str, int, list[str]]]:
    """By which unit most lines are of one width, which, and these lines with a place for each unit; then those of the next
    widths, for there may be records of several sorts. Where widths differ, all lines and 0 come first: blanks may be cut off."""
    best: list[str] = []
    widths: list[tuple[int, int]] = []
    for unit in UNITS:
        rows = [spread(line, unit) for line in lines]
        counted = Counter(map(len, rows)).most_common(SORTS)
        if not widths or counted[0][1] > widths[0][1]:
            named_so, best, widths = unit, rows, counted
        if all(map(str.isascii, lines)):
            break
    if widths and widths[0][1] < ALIKE * len(lines):
        yield "cells", 0, [spread(line, "cells") for line in lines]
    yield from ((named_so, width, [row for row in best if len(row) == width]) for width, _ in widths)


def spread(line: str, unit: str) -> str:
    """A line with as many places for each character as it has units."""
    if unit == "chars" or line.isascii():
        return line
    code = "gb18030" if unit == "cells" else "utf-8"
    return "".join(char + FILLER * (len(char.encode(code, "replace")) - 1) for char in line)


def touched(rows: Sequence[str], at: tuple[int, int]) -> bool:
    """Whether a number has no border in most rows, so that a text that is searched does not show it."""
    filled = [row for row in rows if row[slice(*at)].strip(votes.EMPTY)]
    glued = sum(bool(GLUED.match(row[at[0] - 1 : at[0]] or " ") or GLUED.match(row, at[1])) for row in filled)
    return glued > HALF * len(filled)


def undivided(rows: Sequence[str], run: tuple[int, int], unknown: Sequence[tuple[int, int]]) -> bool:
    """Whether figures without a border seem to be several numbers: they are very many, a day or something else among them, or
    texts that vary touch them."""
    if run[1] - run[0] < RUN or not any(run[0] <= low < run[1] for low, _ in unknown):
        return False
    mixed = run[1] - run[0] < max(map(len, rows)) or votes.days(rows, run)
    if mixed and run[1] - run[0] >= LONG_RUN:
        return True
    padded = run[0] and not "".join(row[run[0] - 1] for row in rows).strip(" " + FILLER)
    return any(texts(rows, at) for at in votes.texts(rows) if at == run[1] or (padded and at < run[0]))


def texts(rows: Sequence[str], at: int) -> bool:
    """Whether the Chinese texts that begin there differ."""
    return len({row[at : at + 6] for row in rows}) >= LEAST


def separated(rows: Sequence[str]) -> bool:
    """Whether something stands between fields: the same sign at two places of nearly all rows."""
    signs = Counter(k for row in rows for k, char in enumerate(row) if char in SEPARATORS)
    return sum(many >= votes.NEARLY * len(rows) for many in signs.values()) > 1


def columns(layout: Layout, named_so: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields of records that are treated, by place, with the kind that was found: those that a policy names, and those found
    that do not touch these."""
    stated = [place(name) for name in named_so]
    free = {name: kind for name, kind in layout.fields.items()
            if not any(low < place(name)[1] and place(name)[0] < high for low, high in stated)}  # fmt: skip
    yield from sorted({**dict.fromkeys(named_so, ""), **free}.items(), key=lambda one: place(one[0]))
