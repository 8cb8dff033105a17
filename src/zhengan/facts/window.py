"""How much of a long series is read: from an instant on, and of what is older only what still tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhengan.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Highest:
    """The point with the highest ``figure``, of equal ones the earliest, for each fact of a kind that agrees in fields.

    ``Highest("value", Capacity, ("system", "measure"))``: of every capacity the highest peak of its system and measure.
    """

    figure: str
    of: type[Fact]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The points of a kind from ``since`` on, and of those before it a few.

    ``last``: of which points the last about each subject is wanted, by the name of a field that is true of them; ``""``:
    of all. ``highest``: which are wanted for their figure.
    """

    since: datetime
    last: frozenset[str] = frozenset()
    highest: frozenset[Highest] = frozenset()
