"""The two dates of every answer: what was true, and what was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import DAY, end_of_day, start_of_day, to_cst, years_before


@dataclass(frozen=True, slots=True)
class AsOf:
    """Judge what was true on ``valid_on`` by what had been recorded at ``known_at`` (None: everything recorded).

    A day still running is only judged up to ``known_at``: tonight's backup is not missing at noon.
    """

    valid_on: date
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.known_at is not None:
            object.__setattr__(self, "known_at", to_cst(self.known_at))

    @property
    def until(self) -> datetime:
        """The instant (exclusive) up to which facts count: the day's end, or ``known_at`` where that comes first."""
        end = end_of_day(self.valid_on)
        return end if self.known_at is None else min(end, self.known_at)

    @property
    def last_full_day(self) -> date:
        """The last day that had wholly passed at ``until``."""
        return (
            (self.until - timedelta(microseconds=1)).date()
            if self.until == start_of_day(self.until.date())
            else (self.until - DAY).date()
        )

    def years_back(self, years: int) -> datetime:
        """The start of the window of ``years`` that ends at ``until``."""
        return start_of_day(years_before(self.valid_on, years) + DAY)

    def sees(self, recorded: datetime, superseded: datetime | None = None) -> bool:
        """Whether something recorded then, and corrected then if ever, was current knowledge at ``known_at``."""
        known = self.known_at
        if known is None:
            return superseded is None
        return recorded <= known and (superseded is None or superseded > known)


def not_ahead(day: date, today: date) -> date:
    """The day, where it has come. Raises Problem for one that lies ahead of ``today``."""
    if day > today:
        raise Problem(say("{day} 还没有到", day=day), "判定只依据已发生的事", "请选择今天或更早的日期", code="future")
    return day
