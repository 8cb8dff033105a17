"""The board and the article: they show what is stored, of the day asked, in either language, within a budget."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.models import StoredFinding
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import load_law
from zhengan.records.clock import now

BUDGET = 20  # queries a page
PAGES = (
    "/i/one/", "/i/one/articles/20/", "/i/one/articles/18/", "/i/one/articles/62/", "/i/one/registers/",
    "/i/one/registers/backup_runs/", "/i/one/registers/backup_runs/?system=core&ok=true&q=core&order=-at&page=1",
    "/i/one/registers/backup_runs/new/", "/i/one/registers/systems/r/core/", "/i/one/registers/systems/r/core/edit/",
    "/i/one/registers/changes/new/", "/i/one/registers/backup_runs/import/",
)  # fmt: skip


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def test_the_wall_holds_the_75_articles(owner: Client) -> None:
    page = text(owner, "/i/one/")
    tiles = re.findall(r'class="tile v-(\w+)[^"]*" href="/i/one/articles/(\d+)/"', page)
    assert [int(number) for _, number in tiles] == list(range(1, 76))
    assert dict((number, state) for state, number in tiles)["20"] == "unknown"  # no facilities on record
    assert f"75 条 · {len(load_law().duties)} 项义务" in page


def test_the_counts_add_up(owner: Client) -> None:
    page = text(owner, "/i/one/")
    judged = sum(int(n) for n in re.findall(r"<b>(\d+)</b> (?:符合|不符合|未知|人工认定|不适用)", page))
    rest = re.search(r"另有 (\d+) 项尚无规则，(\d+) 项无须判定", page)
    assert rest and judged + int(rest[1]) + int(rest[2]) == len(load_law().duties)


def test_a_filter_dims_and_does_not_hide(owner: Client) -> None:
    page = text(owner, "/i/one/?verdict=unknown")
    assert page.count('class="tile ') == 75
    assert ' dim"' in page and 'class="tile v-unknown" ' in page


def test_an_article_shows_text_figure_limit_and_evidence(owner: Client) -> None:
    page = text(owner, "/i/one/articles/20/")
    assert "重要信息系统应当每天至少备份数据一次" in page
    assert "“核心交易系统”" in page and "≥ 1 次" in page and '<svg class="bar"' in page
    yesterday = now().date() - timedelta(days=1)
    assert f"/i/one/registers/backup_runs/r/core-{yesterday:%Y%m%d}/" in page
    assert "可能适用的罚则" in page and "62.1" in page
    assert "没有登记备份有效性验证" in page and "/i/one/registers/restore_tests/new/" in page


def test_a_clause_without_a_rule_says_so(owner: Client) -> None:
    pending = next(duty for duty in load_law().duties if duty.status == "pending")
    page = text(owner, f"/i/one/articles/{pending.article}/")
    assert "不等于符合" in page


def test_another_day_is_another_answer(owner: Client, one: Institution) -> None:
    long_ago = now().date() - timedelta(days=200)
    page = text(owner, f"/i/one/articles/20/?on={long_ago}")
    assert "没有登记备份记录" in page
    assert f"?on={long_ago}" in page  # neighbours and the board keep the day


@pytest.mark.parametrize("on", ["2026-13-01", "yesterday", "9999-01-01", "2020-01-01", "2023-04-30"])
def test_a_day_that_cannot_be_judged_is_a_problem_with_a_way_out(owner: Client, on: str) -> None:
    page = text(owner, f"/i/one/?on={on}", 400)
    assert 'class="problems"' in page and "→" in page


def test_showing_a_page_again_writes_no_finding(owner: Client) -> None:
    text(owner, "/i/one/")
    before = list(StoredFinding.objects.values_list("pk", "known_to", "valid_to"))
    text(owner, "/i/one/")
    text(owner, "/i/one/articles/20/")
    assert list(StoredFinding.objects.values_list("pk", "known_to", "valid_to")) == before


@pytest.mark.parametrize("address", PAGES)
def test_the_query_budget(owner: Client, address: str) -> None:
    owner.get("/i/one/")  # the day's assessment is made once, by whoever comes first
    with CaptureQueriesContext(connection) as queries:
        text(owner, address)
    assert len(queries) <= BUDGET, "\n".join(query["sql"][:120] for query in queries)


class Markup(HTMLParser):
    """What a strict content policy would refuse, and what a screen reader would miss."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: list[str] = []
        self.inside_label = 0
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        self.faults += [f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"inline {tag}")
        if tag == "img" and "alt" not in given:
            self.faults.append("img without alt")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(given.get("for", ""))
        named = self.inside_label or given.get("aria-label", "").strip()
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden" and not named:
            self.inputs.append(given.get("id", f"{tag} without id"))
        self.headings += tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self.inside_label -= tag == "label"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", [*PAGES, "/login/", "/password/"])
def test_strict_policy_and_accessible_markup(people: made.People, address: str, language: str) -> None:
    client = made.client_of(None if address == "/login/" else people.owner, language)
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "style-src 'self'" in policy and "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff" and response.headers["X-Frame-Options"] == "DENY"
    markup = Markup()
    markup.feed(response.content.decode())
    assert markup.faults == []
    assert markup.headings == 1
    assert len(markup.ids) == len(set(markup.ids))
    assert [name for name in markup.inputs if name not in markup.labelled] == []


FOREIGN = re.compile(r'<(\w+)[^>]*lang="zh-CN"[^>]*>.*?</\1>', re.DOTALL)
NAMES = ("核心交易系统", "办公系统", "one 证券", "中文")  # names are names in every language


