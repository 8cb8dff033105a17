"""Search finds what a member may see, the law, findings and records alike, and nothing of anybody else's."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from tests.web.test_pages import BUDGET, text
from zhengan.accounts.models import Institution
from zhengan.kit.asof import AsOf
from zhengan.kit.time import end_of_day
from zhengan.records.alike import needle
from zhengan.records.clock import now
from zhengan.registers.catalogue import REGISTERS
from zhengan.web.kit.cited import cited
from zhengan.web.kit.search import (
    BEGUN,
    COUNTLESS,
    FEW,
    INSTITUTION,
    KNOWN,
    TEXTS,
    _cases,
    _form,
    _marks,
    _part,
    records,
    statement,
)

ODD = ("%", "%%%", "___", "'; drop table", '"<script>alert(1)</script>', "\\\\\\", "x" * 5000)


def hits(page: str) -> list[str]:
    return re.findall(r'<a data-hit href="([^"]+)"', page)


def ask(client: Client, words: str, code: str = "one") -> list[str]:
    response = client.get(f"/i/{code}/search/", {"q": words})
    assert response.status_code == 200
    return hits(response.content.decode())


@pytest.mark.parametrize("words", ["20", "第20条", "Article 20", "第 20 条", "art. 20"])
def test_an_article_by_its_number(owner: Client, words: str) -> None:
    assert ask(owner, words)[0] == "/i/one/articles/20/"


def test_a_clause_by_its_number_and_by_a_word_in_either_language(owner: Client) -> None:
    assert "/i/one/articles/20/#c20.1" in ask(owner, "20.1")
    assert "/i/one/articles/20/#c20.1" in ask(owner, "有效性验证")
    assert any("#c20." in hit for hit in ask(owner, "Backup"))
    assert "/i/one/articles/20/" in ask(owner, "恢复目标")  # a word of the text that no title has


CITED = {
    "21": "21", "第21条": "21", "第 21 条": "21", "Article 21": "21", "art. 21.3": "21.3", "21.3": "21.3", "5.1(5)": "5.1(5)",
    "第二十一条": "21", "二十一条": "21", "第二十一": "21", "第二十一条第三款": "21.3", "二十一条三款": "21.3",
    "第 二十一 条 第 三 款": "21.3", "第２１条第３款": "21.3", "第21条第三款": "21.3", "第十条": "10", "第七十五条": "75",
    "第五条第（五）项": "5.1(5)", "第五条第一款第五项": "5.1(5)", "第三十条": "30", "第十九条": "19",
    "二十一": "", "三": "", "条": "", "第条": "", "第二一条": "", "第二十一条之一": "", "核心": "", "第一百条": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("text", CITED)
def test_the_law_as_it_is_cited(text: str) -> None:
    assert cited(text) == CITED[text]


@pytest.mark.parametrize("words", ["第二十一条第三款", "二十一条三款", "21.3"])
def test_a_paragraph_by_its_chinese_number(owner: Client, words: str) -> None:
    found = ask(owner, words)
    assert found[0] == "/i/one/articles/21/"
    assert next(hit for hit in found if "#" in hit) == "/i/one/articles/21/#c21.3"
    assert ask(owner, "第二十一条")[0] == "/i/one/articles/21/"
    assert "/i/one/articles/5/#c5.1(5)" in ask(owner, "第五条第一款")  # all that the paragraph lists


def test_the_law_says_how_much_more_there_is_and_shows_it(owner: Client) -> None:
    page = owner.get("/i/one/search/", {"q": "核心"})
    found, articles = page.context["found"], re.compile(r"/i/one/articles/\d+/")
    assert len(found.articles) == FEW and found.more_articles > 40
    assert f"另有 {found.more_articles} 项，查看全部" in page.content.decode()
    assert "all=articles" in page.content.decode()
    every = hits(owner.get("/i/one/search/", {"q": "核心", "all": "articles"}).content.decode())
    assert len([hit for hit in every if articles.fullmatch(hit)]) == FEW + found.more_articles
    few = owner.get("/i/one/search/", {"q": "安全"}).context["found"]
    every_duty = owner.get("/i/one/search/", {"q": "安全", "all": "clauses"}).context["found"]
    assert few.more_clauses > 0 and len(every_duty.clauses) == FEW + few.more_clauses and not every_duty.more_clauses


def test_findings_and_records_by_the_name_of_a_system(owner: Client) -> None:
    found = ask(owner, "核心交易")
    assert "/i/one/registers/systems/r/core/" in found
    assert sum(hit.startswith("/i/one/findings/") and hit.endswith("/core/") for hit in found) == FEW


def test_the_very_record_comes_first_and_registers_are_found_by_name(owner: Client) -> None:
    assert ask(owner, "core")[0] == "/i/one/registers/systems/r/core/"
    assert "/i/one/registers/waivers/" in ask(owner, "风险接受")
    assert "/i/one/registers/restore_tests/" in ask(owner, "restore_tests")


@pytest.mark.parametrize("written", ["core", "CORE", "Core"])
def test_an_identifier_in_either_case(owner: Client, written: str) -> None:
    assert ask(owner, written)[0] == "/i/one/registers/systems/r/core/"


def test_what_is_short_or_of_machines_in_either_case(owner: Client, one: Institution) -> None:
    uid = f"core-{made.yesterday():%Y%m%d}"
    assert f"/i/one/registers/backup_runs/r/{uid}/" in ask(owner, uid.upper())
    assert "/i/one/registers/systems/r/oa/" in ask(owner, "OA")
    assert any(hit.startswith("/i/one/findings/") and hit.endswith("/oa/") for hit in ask(owner, "OA"))
    made.enter(one, "suppliers", id="ZB", name="某供应商", since="2020-01-01")
    assert "/i/one/registers/suppliers/r/ZB/" in ask(owner, "zb")


def test_identifiers_are_found_along_their_index(one: Institution) -> None:
    sql, values = statement("core", [], one.pk, None)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", values)
        plan = "\n".join(str(row) for row in cursor.fetchall())
    if connection.vendor == "sqlite":  # a small table is read whole on PostgreSQL, whatever there is
        assert "SCAN registers" not in plan and plan.count("_one_current (institution_id=? AND uid=?)") == len(REGISTERS)


def test_every_word_must_occur(owner: Client) -> None:
    assert ask(owner, "核心 nowhere") == []
    assert "/i/one/registers/systems/r/core/" in ask(owner, "核心 系统")
    assert "没有找到" in text(owner, "/i/one/search/?q=nowhere")


def test_what_is_short_finds_identifiers_only(owner: Client) -> None:
    assert "/i/one/registers/systems/r/oa/" in ask(owner, "oa")
    assert ask(owner, "a") == [] and "精确查找" in text(owner, "/i/one/search/?q=a")
    assert ask(owner, "备份") != []  # two characters are a word in Chinese


def test_records_of_machines_are_found_by_identifier_alone(owner: Client) -> None:
    uid = f"core-{made.yesterday():%Y%m%d}"
    assert f"/i/one/registers/backup_runs/r/{uid}/" in ask(owner, uid)
    assert not any("/backup_runs/" in hit for hit in ask(owner, uid[:10]))
    assert {REGISTERS["backup_runs"].kind, REGISTERS["daily_peaks"].kind} <= COUNTLESS


def test_nothing_of_another_institution_is_found(owner: Client, outsider: Client, one: Institution) -> None:
    made.enter(one, "suppliers", id="secret-supplier", name="独家供应商", since="2020-01-01")
    assert any("secret-supplier" in hit for hit in ask(owner, "独家供应商"))
    assert ask(outsider, "独家供应商", "two") == [] and ask(outsider, "secret-supplier", "two") == []
    assert outsider.get("/i/one/search/?q=core").status_code == 404


def test_each_register_shows_a_few_and_leads_to_the_rest(owner: Client, one: Institution) -> None:
    for number in range(FEW + 3):
        made.enter(one, "suppliers", id=f"s{number}", name=f"云服务商{number}", since="2020-01-01")
    found = [hit for hit in ask(owner, "云服务商") if "/suppliers/" in hit]
    assert len(found) == FEW + 1 and found[-1].startswith("/i/one/registers/suppliers/?q=")


def test_as_then_known(owner: Client, one: Institution) -> None:
    day = now().date() - timedelta(days=1)
    assert any(uid == "core" for _, found, _ in records("core", [], one, None) for uid in [h.uid for h in found])
    assert any(uid == "core" for _, found, _ in records("core", [], one, AsOf(day)) for uid in [h.uid for h in found])
    assert records("core", [], one, AsOf(day, end_of_day(day))) == [] == records("core", [], one, AsOf(date(1999, 1, 1)))


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_only_words(owner: Client, words: str) -> None:
    response = owner.get("/i/one/search/", {"q": words})
    assert response.status_code == 200 and "<script>alert" not in response.content.decode()
    assert not any("/registers/" in hit for hit in hits(response.content.decode()))


def test_it_costs_few_queries(owner: Client) -> None:
    owner.get("/i/one/")
    for words in ("备份", "core", "20.1", "核心 系统", "nowhere"):
        with CaptureQueriesContext(connection) as queries:
            ask(owner, words)
        assert len(queries) <= BUDGET


@pytest.mark.parametrize("words", [[], ["核心"], ["100%"], ["a_b", "系统"], ["back\\slash"], ["«word»1", "«text»"]])
@pytest.mark.parametrize(("ago", "then"), [(0, None), (1, True), (-1, True), (1, False), (9999, False)])
def test_the_query_kept_answers_as_one_put_together_anew(one: Institution, words: list[str], ago: int, then: bool | None) -> None:
    for n, name in enumerate(("核心 100%", "a_b 系统", "axb 系统", "back\\slash", "«word»1 «text»")):
        made.enter(one, "suppliers", id=f"s{n}", name=name, since="2020-01-01")
    day = now().date() - timedelta(days=ago)
    past = None if then is None else AsOf(day, end_of_day(day) if then else None)
    for sought in ("core", " ".join(words)):
        anew = [row for register in REGISTERS.values() for row in _part(register, _cases(sought), words, one.pk, past)]
        kept = records(sought, words, one, past)
        shown = [(register.name, hit.uid) for register, hits, _ in kept for hit in hits]
        assert shown == [(name, uid) for name, uid, _ in anew][: len(shown)]
        assert len(shown) == sum(min(FEW, sum(name == register.name for name, _, _ in anew)) for register, _, _ in kept)


@pytest.mark.parametrize("past", [None, BEGUN, KNOWN])
def test_every_mark_in_the_query_is_one_that_a_value_replaces(db: None, past: AsOf | None) -> None:
    marks = _marks((False, True))
    sql, slots = _form(connection.vendor, marks, past)
    marked = {slot for slot in slots if isinstance(slot, str) and "«" in slot}
    assert marked == {*TEXTS, *(needle(connection.vendor, mark) for mark in marks)} and INSTITUTION in slots and "«" not in sql


def test_the_query_is_put_together_once(owner: Client) -> None:
    ask(owner, "核心交易")
    before = _form.cache_info().misses
    for words in ("备份记录", "core", "其他"):
        ask(owner, words)
    assert _form.cache_info().misses == before


def test_a_finding_made_since_is_found(owner: Client, one: Institution) -> None:
    assert ask(owner, "临时系统") == []
    made.enter(one, "systems", id="later", name="临时系统", important="是", since="2019-01-01")
    assert any(hit.startswith("/i/one/findings/") and hit.endswith("/later/") for hit in ask(owner, "临时系统"))
