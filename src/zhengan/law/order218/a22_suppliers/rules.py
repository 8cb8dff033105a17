"""Article 22: contracts and confidentiality agreements with the suppliers of important systems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from zhengan.facts.book import FactBook
from zhengan.facts.suppliers import Contract, Supplier
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, union
from zhengan.kit.verdict import Judgement, Verdict, met, not_met, unknown
from zhengan.law.lapses import vacant
from zhengan.law.rule import Needs, rule
from zhengan.law.suppliers import Supplied, deemed, suppliers_of_important, systems_behind
from zhengan.law.windows import IN_FORCE, term_window

TERMS = {
    "confidentiality": say("保密协议"),
    "security_duties": say("安全权利义务"),
    "assist_investigation": say("配合监管调查"),
}


@rule("22.2-contract", over=suppliers_of_important, needs=[Needs(Contract)])
def contract(supplier: Supplier, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统的供应商，就每个所供系统都有在有效期内的合同；近一年没有合同的日子列为缺口。未写明系统的合同视为涵盖全部。"""
    contracts = book.of(Contract, supplier.id)
    systems = systems_behind(book, supplier.id)
    bare = [system.name for system in systems if not _covering(book.standing(Contract, supplier.id), system)]
    lapses = tuple(
        union(span for system in systems for span in _uncovered(contracts, system, supplier, as_of))
    )
    since = max(IN_FORCE, Supplied.of(book, supplier.id).since(_contracted, supplier.since, as_of.valid_on))
    if bare:
        return not_met(
            say("供应商“{supplier}”自 {since} 起对{systems}没有在有效期内的合同",
                supplier=supplier.name, since=since, systems=bare),
            since=since, lapses=lapses, evidence=contracts[-1:], notes=deemed(book, supplier.id),
            do=say("请与“{supplier}”续签或者补签合同，并登记", supplier=supplier.name),
        )  # fmt: skip
    held = book.standing(Contract, supplier.id)
    ends = [_ends(_covering(held, system)) for system in systems]
    due = min((end for end in ends if end is not None), default=None)
    text = (
        say("供应商“{supplier}”的合同在有效期内，至 {due}", supplier=supplier.name, due=due)
        if due
        else say("供应商“{supplier}”的合同在有效期内，未定期限", supplier=supplier.name)
    )
    return met(text, since=since, lapses=lapses, due=due, evidence=held, notes=deemed(book, supplier.id))


@rule("22.2-terms", over=suppliers_of_important, needs=[Needs(Contract)])
def terms(supplier: Supplier, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """就每个所供的重要信息系统，涵盖它的现行合同签有保密协议，并约定各方保障网络和信息安全的权利义务，以及供应商配合监管查明事件的义务。"""
    held = book.standing(Contract, supplier.id)
    systems = systems_behind(book, supplier.id)
    by_system = _by_system(held, systems)
    named = {"supplier": supplier.name}
    bare = [system for system in systems if not by_system[system.id]]
    since = max(IN_FORCE, Supplied.of(book, supplier.id).since(_laid_down, supplier.since, as_of.valid_on))
    notes = deemed(book, supplier.id)
    absent, silent = _lacking(by_system.values())
    if absent:
        short = [system.name for system in systems if _lacking([by_system[system.id]])[0]]
        return not_met(
            say("供应商“{supplier}”涉及{systems}的合同没有约定：{missing}",
                systems=short or say("本机构"), missing=absent, **named),
            since=since, evidence=_once(by_system.values()), notes=notes,
            do=say("请与“{supplier}”补充约定：{missing}", missing=absent, **named),
        )  # fmt: skip
    if bare or not held:
        return unknown(
            say("供应商“{supplier}”对{systems}没有现行合同，约定内容无从核对",
                systems=[system.name for system in bare] or say("本机构"), **named),
            since=since, evidence=_once(by_system.values()), notes=notes, do=say("请先在“供应商合同”台账登记现行合同"),
        )  # fmt: skip
    if silent:
        return unknown(
            say("供应商“{supplier}”的合同是否约定未登记：{missing}", missing=silent, **named),
            evidence=_once(by_system.values()), since=since, notes=notes,
            do=say("请在“供应商合同”台账补充：{missing}", missing=silent),
        )  # fmt: skip
    return met(
        say("供应商“{supplier}”的合同约定了{terms}", terms=list(TERMS.values()), **named),
        since=since, evidence=_once(by_system.values()), notes=notes,
    )  # fmt: skip


def _by_system(held: Sequence[Contract], systems: Iterable[System]) -> dict[str, list[Contract]]:
    """The contracts that cover each system; all of them together where no system is known, as with a provider's own."""
    return {system.id: _covering(held, system) for system in systems} or {"": list(held)}


def _once(groups: Iterable[Sequence[Contract]]) -> list[Contract]:
    """The contracts of all groups, each once, in order of time."""
    found = {held.id: held for group in groups for held in group}
    return sorted(found.values(), key=lambda held: (held.since, held.id))


def _contracted(supplied: Supplied, day: date) -> bool | None:
    """Whether every system supplied on a day stood under a contract; None where there was none, or never a contract."""
    systems, held = supplied.systems_on(day), supplied.contracts_on(day)
    if not systems or not any(contract.since <= day for contract in supplied.contracts):
        return None
    return all(_covering(held, system) for system in systems)


def _laid_down(supplied: Supplied, day: date) -> object:
    """Whether the contracts of a day lay down what they must of each system: met, not met, or unknown."""
    held, systems = supplied.contracts_on(day), supplied.systems_on(day)
    if not systems:
        return None
    by_system = _by_system(held, systems)
    absent, silent = _lacking(by_system.values())
    unsure = silent or not all(by_system.values())
    return Verdict.NOT_MET if absent else Verdict.UNKNOWN if unsure else Verdict.MET


def _lacking(groups: Iterable[Sequence[Contract]]) -> tuple[list[Say], list[Say]]:
    """What all contracts of one group leave out, and what those that do not state it may; a group of none tells neither."""
    absent, silent = set[str](), set[str]()
    for held in groups:
        stated = {word: [getattr(c, word) for c in held] for word in TERMS if held}
        open_ = [word for word, answers in stated.items() if True not in answers]
        absent.update(word for word in open_ if None not in stated[word])
        silent.update(word for word in open_ if None in stated[word])
    return [zh for word, zh in TERMS.items() if word in absent], [zh for word, zh in TERMS.items() if word in silent]


def _covering(contracts: Iterable[Contract], system: System) -> list[Contract]:
    return [c for c in contracts if not c.systems or system.id in c.systems]


def _uncovered(
    contracts: list[Contract], system: System, supplier: Supplier, as_of: AsOf
) -> tuple[Span, ...]:
    window = term_window(as_of, since=max(system.since, supplier.since))
    return vacant(_covering(contracts, system), window)


def _ends(contracts: list[Contract]) -> date | None:
    """The day the last of them ends; None where one has no end."""
    ends = [c.to for c in contracts if c.to is not None]
    return max(ends) if len(ends) == len(contracts) else None
