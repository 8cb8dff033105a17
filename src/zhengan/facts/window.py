"""How much of a long series is read: from an instant on, and of what is older only what still tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """The points of a kind from ``since`` on, and the last ones before it about each subject.

    ``last``: of which points the last is wanted, by the name of a field that is true of them; ``""``: of all.
    """

    since: datetime
    last: frozenset[str] = frozenset()
