"""Zhengan as one of the systems of the institution that runs it: registered once, and told of by facts like any other.

A node may serve several institutions; the others neither run nor own it, and their lists do not hold it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.records import services as records
from zhengan.records.clock import now
from zhengan.records.models import Origin, Record
from zhengan.records.services import Entry
from zhengan.records.values import values_of
from zhengan.registers.capacity.models import Capacity
from zhengan.registers.catalogue import REGISTERS
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


def owner() -> Institution | None:
    """The institution that runs this node: the one that ZHENGAN_OWNER names, else the first there was; None where there is
    none (of that code)."""
    held = Institution.objects.order_by("pk")
    return (held.filter(code=settings.OWNER) if settings.OWNER else held).first()


def register_with_owner() -> None:
    """Put Zhengan into the registers of who runs it, and take back what earlier versions put into those of the others."""
    runs = owner()
    if runs is None:
        return
    for institution in watched():
        if institution != runs:
            _take_back(institution)
    register_itself(runs)


def _take_back(institution: Institution) -> None:
    """Withdraw what Zhengan recorded of itself, unless people have made its entry theirs by a version of their own."""
    if System.objects.current().filter(institution=institution, uid=SYSTEM, recorded_by=None).first() is None:
        return
    told = [HEARTBEAT, *LOGS.values()]
    with transaction.atomic():
        for register in REGISTERS.values():
            names = {field.name for field in register.fields}
            about = Q(uid=SYSTEM) if register.model is System else Q(pk=None)
            about |= Q(system=SYSTEM) if "system" in names else Q(pk=None)
            about |= Q(source__in=told) if "source" in names else Q(pk=None)
            rows = list(register.model.objects.current().filter(about, institution=institution, recorded_by=None))
            if rows:
                records.withdraw_several(rows, by=None, why="本节点由另一机构运行，证安不是本机构的系统")


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
