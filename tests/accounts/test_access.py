"""The one place that answers who may see and change what."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from zhengan.accounts.access import (
    MAY_ACCEPT_RISK,
    institutions_of,
    may_change,
    membership,
    require_change,
    visible,
)
from zhengan.accounts.models import Institution, Membership, Role, User
from zhengan.kit.problem import Problem
from zhengan.records.models import Origin
from zhengan.records.services import Entry, record
from zhengan.registers.institutions.models import LeadDepartment


@pytest.fixture
def one(db: None) -> Institution:
    return Institution.objects.create(code="one", name="甲")


@pytest.fixture
def two(db: None) -> Institution:
    return Institution.objects.create(code="two", name="乙")


def member(institution: Institution, role: Role, name: str = "somebody") -> User:
    user = User.objects.create_user(name)
    Membership.objects.create(user=user, institution=institution, role=role)
    return user


@pytest.mark.parametrize(
    ("role", "records", "accepts"),
    [(Role.OFFICER, True, True), (Role.OWNER, True, False), (Role.AUDITOR, False, False)],
)
def test_what_each_role_may(one: Institution, two: Institution, role: Role, records: bool, accepts: bool) -> None:
    user = member(one, role)
    assert may_change(user, one) is records
    assert may_change(user, one, MAY_ACCEPT_RISK) is accepts
    assert not may_change(user, two)
    if not records:
        with pytest.raises(Problem):
            require_change(user, one)


def test_each_sees_the_rows_of_their_own(one: Institution, two: Institution) -> None:
    for institution in (one, two):
        entry = Entry("d", {"name": institution.name, "duties": None, "since": "2026-01-01", "to": None})
        record(LeadDepartment, entry, institution=institution, by=None, origin=Origin.CLI)
    user = member(one, Role.AUDITOR)
    assert [row.institution for row in visible(user, LeadDepartment)] == [one]
    assert list(institutions_of(user)) == [one]
    assert not visible(AnonymousUser(), LeadDepartment).exists()


def test_a_superuser_flag_opens_nothing(one: Institution) -> None:
    user = User.objects.create_user("root", is_superuser=True, is_staff=True)
    assert membership(user, "one") is None and not may_change(user, one)


def test_the_operator_of_the_machine_may(one: Institution) -> None:
    assert may_change(None, one)
