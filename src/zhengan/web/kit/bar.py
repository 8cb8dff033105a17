"""A figure against its limit as a small bar: drawn with attributes, for the content policy allows no inline style."""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.assess.payload import Shown

WIDTH, HEIGHT = 132, 18
ROOM = 1.25  # so that the limit never stands on the edge


@dataclass(frozen=True)
class Bar:
    """Lengths in user units of a drawing ``WIDTH`` wide: how far the figure reaches, where the limit stands."""

    figure: float
    limit: float
    width: int = WIDTH
    height: int = HEIGHT


def bar(finding: Shown) -> Bar | None:
    """The bar of a finding that has a figure and a limit; None for the others."""
    if finding.figure is None or not finding.limit:
        return None
    limit = float(finding.limit["value"])
    top = max(finding.figure, limit) * ROOM or 1.0
    return Bar(round(max(0.0, finding.figure) / top * WIDTH, 1), round(limit / top * WIDTH, 1))
