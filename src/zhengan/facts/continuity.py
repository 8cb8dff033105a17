"""Backups, their validity checks, backup sites, disaster centres and recovery objectives (Art. 20, 49)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, Term, told


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRun(Fact):
    """One backup of one system's data."""

    zh: ClassVar[str] = "备份记录"
    en: ClassVar[str] = "Backup run"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: datetime = told("备份完成时刻", en="Finished at")
    ok: bool = told("是否成功", en="Succeeded")
    site: Literal["local", "same_city", "remote"] | None = told("备份位置（本地、同城、异地）", en="Site", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTest(Fact):
    """A validity check (有效性验证): a backup really restored and compared."""

    zh: ClassVar[str] = "备份有效性验证"
    en: ClassVar[str] = "Validity check"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: datetime = told("验证完成时刻", en="Finished at")
    ok: bool = told("是否验证有效", en="Valid")
    method: str | None = told("验证方式", en="Method", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSite(Term):
    """A data backup facility: local, same-city or remote (20.1)."""

    zh: ClassVar[str] = "数据备份设施"
    en: ClassVar[str] = "Backup facility"
    subject: ClassVar[str | None] = "site"

    site: Literal["local", "same_city", "remote"] = told("位置（本地、同城、异地）", en="Site")
    name: str = told("名称", en="Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisasterSite(Term):
    """A disaster centre that stands behind a system; ``in_step``: data kept in step (同步保存, 49.1)."""

    zh: ClassVar[str] = "灾备设施"
    en: ClassVar[str] = "Disaster site"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    name: str = told("中心名称", en="Centre")
    place: Literal["same_city", "remote"] = told("位置（同城、异地）", en="Place")
    in_step: bool | None = told("数据是否同步保存", en="Data kept in step", default=None)
    active: bool = told("是否同时对外服务（双活或多活）", en="Serves at the same time", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultBackup(Term):
    """A fault backup facility (故障备份): what takes over when a component of the system fails."""

    zh: ClassVar[str] = "故障备份设施"
    en: ClassVar[str] = "Fault backup"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    name: str = told("名称", en="Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryObjective(Term):
    """The recovery time and recovery point set for a system, in minutes (20.2)."""

    zh: ClassVar[str] = "恢复目标"
    en: ClassVar[str] = "Recovery objective"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    rto_minutes: float = told("恢复时间目标（分钟）", en="RTO, minutes")
    rpo_minutes: float = told("恢复点目标（分钟）", en="RPO, minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover(Fact):
    """A switch to the disaster site or the other data centre, in a drill or for real, with the times measured."""

    zh: ClassVar[str] = "灾备切换"
    en: ClassVar[str] = "Takeover"
    subject: ClassVar[str | None] = "system"

    system: str = told("系统编号", en="System")
    at: datetime = told("切换时刻", en="At")
    rto_minutes: float | None = told("实测恢复时间（分钟）", en="Measured RTO, minutes", default=None)
    rpo_minutes: float | None = told("实测恢复点（分钟）", en="Measured RPO, minutes", default=None)
    continuous: bool | None = told("业务是否连续运行", en="Business continued", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreOutage(Term):
    """Days on which a disaster site could not serve."""

    zh: ClassVar[str] = "灾备设施停用"
    en: ClassVar[str] = "Disaster site out of service"
    subject: ClassVar[str | None] = "centre"

    centre: str = told("灾备设施编号", en="Disaster site")
    since: date = told("停用起始日", en="Since")
