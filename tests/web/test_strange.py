"""An address that asks for what there is not: the list is empty and says why, and no file is made of the whole."""

from __future__ import annotations

import csv
from html import escape

import pytest
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.registers import services
from zhengan.registers.suppliers.models import Supplier

RUNS = "/i/one/registers/backup_runs/"
FINDINGS = "/i/one/findings/"
UNKNOWN = ("system=nosuch", "ok=maybe", "site=%E6%9C%88%E7%90%83", "system=core&ok=maybe", "system=%27;drop")


@pytest.mark.parametrize("query", UNKNOWN)
def test_an_unknown_value_lists_nothing_and_says_so(
    owner: Client, colleague: Client, outsider: Client, query: str
) -> None:
    for client in (owner, colleague):
        response = client.get(f"{RUNS}?{query}")
        text = response.content.decode()
        assert response.status_code == 200 and "共 0 条" in text and "不是" in text and "的可选值" in text
        assert text.count("去掉这一项") >= 2  # beside what is said, and the chip
        for form in ("csv", "xlsx"):
            refused = client.get(f"{RUNS}export.{form}?{query}")
            assert refused.status_code == 400 and "的可选值" in refused.content.decode()
        assert client.get(f"{RUNS}picked/matching.json?{query}").json() == []
    assert outsider.get(f"{RUNS}?{query}").status_code == 404 == outsider.get(f"{RUNS}export.csv?{query}").status_code


def test_an_unknown_order_is_told_and_refused_to_a_file(owner: Client) -> None:
    text = owner.get(f"{RUNS}?order=zz").content.decode()
    assert "共 40 条" in text and "不能按“zz”排序" in text
    assert owner.get(f"{RUNS}export.csv?order=zz").status_code == 400
    assert owner.get(f"{RUNS}export.csv?order=-at").status_code == 200


@pytest.mark.parametrize("address", [RUNS, FINDINGS])
def test_a_filter_there_is_not_is_told_and_refused_to_a_file(owner: Client, address: str) -> None:
    query = "systme=core&q="
    text = owner.get(f"{address}?{query}").content.decode()
    assert "不能按“systme”筛选，列出的不受其限" in text and 'href="?q=">去掉这一项' in text
    assert owner.get(f"{address}export.csv?{query}").status_code == 400
    assert "不能按" not in owner.get(f"{address}?q=").content.decode()


@pytest.mark.parametrize("text", ["x", "2026-02-30", "26-1-1", "2026-01-01x"])
def test_a_day_that_is_none_lists_nothing(owner: Client, text: str) -> None:
    page = owner.get(f"{RUNS}?from_day={text}").content.decode()
    assert "共 0 条" in page and f"“{text}”不是日期（备份完成时刻）" in page
    assert owner.get(f"{RUNS}export.csv?from_day={text}").status_code == 400
    assert owner.get(f"{RUNS}picked/matching.json?from_day={text}").json() == []


def test_what_was_withdrawn_since_can_still_be_asked_for(owner: Client, one: Institution) -> None:
    made.enter(one, "suppliers", id="s", name="某供应商", since="2020-01-01")
    made.enter(one, "contracts", id="k", supplier="s", systems="core", since="2024-01-01")
    services.withdraw(Supplier.objects.get(uid="s"), by=None, why="x", knowing=True)
    text = owner.get("/i/one/registers/contracts/?supplier=s").content.decode()
    assert "共 1 条" in text and "的可选值" not in text
    sent = owner.get("/i/one/registers/contracts/export.csv?supplier=s")
    (row,) = csv.DictReader(b"".join(sent.streaming_content).decode("utf-8-sig").splitlines())  # type: ignore[attr-defined]
    assert (row["编号"], row["供应商编号"]) == ("k", "s")


@pytest.mark.parametrize("query", ["verdict=zz", "rule=none", "article=999", "article=x", "verdict=zz&rule=20.1-daily"])
def test_findings_asked_for_in_vain(owner: Client, colleague: Client, outsider: Client, query: str) -> None:
    for client in (owner, colleague):
        text = client.get(f"{FINDINGS}?{query}").content.decode()
        assert "共 0 项" in text and "的可选值" in text and "没有符合条件的判定" in text
        refused = client.get(f"{FINDINGS}export.csv?{query}")
        assert refused.status_code == 400 and f'href="{FINDINGS}?{escape(query)}"' in refused.content.decode()
    assert "不能按“zz”排序" in owner.get(f"{FINDINGS}?order=zz").content.decode()
    assert owner.get(f"{FINDINGS}export.xlsx?order=zz").status_code == 400
    assert outsider.get(f"{FINDINGS}?{query}").status_code == 404


def test_the_board_says_what_it_does_not_know(owner: Client) -> None:
    for query in ("verdict=zz", "only=zz"):
        page = owner.get(f"/i/one/?{query}")
        assert "“zz”不是" in page.content.decode() and all(dim for _, tiles in page.context["chapters"] for _, dim in tiles)
    plain = owner.get("/i/one/?verdict=not_met").content.decode()
    assert "的可选值" not in plain