@pytest.mark.parametrize("address", PAGES)
def test_no_chinese_is_left_on_an_english_page(people: made.People, address: str) -> None:
    page = text(made.client_of(people.owner, "en"), address)
    shown = FOREIGN.sub("", re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL))
    for name in NAMES:
        shown = shown.replace(name, "")
    assert re.findall("[\u4e00-\u9fff]+", shown) == []
    assert '<html lang="en">' in page


def test_the_language_is_the_readers_choice_and_not_the_browsers(people: made.People) -> None:
    client = made.client_of(people.owner)
    assert '<html lang="zh-CN">' in client.get("/i/one/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "en", "next": "/i/one/"})
    assert client.cookies["django_language"]["max-age"] >= 180 * 24 * 3600  # it outlasts the browser
    assert '<html lang="en">' in text(client, "/i/one/")


def test_an_unknown_address_is_a_page_of_ours(owner: Client) -> None:
    assert "没有这个页面" in text(owner, "/nowhere/", 404)
    assert "没有名为“nope”的台账" in text(owner, "/i/one/registers/nope/", 404)
    assert "没有第 99 条" in text(owner, "/i/one/articles/99/", 404)


@pytest.mark.parametrize("on", ["2026-01-05", "20260105", "2026/1/5", "2026年1月5日"])
def test_a_day_as_people_write_it(owner: Client, on: str) -> None:
    page = owner.get("/i/one/", {"on": on})
    assert page.status_code == 200 and f"{page.context['day']:%Y-%m-%d}" == "2026-01-05"


@pytest.mark.parametrize("on", ["2026-02-30", "20260230"])
def test_a_day_that_february_has_not(owner: Client, on: str) -> None:
    page = owner.get("/i/one/", {"on": on})
    told = page.content.decode()
    assert page.status_code == 400 and "2026 年 2 月只有 1 日至 28 日" in told and "改写为" not in told


def lit(page: str) -> set[int]:
    """The articles whose tiles are not dimmed."""
    tiles = re.findall(r'class="tile v-\w+( dim)?" href="/i/one/articles/(\d+)/', page)
    return {int(number) for dim, number in tiles if not dim}


def test_what_changed_is_told_since_any_day(owner: Client, one: Institution) -> None:
    """One breach of three weeks ago: a week back nothing of it is new, a month back it is, and its article stands out."""
    day = now().date() - timedelta(days=21)
    made.enter(one, "changes", id="bad", system="core", name="Switch", kind="change", start=f"{day} 10:00", end=f"{day} 10:30")
    page = text(owner, "/i/one/")
    assert "Switch" not in page[page.index("什么变了") : page.index("静默的数据源")]
    back = f"since={day - timedelta(days=9)}"
    page = text(owner, f"/i/one/?{back}")
    assert "Switch" in page[page.index("什么变了") : page.index("静默的数据源")] and lit(page) == set(range(1, 76))
    changed = lit(text(owner, f"/i/one/?{back}&only=changed"))
    assert 15 in changed and 15 not in lit(text(owner, "/i/one/?only=changed")) and len(changed) < 20
    assert "不早于" in text(owner, f"/i/one/?since={now().date()}", 400)
    assert "“nonsense”" in text(owner, "/i/one/?since=nonsense", 400)


def test_what_several_rules_of_a_clause_miss_alike_is_told_once(owner: Client, one: Institution) -> None:
    """A system that came this week without its grading: two rules of 14.1 find the same record missing."""
    day = now().date() - timedelta(days=2)
    made.enter(one, "systems", id="fresh", name="Fresh", since=str(day), important="是", markets=["sse"])
    page = text(owner, "/i/one/")
    part = page[page.index("什么变了") : page.index("静默的数据源")]
    assert part.count("“Fresh”没有登记等保定级") == 1
    asked = text(owner, "/i/one/articles/14/")
    assert asked.count("“Fresh”没有登记等保定级") == 2  # each of them stands on the article's own page


def test_the_printed_board_lists_every_breach(owner: Client, one: Institution) -> None:
    """On the screen a few and the way to the rest; on paper, where nobody can follow it, all of them."""
    for number in range(9):
        made.enter(one, "systems", id=f"s{number}", name=f"系统{number}", important="是", markets="SSE", since="2018-01-01")
        made.enter(one, "backup_runs", id=f"b{number}", system=f"s{number}", at="2025-01-05 02:00", ok="是", site="本地")
    response = owner.get("/i/one/")
    page, breaches = response.content.decode(), response.context["view"].all.by_verdict[Verdict.NOT_MET]
    table = page.partition('<table class="whole-list">')[2].partition("</table>")[0]
    assert len(breaches) >= 9 and table.count('<th scope="row">') == len(breaches)
    assert table.count("系统8") >= 1


def test_the_articles_that_bind_the_institution_stand_out(owner: Client, one: Institution) -> None:
    bound = lit(text(owner, "/i/one/?only=binding"))
    assert {9, 20, 21, 34} <= bound and not {5, 6, 7} & bound  # of an operating institution, not of CSRC or the association
    assert lit(text(owner, "/i/one/?only=binding&verdict=unknown")) < bound


def test_sources_that_fell_silent_are_named(owner: Client, one: Institution) -> None:
    page = text(owner, "/i/one/")
    assert "静默" not in page[page.index("静默的数据源") + 6 : page.index("今日交易时段")]
    begun = now() - timedelta(days=9)
    made.enter(one, "monitor_sources", id="probe", system="core", indicator="availability", every_minutes="1", grace_minutes="2",
               since=f"{begun.date()}")  # fmt: skip
    last = now() - timedelta(days=4)
    made.enter(one, "samples", id="s", source="probe", start=f"{begun:%Y-%m-%d %H:%M}", end=f"{last:%Y-%m-%d %H:%M}", count="99")
    page = text(owner, "/i/one/")
    assert "静默 4 天" in page[page.index("静默的数据源") : page.index("今日交易时段")]
