"""People read what things are called, not the identifiers of their records."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.services import latest
from zhengan.records.clock import now
from zhengan.schedule.jobs import TASKS, enrol


@pytest.fixture
def nameless(one: Institution) -> Institution:
    """An incident and an outage that nobody gave a name."""
    made.incident(one, id="o1", name="", nature="service")
    start = now() - timedelta(minutes=31)
    made.enter(one, "outages", id="o10", system="core", start=f"{start:%Y-%m-%d %H:%M:%S}")
    return one


def read(client: Client, address: str) -> str:
    """What a reader sees: the page without addresses and other attributes, and without evidence and registers' own columns."""
    page = client.get(f"/i/one/{address}").content.decode()
    page = re.sub(r'<details class="evidence">.*?</details>|<section class="card records">.*?</section>', "", page, flags=re.S)
    return re.sub(r"<[^>]*>", " ", page.partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize(
    "address", ["", "systems/core/events/", "incidents/", "incidents/o1/room/", "calendar/?view=list", "articles/39/"]
)
def test_an_incident_without_a_name_is_called_by_what_it_is(owner: Client, nameless: Institution, address: str) -> None:
    page = read(owner, address)
    assert "核心交易系统" in page and re.findall(r"\bo10?\b", page) == []


def test_what_is_found_of_it_says_of_which_nature_it_is(nameless: Institution) -> None:
    found = latest(nameless, now().date()).findings
    (said,) = [one for one in found if one.rule == "39.1-report" and one.subject == "o1"]
    row = said.says.render("zh"), said.says.render("en")
    assert "的事件“服务能力异常”" in row[0] and "Service degradation" in row[1] and "o1" not in row[0] + row[1]


def test_the_events_of_a_system_are_named(owner: Client, nameless: Institution) -> None:
    page = read(owner, "systems/core/events/")
    days = [f"核心交易系统 {now() - timedelta(minutes=ago):%Y-%m-%d}" for ago in (31, 30)]  # which may be yesterday's
    assert "服务能力异常" in page and any(day in page for day in days)


def test_jobs_are_called_by_their_titles(owner: Client, one: Institution) -> None:
    enrol()
    page = read(owner, "running/")
    assert [name for name in TASKS if re.search(rf"\b{name}\b", page)] == []
    assert all(str(task.title) in page for task in TASKS.values())


def test_the_preview_of_an_import_names_what_its_rows_point_to(owner: Client, one: Institution) -> None:
    table = "系统编号,备份完成时刻,是否成功,备份位置\ncore,2026-01-05 02:00,是,本地\n"
    sent = owner.post("/i/one/registers/backup_runs/import/", {"file": SimpleUploadedFile("a.csv", table.encode())})
    preview = sent.content.decode().partition('id="preview"')[2]
    assert '<span title="core">核心交易系统</span>' in preview
