"""What was reported to the regulator, and the figures in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, told

YEARS = (1990, 2100)  # of a report: China's exchanges opened in 1990


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure stated in a filing: its name, its value, and the record it speaks of."""

    name: Literal[
        "outage_minutes", "affected_accounts", "backup_runs_failed", "important_systems", "stress_tests", "drills", "incidents"
    ] = told("指标", en="Figure")
    value: float = told("所报数值", en="Value")
    about: str | None = told("所涉对象编号", en="About", default=None)
    since: date | None = told("统计起始日", en="Counted from", default=None)
    to: date | None = told("统计截止日（含）", en="Counted to", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Fact):
    """Something reported to the regulator: what, to whom, and the figures in it (57.1, 59, 72.1)."""

    zh: ClassVar[str] = "报送"
    en: ClassVar[str] = "Filing"

    at: datetime = told("报送时刻", en="Filed at")
    type: Literal[
        "annual_report", "emergency_report", "investigation_report", "drill_report", "change_report", "mlps_report", "other"
    ] = told("报送类别", en="Type")
    to: Literal["csrc", "dispatch_office"] | None = told("报送对象（证监会、属地派出机构）", en="Addressee", default=None)
    office: str | None = told("派出机构辖区", en="Dispatch office", default=None)
    about: str | None = told("所涉事项编号（事件、演练、变更）", en="About", default=None)
    year: int | None = told("所属年度", en="Year", default=None, within=YEARS)
    contents: tuple[
        Literal["governance", "people", "spending", "risks", "handling", "next_plan", "cii_assessment", "cii_plan"], ...
    ] | None = told("内容（治理、人员、投入、风险、处置、下年计划、关基检测评估、关基年度计划）", en="Contents", default=None)
    figures: tuple[Figure, ...] = told("所报数值", en="Figures", default=())
