"""The history of a record with a withdrawal between its versions, on its page, on a finding's and in the interface."""

from __future__ import annotations

import re

from django.test import Client

from tests.api.conftest import Api, secret_of
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.kit.say import spoken
from zhengan.records.course import course
from zhengan.records.services import history
from zhengan.registers import services
from zhengan.registers.systems.models import System

ADDRESS = "/i/one/registers/systems/r/idem1/"
STATED = {"id": "idem1", "name": "甲系统", "important": "否", "since": "2018-01-01"}


def thrice(one: Institution, people: made.People) -> None:
    """Entered, corrected, withdrawn by the owner, entered again under the same identifier, and corrected."""
    made.enter(one, "systems", **STATED)
    told = {"by": people.owner, "origin": "page"}
    second = services.amend(history(System, one, "idem1")[0], {**STATED, "name": "乙系统"}, **told)
    services.withdraw(second, by=people.owner, why="测试")
    made.enter(one, "systems", **{**STATED, "name": "丙系统"})
    services.amend(history(System, one, "idem1")[0], {**STATED, "name": "丁系统"}, **told)


def steps(client: Client, address: str) -> list[str]:
    text = client.get(address).content.decode()
    return re.findall(r"<li>\s*<p>(.*?)</p>", text.partition('<ol class="history">')[2], re.S)


def test_the_withdrawal_stands_between_the_versions(
    owner: Client, colleague: Client, outsider: Client, one: Institution, people: made.People
) -> None:
    thrice(one, people)
    gone = history(System, one, "idem1")[2]
    assert gone.superseded_at is not None
    for client in (owner, colleague):
        for address in (ADDRESS, "/i/one/systems/idem1/history/"):
            told = steps(client, address)
            assert ["撤回：测试" in step for step in told] == [False, False, True, False], address
            assert f"已于 {spoken(gone.superseded_at, 'zh')} 由 owner 撤回：测试" in told[2]
            assert ["撤回后重新登记" in step for step in told] == [False, True, False, False]
    assert 'class="tag gone"' not in owner.get(ADDRESS).content.decode()  # the record itself stands
    assert outsider.get(ADDRESS).status_code == 404


def test_by_what_was_known_before_the_withdrawal_there_was_none(one: Institution, people: made.People) -> None:
    thrice(one, people)
    versions = history(System, one, "idem1")
    before = [row for row in versions if row.recorded_at <= versions[2].recorded_at]
    assert not any(step.withdrawn for step in course(before, versions[2].recorded_at))
    assert [step.withdrawn for step in course(before, versions[1].recorded_at)] == [True, False]


def test_the_interface_tells_who_withdrew_and_who_corrected(one: Institution, people: made.People) -> None:
    thrice(one, people)
    owner, colleague, outsider = (Api(secret_of(one)) for one in (people.owner, people.colleague, people.outsider))
    path = "/registers/systems/records/idem1/history"
    for api in (owner, colleague):
        records = api.get(path)["records"]
        assert [row["withdrawn"] and (row["withdrawn"]["by"], row["withdrawn"]["why"]) for row in records] == [
            None, None, ("owner", "测试"), None,
        ]  # fmt: skip
        assert records[2]["withdrawn"]["at"] == records[2]["superseded_at"]
        assert [row["superseded_by"] for row in records] == ["", "owner", "owner", "owner"]
    assert outsider.ask("GET", path).status_code == 404
