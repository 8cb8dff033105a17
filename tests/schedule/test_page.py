"""运行状况, asked by an officer, an auditor and somebody from elsewhere; what runs now is the officer's to say."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.conftest import colleague, one, other, outsider, owner, people  # noqa: F401
from zhengan.accounts.models import Institution
from zhengan.schedule.jobs import enrol
from zhengan.schedule.models import Job

PAGE = "/i/one/running/"


def test_who_sees_it(owner: Client, colleague: Client, outsider: Client) -> None:  # noqa: F811
    assert "还没有登记任务" in owner.get(PAGE).content.decode()
    enrol()
    for person, may in ((owner, True), (colleague, False)):
        text = person.get(PAGE).content.decode()
        assert "备份证安自身数据库" in text and "从未" in text
        assert ("running/backup/now/" in text) is may
    assert outsider.get(PAGE).status_code == 404


@pytest.mark.parametrize(("job", "status"), [("assess", 302), ("nonsense", 404)])
def test_run_now(owner: Client, colleague: Client, outsider: Client, job: str, status: int) -> None:  # noqa: F811
    enrol()
    before = Job.objects.get(name="assess").next_at
    assert outsider.post(f"{PAGE}{job}/now/").status_code == 404
    assert colleague.post(f"{PAGE}{job}/now/").status_code == 403
    assert owner.get(f"{PAGE}{job}/now/").status_code == 405
    assert Job.objects.get(name="assess").next_at == before
    assert owner.post(f"{PAGE}{job}/now/").status_code == status
    assert (Job.objects.get(name="assess").next_at < before) is (job == "assess")


def test_in_english(owner: Client) -> None:  # noqa: F811
    enrol()
    owner.cookies["django_language"] = "en"
    text = owner.get(PAGE).content.decode()
    assert "Running" in text and "备份" not in text


def test_the_page_asks_little(one: Institution, owner: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    enrol()
    with django_assert_max_num_queries(14):
        owner.get(PAGE)
