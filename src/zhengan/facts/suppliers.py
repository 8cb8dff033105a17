"""Suppliers, their contracts and their filing with CSRC (Art. 22, 23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhengan.facts.base import Fact, Term, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier(Term):
    """Who provides products or services for information systems, and whether it is filed (备案) with CSRC."""

    zh: ClassVar[str] = "供应商"
    en: ClassVar[str] = "Supplier"

    name: str = told("名称", en="Name")
    filed: date | None = told("向证监会备案日期", en="Filed with CSRC on", default=None)
    filing_checked: date | None = told("备案情况核查日期", en="Filing checked on", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Term):
    """A contract with a supplier and what it lays down (22.2)."""

    zh: ClassVar[str] = "供应商合同"
    en: ClassVar[str] = "Contract"
    subject: ClassVar[str | None] = "supplier"

    supplier: str = told("供应商编号", en="Supplier")
    systems: tuple[str, ...] = told("涉及系统编号", en="Systems", default=())
    confidentiality: bool | None = told("是否签订保密协议", en="Confidentiality agreement", default=None)
    security_duties: bool | None = told("是否约定网络和信息安全权利义务", en="Security duties", default=None)
    assist_investigation: bool | None = told("是否约定配合监管调查", en="Assists investigations", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingUrge(Fact):
    """The institution urged a supplier to file (23.2)."""

    zh: ClassVar[str] = "备案督促"
    en: ClassVar[str] = "Urging to file"
    subject: ClassVar[str | None] = "supplier"

    supplier: str = told("供应商编号", en="Supplier")
    at: date = told("督促日期", en="Urged on")
