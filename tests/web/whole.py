"""An institution with something on every page: three days of judging, news of it, jobs that ran, a waiver."""

from __future__ import annotations

from datetime import timedelta

from tests.web import made, rich
from zhengan.assess.services import assess
from zhengan.records.clock import now, running
from zhengan.schedule.jobs import enrol
from zhengan.schedule.models import Job, Outcome, Run

AGO = timedelta(days=3)


def fill() -> made.People:
    """Fill ``one``; ``two`` stays bare. The backups end three days ago, so that today there is a breach to tell of."""
    then = now() - AGO
    with running(lambda: then):
        one = made.institution("one")
        made.backups(one, 20)
        rich.fill(one)
        long = "网下发行电子化与统一客户身份认证管理平台（同城灾备中心）"  # names are long in life, and pages narrow
        made.enter(one, "systems", id="long", name=long, important="否", since="2018-01-01")
        for place in ("local", "same_city", "remote"):
            made.enter(one, "backup_sites", id=place, site=place, name=f"{place} 机房", since="2020-01-01")
        made.enter(one, "waivers", id="waiver", clause="20.1", about="core", by="周衡", reason="扩容", since=f"{then:%Y-%m-%d}")
        people = made.people(one, made.institution("two"))
        assess(one, then.date())
    made.imported(one)
    made.incident(one, grade="重大")
    assess(one, now().date())
    enrol()
    job = Job.objects.order_by("name").first()
    assert job is not None
    Run.objects.create(
        job=job, fence=1, due_at=now(), started_at=now(), ended_at=now(), outcome=Outcome.FAILED,
        detail="磁盘空间不足：/very/long/path/of/a/folder/that/has/no/blank/at/all/backups/zhengan.sqlite3", holder="test",
    )  # fmt: skip
    return people
