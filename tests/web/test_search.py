"""Search finds what a member may see, the law, findings and records alike, and nothing of anybody else's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from tests.web.test_pages import BUDGET, text
from zhengan.accounts.models import Institution
from zhengan.records.clock import now
from zhengan.registers.catalogue import REGISTERS
from zhengan.web.kit.search import COUNTLESS, FEW, records

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


def test_findings_and_records_by_the_name_of_a_system(owner: Client) -> None:
    found = ask(owner, "核心交易")
    assert "/i/one/registers/systems/r/core/" in found
    assert sum(hit.startswith("/i/one/findings/") and hit.endswith("/core/") for hit in found) == FEW


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
    yesterday = now() - timedelta(days=1)
    assert any(uid == "core" for _, found, _ in records("core", [], one, None) for uid in [h.uid for h in found])
    assert records("core", [], one, yesterday) == []


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
