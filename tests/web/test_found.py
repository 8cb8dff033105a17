"""The list of findings: all of them, narrowed, sorted, in pages, and as files that a spreadsheet runs nothing of."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.assess.services import latest
from zhengan.kit.verdict import VERDICT_ZH, Verdict
from zhengan.records.clock import now

LIST = "/i/one/findings/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def listed(page: str) -> list[tuple[str, str]]:
    """Rule and subject of each row."""
    return re.findall(r'<td><a href="/i/one/findings/([\w.()-]+)/([^/?"]+)/', page)


def rows(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    body = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(body)))


def test_members_see_it_and_outsiders_do_not(owner: Client, colleague: Client, outsider: Client) -> None:
    for page in (LIST, f"{LIST}export.csv", f"{LIST}export.xlsx"):
        assert [client.get(page).status_code for client in (owner, colleague, outsider)] == [200, 200, 404]


def test_it_lists_every_finding_the_worst_first(owner: Client, one: Institution) -> None:
    found = latest(one, now().date()).findings
    pages = [text(owner, f"{LIST}?page={n}") for n in range(1, len(found) // 50 + 2)]
    seen = [row for page in pages for row in listed(page)]
    assert sorted(seen) == sorted((one.rule, one.subject) for one in found)
    verdicts = re.findall(r'<tr class="f-(\w+)"', "".join(pages))
    worst = [Verdict(word).badness for word in verdicts]
    assert worst == sorted(worst, reverse=True)


def test_the_counts_are_of_the_other_filters(owner: Client, one: Institution) -> None:
    found = latest(one, now().date()).findings
    page = text(owner, f"{LIST}?verdict=unknown&article=20")
    assert all(rule.startswith("20.") for rule, _ in listed(page))
    told = {word: int(n) for word, n in re.findall(r'class="chip v-(\w+)[^>]*>.*?<b>(\d+)</b>', page)}
    ours = [one for one in found if one.clause.startswith("20.")]
    assert told == {v.value: n for v in Verdict if (n := sum(one.verdict is v for one in ours))}
    assert len(listed(page)) == told["unknown"]


@pytest.mark.parametrize("query", ["rule=20.1-daily", "q=core+20.1-daily", "q=%E6%A0%B8%E5%BF%83+20.1-daily"])
def test_a_rule_or_words_narrow_it(owner: Client, query: str) -> None:
    assert {rule for rule, _ in listed(text(owner, f"{LIST}?{query}"))} == {"20.1-daily"}


ODD = ["verdict=fine&article=x&rule=none&order=password&page=900", "article=%C2%B2", "on=2026-11-01&q=%00"]


@pytest.mark.parametrize("query", ODD)
def test_what_is_asked_wrongly_breaks_nothing(owner: Client, query: str) -> None:
    assert owner.get(f"{LIST}?{query}").status_code in (200, 404)


@pytest.mark.parametrize("column", ["clause", "subject", "since", "due", "verdict"])
def test_a_column_sorts_both_ways_and_what_has_no_day_comes_last(owner: Client, column: str) -> None:
    place = {"clause": 0, "subject": 3, "since": 8, "due": 9, "verdict": 2}[column]
    up, down = (rows(owner, f"{LIST}export.csv?order={sign}{column}")[1:] for sign in ("", "-"))
    assert sorted(map(tuple, up)) == sorted(map(tuple, down))
    if column in ("since", "due"):
        for several, turned in ((up, False), (down, True)):
            days = [row[place] for row in several]
            dated = [day for day in days if day]
            assert dated == sorted(dated, reverse=turned) and days == dated + [""] * (len(days) - len(dated))
    if column == "subject":
        assert [row[place] for row in up] == sorted(row[place] for row in up)


def test_the_files_hold_what_the_list_shows(owner: Client, one: Institution) -> None:
    found = latest(one, now().date()).findings
    lines = rows(owner, f"{LIST}export.csv")
    assert lines[0][:3] == ["条款", "规则", "结论"] and len(lines) == len(found) + 1
    assert {(row[1], row[3]) for row in lines[1:]} == {(one.rule, one.subject) for one in found}
    assert {row[2] for row in lines[1:]} == {VERDICT_ZH[one.verdict] for one in found}
    book = CalamineWorkbook.from_filelike(io.BytesIO(owner.get(f"{LIST}export.xlsx?verdict=not_met").content))
    sheet = book.get_sheet_by_index(0).to_python()
    assert len(sheet) == 1 + sum(one.verdict is Verdict.NOT_MET for one in found)


def test_nothing_in_a_file_is_run(owner: Client, one: Institution) -> None:
    made.enter(one, "systems", id="evil", name="=HYPERLINK(\"x\")", important="是", since="2020-01-01")
    names = [row[4] for row in rows(owner, f"{LIST}export.csv?q=evil")[1:]]
    assert names and all(name.startswith("'=") for name in names)


def test_an_article_shows_the_worst_and_leads_to_the_rest(owner: Client, one: Institution) -> None:
    for n in range(14):
        made.enter(one, "systems", id=f"s{n:02}", name=f"系统{n}", important="是", since="2020-01-01")
    page = text(owner, "/i/one/articles/20/")
    assert page.count('href="/i/one/findings/20.1-daily/') == 10
    assert 'href="/i/one/findings/?rule=20.1-daily"' in page and "另有 5 项" in page
    assert len(listed(text(owner, f"{LIST}?rule=20.1-daily"))) == 15
