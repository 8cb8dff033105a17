"""A program renewed before its tables says so, and what to do, instead of failing without a word."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.utils import OperationalError

from tests.web import made

pytestmark = pytest.mark.django_db(transaction=True)


def test_tables_of_an_earlier_version_are_told() -> None:
    one, other = made.institution("one"), made.institution("two")
    owner = made.client_of(made.people(one, other).owner)
    try:
        call_command("migrate", "personal_info", "zero", verbosity=0)
        for page in ("/i/one/", "/i/one/registers/test_data_sets/"):
            response = owner.get(page)
            assert response.status_code == 503
            told = response.content.decode()
            assert "数据库还是旧版本的" in told and "zhengan init" in told
    finally:
        call_command("migrate", verbosity=0)
    assert owner.get("/i/one/").status_code == 200


def test_another_failure_of_the_database_is_no_such_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = made.institution("one"), made.institution("two")
    owner = made.client_of(made.people(one, other).owner)

    def fail(*_given: object, **_more: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("zhengan.web.views.board.known", fail)
    with pytest.raises(OperationalError):
        owner.get("/i/one/")
