"""Outages as monitoring saw them, incidents as people recorded them, plans and drills (Art. 37–41)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, Term, When, told

Grade = Literal["minor", "larger", "major", "severe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage(Fact):
    """A span in which monitoring saw a system fail or degrade; an outage without an incident report is an omission."""

    zh: ClassVar[str] = "服务中断"
    en: ClassVar[str] = "Outage"
    subject: ClassVar[str | None] = "system"
    moment: ClassVar[str | None] = "start"

    system: str = told("系统编号", en="System")
    start: datetime = told("开始时刻", en="Start")
    end: datetime | None = told("恢复时刻", en="End", default=None)
    planned: bool = told("是否计划内停机", en="Planned", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Fact):
    """A network security event: service degradation, data damage or leak. Reports of it are filings about its id."""

    zh: ClassVar[str] = "网络安全事件"
    en: ClassVar[str] = "Incident"
    subject: ClassVar[str | None] = "system"
    moment: ClassVar[str | None] = "detected"

    system: str = told("系统编号", en="System")
    name: str = told("事件名称", en="Name", default="")
    nature: Literal["service", "data_damage", "data_leak"] = told("性质（服务能力异常、数据损毁、数据泄露）", en="Nature")
    started: datetime | None = told("发生时刻", en="Started", default=None)
    detected: datetime = told("发现时刻", en="Detected at")
    recovered: When = told("恢复时刻", en="Recovered at", default=None)
    grade: Grade | None = told("事件级别（一般、较大、重大、特别重大）", en="Grade", default=None)
    affected_accounts: int | None = told("受影响账户数（户）", en="Accounts affected", default=None)
    evidence_kept: bool | None = told("现场和证据是否保护", en="Evidence kept", default=None)
    investors_affected: bool | None = told("是否影响投资者", en="Investors affected", default=None)
    investors_told: When = told("通知投资者时刻", en="Investors told at", default=None)
    told_substitute: bool | None = told("是否告知替代方式或应急措施", en="Told of substitutes", default=None)
    told_risks: bool | None = told("是否提示风险", en="Told of risks", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEntry(Fact):
    """One line of what was seen and done while an incident was dealt with, to the second; a piece of evidence kept is one.

    When it was detected, reported and over stands in the incident and in the filings about it, and is not said again here.
    """

    zh: ClassVar[str] = "事件处置记录"
    en: ClassVar[str] = "Incident entry"
    subject: ClassVar[str | None] = "incident"

    incident: str = told("事件编号", en="Incident")
    at: datetime = told("时刻", en="At")
    sort: Literal["found", "reporting", "handled", "restored", "investors", "evidence", "other"] = told(
        "类别（发现、报告、处置、恢复、通知投资者、证据、其他）", en="Sort"
    )
    text: str = told("内容", en="Text")
    item: Literal["logs", "snapshot", "screens", "chats", "monitoring", "operations", "statement"] | None = told(
        "所保全的证据（日志、快照、截屏、沟通记录、监控与告警、操作记录、供应商说明）", en="Evidence kept", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlan(Term):
    """A version of the emergency plan in force (37.1), with the scenarios it covers."""

    zh: ClassVar[str] = "应急预案"
    en: ClassVar[str] = "Emergency plan"

    name: str = told("名称", en="Name")
    impact_analysis: date | None = told("业务影响分析日期", en="Impact analysis on", default=None)
    aims: bool | None = told("是否明确应急目标", en="States aims", default=None)
    organisation: bool | None = told("是否明确应急组织", en="States organisation", default=None)
    procedure: bool | None = told("是否明确处置流程", en="States procedure", default=None)
    scenarios: tuple[Literal["security_event", "disaster", "key_people", "supplier_exit"], ...] | None = told(
        "场景（网络安全事件、自然灾害和公共卫生、重大人事变动、主要服务机构退出）", en="Scenarios", default=None
    )
    next_review: date | None = told("下次评审日期", en="Next review", default=None, future=True)
    bases: tuple[Literal["order218", "order82", "other"], ...] | None = told("制定依据", en="Based on", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill(Fact):
    """An emergency drill; with connected parties it is the yearly one of 38.1. Its report to CSRC is a filing."""

    zh: ClassVar[str] = "应急演练"
    en: ClassVar[str] = "Drill"

    at: date = told("演练日期（可先登记计划）", en="Day", future=True)
    name: str = told("名称", en="Name", default="")
    systems: tuple[str, ...] = told("涉及系统编号", en="Systems", default=())
    connected_parties: bool | None = told("关联主体是否参加", en="Connected parties took part", default=None)
    report_archived: bool | None = told("报告是否存档", en="Report archived", default=None)
