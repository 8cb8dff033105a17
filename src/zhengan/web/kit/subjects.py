"""What people call the subject of a finding, and the system on whose page it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhengan.accounts.models import Institution
from zhengan.facts.capacity import Capacity
from zhengan.facts.institution import Institution as InstitutionFact
from zhengan.facts.systems import Link, System
from zhengan.law.rule import Rule
from zhengan.records.prepared import Prepared
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import BY_KIND
from zhengan.registers.systems.models import Link as LinkRow


def _links(institution: int, known_at: datetime | None) -> Any:
    rows = LinkRow.objects.filter(institution=institution).known(known_at)
    return rows.order_by("since").values_list("link", "name", "systems")


LINKS = Prepared(lambda institution: _links(institution, None))


@dataclass(frozen=True)
class Subject:
    """A name, and where a system, a link or a capacity is shown: the system's identifier and the tab of its page."""

    name: str
    system: str = ""
    tab: str = ""

    def __str__(self) -> str:
        return self.name


class Subjects:
    """The subjects of an institution's findings, called as was known at an instant (None: as now); each register is asked
    once, and only when it is needed."""

    def __init__(self, institution: Institution, known_at: datetime | None = None):
        self.institution, self.known_at = institution, known_at
        self._names: dict[str, dict[str, str]] = {}
        self._links: dict[str, Subject] | None = None

    def of(self, rule: Rule, subject: str) -> Subject:
        """The subject of a finding of ``rule``; where nothing else is known of it, its identifier."""
        kind = rule.over.reads[0]
        if subject == self.institution.code and kind is not System:
            return Subject(self.institution.name)
        if kind is System:
            return self._system(subject)
        if kind is Capacity:
            return self._capacity(subject)
        if kind is Link:
            return self._link(subject)
        register = BY_KIND.get(kind)
        if register is None or register.kind is InstitutionFact:
            return Subject(subject)
        return Subject(self.names(register.name).get(subject, subject))

    def names(self, register: str) -> dict[str, str]:
        """What people call the records of a register, by identifier."""
        if register not in self._names:
            self._names[register] = names_in(register, self.institution, self.known_at)
        return self._names[register]

    def _system(self, uid: str, tab: str = "") -> Subject:
        """A system on record; the institution where a rule found none, any other text as it is."""
        held = self.names("systems")
        if uid in held:
            return Subject(held[uid], uid, tab)
        return Subject(self.institution.name if uid == self.institution.code else uid)

    def _capacity(self, key: str) -> Subject:
        """``core:笔/秒`` → the system's name and the measure; the system alone where it has no capacity on record."""
        uid, _, measure = key.partition(":")
        system = self._system(uid, "capacity")
        return Subject(f"{system.name} · {measure}", system.system, system.tab) if measure else system

    def _terms(self) -> Any:
        """The terms of each link, the latest last."""
        return LINKS.rows(self.institution.pk) if self.known_at is None else _links(self.institution.pk, self.known_at)

    def _link(self, link: str) -> Subject:
        if self._links is None:
            held = self.names("systems")
            self._links = {
                key: Subject(name, next((uid for uid in systems if uid in held), ""), "capacity")
                for key, name, systems in self._terms()
            }
        return self._links.get(link, Subject(link))
