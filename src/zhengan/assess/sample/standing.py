"""What stands: the firm, its people, systems, lines, sites, suppliers, plans and grades, loaded from files on the first day.

Wrong on purpose: the disaster site of the app does not exist, one supplier is not filed and was never urged, one
contract lacks the duty to assist investigations, the emergency plan says nothing of a main supplier's exit; the first
review of that plan was twelve days late, the post of the first responsible person stood empty for nine days, one
supplier had no contract for three weeks, and the newest system was classified twelve days after it had gone live.

Assumptions: what changed in the three years was entered when it changed, as a correction of what stood before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from zhengan.assess.sample.events import Event, Years, at
from zhengan.assess.sample.firm import (
    BY_ID,
    ENLARGED,
    IMPORTANT,
    LAUNCHED,
    LINKS,
    PROVIDED,
    SUPPLIERS,
    SYSTEMS,
    Sys,
)
from zhengan.kit.time import DAY

SINCE = date(2019, 1, 1)
NO_SITE = "app"


def events(years: Years) -> Iterator[Event]:
    """Everything that stood, and how it changed."""
    stood = partial(_stood, years)
    yield stood("institution", "demo", name="示例证券股份有限公司", kind="operating", licence="securities",
                jurisdiction="上海", scope_claim="applies", since=date(2010, 1, 1))  # fmt: skip
    for system in SYSTEMS:
        yield from _system(years, system)
    for site, name in (("local", "张江主机房"), ("same_city", "外高桥同城中心"), ("remote", "合肥异地中心")):
        yield stood("backup_sites", f"site-{site}", site=site, name=name, since=SINCE)
    yield from _people(years)
    yield from _capacity(years)
    yield from _continuity(years)
    yield from _suppliers(years)
    yield from _contracts(years)
    yield from _plans(years)
    yield from _sources(years)


def _stood(years: Years, register: str, uid: str, **values: Any) -> Event:
    """A term of the opening load, or of the day on which it began where that is later."""
    return Event(years.known(at(values["since"])), register, uid, values)


def _amended(before: Event, recorded: datetime, why: str, **values: Any) -> Event:
    return Event(recorded, before.register, before.uid, before.values | values, why)


def _system(years: Years, system: Sys) -> Iterator[Event]:
    live = system.live(years.today)
    late = 12 if system.id == "otc" else 0
    stated = _stood(
        years, "systems", system.id, name=system.name, important=system.important, functions=system.functions,
        markets=system.markets, supplier=system.supplier, since=live, active_active=system.id == "web",
        classified=live + late * DAY, classification_reason=system.reason,
    )  # fmt: skip
    if not late:
        yield stated
        return
    yield _amended(stated, stated.recorded, "", important=None, classified=None, classification_reason=None)
    yield Event(at(live + late * DAY, "17:30"), "systems", system.id, stated.values, "补充重要信息系统认定")


def _people(years: Years) -> Iterator[Event]:
    """The first responsible person changed half a year ago, the successor appointed ten days later: nine days vacant."""
    stood, left = partial(_stood, years), years.today - 190 * DAY
    first = stood("appointments", "post-1", role="first_responsible", person="沈致远", position="principal",
                  since=date(2021, 3, 1))  # fmt: skip
    yield first
    yield _amended(first, at(left, "18:00"), "离任", to=left)
    yield stood("appointments", "post-2", role="first_responsible", person="顾明", position="principal", since=left + 10 * DAY)
    yield stood("appointments", "post-3", role="direct_responsible", person="周衡", position="senior_manager",
                since=date(2020, 1, 1))  # fmt: skip
    yield stood("appointments", "post-4", role="direct_responsible", person="许岚", position="leadership",
                since=years.today - 620 * DAY)  # fmt: skip
    yield stood("lead_departments", "lead", name="信息技术中心", since=date(2018, 1, 1),
                duties=("important_systems", "emergency_plan", "drills"))  # fmt: skip


def _capacity(years: Years) -> Iterator[Event]:
    """Lines and capacities; the internet access and the app were enlarged a year and a half ago."""
    stood, enlarged = partial(_stood, years), years.today - ENLARGED * DAY
    for link, name, systems, mbps, _ in LINKS:
        values = {"link": link, "name": name, "systems": systems}
        if link == "link-net" and enlarged > years.first:
            small = stood("links", f"{link}-0", **values, mbps=mbps / 2, since=SINCE)
            yield small
            yield _amended(small, at(enlarged - DAY, "20:00"), "扩容，换用新线路", to=enlarged - DAY)
            yield stood("links", f"{link}-1", **values, mbps=mbps, since=enlarged)
        else:
            since = max(SINCE, *(BY_ID[id].live(years.today) for id in systems))
            yield stood("links", f"{link}-1", **values, mbps=mbps, since=since)
    for system in IMPORTANT:
        since = max(SINCE, system.live(years.today))
        values = {"system": system.id, "measure": system.measure}
        if system.id == "app" and enlarged > years.first:
            small = stood("capacities", "cap-app-0", **values, value=system.bears * 0.75, since=since)
            yield small
            yield _amended(small, at(enlarged - DAY, "20:00"), "扩容", to=enlarged - DAY)
            since = enlarged
        yield stood("capacities", f"cap-{system.id}", **values, value=system.bears, since=since)
    yield stood("capacities", "cap-bse", system="core", measure="北交所报盘笔/秒", value=1000.0, purchased=True, since=SINCE)


def _continuity(years: Years) -> Iterator[Event]:
    """Fault backup, objectives and a disaster site in the same city; the core has one far away, one site paused twice."""
    stood = partial(_stood, years)
    for system in IMPORTANT:
        since = max(SINCE, system.live(years.today))
        yield stood("fault_backups", f"fault-{system.id}", system=system.id, name="双机热备", since=since)
        yield stood("recovery_objectives", f"goal-{system.id}", system=system.id, rto_minutes=30.0, rpo_minutes=5.0, since=since)
        if system.id != NO_SITE:
            built = since - 28 * DAY if system.id in LAUNCHED else since  # and switched to for a trial before the launch
            yield Event(years.known(at(since)), "disaster_sites", f"dr-{system.id}", {
                "system": system.id, "name": "外高桥同城灾备中心", "place": "same_city", "in_step": True,
                "active": system.id == "web", "since": built,
            })  # fmt: skip
    yield stood("disaster_sites", "dr-core-2", system="core", name="合肥异地灾备中心", place="remote", in_step=False,
                since=date(2020, 7, 1))  # fmt: skip
    for number, ago in enumerate((610, 245)):
        down = years.today - ago * DAY
        if down > years.first:
            yield stood("centre_outages", f"dr-fund-down-{number + 1}", centre="dr-fund", since=down, to=down + DAY)


def _suppliers(years: Years) -> Iterator[Event]:
    """Ten suppliers; of the two behind important systems that were not filed, one was urged and filed, the other neither."""
    stood = partial(_stood, years)
    for id, name, filed in SUPPLIERS:
        supplier = stood("suppliers", id, name=name, filed=filed, filing_checked=years.first - 10 * DAY, since=date(2018, 1, 1))
        yield supplier
        if id == "yunkuo":
            urged, done = years.first + 21 * DAY, years.first + 96 * DAY
            yield Event(at(urged, "16:00"), "filing_urges", "urge-yunkuo-1", {"supplier": id, "at": urged})
            yield Event(at(urged + 45 * DAY, "16:00"), "filing_urges", "urge-yunkuo-2", {"supplier": id, "at": urged + 45 * DAY})
            yield _amended(supplier, at(done, "11:00"), "已完成备案", filed=done, filing_checked=done)


def _contracts(years: Years) -> Iterator[Event]:
    """One contract after the other with every supplier; the data supplier's was renewed three weeks late."""
    stood, today = partial(_stood, years), years.today
    for id, _, _ in SUPPLIERS:
        terms = {"supplier": id, "systems": PROVIDED[id], "confidentiality": True, "security_duties": True,
                 "assist_investigation": id != "quotech"}  # fmt: skip
        if id == "hengtai":
            yield stood("contracts", "c-hengtai", **terms, since=date(2023, 1, 1), to=today + 45 * DAY)
        elif id == "quotech":
            yield stood("contracts", "c-quotech", **terms, since=date(2022, 1, 1), to=today + 740 * DAY)
        else:
            end = today - (120 + 9 * len(id)) * DAY
            gap = 21 if id == "shuheng" else 0
            early = {**terms, "systems": tuple(name for name in PROVIDED[id] if name not in ("otc", "wealth"))}
            yield stood("contracts", f"c-{id}-1", **early, since=date(2022, 3, 1), to=end)
            yield stood("contracts", f"c-{id}-2", **terms, since=end + (1 + gap) * DAY, to=end + 3 * 365 * DAY)
            if id == "shuheng":
                live = min(s.live(today) for s in SYSTEMS if s.id in ("otc", "wealth"))
                yield stood("contracts", f"c-{id}-new", **terms | {"systems": ("otc", "wealth")}, since=live - 30 * DAY, to=end)


