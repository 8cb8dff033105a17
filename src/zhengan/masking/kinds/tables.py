"""Dated tables that prove a number: regions of resident IDs, first digits of bank cards, area codes of fixed lines.

Each file under ``data/`` says in its first lines where it comes from and when that was last checked.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """The rows of a table without its remarks and its head."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split(",") for line in lines if not line.startswith("#")][1:]


@cache
def counties() -> frozenset[str]:
    """Every region code of six digits that stood in GB/T 2260 in any year since 1980."""
    found: set[str] = set()
    for prefecture, _, spans in rows("regions.csv"):
        for span in spans.split():
            low, _, high = span.partition("-")
            found.update(f"{prefecture}{n:02}" for n in range(int(low), int(high or low) + 1))
    return frozenset(found)


@cache
def prefectures() -> frozenset[str]:
    """The first four digits of them: a new county is not missed because its prefecture is known."""
    return frozenset(row[0] for row in rows("regions.csv"))


@cache
def provinces() -> frozenset[str]:
    """The first two digits of them."""
    return frozenset(code[:2] for code in prefectures())


@cache
def bins() -> frozenset[str]:
    """First digits of cards issued by Chinese banks: two digits (62, UnionPay) or six."""
    return frozenset(row[0] for row in rows("bins.csv"))


@cache
def area_codes() -> frozenset[str]:
    """Area codes without the leading zero: two digits or three."""
    return frozenset(row[0] for row in rows("area_codes.csv"))
