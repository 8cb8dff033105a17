"""Information systems, the networks they trade over, and their protection grade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, Term, told

Function = Literal["trading", "quotation", "account", "settlement", "risk", "communication", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Term):
    """An information system: whether it is important (71.1(5)), what it does, which markets it serves.

    ``since`` is the day it went live, ``to`` the last day it ran.
    """

    zh: ClassVar[str] = "信息系统"
    en: ClassVar[str] = "System"

    name: str = told("名称", en="Name")
    important: bool | None = told("是否重要信息系统", en="Important system", default=None)
    classified: date | None = told("重要性认定日期", en="Classified on", default=None)
    classification_reason: str | None = told("认定理由", en="Reason of classification", default=None)
    functions: tuple[Function, ...] = told("业务功能（交易、行情、开户、结算、风控、通信、其他）", en="Functions", default=())
    markets: tuple[str, ...] | None = told("服务的市场（如 SSE、SHFE.ag）", en="Markets served", default=None)
    cii: bool = told("是否关键信息基础设施", en="Critical infrastructure", default=False)
    supplier: str | None = told("供应商编号", en="Supplier", default=None)
    active_active: bool = told("是否双活或多活架构", en="Active-active", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Term):
    """A network link used in trading hours, with its bandwidth; an upgrade ends this term and opens the next."""

    zh: ClassVar[str] = "网络线路"
    en: ClassVar[str] = "Network link"
    subject: ClassVar[str | None] = "link"

    link: str = told("线路编号", en="Link")
    name: str = told("线路名称", en="Name")
    systems: tuple[str, ...] = told("承载的系统编号", en="Systems carried")
    mbps: float = told("带宽（Mbps）", en="Bandwidth, Mbps", positive=True)

    @property
    def key(self) -> str:
        """The link's own id: an upgrade keeps it."""
        return self.link


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUse(Fact):
    """The highest use of a link on one day; ``in_session`` None: decided from ``at`` and the markets served."""

    zh: ClassVar[str] = "线路使用峰值"
    en: ClassVar[str] = "Peak use of a link"
    subject: ClassVar[str | None] = "link"

    link: str = told("线路编号", en="Link")
    at: datetime = told("峰值时刻", en="At")
    mbps: float = told("峰值流量（Mbps）", en="Peak, Mbps")
    in_session: bool | None = told("是否交易时段内峰值", en="Inside a trading session", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MlpsGrading(Term):
    """The MLPS (等保) grade of a system and its filing with the police (14.1)."""

    zh: ClassVar[str] = "等保定级"
    en: ClassVar[str] = "MLPS grading"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    level: Literal[1, 2, 3, 4, 5] = told("等级", en="Level")
    filing_number: str | None = told(
        "备案编号（确未备案写“无”）", en="Filing number (none: on record as not filed)", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MlpsAssessment(Fact):
    """An MLPS assessment (等级测评) and what became of the problems it found."""

    zh: ClassVar[str] = "等级测评"
    en: ClassVar[str] = "MLPS assessment"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: date = told("测评完成日", en="Completed on")
    passed: bool = told("结论是否符合或基本符合", en="Passed")
    problems: int | None = told("发现问题数", en="Problems found", default=None)
    remedied: int | None = told("已整改问题数", en="Problems remedied", default=None)
