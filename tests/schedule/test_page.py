"""运行状况, asked by an officer, an auditor and somebody from elsewhere; what runs now is the officer's to say."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import colleague, one, other, outsider, owner, people  # noqa: F401
from zhengan.accounts.models import Institution, Membership, Role
from zhengan.kit.time import CST
from zhengan.records.clock import running
from zhengan.schedule.jobs import TASKS, enrol
from zhengan.schedule.leases import LEASE, ask, give_back, take
from zhengan.schedule.models import Job, Outcome

PAGE = "/i/one/running/"


def test_who_sees_it(owner: Client, colleague: Client, outsider: Client) -> None:  # noqa: F811
    assert "还没有登记任务" in owner.get(PAGE).content.decode()
    enrol()
    for person, may in ((owner, True), (colleague, False)):
        text = person.get(PAGE).content.decode()
        assert "备份证安自身数据库" in text and "从未" in text
        assert ("running/backup/now/" in text) is may
    assert outsider.get(PAGE).status_code == 404


@pytest.mark.parametrize(("job", "status"), [("assess", 302), ("nonsense", 404)])
def test_run_now(owner: Client, colleague: Client, outsider: Client, job: str, status: int) -> None:  # noqa: F811
    enrol()
    before = Job.objects.get(name="assess").next_at
    assert outsider.post(f"{PAGE}{job}/now/").status_code == 404
    assert colleague.post(f"{PAGE}{job}/now/").status_code == 403
    for client, seen in ((owner, 405), (colleague, 405), (outsider, 405)):  # said before anybody is asked who they are
        page = client.get(f"{PAGE}{job}/now/")
        assert page.status_code == seen and "此网址不能直接打开" in page.content.decode() and page["Allow"] == "POST"
        assert f'href="{PAGE}"' in page.content.decode()
    assert Job.objects.get(name="assess").next_at == before
    assert owner.post(f"{PAGE}{job}/now/").status_code == status
    assert (Job.objects.get(name="assess").next_at < before) is (job == "assess")


def test_what_a_node_does_for_others_is_not_told(owner: Client, people: Any, one: Institution, other: Institution) -> None:  # noqa: F811
    """A job serves every institution of the node: its sentence and who asked for it may be another's."""
    enrol()
    for who in ("officer-of-two", people.owner.username):
        ask("assess", who)
        claim = take("assess", "host:1")
        assert claim is not None
        give_back(claim, TASKS["assess"].timing, Outcome.FAILED, "two: broken")
    page = owner.get(PAGE).content.decode()
    assert "two: broken" not in page and "officer-of-two" not in page
    assert f">{people.owner.username}<" in page
    Membership.objects.create(user=people.owner, institution=other, role=Role.AUDITOR)
    page = owner.get(PAGE).content.decode()
    assert page.count("two: broken") == 3 and "officer-of-two" in page  # nothing here is kept from them: the last run, and both


def test_in_english(owner: Client) -> None:  # noqa: F811
    enrol()
    owner.cookies["django_language"] = "en"
    text = owner.get(PAGE).content.decode()
    assert "Running" in text and "备份" not in text


@pytest.fixture
def clock(db: None) -> Any:
    hands = {"now": datetime(2026, 5, 20, 12, tzinfo=CST)}
    with running(lambda: hands["now"]):
        yield hands


def text(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", cell).split())


def cells(person: Client, language: str = "zh-hans") -> list[list[str]]:
    """Of the backup: the cells of its row, and of each row of its runs."""
    person.cookies["django_language"] = language
    rows = re.findall(r"<tr>(.*?)</tr>", person.get(PAGE).content.decode(), re.DOTALL)
    told = [[text(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]
    title = {"zh-hans": "备份证安自身数据库", "en": "Back up Zhengan"}[language]
    return [row for row in told if any(cell.startswith(title) for cell in row[:2])]


def test_who_holds_a_job_and_until_when(owner: Client, people: Any, other: Institution, clock: Any) -> None:  # noqa: F811
    Membership.objects.create(user=people.owner, institution=other, role=Role.AUDITOR)
    enrol()
    assert cells(owner)[0][2] == "空闲"
    claim = take("backup", "here:7")
    assert claim is not None
    row, run = cells(owner)
    assert row[2] == "进行中 here:7 自 2026-05-20 12:00 起，租约至 2026-05-20 12:00:45，到期前续租"
    assert row[3:5] == ["从未", "—"] and "立即运行" not in row and run[2] == "进行中" and run[5] == "here:7"
    assert cells(owner, "en")[0][2].startswith("Running here:7 since")
    clock["now"] += LEASE / 2
    with claim.writing():
        pass
    clock["now"] += LEASE - timedelta(seconds=1)
    assert cells(owner)[0][2].startswith("进行中")  # renewed with what was written
    give_back(claim, TASKS["backup"].timing, Outcome.DONE, "whole")
    row, run = cells(owner)
    assert row[2] == "空闲" and row[4] == "完成 whole" and run[2] == "完成"


def test_a_job_whose_process_was_killed_is_not_shown_as_running(owner: Client, clock: Any) -> None:  # noqa: F811
    enrol()
    assert take("backup", "here:7")
    clock["now"] += LEASE
    row, run = cells(owner)
    assert row[2].startswith("中断 here:7 自 2026-05-20 12:00 起在做，租约 2026-05-20 12:00:45 到期未续")
    assert run[2] == "中断" and row[6] == "立即运行"
    english, run = cells(owner, "en")
    assert english[2].startswith("Lost here:7 began at") and "unrenewed" in english[2] and run[2] == "Lost"
    clock["now"] += timedelta(minutes=2)
    assert "没有进程在运行定时任务" in cells(owner)[0][5]
    assert take("verify", "there:8")
    assert cells(owner)[0][5].endswith("已到时，等进行中的任务做完")  # somebody works: it is not true that nobody does
    assert take("backup", "there:8")
    row, again, lost = cells(owner)
    assert row[2].startswith("进行中 there:8") and (again[2], lost[2], lost[5]) == ("进行中", "中断", "here:7")


def test_a_job_that_hangs_is_said_to_be_stuck(owner: Client, clock: Any) -> None:  # noqa: F811
    enrol()
    claim = take("backup", "here:7")
    assert claim is not None
    clock["now"] += TASKS["backup"].longest
    assert claim.renew()
    assert cells(owner)[0][2].startswith("进行中")
    clock["now"] += LEASE
    assert cells(owner)[0][2].startswith("卡住 here:7") and cells(owner, "en")[0][2].startswith("Stuck here:7")


def test_the_page_asks_little(one: Institution, owner: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    enrol()
    with django_assert_max_num_queries(14):
        owner.get(PAGE)
