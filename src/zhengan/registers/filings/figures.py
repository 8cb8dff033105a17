"""The figures of a filing as one column: they are stated, read and corrected together with it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import models

from zhengan.facts.filings import Figure


class Figures(models.JSONField):
    """A tuple of ``Figure``, kept in order as a JSON list; days as ``2026-03-03``."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value if value is None else [_written(figure) for figure in value])

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[Figure, ...]:
        return tuple(_read(pairs) for pairs in super().from_db_value(value, expression, connection))


def _written(figure: Figure) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(figure).items()
    }


def _read(pairs: dict[str, Any]) -> Figure:
    days = {name: date.fromisoformat(pairs[name]) for name in ("since", "to") if pairs[name] is not None}
    # PostgreSQL hands a large whole number back without its point.
    return Figure(**{**pairs, **days, "value": float(pairs["value"])})
