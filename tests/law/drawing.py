"""Facts drawn at random by their types, few identifiers for all, so that they name one another."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Literal, Union

from zhengan.facts.convert import hints
from zhengan.kit.time import start_of_day

FEW = "abc"  # the identifiers: whatever names another thing names one that is likely there
MARKETS = ("SSE", "SZSE", "HKEX", "CFFEX", "SHFE", "unheard of")


@dataclass(frozen=True)
class Draw:
    """Draws values and facts: days as ``day`` has them, nothing in a share ``none`` of the cases where there may be nothing."""

    random: Random
    day: Callable[[Random], date]
    none: float = 0.35
    few: str = FEW

    def made(self, kind: Any) -> Any:
        """A fact, or a part of one, of a kind."""
        return kind(**{f.name: self.drawn(hints(kind)[f.name], f) for f in dataclasses.fields(kind)})

    def drawn(self, hint: Any, field: dataclasses.Field[Any]) -> Any:
        """Any value of a type."""
        random = self.random
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (Union, types.UnionType):
            if type(None) in args and random.random() < self.none:
                return None
            return self.drawn(random.choice([arg for arg in args if arg is not type(None)]), field)
        if origin is Literal:
            return random.choice(args)
        if origin is tuple:
            return tuple(dict.fromkeys(self.drawn(args[0], field) for _ in range(random.randint(0, 2))))
        if dataclasses.is_dataclass(hint):
            return self.made(typing.cast(Any, hint))
        least = 1 if field.metadata.get("positive") else 0
        values: dict[Any, Any] = {
            str: random.choice(MARKETS if field.name == "markets" else self.few),
            bool: random.random() < 0.5,
            int: random.choice(field.metadata.get("within") or [least, 1, 2, 5, 30, 60, 10_000]),
            float: random.choice([float(least), 0.5, 1.0, 2.0, 100.0, 1e6]),
            date: self.day(random),
            datetime: start_of_day(self.day(random)) + timedelta(minutes=random.randrange(1440)),
        }
        return values[hint]
