"""Who a system is, and which records and findings are about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, Value

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.capacity import Capacity, MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.incidents import Drill, Incident, Outage
from zhengan.facts.logs import LogSource, MonitorSource
from zhengan.facts.personal import DataSet, OutboundChannel
from zhengan.facts.suppliers import Contract, Supplier
from zhengan.facts.systems import Link, MlpsGrading
from zhengan.facts.systems import System as SystemFact
from zhengan.kit.asof import AsOf
from zhengan.records.clock import now
from zhengan.records.prepared import Instances, Prepared
from zhengan.records.together import facts_of, together
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.collect import collect, series
from zhengan.registers.systems.models import System

OWN: dict[type[Fact], str] = {  # each names one system; the field by which people call it, if any
    Capacity: "measure", Change: "name", Incident: "name", Outage: "", StressTest: "", MarketSwing: "",
    LogSource: "name", MonitorSource: "indicator", DataSet: "name", OutboundChannel: "name",
}  # fmt: skip
KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in OWN}
SHARED = (Link, Drill)  # each names several
BEGINNING = date(1990, 12, 19)  # the first trading day there was: nothing to show is older


@dataclass
class Subject:
    """A system as of a moment: its record as known then, and what is asked of the registers about it, once each."""

    institution: Institution
    row: System
    as_of: AsOf

    @property
    def day(self) -> date:
        """The day the page is about."""
        return self.as_of.valid_on

    @property
    def past(self) -> AsOf | None:
        """The moment, where it is a day gone by; None of today."""
        return None if self.day == now().date() else self.as_of

    @property
    def known_at(self) -> datetime | None:
        """Up to which instant the records are read; None: all that are known now."""
        return self.as_of.known_at

    def called(self, register: str) -> dict[str, str]:
        """What people call the records of a register."""
        return names_in(register, self.institution, self.known_at)

    @property
    def uid(self) -> str:
        """The identifier others name it by."""
        return self.row.uid

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets it serves; empty where none is on record."""
        return tuple(self.row.markets or ())

    def facts(self, kind: type[Fact], first: date = BEGINNING, **about: Collection[str]) -> list[Fact]:
        """The facts of a kind about this system up to the day, by ``system`` unless another field is named."""
        return series(self.institution, kind, first, self.day, self.known_at, **(about or {"system": [self.uid]}))

    def together(self, *kinds: type[Fact]) -> dict[type[Fact], list[Fact]]:
        """The facts of several small kinds about this system up to the day, the earliest first: one query for all."""
        alone = {kind: [self.uid] for kind in kinds if kind.subject == "system"}
        found = collect(self.institution, kinds, self.known_at, about=alone)
        return {kind: self._in_order(facts) for kind, facts in found.items()}

    def _in_order(self, facts: list[Fact]) -> list[Fact]:
        """What is this system's of these, the earliest first."""
        return sorted(filter(self._ours, facts), key=lambda fact: fact.happened)

    def _ours(self, fact: Fact) -> bool:
        """Whether a fact names this system, alone or among others, and was true by the day."""
        named = type(fact).subject == "system" or self.uid in getattr(fact, "systems", ())
        return named and fact.happened.date() <= self.day

    @cached_property
    def standing(self) -> dict[type[Fact], list[Fact]]:
        """What every tab needs: the links, drills and contracts it shares with others, and its grades."""
        mine = self.institution.pk, self.uid
        found = facts_of(STANDING, TOGETHER.rows(*mine) if self.known_at is None else _standing(*mine, self.known_at))
        return {kind: self._in_order(facts) for kind, facts in found.items()}

    @property
    def grading(self) -> MlpsGrading | None:
        """The MLPS grade in force on the day."""
        held = [one for one in self.standing[MlpsGrading] if isinstance(one, MlpsGrading) and one.holds_on(self.day)]
        return held[-1] if held else None

    @property
    def supplier(self) -> str:
        """What people call its supplier; empty where none is on record."""
        return self.suppliers.get(self.row.supplier or "", "") or self.row.supplier or ""

    @cached_property
    def subjects(self) -> dict[type[Fact], dict[str, str]]:
        """By the kind of fact that is judged: the subjects that are this system or are tied to it, and their names."""
        name = self.row.name
        found: dict[type[Fact], dict[str, str]] = {SystemFact: {self.uid: name}, Capacity: {self.uid: name}}
        for word, uid, title in self._named():
            kind = KINDS[word]
            found.setdefault(kind, {})[f"{self.uid}:{uid}" if kind is Capacity else uid] = title or self._act(kind, uid)
        for shared in SHARED:
            found[shared] = {one.key: getattr(one, "name", "") or one.key for one in self.standing[shared]}
        found[Supplier] = self.suppliers
        return found

    def _named(self) -> Any:
        mine = self.institution.pk, self.uid
        return TIED.rows(*mine) if self.known_at is None else _tied(*mine, self.known_at)

    def _act(self, kind: type[Fact], uid: str) -> str:
        """What people call an act without a name."""
        return self.called(BY_KIND[kind].name).get(uid, uid)

    @cached_property
    def suppliers(self) -> dict[str, str]:
        """Its supplier and those with a contract for it, each with its name."""
        ours = {one.supplier for one in self.standing[Contract] if isinstance(one, Contract)} | ({self.row.supplier} - {None})
        called = self.called("suppliers") if ours else {}
        return {uid: called.get(uid, uid) for uid in ours}


def _tied(institution: int, system: str, known_at: datetime | None = None) -> Any:
    """What names a system, of all kinds in one query: the kind, the identifier and what people call it."""
    first, *others = (_named(kind, title, institution, system, known_at) for kind, title in OWN.items())
    return first.union(*others, all=True)


def _named(kind: type[Fact], title: str, institution: int, system: str, known_at: datetime | None) -> Any:
    """Rows (kind, identifier, name) of what names the system; of a capacity its measure, by which findings name it."""
    rows: Any = BY_KIND[kind].model.objects.filter(institution=institution, system=system).known(known_at).order_by()
    label = Value(kind.__name__, output_field=CharField())
    return rows.values_list(label, "measure" if kind is Capacity else "uid", title or Value("", output_field=CharField()))


def _standing(institution: int, system: str, known_at: datetime | None = None) -> Any:
    """The records of ``STANDING``: of this system, or, where they name several, of the institution."""
    current = {kind: model.objects.filter(institution=institution).known(known_at) for kind, model in STANDING.items()}
    return together({k: rows.filter(system=system) if k.subject == "system" else rows for k, rows in current.items()})


STANDING: dict[type[Fact], Any] = {kind: BY_KIND[kind].model for kind in (*SHARED, Contract, MlpsGrading)}
TIED, TOGETHER = Prepared(_tied), Prepared(_standing)
FOUND = Instances(
    System, "institution", lambda institution, uid: System.objects.filter(institution=institution, uid=uid).current()
)


def find(institution: Institution, uid: str, as_of: AsOf) -> Subject | None:
    """The system with this identifier, None where none was on record at the moment."""
    if as_of.known_at is None:
        row = FOUND.first(institution.pk, uid)
    else:
        row = System.objects.filter(institution=institution, uid=uid).known(as_of.known_at).first()
    return None if row is None else Subject(institution, row, as_of)
