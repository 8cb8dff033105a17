"""Monitoring sources and what arrived from them; log sources and what is kept of them (Art. 18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, Term, When, told


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorSource(Term):
    """A source of measurements of a system: its indicator, threshold, and how often a sample is expected."""

    zh: ClassVar[str] = "监测数据源"
    en: ClassVar[str] = "Monitoring source"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    indicator: str = told("监测指标", en="Indicator")
    threshold: str | None = told("告警阈值", en="Threshold", default=None)
    every_minutes: float = told("采样间隔（分钟）", en="Sample every, minutes", positive=True)
    grace_minutes: float = told("容许延迟（分钟）", en="Grace, minutes", default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples(Fact):
    """Samples received from a source without a break from ``start`` to ``end``; ``frozen``: the value never moved."""

    zh: ClassVar[str] = "监测数据时段"
    en: ClassVar[str] = "Samples received"
    subject: ClassVar[str | None] = "source"
    moment: ClassVar[str | None] = "start"

    source: str = told("数据源编号", en="Source")
    start: datetime = told("首个样本时刻", en="First sample")
    end: datetime = told("末个样本时刻", en="Last sample")
    count: int | None = told("样本数", en="Samples", default=None)
    frozen: bool = told("数值是否始终不变", en="Value never moved", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Fact):
    """An anomaly that monitoring raised, and when it was dealt with."""

    zh: ClassVar[str] = "监测异常"
    en: ClassVar[str] = "Anomaly"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: datetime = told("发现时刻", en="Found at")
    handled: When = told("处置完成时刻", en="Handled at", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringReview(Fact):
    """A review of how well monitoring works (18.1)."""

    zh: ClassVar[str] = "监测机制评估"
    en: ClassVar[str] = "Monitoring review"

    at: date = told("评估日期", en="Reviewed on")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSource(Term):
    """A log that a system writes: a business log or a system log."""

    zh: ClassVar[str] = "日志源"
    en: ClassVar[str] = "Log source"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    kind: Literal["business", "system"] = told("日志类别（业务日志、系统日志）", en="Kind")
    name: str = told("名称", en="Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogArchive(Fact):
    """A stretch of log that is kept, complete from ``start`` to ``end``."""

    zh: ClassVar[str] = "日志归档"
    en: ClassVar[str] = "Log archive"
    subject: ClassVar[str | None] = "source"
    moment: ClassVar[str | None] = "start"

    source: str = told("日志源编号", en="Log source")
    start: datetime = told("内容起始时刻", en="From")
    end: datetime = told("内容截止时刻", en="To")
    deleted: date | None = told("清除日期", en="Deleted on", default=None)
    intact: bool | None = told("完整性校验结果", en="Integrity check", default=None)
