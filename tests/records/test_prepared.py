"""A prepared query answers what its queryset answers, for every value it is asked with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Value

from tests.web import made
from zhengan.accounts.models import Institution, Membership, User
from zhengan.assess.models import Assessment
from zhengan.assess.services import LATEST, latest
from zhengan.kit.time import CST
from zhengan.records.prepared import MARK, Instances, Prepared
from zhengan.registers.continuity.models import BackupRun


@pytest.fixture
def one(db: None) -> Institution:
    made.institution("one")
    return Institution.objects.get(code="one")  # its name has come from the record


@pytest.fixture
def two(db: None) -> Institution:
    made.institution("two")
    return Institution.objects.get(code="two")


def named(name: str, pk: int) -> Any:
    return Institution.objects.filter(name=name, pk__gte=pk).order_by("code").values_list("code", "ticked_at", Value("as it is"))


def test_other_values_get_other_rows(one: Institution, two: Institution) -> None:
    query = Prepared(named)
    for name in (one.name, two.name, "无此机构", "' OR 1=1 --", MARK, "%"):
        assert query.rows(name, 0) == [*named(name, 0)]
    assert query.rows(one.name, one.pk + 1) == []


def test_a_union_is_written_once(one: Institution, two: Institution) -> None:
    def both(code: str, other: str) -> Any:
        asked.append(code)
        rows = [Institution.objects.filter(code=each).order_by().values_list("code", "name") for each in (code, other)]
        return rows[0].union(rows[1], all=True)

    asked: list[str] = []
    query = Prepared(both)
    assert sorted(query.rows("one", "two")) == sorted([("one", one.name), ("two", two.name)])
    assert query.rows("two", "nobody") == [("two", two.name)]
    assert query.rows("one", "one") == [("one", one.name)] * 2  # the same value twice is two values
    assert len(asked) == 1


def test_a_day_is_compared_as_a_day(one: Institution) -> None:
    query = Prepared(lambda day: Assessment.objects.filter(day=day).values_list("day", "institution"))
    view = latest(one, date(2026, 1, 5))
    assert query.rows(view.assessment.day) == [(view.assessment.day, one.pk)]
    assert query.rows(view.assessment.day - timedelta(days=1)) == []


def test_a_row_comes_with_the_one_it_points_to(one: Institution, django_assert_num_queries: Any) -> None:
    user = User.objects.create_user("of-one")
    kept = Membership.objects.create(user=user, institution=one, role="officer")
    query = Instances(Membership, "institution", lambda pk: Membership.objects.filter(user=pk))
    with django_assert_num_queries(1):
        member = query.first(user.pk)
        assert member == kept and member is not None
        assert member.institution.name == one.name and member.role == "officer"
    assert query.first(-1) is None


def test_the_latest_assessment_is_the_one_django_finds(one: Institution) -> None:
    day = latest(one, date(2026, 1, 5)).assessment.day
    found = LATEST.first(one.pk, day)
    assert found == Assessment.objects.filter(institution=one, day=day).order_by("-known_at").first()
    assert found is not None and found.institution == one


@pytest.mark.parametrize(
    "build",
    [
        lambda name: Institution.objects.filter(name__icontains=name).values_list("code"),  # a part of something
        lambda name: Institution.objects.values_list("code"),  # not used
        lambda name: Institution.objects.annotate(far=F("pk")).filter(name=name + "!").values_list("code"),
    ],
)
def test_a_value_that_is_not_used_as_it_is_is_refused(build: Any) -> None:
    with pytest.raises(TypeError):
        Prepared(build).rows("one")


def test_an_instant_is_asked_in_any_zone_and_to_the_microsecond(one: Institution) -> None:
    Institution.objects.filter(pk=one.pk).update(written_at=datetime(2026, 1, 5, 0, 0, 0, 7, tzinfo=UTC))
    written = Prepared(lambda at: Institution.objects.filter(written_at__lte=at).values_list("code"))
    for zone in (UTC, CST, timezone(timedelta(hours=-11))):
        assert written.rows(datetime(2026, 1, 5, 0, 0, 0, 7, tzinfo=UTC).astimezone(zone)) == [(one.code,)]
        assert written.rows(datetime(2026, 1, 5, 0, 0, 0, 6, tzinfo=UTC).astimezone(zone)) == []


@pytest.mark.parametrize("value", [None, True, 1.5, datetime(2026, 1, 5)])
def test_what_it_is_not_asked_with(one: Institution, value: Any) -> None:
    with pytest.raises(TypeError):
        Prepared(lambda asked: Institution.objects.filter(code=asked).values_list("code")).rows(value)


def test_versions_are_found_along_their_own_indexes(one: Institution) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("holds on SQLite only: PostgreSQL's plan of a few rows hangs on what it has counted so far")
    rows = BackupRun.objects.filter(institution=one).versions(["a"]).order_by("-recorded_at", "-pk")
    assert "backuprun_recorded" not in rows.explain()
