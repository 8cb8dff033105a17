"""Performance capacity, daily peaks, stress tests and market swings (Art. 21, 48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhengan.facts.base import Fact, Term, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Term):
    """What a system can bear on one measure; a purchased quota (such as a gateway's flow limit) is capacity too."""

    zh: ClassVar[str] = "性能容量"
    en: ClassVar[str] = "Capacity"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    measure: str = told("容量指标（如 委托笔/秒）", en="Measure")
    value: float = told("容量值", en="Capacity", positive=True)
    purchased: bool = told("是否外购额度（如网关流量）", en="Purchased quota", default=False)

    @property
    def key(self) -> str:
        """The system and the measure: an enlargement keeps it."""
        return f"{self.system}:{self.measure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPeak(Fact):
    """The highest load of a system on one measure on one day."""

    zh: ClassVar[str] = "日峰值"
    en: ClassVar[str] = "Daily peak"
    subject: ClassVar[str | None] = "system"
    moment: ClassVar[str | None] = "day"

    system: str = told("系统编号", en="System")
    measure: str = told("容量指标", en="Measure")
    day: date = told("日期", en="Day")
    value: float = told("峰值", en="Peak")


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest(Fact):
    """A stress test of a system: its plan, what it measured, its report and how long that is kept (21.1, 21.2)."""

    zh: ClassVar[str] = "压力测试"
    en: ClassVar[str] = "Stress test"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: date = told("完成日期", en="Completed on")
    plan: bool | None = told("是否有方案", en="Has a plan", default=None)
    scenarios: bool | None = told("是否设定测试场景", en="Has scenarios", default=None)
    performance: bool | None = told("含系统性能指标", en="Measures performance", default=None)
    network: bool | None = told("含网络负载指标", en="Measures network load", default=None)
    disaster: bool | None = told("含灾备建设指标", en="Measures disaster backup", default=None)
    report: bool | None = told("报告是否存档", en="Report archived", default=None)
    report_kept_to: date | None = told("报告保存至（含）", en="Report kept to", default=None, future=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSwing(Fact):
    """A great market swing after which a system's capacity may fall short, and the day set for its stress test."""

    zh: ClassVar[str] = "市场较大波动"
    en: ClassVar[str] = "Market swing"
    subject: ClassVar[str | None] = "system"

    system: str = told("可能受影响的系统编号", en="System that may fall short")
    at: date = told("日期", en="Day")
    test_by: date | None = told("机构确定的压力测试期限", en="Stress test set for", default=None, future=True)
    note: str | None = told("说明", en="Note", default=None)
