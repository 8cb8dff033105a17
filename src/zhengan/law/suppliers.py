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
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.lapses import began, turns
from zhengan.law.rule import Over
from zhengan.law.scope import kind_of
from zhengan.law.subjects import important_systems


def systems_behind(book: FactBook, supplier: str) -> list[System]:
    """The running important systems a supplier stands behind: by the system's entry or by a contract.

    A contract that has ended still names its systems: it is the supplier's own term that ends the relation.
    """
    return Supplied.of(book, supplier).systems_on(book.as_of.valid_on)


@dataclass(frozen=True)
class Supplied:
    """A supplier's contracts, and every important system it has ever stood behind: looked up once, asked of many days."""

    supplier: str
    contracts: Sequence[Contract]
    systems: Sequence[System]

    @classmethod
    def of(cls, book: FactBook, supplier: str) -> Supplied:
        contracts = book.of(Contract, supplier)
        named = {system for held in contracts for system in held.systems}
        ever = [s for s in book.all(System) if s.important and (s.supplier == supplier or s.id in named)]
        return cls(supplier, contracts, ever)

    def systems_on(self, day: date) -> list[System]:
        """The systems it stood behind on a day."""
        named = {system for held in self.contracts if held.since <= day for system in held.systems}
        return [s for s in self.systems if s.holds_on(day) and (s.supplier == self.supplier or s.id in named)]

    def contracts_on(self, day: date) -> list[Contract]:
        """The contracts in force on a day."""
        return [held for held in self.contracts if held.holds_on(day)]

    def since(self, state: Callable[[Supplied, date], object], first: date, day: date) -> date:
        """Since which day a state has held, no earlier than ``first``: it may change with a contract or a system only."""
        return began(partial(state, self), turns(self.contracts, self.systems), day, first)


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
    return sorted(named - {supplier.id for supplier in book.standing(Supplier)})


suppliers_of_important = Over(
    "suppliers_of_important", _pick, _none, (Supplier, System, Contract, Institution)
)
