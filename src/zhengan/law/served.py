"""Which clauses a field of a fact serves: measured from the cases of all rules (``scripts/served.py``), declared nowhere."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from zhengan.facts.base import Fact
from zhengan.facts.kinds import NAMES

TABLE = Path(__file__).with_name("served.toml")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def clauses_served(kind: type[Fact], field: str) -> tuple[str, ...]:
    """The clauses whose rules read this field, in the order of the law; none where no case of a rule has asked for it."""
    return tuple(_table().get(NAMES[kind], {}).get(field, ()))
