"""One thing the sample firm recorded, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from zhengan.kit.time import CST

DAYS = 400


@dataclass(frozen=True)
class Event:
    """A record of a register: its identifier, what it states, and the instant it was entered."""

    recorded: datetime
    register: str
    uid: str
    values: dict[str, Any]


def at(day: date, clock: str = "09:00") -> datetime:
    """A day's instant in China."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=CST)
