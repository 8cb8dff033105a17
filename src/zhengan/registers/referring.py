"""Which current records name a record: what would point at nothing if it were withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.facts.checks import references
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.values import facts_from
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.collect import collect
from zhengan.registers.kit.register import Register

FEW = 10  # identifiers told of one register
MOST_ASKED = 500  # names the database is asked for at once


@dataclass(frozen=True)
class Referring:
    """The current records of one register that refer to what is to go: how many, and the first of their identifiers.

    ``names``: what they may call it.
    """

    register: Register
    count: int
    uids: tuple[str, ...]
    names: frozenset[str]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.uids)


def referring(into: Register, institution: Institution, uids: Collection[str]) -> list[Referring]:
    """The current records that name one of these records of ``into``, by register; those among them are left out.

    What another current record answers to as well (a link keeps its name through its upgrades) is no loss and not told.
    """
    others = [other for other in REGISTERS.values() if into.name in other.checked_with]
    lost = _lost(into, institution, frozenset(uids)) if others else frozenset()
    found = [_naming(other, into, institution, lost) for other in others] if lost else []
    return [one for one in found if one.count]


def refuse_referred(into: Register, institution: Institution, uids: Collection[str]) -> None:
    """Raise Problem where current records refer to one of these, naming the registers and how many there are in each."""
    found = referring(into, institution, uids)
    if not found:
        return
    what = say("仍有 {count} 条现行记录引用{kind}“{id}”", count=sum(one.count for one in found), kind=into.kind.zh,
               id=next(iter(uids)))  # fmt: skip
    if len(uids) > 1:
        what = say("仍有 {count} 条现行记录引用这批记录（{kind}）", count=sum(one.count for one in found), kind=into.kind.zh)
    registers = [say("{register} {count} 条", register=one.register.kind.zh, count=one.count) for one in found]
    raise Problem(
        what, say("引用它的台账：{registers}。撤回后，这些记录与据以作出的判定所指的对象将不在册", registers=registers),
        "请先更正或撤回这些记录；确要撤回的，请确认已知悉", code="referred-to",
    )  # fmt: skip


def _lost(into: Register, institution: Institution, uids: frozenset[str]) -> frozenset[str]:
    """The names nobody answers to any more once the records are gone."""
    standing = collect(institution, {into.kind})[into.kind]
    kept = {name for fact in standing if fact.id not in uids for name in (fact.id, fact.key)}
    return frozenset(name for fact in standing if fact.id in uids for name in (fact.id, fact.key)) - kept


def _naming(other: Register, into: Register, institution: Institution, names: frozenset[str]) -> Referring:
    """Asked of the database where single columns tell it (series have very many rows), else read from the facts."""
    rows = other.model.objects.filter(institution=institution).current()
    fields = [field for field in other.fields if field.ref == into.name]
    if len(names) <= MOST_ASKED and into.name not in other.names and not any(field.many for field in fields):
        held = rows.filter(Q(*((f"{field.name}__in", names) for field in fields), _connector=Q.OR)).order_by("-pk")
        return Referring(other, held.count(), tuple(held.values_list("uid", flat=True)[:FEW]), names)
    found = [
        fact.id for fact in facts_from(other.kind, rows.order_by("-pk"))
        if any(into.kind in kinds and name in names for kinds, name in references(fact))
    ]  # fmt: skip
    return Referring(other, len(found), tuple(found[:FEW]), names)
