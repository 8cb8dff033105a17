"""Zhengan as one of the systems of each institution it serves: registered once, and told of by facts like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.records import services as records
from zhengan.records.clock import now
from zhengan.records.models import Origin, Record
from zhengan.records.services import Entry
from zhengan.records.values import values_of
from zhengan.registers.capacity.models import Capacity
from zhengan.registers.continuity.models import BackupSite
from zhengan.registers.logs.models import LogSource, MonitorSource
from zhengan.registers.systems.models import System

SYSTEM = "zhengan"
MEASURE = "请求/秒"
HEARTBEAT = "zhengan-heartbeat"
LOGS: Mapping[str, str] = {"system": "zhengan-system-log", "business": "zhengan-business-log"}
REASON = "保存本机构履行证监会令第218号的记录与证据，数据须备份并验证有效"


def register_itself(institution: Institution) -> bool:
    """Put Zhengan into an institution's registers; whether anything had to be recorded. Withdrawn, it stays withdrawn."""
    today = now().date()
    system = {
        "name": "证安", "important": True, "classified": today, "classification_reason": REASON, "functions": ("other",),
        "markets": None, "cii": False, "supplier": None, "active_active": False, "since": today, "to": None,
    }  # fmt: skip
    own: list[tuple[type[Record], str, dict[str, Any]]] = [(System, SYSTEM, system)]
    pace = {"every_minutes": 1.0, "grace_minutes": 2.0}
    heartbeat = {"system": SYSTEM, "indicator": "心跳", "threshold": "连续 90 秒无心跳", **pace, "since": today, "to": None}
    own.append((MonitorSource, HEARTBEAT, heartbeat))
    names = {"system": "运行日志", "business": "操作日志"}
    for kind, uid in LOGS.items():
        own.append((LogSource, uid, {"system": SYSTEM, "kind": kind, "name": names[kind], "since": today, "to": None}))
    with transaction.atomic():
        _not_of_the_firm(institution)
        return sum(_once(model, uid, institution, values) for model, uid, values in own) > 0


def _not_of_the_firm(institution: Institution) -> None:
    """Earlier versions stated the folder of Zhengan's backups as a facility of the institution's: it seemed to have one."""
    rows = BackupSite.objects.current().filter(institution=institution, uid="zhengan-backups", recorded_by=None)
    for row in list(rows):
        records.withdraw(row, by=None, why="证安自身的备份目录不是机构的数据备份设施")


def register_everywhere() -> None:
    """The same for every institution on this node."""
    for institution in Institution.objects.order_by("pk"):
        register_itself(institution)


def watched() -> list[Institution]:
    """The institutions in whose registers Zhengan stands now."""
    held = System.objects.filter(uid=SYSTEM, superseded_at=None).values("institution")
    return list(Institution.objects.filter(pk__in=held).order_by("pk"))


def tell(model: type[Record], uid: str, values: Mapping[str, Any]) -> int:
    """State one measured fact in the registers of every institution that has Zhengan in them; once, however often asked."""
    return sum(_once(model, uid, institution, values) for institution in watched())


def set_capacity(value: float, how: str) -> None:
    """Put a capacity in force from today; an earlier one ends the day before."""
    today = now().date()
    for institution in watched():
        with transaction.atomic():
            standing = Capacity.objects.current().filter(institution=institution, system=SYSTEM, measure=MEASURE, to=None)
            for row in list(standing):
                _end(row, today)
            uid = f"zhengan-capacity-{now():%Y%m%dT%H%M%S}"
            values = {"system": SYSTEM, "measure": MEASURE, "value": value, "purchased": False, "since": today, "to": None}
            _record(Capacity, uid, institution, values, how)


def _end(row: Capacity, today: date) -> None:
    if row.since >= today:
        records.withdraw(row, by=None, why="同日重新测定")
    else:
        values = {**values_of(row), "to": today - timedelta(days=1)}
        records.correct(row, values, by=None, origin=Origin.CONNECTOR)


def _once(model: type[Record], uid: str, institution: Institution, values: Mapping[str, Any]) -> int:
    if model._base_manager.filter(institution=institution, uid=uid).exists():
        return 0
    try:
        with transaction.atomic():
            _record(model, uid, institution, values, "")
    except Problem as problem:
        if problem.code != "duplicate-id":  # another process was first
            raise
        return 0
    return 1


def _record(model: type[Record], uid: str, institution: Institution, values: Mapping[str, Any], remark: str) -> None:
    entry = Entry(uid, values)
    records.record(model, entry, institution=institution, by=None, origin=Origin.CONNECTOR, remark=remark[:500])


def stamp(instant: datetime) -> str:
    """An instant as part of an identifier."""
    return f"{instant:%Y%m%dT%H%M%S}"