def _plans(years: Years) -> Iterator[Event]:
    """The first version of the emergency plan, reviewed once a year, and the second since fourteen months ago."""
    stood, today, second = partial(_stood, years), years.today, years.today - 440 * DAY
    parts = {"aims": True, "organisation": True, "procedure": True, "bases": ("order218", "order82")}
    if second > years.first:
        review = years.first + 170 * DAY
        plan = stood("emergency_plans", "plan-1", name="网络安全事件应急预案", since=date(2022, 6, 1),
                     impact_analysis=date(2022, 4, 20), scenarios=("security_event", "disaster"), next_review=review,
                     **parts)  # fmt: skip
        yield plan
        late = 12
        while review + 360 * DAY < second:
            plan = _amended(plan, at(review + late * DAY, "17:00"), "年度评审，继续有效", next_review=review + 360 * DAY)
            yield plan
            late = -6
            review += 360 * DAY
        yield _amended(plan, at(second - 20 * DAY, "17:00"), "由第二版接替", next_review=review + 360 * DAY, to=second - DAY)
    yield stood("emergency_plans", "plan-2", name="网络安全事件应急预案（第二版）", since=second,
                impact_analysis=second - 40 * DAY, scenarios=("security_event", "disaster", "key_people"),
                next_review=today + 60 * DAY, **parts | {"bases": ("order218",)})  # fmt: skip


def _sources(years: Years) -> Iterator[Event]:
    stood = partial(_stood, years)
    for system in IMPORTANT:
        since = max(SINCE, system.live(years.today))
        yield stood("monitor_sources", f"mon-{system.id}", system=system.id, indicator="服务可用性与响应时间",
                    threshold="连续 3 次失败或响应 > 500 毫秒", every_minutes=1.0, grace_minutes=1440.0, since=since)  # fmt: skip
        for kind, name in (("business", "业务流水日志"), ("system", "操作系统日志")):
            yield stood("log_sources", f"log-{system.id}-{kind[0]}", system=system.id, kind=kind, name=name, since=since)
