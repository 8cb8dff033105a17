"""The institution, the people it names, and who leads the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from zhengan.facts.base import Term, told

Kind = Literal["core", "operating", "provider", "other"]
Licence = Literal[
    "exchange", "clearing", "infrastructure",  # core, 71.1(1)
    "securities", "futures", "fund",  # operating, 71.1(2)
    "it_provider",  # provider, 71.1(3)
    "custody_bank", "adviser", "fund_service", "subsidiary", "private_fund", "it_subsidiary",  # Art. 74
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution(Term):
    """The body judged. Scope (2.1, 71, 72, 74) follows from its kind and licence."""

    zh: ClassVar[str] = "机构"
    en: ClassVar[str] = "Institution"

    since: date = told("起始日", en="Since", default=date(1990, 1, 1))
    name: str = told("名称", en="Name")
    kind: Kind = told("机构类别（核心、经营、信息技术系统服务、其他）", en="Kind of body")
    licence: Licence | None = told("牌照或业务资格", en="Licence", default=None)
    jurisdiction: str | None = told("所在辖区", en="Jurisdiction", default=None)
    holder_accounts: int | None = told("存续产品份额持有人账户合计（户）", en="Holder accounts", default=None)
    runs_own_systems: bool | None = told("借助自身运维管理的信息系统从事投资", en="Runs its own systems", default=None)
    cii_operator: bool = told("是否关键信息基础设施运营者", en="Operator of critical infrastructure", default=False)
    scope_claim: Literal["applies", "exempt"] | None = told("机构自述是否适用本办法", en="Its own claim of scope", default=None)
    csrc_direct: date | None = told("中国证监会另有要求、直接报送的起始日", en="Reports to CSRC directly from", default=None)
    breaks_inside: bool = told("盘中休市是否计入交易时段", en="Breaks count as session", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Term):
    """A person holding a post: who answers for security, and in what position (10.1)."""

    zh: ClassVar[str] = "任职"
    en: ClassVar[str] = "Appointment"
    subject: ClassVar[str | None] = "role"

    role: Literal["first_responsible", "direct_responsible"] = told("责任人类别（第一责任人、直接责任人）", en="Role")
    person: str = told("姓名", en="Person")
    position: Literal["principal", "leadership", "senior_manager", "other"] | None = told(
        "职务层级（主要负责人、领导班子成员、高级管理人员、其他）", en="Position", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDepartment(Term):
    """The department that leads security work and the duties given to it (11.1)."""

    zh: ClassVar[str] = "牵头部门"
    en: ClassVar[str] = "Lead department"

    name: str = told("部门名称", en="Name")
    duties: tuple[Literal["important_systems", "emergency_plan", "drills"], ...] | None = told(
        "职责（管理重要信息系统、制定应急预案、组织应急演练）", en="Duties", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Term):
    """A breach somebody accepted for a time: shown beside the breach, never turning it green."""

    zh: ClassVar[str] = "风险接受"
    en: ClassVar[str] = "Waiver"
    subject: ClassVar[str | None] = "clause"

    clause: str = told("条款", en="Clause")
    about: str | None = told("对象编号（空为全部对象）", en="Subject", default=None)
    by: str = told("批准人", en="Approved by")
    reason: str = told("理由", en="Reason")
