"""A finding traced to its facts: who recorded each, when true, when recorded, and whether it is still what was judged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.web import made
from tests.web.test_pages import text
from zhengan.accounts.models import Institution
from zhengan.assess.services import latest
from zhengan.assess.spells import of_question
from zhengan.kit.verdict import Verdict
from zhengan.records.clock import now
from zhengan.records.models import Origin
from zhengan.records.services import withdraw
from zhengan.registers import services
from zhengan.registers.capacity.models import Capacity
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.continuity.models import BackupRun
from zhengan.web.kit.subjects import Subjects
from zhengan.web.kit.trace import traced

DAILY = "/i/one/findings/20.1-daily/core/"
CORE = {"name": "核心交易系统", "important": "是", "markets": "SSE;SZSE", "since": "2018-01-01"}


def test_figure_limit_rule_law_and_source_stand_on_one_page(owner: Client) -> None:
    page = text(owner, DAILY)
    assert "核心交易系统" in page and "每日备份与季度验证" in page
    assert "≥ 1 次" in page and "来源已核实" in page and "20.1-daily" in page
    assert "重要信息系统应当每天至少备份数据一次" in page
    assert f"core-{made.yesterday():%Y%m%d}" in page and "与判定时一致" in page
    assert "结论的来历" in page


def test_the_finding_of_a_withdrawn_record_says_by_whom_and_why(owner: Client, one: Institution, people: made.People) -> None:
    made.incident(one)
    address = "/i/one/findings/39.1-report/fire/"
    assert "结论" in text(owner, address)
    row = REGISTERS["incidents"].model.objects.current().get(institution=one, uid="fire")
    services.withdraw(row, by=people.owner, why="误报", knowing=True)
    told = text(owner, address)
    assert "由 owner 撤回：误报" in told and "可能尚未登记" not in told and "Log-in fails" in told
    assert 'href="/i/one/registers/incidents/r/fire/"' in told


def test_evidence_entered_late_says_by_how_much(owner: Client, one: Institution) -> None:
    made.enter(one, "restore_tests", id="old", system="core", at=f"{now().date() - timedelta(days=9)} 10:00", ok="是")
    view = latest(one, now().date())
    finding = next(f for f in view.findings if f.rule == "20.1-restore" and f.subject == "core")
    found = next((t for t in traced(finding, one, Subjects(one)) if t.uid == "old"), None)
    assert found is not None and found.late_by is not None and found.late_by.days >= 8
    page = text(owner, reverse("finding", args=["one", finding.rule, finding.subject]))
    assert "补录" in page and f"晚 {found.late_by.days} 天" in page


def test_a_record_altered_behind_our_back_shows(owner: Client, one: Institution) -> None:
    assert "与判定时不一致" not in text(owner, DAILY)
    row = BackupRun.objects.get(uid=f"core-{made.yesterday():%Y%m%d}")
    with connection.cursor() as cursor:  # the services offer no way to do this
        cursor.execute(f"update {BackupRun._meta.db_table} set recorder = 'somebody' where id = %s", [row.pk])
    page = text(owner, DAILY)
    assert "与判定时不一致" in page


def test_every_version_is_told_and_the_one_judged_is_marked(owner: Client, one: Institution) -> None:
    made.enter(one, "restore_tests", id="r", system="core", at=f"{made.yesterday()} 10:00", ok="是", method="甲")
    sent = {**owner_cells(), "method": "乙", "version": str(REGISTERS["restore_tests"].model.objects.get(uid="r").pk)}
    assert owner.post("/i/one/registers/restore_tests/r/r/edit/", sent).status_code == 302
    page = text(owner, "/i/one/findings/20.1-restore/core/")
    assert "2 个版本" in page and "据此判定" in page and "<del>甲</del>" in page and "<ins>乙</ins>" in page


def owner_cells() -> dict[str, str]:
    return {"id": "r", "system": "core", "at": f"{made.yesterday()}T10:00:00", "ok": "true"}


def test_a_breach_offers_a_waiver_to_the_officer_alone(owner: Client, colleague: Client, one: Institution) -> None:
    made.enter(one, "mlps_gradings", id="g", system="core", level="3", filing_number="none", since="2024-01-01")
    view = latest(one, now().date())
    breach = next(f for f in view.findings if f.verdict is Verdict.NOT_MET)
    address = reverse("finding", args=["one", breach.rule, breach.subject])
    assert "/registers/waivers/new/?clause=" in text(owner, address)
    assert "/registers/waivers/new/" not in text(colleague, address)
    form = text(owner, f"/i/one/registers/waivers/new/?clause={breach.clause}&about={breach.subject}")
    assert f'value="{breach.clause}"' in form and f'value="{breach.subject}"' in form
    accepted = {"by": "首席信息官", "reason": "已有替代措施", "since": "2025-01-01"}
    made.enter(one, "waivers", id="w", clause=breach.clause, about=breach.subject, **accepted)
    page = text(owner, address)
    assert "首席信息官" in page and "已有替代措施" in page and "不符合" in page


@pytest.mark.parametrize("clause", ["99.9", "20.4", "71.1"])
def test_no_risk_is_accepted_of_a_clause_that_there_is_not(owner: Client, one: Institution, clause: str) -> None:
    accepted = {"clause": clause, "by": "首席信息官", "reason": "已有替代措施", "since": "2025-01-01"}
    refused = owner.post("/i/one/registers/waivers/new/", accepted)
    page = refused.content.decode()
    assert refused.status_code == 422 and f"没有条款“{clause}”" in page and "请核对条文" in page
    table = f"clause,by,reason,since\n{clause},甲,替代,2025-01-01\n".encode()
    plan = services.plan_import("waivers", table, "a.csv", institution=one)
    (wrong,) = plan.problems
    assert wrong.where is not None and (wrong.code, wrong.where.line, wrong.where.column) == ("clause", 2, 1)


def test_an_unknown_teaches_what_to_record_and_where(owner: Client, colleague: Client) -> None:
    page = text(owner, "/i/one/findings/20.2-facilities/core/")
    assert "绝不当作符合" in page and "/registers/disaster_sites/template.csv" in page
    assert "/registers/disaster_sites/new/?system=core" in page and "要记录什么" in page
    assert "/new/" not in text(colleague, "/i/one/findings/20.2-facilities/core/")


def test_how_it_stood_and_what_was_judged_otherwise_before(one: Institution) -> None:
    day = made.yesterday()
    latest(one, day - timedelta(days=60))
    latest(one, day)
    standing = of_question(one, "20.1-daily", "core", day)
    assert [s.verdict for s in standing.spells] == [Verdict.MET, Verdict.UNKNOWN]  # the latest first
    assert standing.spells[0].last == day and standing.spells[1].days == 1 and standing.revised == ()
    made.backups(one, 61, system="oa")  # another system: nothing changes for this one
    row = BackupRun.objects.get(uid=f"core-{day:%Y%m%d}")
    withdraw(row, by=None, why="误登记")
    latest(one, day)
    revised = of_question(one, "20.1-daily", "core", day)
    assert revised.spells[0].verdict is Verdict.NOT_MET
    assert [(r.verdict, r.day) for r in revised.revised] == [(Verdict.MET, day)]


def test_a_subject_with_a_slash_has_an_address(owner: Client, one: Institution) -> None:
    made.enter(one, "capacities", id="c", system="core", measure="委托笔/秒", value="100", since="2024-01-01")
    assert Capacity.objects.filter(measure="委托笔/秒").exists()
    made.enter(one, "daily_peaks", id="p", system="core", measure="委托笔/秒", day=str(made.yesterday()), value="20")
    subject = next(f.subject for f in latest(one, now().date()).findings if "/" in f.subject)
    rule = next(f.rule for f in latest(one, now().date()).findings if f.subject == subject)
    assert "委托笔/秒" in text(owner, reverse("finding", args=["one", rule, subject]))


@pytest.mark.parametrize("rest", ["nope/core/", "20.1-daily/nobody/", "20.1-daily/../", "20.1-daily/%00/"])
def test_what_was_never_asked_is_not_found(owner: Client, rest: str) -> None:
    assert owner.get(f"/i/one/findings/{rest}").status_code == 404


def test_another_institutions_subject_is_not_found(outsider: Client, one: Institution, owner: Client) -> None:
    text(owner, DAILY)
    assert outsider.get(DAILY).status_code == 404
    made.backups(Institution.objects.get(code="two"), 3)
    page = text(outsider, "/i/two/findings/20.1-daily/core/")  # its own system of the same name, and its own evidence
    assert "two" in page and page.count("与判定时一致") >= 1 and "/i/one/" not in page


def test_the_day_it_was_not_asked_shows_how_it_stood_before(owner: Client, one: Institution) -> None:
    text(owner, f"{DAILY}?on={made.yesterday() - timedelta(days=1)}")
    core = REGISTERS["systems"].model.objects.get(institution=one, uid="core")
    services.amend(core, {**CORE, "to": str(made.yesterday())}, by=None, origin=Origin.CLI)  # out of use since yesterday
    page = text(owner, DAILY)
    assert "这一天没有对该对象作此判定" in page and str(made.yesterday() - timedelta(days=1)) in page


def test_an_act_without_a_name_is_called_by_its_system_and_day(owner: Client, one: Institution) -> None:
    made.enter(one, "stress_tests", id="st-1", system="core", at="2024-03-01")
    page = owner.get("/i/one/articles/21/").content.decode()
    assert "核心交易系统 2024-03-01" in page
