"""The suppliers that stand behind important systems, as subjects of rules (Art. 22, 23)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.suppliers import Contract, Supplier
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.lapses import began, turns
from zhengan.law.rule import Over
from zhengan.law.scope import kind_of
from zhengan.law.subjects import important_systems


def systems_behind(book: FactBook, supplier: str) -> list[System]:
    """The running important systems a supplier stands behind: by the system's entry or by a contract.

    A contract that has ended still names its systems: it is the supplier's own term that ends the relation. One that names
    none covers all (22.2-contract): where nothing else tells what is supplied, the supplier stands behind every system.
    """
    return Supplied.of(book, supplier).systems_on(book.as_of.valid_on)


def deemed(book: FactBook, supplier: str) -> tuple[Say, ...]:
    """The note for who stands behind important systems by a contract alone that does not say which."""
    if not Supplied.of(book, supplier).deemed_on(book.as_of.valid_on):
        return ()
    return (say("其合同没有写明所涉系统，视为涵盖全部重要信息系统；并不涉及的，请在“供应商合同”台账写明所涉系统"),)


@dataclass(frozen=True)
class Supplied:
    """A supplier's contracts, and every important system it has ever stood behind: looked up once, asked of many days.

    ``entered``: the systems, important or not, whose own entry names it.
    """

    supplier: str
    contracts: Sequence[Contract]
    systems: Sequence[System]
    entered: Sequence[System]

    @classmethod
    def of(cls, book: FactBook, supplier: str) -> Supplied:
        contracts = book.of(Contract, supplier)
        named = {system for held in contracts for system in held.systems}
        open_to_all = any(not held.systems for held in contracts)
        important = [s for s in book.all(System) if s.important]
        ever = [s for s in important if open_to_all or s.supplier == supplier or s.id in named]
        return cls(supplier, contracts, ever, [s for s in book.all(System) if s.supplier == supplier])

    def systems_on(self, day: date) -> list[System]:
        """The systems it stood behind on a day."""
        named = self._named_on(day)
        return named if named or not self.deemed_on(day) else [s for s in self.systems if s.holds_on(day)]

    def deemed_on(self, day: date) -> bool:
        """Whether a contract that names no system is all that tells for what it stood on a day.

        It is not where a system that ran is named, or a system's own entry tells what is supplied. One that has ended
        counts until a contract, or an entry, names any.
        """
        if self._named_on(day) or any(s.holds_on(day) for s in self.entered):
            return False
        begun = [held for held in self.contracts if held.since <= day]
        told = any(held.systems for held in begun) or any(s.since <= day for s in self.entered)
        return any(not held.systems and (not told or held.holds_on(day)) for held in begun)

    def _named_on(self, day: date) -> list[System]:
        """The important systems that ran on a day and that a contract begun, or their own entry, puts it behind."""
        named = {system for held in self.contracts if held.since <= day for system in held.systems}
        return [s for s in self.systems if s.holds_on(day) and (s.supplier == self.supplier or s.id in named)]

    def contracts_on(self, day: date) -> list[Contract]:
        """The contracts in force on a day."""
        return [held for held in self.contracts if held.holds_on(day)]

    def since(self, state: Callable[[Supplied, date], object], first: date, day: date) -> date:
        """Since which day a state has held, no earlier than ``first``: it may change with a contract or a system only."""
        return began(partial(state, self), turns(self.contracts, self.systems, self.entered), day, first)


def _pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
    """The suppliers of an institution's important systems; in a provider's own book, its entry for itself."""
    body = book.institution
    if kind_of(body) == "provider":
        return [supplier for supplier in book.standing(Supplier) if supplier.id == body.id]
    return [supplier for supplier in book.standing(Supplier) if systems_behind(book, supplier.id)]


def _none(book: FactBook, as_of: AsOf) -> Judgement:
    if kind_of(book.institution) == "provider":
        return unknown(
            say("本机构的备案情况没有登记，无法判定"), do=say("请在“供应商”台账以本机构的编号登记备案日期")
        )
    if not important_systems.pick(book, as_of):
        return important_systems.none(book, as_of)
    absent = _absent(book)
    if absent:
        return unknown(
            say("重要信息系统的供应商 {absent} 不在“供应商”台账（未登记，或者已撤回、已截止），无法判定", absent=absent),
            do=say("请核对“供应商”台账与合同、系统所写的供应商编号"),
        )  # fmt: skip
    if book.all(Supplier):
        return not_applicable(say("登记的供应商均不涉及重要信息系统"))
    return unknown(
        say("重要信息系统尚未登记供应商，无法判定"),
        do=say("请在“供应商”台账登记供应商，并在“信息系统”台账写明各系统的供应商"),
    )


def _absent(book: FactBook) -> list[str]:
    """The suppliers that important systems, or contracts in force for these, name and that do not stand on record."""
    important = {system.id: system for system in book.standing(System) if system.important}
    named = {system.supplier for system in important.values() if system.supplier}
    named |= {held.supplier for held in book.standing(Contract) if important.keys() & set(held.systems)}
    named |= {held.supplier for held in book.standing(Contract) if not held.systems and systems_behind(book, held.supplier)}
    return sorted(named - {supplier.id for supplier in book.standing(Supplier)})


suppliers_of_important = Over(
    "suppliers_of_important", _pick, _none, (Supplier, System, Contract, Institution)
)
