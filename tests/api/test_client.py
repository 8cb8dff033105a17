"""The Python client against a real server on a socket, and the examples of docs/api.md run as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import secret_of
from tests.web import made
from zhengan.client import Client, Conflict, Problem, Problems
from zhengan.kit.time import CST
from zhengan.records.clock import now

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def served(transactional_db: None, live_server: Any) -> tuple[str, str]:
    one, two = made.institution("one"), made.institution("two")
    return live_server.url, secret_of(made.people(one, two).owner)


@pytest.fixture
def client(served: tuple[str, str]) -> Client:
    return Client(*served)


def test_a_record_from_birth_to_withdrawal(client: Client) -> None:
    runs = client.registers("backup_runs")
    first = runs.create({"system": "core", "at": now().replace(2025, 3, 1), "ok": True}, id="r-1")
    second = runs.correct(first, {"ok": False}, remark="日志核对")
    with pytest.raises(Conflict) as caught:
        runs.correct(first, {"site": "local"})
    assert caught.value.read["version"] == first["version"] and caught.value.stands == second
    assert runs.get("r-1") == second and len(list(runs.history("r-1"))) == 2
    runs.withdraw(second, "误录")
    with pytest.raises(Problem) as absent:
        runs.get("r-1")
    assert absent.value.code == "no-record"


def test_what_others_refer_to_is_withdrawn_only_knowingly(client: Client) -> None:
    systems = client.registers("systems")
    client.registers("backup_runs").create({"system": "core", "at": "2025-03-01 02:00", "ok": True})
    read = systems.get("core")
    with pytest.raises(Problem) as refused:
        systems.withdraw(read, "误录")
    assert refused.value.code == "referred-to" and not isinstance(refused.value, Conflict)
    assert systems.withdraw(read, "误录", knowing=True)["superseded_at"]


def test_many_up_and_down_again(client: Client) -> None:
    runs = client.registers("backup_runs")
    hours = [f"2025-03-{day:02} {hour:02}:00" for day in range(1, 29) for hour in range(16)]
    rows = [{"system": "core", "at": hour, "ok": True} for hour in hours]
    assert runs.bulk(iter(rows))["recorded"] == len(rows)
    assert len(list(runs.list(system="core", from_day="2025-03-02", to_day="2025-03-02"))) == 16
    assert len({row["id"] for row in runs.list(limit=100)}) == len(rows)
    with pytest.raises(Problems) as caught:
        runs.bulk([{"system": "core"}, {"system": "core", "at": "x", "ok": True}])
    assert [one.where.line for one in caught.value.problems if one.where] == [1, 1, 2]


def test_questions(client: Client, served: tuple[str, str]) -> None:
    assert {one["clause"] for one in client.findings(clause="20")} >= {"20.1"}
    assert client.gate(system="core", at="2026-11-23 10:00", minutes=30)["answer"] == "refused"
    assert client.message("手机13812345678")["text"] == "手机138****5678"
    assert client.article(21)["article"] == 21 and client.all_registers()
    known = now().astimezone(CST)
    assert client.assessment(known_at=known) == client.assessment(known_at=known)
    with pytest.raises(Problem) as caught:
        Client(served[0], "zhengan_x").findings()
    assert caught.value.code == "no-token"


def test_nobody_there() -> None:
    with pytest.raises(Problem) as caught:
        Client("http://127.0.0.1:1", "x", timeout=1).findings()
    assert caught.value.code == "unreachable"


def test_the_examples_of_the_page_run(served: tuple[str, str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert len(blocks) >= 4
    names: dict[str, Any] = {"URL": served[0], "TOKEN": served[1]}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
