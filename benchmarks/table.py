"""The one table that all benchmarks fill."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure beside what it is held against and what it should be.

    `against` names a floor (the least the machine could do) or a peer (another program doing the
    same), measured in the same run; `ratio` is figure ÷ against_figure. `target` is a sentence such as
    "≤ 2 s"; `ok` says whether the figure meets it, None where no target was set.
    """

    name: str
    figure: float
    unit: str
    against: str = ""
    against_figure: float | None = None
    ratio: float | None = None
    target: str = ""
    ok: bool | None = None


def row(name: str, figure: float, unit: str, *, against: str = "", against_figure: float | None = None,
        at_most: float | None = None) -> Row:  # fmt: skip
    """A row whose ratio and verdict follow from its figures; `at_most` is in `unit`."""
    return Row(
        name, figure, unit, against, against_figure,
        figure / against_figure if against_figure else None,
        "" if at_most is None else f"≤ {number(at_most)} {unit}",
        None if at_most is None else figure <= at_most,
    )  # fmt: skip


HEAD = ("what", "figure", "against", "its figure", "ratio", "target", "met")
RIGHT = {1, 3, 4}  # columns of figures


def number(value: float | None) -> str:
    """Three significant digits, thousands grouped; "" for None."""
    if value is None:
        return ""
    if value and abs(value) < 100:
        return f"{value:.3g}"
    return f"{value:,.0f}"


def cells(line: Row) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[line.ok]
    against = f"{number(line.against_figure)} {line.unit}" if line.against_figure is not None else ""
    ratio = f"{number(line.ratio)}×" if line.ratio is not None else ""
    return (line.name, f"{number(line.figure)} {line.unit}", line.against, against, ratio, line.target, met)


def width(text: str) -> int:
    """Columns a terminal gives to `text`: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def plain(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    table = [HEAD, *map(cells, rows)]
    widths = [max(width(line[i]) for line in table) for i in range(len(HEAD))]

    def pad(text: str, i: int) -> str:
        space = " " * (widths[i] - width(text))
        return space + text if i in RIGHT else text + space

    lines = ["  ".join(pad(text, i) for i, text in enumerate(line)).rstrip() for line in table]
    lines.insert(1, "  ".join("─" * w for w in widths))
    return "\n".join(lines)


def markdown(rows: Sequence[Row]) -> str:
    """The table for docs/benchmarks.md."""
    rule = "|".join(" ---: " if i in RIGHT else " --- " for i in range(len(HEAD)))
    body = ["| " + " | ".join(text.replace("|", "\\|") for text in line) + " |" for line in map(cells, rows)]
    return "\n".join(["| " + " | ".join(HEAD) + " |", f"|{rule}|", *body])
