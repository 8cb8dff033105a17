"""A register narrowed to days: by when a record happened, or began; the same in the list, the file and what is ticked."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.test import Client

from tests.web import made
from zhengan.accounts.models import Institution

RUNS = "/i/one/registers/backup_runs/"


def listed(owner: Client, address: str, query: str) -> list[str]:
    """The identifiers that the list, its file and its tick-all give: they agree."""
    page = owner.get(f"{address}?{query}")
    shown = sorted(row.uid for row in page.context["listing"].page.paginator.object_list)
    sent = owner.get(f"{address}export.csv?{query}")
    file = sorted(row["编号"] for row in csv.DictReader(b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()))
    ticked = sorted(uid for uid, _ in owner.get(f"{address}picked/matching.json?{query}").json())
    assert shown == file == ticked
    return shown


def test_moments_by_their_days(owner: Client) -> None:
    last = made.yesterday()
    first = last - timedelta(days=2)
    assert listed(owner, RUNS, f"from_day={first}") == [f"core-{first + timedelta(days=n):%Y%m%d}" for n in range(3)]
    assert listed(owner, RUNS, f"from_day={first}&to_day={first}") == [f"core-{first:%Y%m%d}"]
    assert listed(owner, RUNS, f"to_day={first}&q={first:%Y%m}{first.day:02}") == [f"core-{first:%Y%m%d}"]
    assert listed(owner, RUNS, f"from_day={last + timedelta(days=1)}") == []
    turned = f"from_day={last}&to_day={first}"
    assert f"截止日 {first} 早于起始日 {last}" in owner.get(f"{RUNS}?{turned}").content.decode()
    assert owner.get(f"{RUNS}export.csv?{turned}").status_code == 400


def test_days_and_terms(owner: Client, one: Institution) -> None:
    for number, day in enumerate(("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")):
        made.enter(one, "suppliers", id=f"s{number}", name=f"供应商{number}", since=day)
        made.enter(one, "contracts", id=f"k{number}", supplier=f"s{number}", systems="core", since=day)
    assert listed(owner, "/i/one/registers/contracts/", "from_day=2026-02-01&to_day=2026-02-28") == ["k1", "k2"]
    assert listed(owner, "/i/one/registers/contracts/", "from_day=2026年2月1日&supplier=s3") == ["k3"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_days_stand_in_the_form_and_go_by_a_chip(people: made.People, one: Institution, language: str) -> None:
    page = made.client_of(people.owner, language).get(f"{RUNS}?from_day=2026-02-01&ok=true").content.decode()
    assert 'name="from_day" value="2026-02-01"' in page and 'name="to_day" value=""' in page
    chip = page.partition('class="narrowed"')[2].partition("</p>")[0]
    assert 'href="?ok=true"' in chip and "2026-02-01" in chip


def test_nobody_else_may_ask(outsider: Client) -> None:
    assert outsider.get(f"{RUNS}?from_day=2026-02-01").status_code == 404
