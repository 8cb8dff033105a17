"""What a kind of personal data is: how it is written, what proves it, how it is masked by default, and its cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Keep:
    """A default mask: how many characters stay in front and behind; the others become stars."""

    front: int
    back: int

    def split(self, length: int) -> tuple[int, int]:
        """What stays of a value of ``length`` characters: never so much that under four, or a third, are hidden."""
        if length - self.front - self.back >= max(4, (length + 2) // 3):
            return self.front, self.back
        return length // 4, length // 4


@dataclass(frozen=True)
class Case:
    """A text and the values of this kind that it holds, in order: what a lawyer can read and a test runs."""

    text: str
    values: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind. ``valid`` answers for a value written without separators; ``personal`` off: recognised and left alone.

    ``rank`` decides between kinds that claim the same bytes (lower wins) and is the kind's number in the arrays of
    the fast path: 1–11 are structured, 12 and more are read from Chinese text. ``columns``: names that say so.
    """

    name: str
    zh: str
    en: str
    form: str
    valid: Callable[[str], bool]
    keep: Keep
    rank: int
    personal: bool = True
    verified: bool = True
    source: str = ""
    columns: tuple[str, ...] = ()
    cases: tuple[Case, ...] = field(default=(), repr=False)
