"""What stands: the firm, its people, systems, links, sites, suppliers, plans and grades, recorded on the first day.

Wrong on purpose: the disaster site of the app does not exist, one supplier is not filed and was never urged, one
contract lacks the duty to assist investigations, the emergency plan says nothing of a main supplier's exit, and one
system's MLPS assessment is overdue.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.assess.sample.events import Event, at

STOCKS = ("SSE", "SZSE", "BSE")
# id, name, important, functions, markets, live since, supplier
SYSTEMS = (
    ("core", "核心交易系统", True, ("trading", "settlement"), STOCKS, date(2018, 6, 1), "hengtai"),
    ("quote", "行情系统", True, ("quotation",), STOCKS, date(2019, 3, 1), "quotech"),
    ("app", "手机证券", True, ("trading", "account"), STOCKS, date(2020, 9, 1), "hengtai"),
    ("settle", "清算系统", True, ("settlement",), STOCKS, date(2017, 1, 1), "hengtai"),
    ("risk", "实时风控系统", True, ("risk",), STOCKS, date(2021, 5, 1), None),
    ("oa", "办公系统", False, ("other",), ("SSE",), date(2015, 1, 1), None),
)
IMPORTANT = tuple(row[0] for row in SYSTEMS if row[2])
NAMES = {row[0]: row[1] for row in SYSTEMS}
LINKS = (("link-sse", "上交所专线", ("core", "quote"), 1000.0), ("link-szse", "深交所专线", ("core", "quote"), 1000.0),
         ("link-net", "互联网接入", ("app",), 2000.0))  # fmt: skip
CAPACITIES = {"core": ("委托笔/秒", 60000.0), "quote": ("在线用户", 500000.0), "app": ("并发会话", 90000.0),
              "settle": ("清算笔/分钟", 400000.0), "risk": ("检查次/秒", 120000.0)}  # fmt: skip


def events(first: date, today: date) -> Iterator[Event]:
    """Everything that stood on the first day of the sample."""
    morning = at(first)
    since = date(2019, 1, 1)
    yield _event(morning, "institution", "demo", name="示例证券股份有限公司", kind="operating", licence="securities",
                 jurisdiction="上海", scope_claim="applies", since=date(2010, 1, 1))  # fmt: skip
    for id, name, important, functions, markets, live, supplier in SYSTEMS:
        yield _event(morning, "systems", id, name=name, important=important, functions=functions, markets=markets,
                     supplier=supplier, since=live, classified=live, classification_reason="年度重要信息系统认定")  # fmt: skip
    for site, name in (("local", "张江主机房"), ("same_city", "外高桥同城中心"), ("remote", "合肥异地中心")):
        yield _event(morning, "backup_sites", f"site-{site}", site=site, name=name, since=since)
    yield from _people(morning, first, today)
    yield from _capacity(morning, since)
    yield from _continuity(morning, since)
    yield from _suppliers(morning, first, today)
    yield from _grades(morning, today)
    yield from _sources(morning, since)
    yield _event(morning, "emergency_plans", "plan-2", name="网络安全事件应急预案（第二版）", since=first - timedelta(days=40),
                 impact_analysis=first - timedelta(days=80), aims=True, organisation=True, procedure=True,
                 scenarios=("security_event", "disaster", "key_people"), next_review=today + timedelta(days=60),
                 bases=("order218",))  # fmt: skip


def _event(recorded: datetime, register: str, uid: str, **values: Any) -> Event:
    return Event(recorded, register, uid, values)


def _people(morning: datetime, first: date, today: date) -> Iterator[Event]:
    """The first responsible person changed half a year ago, the successor appointed nine days late: a vacancy."""
    left = today - timedelta(days=190)
    yield _event(morning, "appointments", "post-1", role="first_responsible", person="沈致远", position="principal",
                 since=date(2021, 3, 1), to=left)  # fmt: skip
    yield _event(at(left + timedelta(days=10)), "appointments", "post-2", role="first_responsible", person="顾明",
                 position="principal", since=left + timedelta(days=10))  # fmt: skip
    yield _event(morning, "appointments", "post-3", role="direct_responsible", person="周衡", position="senior_manager",
                 since=date(2020, 1, 1))  # fmt: skip
    yield _event(morning, "lead_departments", "lead", name="信息技术中心", since=date(2018, 1, 1),
                 duties=("important_systems", "emergency_plan", "drills"))  # fmt: skip


def _capacity(morning: datetime, since: date) -> Iterator[Event]:
    for id, name, systems, mbps in LINKS:
        yield _event(morning, "links", f"{id}-1", link=id, name=name, systems=systems, mbps=mbps, since=since)
    for system, (measure, value) in CAPACITIES.items():
        yield _event(morning, "capacities", f"cap-{system}", system=system, measure=measure, value=value, since=since)
    yield _event(morning, "capacities", "cap-bse", system="core", measure="北交所报盘笔/秒", value=1000.0, purchased=True,
                 since=since)  # fmt: skip


def _continuity(morning: datetime, since: date) -> Iterator[Event]:
    for system in IMPORTANT:
        yield _event(morning, "fault_backups", f"fault-{system}", system=system, name="双机热备", since=since)
        yield _event(morning, "recovery_objectives", f"goal-{system}", system=system, rto_minutes=30.0, rpo_minutes=5.0,
                     since=since)  # fmt: skip
        if system != "app":
            yield _event(morning, "disaster_sites", f"dr-{system}", system=system, name="外高桥同城灾备中心",
                         place="same_city", in_step=True, since=since)  # fmt: skip


def _suppliers(morning: datetime, first: date, today: date) -> Iterator[Event]:
    checked = first - timedelta(days=10)
    yield _event(morning, "suppliers", "hengtai", name="恒泰科技股份有限公司", filed=date(2021, 8, 12),
                 filing_checked=checked, since=date(2018, 1, 1))  # fmt: skip
    yield _event(morning, "suppliers", "quotech", name="全景行情技术有限公司", filing_checked=checked, since=date(2019, 1, 1))
    yield _event(morning, "contracts", "c-hengtai", supplier="hengtai", systems=("core", "app", "settle"), confidentiality=True,
                 security_duties=True, assist_investigation=True, since=date(2023, 1, 1),
                 to=today + timedelta(days=45))  # fmt: skip
    yield _event(morning, "contracts", "c-quotech", supplier="quotech", systems=("quote",), confidentiality=True,
                 security_duties=True, assist_investigation=False, since=date(2024, 1, 1), to=date(2028, 12, 31))  # fmt: skip


def _grades(morning: datetime, today: date) -> Iterator[Event]:
    for number, system in enumerate(IMPORTANT):
        yield _event(morning, "mlps_gradings", f"mlps-{system}", system=system, level=3, since=date(2022, 1, 1),
                     filing_number=f"31011543025-{22001 + number}")  # fmt: skip
        done = today - timedelta(days=430 if system == "risk" else 120 + 9 * number)
        yield _event(max(morning, at(done, "17:00")), "mlps_assessments", f"mlpsa-{system}", system=system, at=done, passed=True,
                     problems=4 + number, remedied=4 + number)  # fmt: skip


def _sources(morning: datetime, since: date) -> Iterator[Event]:
    for system in IMPORTANT:
        yield _event(morning, "monitor_sources", f"mon-{system}", system=system, indicator="服务可用性与响应时间",
                     threshold="连续 3 次失败或响应 > 500 毫秒", every_minutes=1.0, grace_minutes=1440.0,
                     since=since)  # fmt: skip
        for kind, name in (("business", "业务流水日志"), ("system", "操作系统日志")):
            yield _event(morning, "log_sources", f"log-{system}-{kind[0]}", system=system, kind=kind, name=name, since=since)
