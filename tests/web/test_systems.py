"""The page of a system: its tabs show what is recorded and found of it and of nothing else, within a budget."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made, rich
from tests.web.test_pages import BUDGET, FOREIGN, NAMES, Markup
from zhengan.accounts.models import Institution
from zhengan.records.clock import now
from zhengan.web.systems.findings import OPEN
from zhengan.web.systems.tabs import TABS

ADDRESSES = [f"/i/one/systems/core/{tab}/" for tab in TABS]


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    made.backups(found, 40)
    rich.fill(found)
    return found


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def test_the_header_says_who_it_is(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/")
    assert "<b>重要信息系统</b>" in page and "第 3 级" in page and "上交所" in page and "深交所" in page
    traded = text(owner, "/i/one/systems/core/?on=2026-11-20")  # days the trading calendar knows, whenever this runs
    assert '<svg class="strip' in traded and "09:30–11:30" in traded
    assert "没有交易时段" in text(owner, "/i/one/systems/core/?on=2026-11-21")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_query_budget(owner: Client, address: str) -> None:
    owner.get("/i/one/")
    with CaptureQueriesContext(connection) as queries:
        text(owner, address)
    assert len(queries) <= BUDGET, "\n".join(query["sql"][:120] for query in queries)


@pytest.mark.parametrize("tab", TABS)
def test_three_actors(tab: str, owner: Client, colleague: Client, outsider: Client) -> None:
    address = f"/i/one/systems/core/{tab}/"
    assert "/new/" not in text(colleague, address) and "/edit/" not in text(colleague, address)
    assert "核心交易系统" in text(owner, address)
    assert "核心交易系统" not in text(outsider, address, 404)
    assert text(outsider, f"/i/two/systems/core/{tab}/")  # its own system of the same name, and nothing of the other's
    assert "Maker Ltd" not in text(outsider, f"/i/two/systems/core/{tab}/")
    assert made.client_of(None).get(address).status_code == 302


def test_what_is_not_there_is_a_page_that_says_so(owner: Client) -> None:
    text(owner, "/i/one/systems/nope/", 404)
    text(owner, "/i/one/systems/core/nope/", 404)
    assert 'class="problems"' in text(owner, "/i/one/systems/core/?on=2020-01-01", 400)


def test_findings_are_those_of_the_system_its_link_and_its_acts(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/")
    assert "TPS容量 400，历史峰值 219" in page and "“Line”交易时段" in page and "“核心交易系统”" in page
    assert "办公系统" not in page
    assert "办公系统" in text(owner, "/i/one/systems/oa/") and "历史峰值" not in text(owner, "/i/one/systems/oa/")


def chart(page: str, id: str) -> dict[str, Any]:
    found = re.search(rf'<script id="data-{id}" type="application/json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_what_is_met_folds_away_behind_what_is_not(owner: Client) -> None:
    """Of a clause that asks for something, what is met is folded; nothing is left out."""
    response = owner.get("/i/one/systems/core/")
    opened = [clause for clause in response.context["open"] if clause.folded]
    assert opened and all(line.finding.verdict in OPEN for clause in opened for line in clause.first)
    assert all([*one.first, *one.folded] and len(one.first) + len(one.folded) == len(one.lines) for one in opened)
    page = response.content.decode()
    section = page[page.index(f'#c{opened[0].duty.id}"') :].partition("</section>")[0]
    before, _fold, behind = section.partition('<details class="folded met">')
    assert before.count("<tr class=") == len(opened[0].first) and behind.count("<tr class=") == len(opened[0].folded)
    assert 'class="f-met"' not in before and "<summary>" in behind and "tr class=\"f-not_met" not in behind


def test_a_chart_and_its_table_hold_the_same_readings(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/capacity/")
    data = chart(page, "m0")
    drawn = [(day, value) for day, value in data["points"] if value is not None]
    first = page.partition('id="data-m0"')[2].partition('</section>')[0]
    table = re.findall(r'<tr><td>([\d-]+)</td><td>([\d,.]+)</td><td>[^<]*</td></tr>', first)
    assert [(day, float(value.replace(",", ""))) for day, value in table] == drawn[::-1]
    assert len(drawn) == rich.DAYS and data["peak"] == list(drawn[-1])


def test_the_limit_is_the_one_of_the_stored_finding(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/capacity/")
    capacity, limit = chart(page, "m0")["lines"]
    assert {value for _, value in capacity["points"]} == {400.0} and {value for _, value in limit["points"]} == {200.0}
    assert limit["kind"] == "limit" and "÷ 2（21.3）" in limit["name"]
    band, share = chart(page, "l0")["lines"]
    assert {value for _, value in band["points"]} == {1000.0} and {value for _, value in share["points"]} == {800.0}
    assert len(chart(page, "l0")["outside"]) == rich.DAYS // 10


def test_the_trend_goes_on_as_it_went(owner: Client) -> None:
    line = chart(text(owner, "/i/one/systems/core/capacity/"), "m0")["trend"]
    (_first, low), (_last, high) = line["middle"]
    assert (high - low) == pytest.approx(183, rel=0.05)  # one more each day
    assert line["low"][1][1] <= high <= line["high"][1][1]


def test_a_system_without_readings_is_told_what_to_record(owner: Client) -> None:
    assert "尚未登记性能容量" in text(owner, "/i/one/systems/oa/capacity/")
    assert "echarts" not in text(owner, "/i/one/systems/oa/capacity/")  # loaded only where there is a chart
    assert "echarts" not in text(owner, "/i/one/systems/core/backups/")
    assert "echarts" in text(owner, "/i/one/systems/core/capacity/")


def test_the_calendar_counts_every_day_once(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/backups/")
    days = re.findall(r'<td class="b-(\w+)[^"]*" title="(\d{4}-\d\d-\d\d) ', page)
    assert len({day for _, day in days}) == len(days) in (364, 365, 366)
    assert sum(state == "ok" for state, _ in days) + sum(state == "late" for state, _ in days) == 40
    assert sum(state == "none" for state, _ in days) == len(days) - 40
    assert page.count(" checked\"") == 1 + page.count('key b-ok checked"') and "验证有效" in page


def test_a_hole_in_a_log_is_seen_and_said(owner: Client) -> None:
    page = text(owner, "/i/one/systems/core/logs/")
    hole = now().date() - timedelta(days=30)
    assert 'class="hole"' in page and f"<span>{hole} 00:00 – {hole + timedelta(days=1)} 00:00</span>" in page
    assert "没有任何记录" in page  # the probe that never answered


def test_changes_stand_over_the_sessions_of_their_day(owner: Client, one: Institution) -> None:
    made.enter(one, "changes", id="old", system="core", name="Switch", kind="change",
               start="2026-11-19 20:00", end="2026-11-19 22:00")  # fmt: skip
    page = text(owner, "/i/one/systems/core/changes/?on=2026-11-20")  # days the trading calendar knows, whenever this runs
    assert page.count('class="window"') == 1 and 'x="1200" width="120"' in page
    assert "Switch" in page and "15.1" in page


def test_data_outside_production_and_ways_out_with_what_was_done_to_them(owner: Client, one: Institution) -> None:
    made.enter(one, "test_data_sets", id="other", system="oa", name="Elsewhere", environment="test", since="2024-01-01")
    page = text(owner, "/i/one/systems/core/personal/")
    for known in ("Test copy", "customers.yaml", "SMS gateway", "200"):
        assert known in page
    assert "Elsewhere" not in page and "Slow orders" not in page
    clauses = re.findall(r'<span class="id">([\d.]+)</span>', page)
    assert sorted(clauses) == ["16.2", "34.1", "34.2"]
    assert "“Test copy”" in page and "未脱敏 3 条" in page and 'href="/i/one/masking/"' in page
    assert "“Test copy”" in text(owner, "/i/one/systems/core/") and "“Test copy”" not in text(owner, "/i/one/systems/oa/")
    empty = text(owner, f"/i/one/systems/core/personal/?on={now().date() - timedelta(days=2)}")
    assert "customers.yaml" not in empty and "SMS gateway" in empty


def test_a_masking_check_says_how_it_was_made(owner: Client, colleague: Client, outsider: Client) -> None:
    base = "/i/one/registers/masking_checks/"
    for client in (owner, colleague):
        assert "check.yaml" in text(client, base) and "check.yaml" in text(client, base + "?q=check.yaml")
        page = text(client, base + "r/look/")
        assert "检查所用策略" in page and "--format csv --no-audit" in page
    for address in (base, base + "r/look/", base + "new/"):
        assert "check.yaml" not in text(outsider, address, 404)
    assert 'name="options"' in text(owner, base + "new/") and colleague.get(base + "new/").status_code == 403
    stated = {"data_set": "copy", "at": "2025-11-25T03:05", "output": "/t/a.csv", "digest": "zzz", "remaining": "0"}
    assert "“zzz”不是摘要" in owner.post(base + "new/", stated).content.decode()
    assert colleague.post(base + "new/", stated).status_code == 403 and outsider.post(base + "new/", stated).status_code == 404


def test_a_data_sets_page_shows_its_runs_and_how_to_record_another(owner: Client, colleague: Client, one: Institution) -> None:
    made.enter(one, "test_data_sets", id="bare", system="oa", name="Bare", environment="test", since="2024-01-01")
    page = text(owner, "/i/one/registers/test_data_sets/r/copy/")
    assert "customers.yaml" in page and "/i/one/registers/masking_runs/?data_set=copy" in page
    assert "zhengan mask run customers.csv -o masked.csv --record copy" in page
    assert "/i/one/registers/masking_runs/new/?data_set=copy" in page
    bare = text(owner, "/i/one/registers/test_data_sets/r/bare/")
    assert "截至这一天没有记录" in bare and "customers.yaml" not in bare
    assert "/new/" not in text(colleague, "/i/one/registers/test_data_sets/r/bare/")
    assert "sample" in text(owner, "/i/one/registers/outbound_channels/r/sms/")
    with CaptureQueriesContext(connection) as queries:
        text(owner, "/i/one/registers/test_data_sets/r/copy/")
    assert len(queries) <= BUDGET


def test_what_was_entered_late_says_so_and_a_term_never_does(owner: Client, one: Institution) -> None:
    at = f"{now():%Y-%m-%d %H:%M:%S}"
    made.enter(one, "restore_tests", id="rt-now", system="core", at=at, ok="是")
    made.enter(one, "restore_tests", id="rt-old", system="core", at=f"{now() - timedelta(days=60):%Y-%m-%d} 02:00", ok="是")
    page = text(owner, "/i/one/systems/core/backups/")
    rows = {uid: row for row in re.findall(r"<tr>.*?</tr>", page, re.S) for uid in ("rt-now", "rt-old") if f"/{uid}/" in row}
    assert "补录" in rows["rt-old"] and "补录" not in rows["rt-now"]
    assert "补录" not in text(owner, "/i/one/systems/core/history/").partition('class="card records"')[2]


def test_another_day_shows_what_was_true_then(owner: Client) -> None:
    long_ago = now().date() - timedelta(days=60)
    page = text(owner, f"/i/one/systems/core/capacity/?on={long_ago}")
    assert chart(page, "m0")["points"][-1][0] == str(long_ago)
    assert f"?on={long_ago}" in page


def test_lists_and_articles_lead_to_it(owner: Client) -> None:
    assert 'href="/i/one/systems/core/"' in text(owner, "/i/one/registers/systems/")
    assert 'href="/i/one/systems/core/"' in text(owner, "/i/one/registers/systems/r/core/")
    assert 'href="/i/one/systems/core/"' in text(owner, "/i/one/articles/20/")
    page = text(owner, "/i/one/articles/21/")
    assert page.count('href="/i/one/systems/core/capacity/"') >= 2 and "核心交易系统 · TPS" in page and ">Line<" in page


def test_an_article_shows_its_year(owner: Client) -> None:
    text(owner, "/i/one/")
    long_ago = now().date() - timedelta(days=50)
    text(owner, f"/i/one/?on={long_ago}")
    page = text(owner, "/i/one/articles/20/")
    assert re.search(r"36[56] 天中判定过 \d+ 天；浅色处未判定", page) and 'class="clause-year"' in page
    assert f"{long_ago}</li>" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/i/one/articles/21/"])
def test_strict_policy_and_accessible_markup(people: made.People, address: str, language: str) -> None:
    page = text(made.client_of(people.owner, language), address)
    page = re.sub(r'<script id="[\w-]+" type="application/json">.*?</script>', "", page)  # data, which no browser runs
    markup = Markup()
    markup.feed(page)
    assert markup.faults == [] and markup.headings == 1
    assert len(markup.ids) == len(set(markup.ids))
    assert [name for name in markup.inputs if name not in markup.labelled] == []
    if language == "en":
        shown = FOREIGN.sub("", re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL))
        for name in NAMES:
            shown = shown.replace(name, "")
        assert re.findall("[\u4e00-\u9fff]+", shown) == []
