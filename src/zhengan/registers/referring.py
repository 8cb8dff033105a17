"""Which current records name a record: what would point at nothing if it were withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, Value

from zhengan.accounts.models import Institution
from zhengan.facts.checks import references
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
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
    if not lost:
        return []
    read = [other for other in others if len(lost) > MOST_ASKED or into.name in other.names or _lists(other, into)]
    asked = [other for other in others if other not in read]
    found = {**_asked(asked, into, institution, lost), **_read(read, into, institution, lost)}
    return [one for other in others if (one := found.get(other.name)) is not None and one.count]


def _lists(other: Register, into: Register) -> bool:
    """Whether a field of another register holds several references to this one."""
    return any(field.many for field in other.fields if field.ref == into.name)


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


def _asked(others: Sequence[Register], into: Register, institution: Institution, names: frozenset[str]) -> dict[str, Referring]:
    """Registers whose single columns tell it (series have very many rows): one query counts, one names the first."""
    held: dict[str, Any] = {}
    for other in others:
        fields = [field for field in other.fields if field.ref == into.name]
        match = Q(*((f"{field.name}__in", names) for field in fields), _connector=Q.OR)
        held[other.name] = other.model.objects.filter(match, institution=institution).current()
    counts = [rows.order_by().values_list(_named(name)).annotate(count=Count("pk")) for name, rows in held.items()]
    count = {name: number for name, number in _together(counts) if number}
    first = [
        rows.model._base_manager.filter(pk__in=rows.order_by("-pk").values("pk")[:FEW]).values_list(_named(name), "uid")
        for name, rows in held.items()
        if name in count
    ]
    uids: dict[str, list[str]] = defaultdict(list)
    for name, uid in _together(first):
        uids[name].append(uid)
    return {name: Referring(REGISTERS[name], count[name], tuple(uids[name]), names) for name in count}


def _read(others: Sequence[Register], into: Register, institution: Institution, names: frozenset[str]) -> dict[str, Referring]:
    """Registers where a list of references, or a text that may name one, has to be read from the facts; one query."""
    found = collect(institution, {other.kind for other in others})
    made = {}
    for other in others:
        uids = [
            fact.id for fact in reversed(found[other.kind])
            if any(into.kind in kinds and name in names for kinds, name in references(fact))
        ]  # fmt: skip
        made[other.name] = Referring(other, len(uids), tuple(uids[:FEW]), names)
    return made


def _named(name: str) -> Value:
    return Value(name, output_field=CharField())


def _together(queries: Sequence[Any]) -> list[Any]:
    """The rows of several queries in one statement."""
    return list(queries[0].union(*queries[1:], all=True)) if queries else []
