"""A system with something in every tab: half a year of peaks and link use, changes, logs with a hole, an incident."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.quiet import quiet
from zhengan.kit.time import CST
from zhengan.records.clock import now
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record_many
from zhengan.registers.capacity.models import DailyPeak
from zhengan.registers.systems.models import LinkUse

DAYS = 120


def fill(institution: Institution) -> None:
    """Fill the tabs of the system ``core``. Peaks grow from 100 to 219; yesterday's is the highest."""
    today = now().date()
    yesterday = today - timedelta(days=1)
    with quiet():
        made.enter(institution, "suppliers", id="maker", name="Maker Ltd", since="2019-01-01")
        made.enter(institution, "contracts", id="deal", supplier="maker", systems="core", since="2020-01-01")
        made.enter(institution, "mlps_gradings", id="grade", system="core", level="3", since="2022-01-01")
        made.enter(
            institution, "capacities", id="cap", system="core", measure="TPS", value="400", since="2020-01-01"
        )
        made.enter(
            institution,
            "links",
            id="line-1",
            link="line",
            name="Line",
            systems="core",
            mbps="1000",
            since="2020-01-01",
        )
        record_many(
            DailyPeak,
            [_peak(yesterday, n) for n in range(DAYS)],
            institution=institution,
            by=None,
            origin=Origin.IMPORT,
        )
        record_many(
            LinkUse,
            [_use(yesterday, n) for n in range(DAYS)],
            institution=institution,
            by=None,
            origin=Origin.IMPORT,
        )
        made.enter(institution, "restore_tests", id="check", system="core", at=f"{yesterday} 15:00", ok="是")
        made.enter(institution, "changes", id="chg", system="core", name="Switch", kind="change",
                   start=f"{yesterday} 20:00", end=f"{yesterday} 22:00")  # fmt: skip
        made.enter(
            institution,
            "log_sources",
            id="log",
            system="core",
            kind="business",
            name="Journal",
            since="2020-01-01",
        )
        hole = today - timedelta(days=30)
        for name, start, end in (
            ("earlier", date(2023, 5, 1), hole),
            ("later", hole + timedelta(days=1), today),
        ):
            made.enter(
                institution,
                "log_archives",
                id=name,
                source="log",
                start=f"{start} 00:00",
                end=f"{end} 00:00",
                intact="是",
            )
        made.enter(
            institution,
            "monitor_sources",
            id="probe",
            system="core",
            indicator="Answers",
            every_minutes="1",
            since="2020-01-01",
        )
        made.enter(institution, "incidents", id="inc", system="core", name="Slow orders", nature="service",
                   detected=f"{yesterday} 10:00", recovered=f"{yesterday} 10:20")  # fmt: skip
        made.enter(institution, "test_data_sets", id="copy", system="core", name="Test copy", environment="test",
                   sensitive="是", since="2024-01-01")  # fmt: skip
        made.enter(institution, "masking_runs", id="run", data_set="copy", at=f"{yesterday} 03:00", policy="customers.yaml",
                   policy_version="2.1", masked="1200", before="sha256:" + "0a" * 32, after="sha256:" + "0b" * 32)  # fmt: skip
        made.enter(institution, "masking_checks", id="look", data_set="copy", at=f"{yesterday} 04:00", output="/t/customers.csv",
                   digest="sha256:" + "0b" * 32, remaining="0", doubtful="2", policy="check.yaml",
                   policy_version="7", options="--format csv --no-audit")  # fmt: skip
        made.enter(institution, "outbound_channels", id="sms", system="core", name="SMS gateway", kind="sms", personal="是",
                   protection="masked", since="2024-01-01")  # fmt: skip
        made.enter(institution, "outbound_samples", id="sample", channel="sms", at=f"{yesterday} 11:00", looked_at="200",
                   unmasked="3")  # fmt: skip


def _peak(last: date, number: int) -> Entry:
    day = last - timedelta(days=DAYS - 1 - number)
    return Entry(
        f"peak-{day:%Y%m%d}", {"system": "core", "measure": "TPS", "day": day, "value": 100.0 + number}
    )


def _use(last: date, number: int) -> Entry:
    day = last - timedelta(days=DAYS - 1 - number)
    at = datetime(day.year, day.month, day.day, 10, tzinfo=CST)
    return Entry(
        f"use-{day:%Y%m%d}",
        {"link": "line", "at": at, "mbps": 300.0 + number, "in_session": number % 10 != 0},
    )
