"""A few records of a register on a page that is about something else: its columns, newest first, and where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register

MOST = 30


@dataclass(frozen=True)
class Panel:
    """Rows of one register. ``query`` filters the register's own page to the same; ``more`` are left out here."""

    register: Register
    columns: list[Field]
    rows: Sequence[Fact]
    names: dict[str, dict[str, str]]
    query: str
    more: int

    @property
    def dated(self) -> bool:
        """Whether its rows tell of moments, and so whether one can have been recorded late; a term may begin years before."""
        return self.register.kind.moment is not None


def panel(
    kind: type[Fact], facts: Sequence[Fact], institution: Institution, about: str = "", by: str = "system",
    known_at: datetime | None = None,
) -> Panel:  # fmt: skip
    """The facts as a table. Where all are about one thing (``about``, named in the field ``by``) that column is left out.

    What they point to is called as was known at an instant (None: as now).
    """
    register = BY_KIND[kind]
    columns = [register.field(name) for name in register.columns if not (about and name == by)]
    names = {field.name: names_in(field.ref, institution, known_at) for field in columns if field.ref and facts}
    shown = sorted(facts, key=lambda fact: fact.happened, reverse=True)[:MOST]
    query = urlencode({by: about}) if about and by in register.filters else ""
    return Panel(register, columns, shown, names, query, len(facts) - len(shown))
