"""Every page there is, found by asking the address table: within its budget, strict, in both languages, open to everybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from tests.web.test_access import ARGUMENTS
from tests.web.test_pages import BUDGET, FOREIGN, NAMES, Markup, text
from tests.web.walk import OTHERS, named, pages
from zhengan.web.urls import house, urlpatterns

NAMES_OF_PAGES = named()
ELSEWHERE = {*OTHERS.values(), "logout", "language", "calendar-feed"}  # each has a test of its own


def test_no_address_escapes_the_walk() -> None:
    assert {pattern.name for pattern in house} == set(ARGUMENTS)
    outside = {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
    assert outside == ELSEWHERE, "an address outside an institution needs a test of who may see it"


@pytest.fixture(autouse=True)
def an_import(one: Any) -> None:
    made.imported(one)
    made.incident(one)


@pytest.mark.parametrize("name", NAMES_OF_PAGES)
def test_the_query_budget_of_every_page(owner: Client, name: str) -> None:
    owner.get("/i/one/")
    with CaptureQueriesContext(connection) as queries:
        text(owner, pages()[name])
    assert len(queries) <= BUDGET, "\n".join(query["sql"][:120] for query in queries)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", NAMES_OF_PAGES)
def test_every_page_is_strict_and_well_formed(people: made.People, name: str, language: str) -> None:
    response = made.client_of(people.owner, language).get(pages()[name])
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    markup = Markup()
    markup.feed(response.content.decode())
    assert markup.faults == [] and markup.headings == 1
    assert len(markup.ids) == len(set(markup.ids))
    assert [field for field in markup.inputs if field not in markup.labelled] == []


@pytest.mark.parametrize("name", NAMES_OF_PAGES)
def test_every_page_speaks_english(people: made.People, name: str) -> None:
    page = text(made.client_of(people.owner, "en"), pages()[name])
    shown = FOREIGN.sub("", re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL))
    for known in NAMES:
        shown = shown.replace(known, "")
    assert re.findall("[\u4e00-\u9fff]+", shown) == []


SHOW_FINDINGS_OR_RECORDS = {"board", "findings", "article", "finding", "calendar", "search", "registers", "register", "record"}


@pytest.mark.parametrize("name", sorted(SHOW_FINDINGS_OR_RECORDS))
def test_every_such_page_can_be_asked_about_another_day_and_says_so(owner: Client, one: Any, name: str) -> None:
    address, day = pages()[name], made.yesterday()
    today, then = text(owner, address), owner.get(f"{address}?on={day}")
    assert 'name="on"' in today and "不是今天的" not in today
    page = then.content.decode()
    assert f"这是 {day} 的情况，不是今天的" in page and 'class="then"' in page
    assert f'href="/i/one/calendar/?on={day}"' in page  # the main links keep the day
    known = owner.get(f"{address}?on={day}&known=then")
    if name == "record":  # nothing was on record yesterday: the sample is entered now
        assert known.status_code == 404
        return
    page = known.content.decode()
    if known.status_code == 400:  # nothing to judge: one link leads to what is known now
        assert "还没有本机构的登记" in page and f'href="{address}?on={day}">改按现在所知' in page
        return
    assert f"这是 {day} 当日所知的情况" in page and f'href="/i/one/calendar/?on={day}&amp;known=then"' in page


@pytest.mark.parametrize(
    "rest",
    ["registers/systems/r/%00/", "registers/systems/?q=%00", "search/?q=%00", "calendar/?month=%00", "findings/20.1-daily/%00/"],
)
def test_no_address_with_a_nul_reaches_the_database(owner: Client, rest: str) -> None:
    assert owner.get(f"/i/one/{rest}").status_code == 404
