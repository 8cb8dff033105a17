"""A register as declared: a model, and how its rows are listed. Everything else is drawn from the fact."""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.accounts.access import MAY_RECORD
from zhengan.accounts.models import Role
from zhengan.facts.base import Fact
from zhengan.facts.kinds import NAMES
from zhengan.facts.systems import Link
from zhengan.records.models import Record
from zhengan.registers.kit.fields import Field, fields_of


@dataclass(frozen=True)
class Register:
    """One register: its columns, what it filters and searches by, and in which order it lists."""

    model: type[Record]
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ("uid",)
    order: str = "-recorded_at"
    names: tuple[str, ...] = ()

    @property
    def checked_with(self) -> tuple[str, ...]:
        """The registers its references point into: those of its fields, and ``names`` where a field may name several."""
        return (*(field.ref for field in self.fields if field.ref), *self.names)

    @property
    def kind(self) -> type[Fact]:
        """The kind of fact it holds."""
        return self.model.fact

    @property
    def name(self) -> str:
        """Its plural name, as in addresses, scenario files and on the command line."""
        return NAMES[self.kind]

    @property
    def key(self) -> str:
        """The column by which other records name its own: the identifier, save for a link, which keeps its own through the
        terms of its upgrades (``Fact.key``)."""
        return "link" if self.kind is Link else "uid"

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a user states, the identifier first."""
        return fields_of(self.model)

    @property
    def writers(self) -> tuple[Role, ...]:
        """The roles that may record in it."""
        return getattr(self.model, "writers", MAY_RECORD)

    def field(self, name: str) -> Field:
        """One field by its name."""
        return next(field for field in self.fields if field.name == name)

    def title(self, lang: str = "zh") -> str:
        """What people call it."""
        return self.kind.en if lang.startswith("en") else self.kind.zh
