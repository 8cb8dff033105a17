"""The texts that are sent hold what is recorded and nothing else; the first, the next and the last report differ."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.law.room import limits_of
from zhengan.records.clock import now, running
from zhengan.registers.incidents.models import Incident

BLANK = "（待补充"
WRITTEN = "%Y-%m-%d %H:%M:%S"


def text(client: Client, kind: str, **query: Any) -> str:
    page = client.get(f"/i/one/incidents/fire/room/text/{kind}/", query)
    assert page.status_code == 200
    area = page.content.decode().partition("<textarea")[2].partition("</textarea>")[0]
    return unescape(area.partition(">")[2]).strip()


def ago(minutes: int) -> str:
    return f"{now() - timedelta(minutes=minutes):{WRITTEN}}"


def line(written: str, name: str) -> str:
    return next(row.partition("：")[2] for row in written.splitlines() if row.startswith(f"{name}："))


def fire(one: Institution) -> Incident:
    found: Incident = Incident.objects.filter(institution=one, uid="fire").current().get()
    return found


def test_the_first_report_marks_what_nobody_recorded(owner: Client, one: Institution) -> None:
    made.incident(one)
    first = text(owner, "first")
    assert first.startswith("网络安全事件应急报告（首报）")
    assert line(first, "报告单位") == "one 证券" and line(first, "涉及系统") == "核心交易系统（重要信息系统）"
    assert line(first, "发现时间") == f"{fire(one).detected:{WRITTEN}}" and line(first, "事件性质") == "服务能力异常"
    nobody_said = [
        "发生时间", "发生地点", "受影响账户数", "影响范围和程度", "损失和后果", "初步原因", "签发人", "联系人及电话",
    ]  # fmt: skip
    for name in nobody_said:
        assert line(first, name).startswith(BLANK), name
    assert "（待补充：请在“机构”台账登记所在辖区）" in line(first, "报告对象")
    assert f"三、已采取的措施\n{BLANK}" in first and "级别未定" in first
    assert line(first, "事件级别") == "尚未定级"  # a fact: the report waits for no grade


def test_what_is_on_record_is_not_asked_for(owner: Client, one: Institution) -> None:
    """The functions of the system, that nobody reported before, and that nothing came since."""
    made.enter(one, "systems", id="pay", name="支付系统", functions="交易;结算", since="2018-01-01")
    made.incident(one, 60, system="pay", recovered=ago(10))
    first, final = text(owner, "first"), text(owner, "final")
    assert line(first, "涉及系统") == "支付系统（尚未认定是否重要）" and "请在“信息系统”台账登记" in line(first, "服务的市场")
    assert line(first, "影响范围和程度").startswith("系统承担的业务功能：交易、结算。（待补充：")
    assert "没有应急报告的记录。" in final.partition("五、")[2].partition("六、")[0]
    made.enter(one, "filings", type="emergency_report", about="fire", at=ago(5))
    assert "前次报告以来没有新的记录。" in text(owner, "again") and "未登记报告对象" in text(owner, "final")


@pytest.mark.parametrize("kind", ["first", "again", "final", "notice"])
def test_every_blank_says_what_belongs_there(owner: Client, one: Institution, kind: str) -> None:
    made.incident(one)
    bare = [row for row in text(owner, kind).splitlines() if "（待补充）" in row]
    assert {row.partition("：")[0] for row in bare} <= {"签发人", "联系人及电话"}


def test_what_is_recorded_stands_in_it(owner: Client, one: Institution) -> None:
    made.incident(one, started=ago(40), grade="重大", affected_accounts="1200",
                  investors_affected="是")  # fmt: skip
    made.enter(one, "incident_entries", incident="fire", sort="处置", text="切换到同城", at=ago(9))
    first = text(owner, "first")
    measures = first.partition("三、")[2].partition("四、")[0]
    assert "切换到同城" in measures and BLANK not in measures
    assert line(first, "事件级别") == "重大" and line(first, "受影响账户数") == "1,200"
    assert line(first, "发生时间") == f"{fire(one).started:{WRITTEN}}" and "影响投资者，尚未通知。" in first


def test_the_next_report_is_due_by_the_limit_of_the_law(owner: Client, one: Institution) -> None:
    made.incident(one, grade="特别重大")
    again = next(one for one in limits_of(39) if one.id == "report_again")
    at = now().replace(microsecond=0) + timedelta(seconds=1)
    with running(lambda: at):
        assert f"不晚于 {at + timedelta(minutes=again.value):{WRITTEN}}。" in text(owner, "first")


def test_the_next_report_tells_what_came_since(owner: Client, one: Institution) -> None:
    made.incident(one, grade="一般")
    for minutes, said in ((20, "报告之前"), (5, "报告之后")):
        at = ago(minutes)
        made.enter(one, "incident_entries", id=said, incident="fire", sort="处置", text=said, at=at)
    made.enter(one, "filings", type="emergency_report", about="fire", at=ago(10))
    again = text(owner, "again")
    assert again.startswith("网络安全事件应急报告（续报第 1 次）") and "报告之后" in again and "报告之前" not in again
    assert "尚未恢复" in again and "有新情况立即报告。" in again


def test_the_last_report_has_the_whole_course_and_blanks_for_the_cause(owner: Client, one: Institution) -> None:
    made.incident(one, 60, recovered=ago(10), evidence_kept="是")
    made.enter(one, "incident_entries", incident="fire", sort="证据", text="日志已封存", at=ago(9))
    made.enter(one, "filings", type="emergency_report", about="fire", to="dispatch_office", at=ago(50))
    final = text(owner, "final")
    assert "（初步）" not in final and "历时 5" in final and "已保护" in final and final.count("日志已封存") == 2
    assert "属地派出机构" in final.partition("五、")[2].partition("六、")[0]
    for title in ("八、原因分析", "九、责任认定与追究", "十、整改措施与完成时间"):
        assert f"{title}\n{BLANK}：" in final


def test_the_notice_invents_no_substitute(owner: Client, one: Institution) -> None:
    made.incident(one, name="登录失败。")
    notice = text(owner, "notice")
    assert "核心交易系统出现异常（服务能力异常）：登录失败。\n" in notice and "尚未恢复" in notice
    for name in ("可以采取的替代方式", "应急措施", "风险提示", "咨询渠道"):
        assert line(notice, name).startswith("（待补充")


@pytest.mark.parametrize("kind", ["first", "again", "final", "notice"])
def test_as_a_file_and_in_english(owner: Client, colleague: Client, one: Institution, kind: str) -> None:
    made.incident(one)
    file = colleague.get(f"/i/one/incidents/fire/room/text/{kind}.txt")
    assert file.content.startswith(b"\xef\xbb\xbf") and b"\r\n" in file.content and "attachment" in file["Content-Disposition"]
    assert file.content.decode("utf-8-sig").splitlines()[0] == text(owner, kind).splitlines()[0]
    english = text(owner, kind, **{"in": "en"})
    assert [c for c in english if c in "：、，。；（）【】"] == []
    assert not [c for c in english.replace("核心交易系统", "").replace("one 证券", "") if "\u4e00" <= c <= "\u9fff"]


def test_there_are_four_texts(owner: Client, one: Institution) -> None:
    made.incident(one)
    assert owner.get("/i/one/incidents/fire/room/text/other/").status_code == 404
    assert owner.get("/i/one/incidents/none/room/text/first/").status_code == 404


def test_a_past_day_has_the_text_of_then(db: None) -> None:
    then = now() - timedelta(days=2)
    with running(lambda: then):
        one = made.institution("one")
        owner = made.client_of(made.people(one, made.institution("two")).owner)
        made.incident(one)
    made.enter(one, "incident_entries", incident="fire", sort="处置", text="次日", at=f"{now():{WRITTEN}}")
    assert "次日" in text(owner, "first") and "次日" not in text(owner, "first", on=(now() - timedelta(days=1)).date())
