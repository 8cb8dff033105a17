"""The Python client against a real server on a socket, and the examples of docs/api.md run as they stand."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import secret_of
from tests.web import made
from zhengan.client import Client, Conflict, Halted, Problem, Problems
from zhengan.client.pieces import MOST_BYTES as PIECE_BYTES
from zhengan.client.pieces import MOST_ROWS as PIECE_ROWS
from zhengan.client.pieces import Pieces
from zhengan.kit.time import CST
from zhengan.records.clock import now
from zhengan.registers.kit import blocks, table

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


@pytest.mark.parametrize("around", ["{}\n", "  {}\r\n", "\t{} "])
def test_white_space_around_a_token_is_left_out(served: tuple[str, str], around: str) -> None:
    url, token = served
    assert Client(f" {url}\n", around.format(token)).registers("systems").get("core")["id"] == "core"


@pytest.mark.parametrize("spoilt", ["令牌{}", "{}\nX-More: 1", "{} {}", "{}é", "\x00{}"])
def test_what_cannot_be_a_token_is_refused_without_repeating_it(served: tuple[str, str], spoilt: str) -> None:
    url, token = served
    with pytest.raises(Problem) as caught:
        Client(url, spoilt.format(token, token))
    said = " ".join((*caught.value.spoken("zh"), *caught.value.spoken("en"), repr(caught.value)))
    assert caught.value.code == "token" and token not in said and token[-8:] not in said


def test_other_text_that_no_header_or_address_can_carry(served: tuple[str, str], client: Client) -> None:
    for key in ("键", "a\nb"):
        with pytest.raises(Problem) as caught:
            client.registers("backup_runs").create({"system": "core"}, key=key)
        assert caught.value.code == "key"
    for url in ("http://127.0.0.1:port", "http://127.0.0.1:99999", "127.0.0.1:8218"):
        with pytest.raises(Problem) as refused:
            Client(url, served[1])
        assert refused.value.code == "url"


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


def test_more_than_one_upload_takes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of at most seven rows: line numbers are those of all rows, nothing is half recorded, a key does it once."""
    monkeypatch.setattr("zhengan.client.pieces.MOST_ROWS", 7)
    runs = client.registers("backup_runs")
    rows: list[dict[str, Any]] = [{"system": "core", "at": f"2025-03-{day:02} 02:00", "ok": True} for day in range(1, 25)]
    bad = [*rows]
    bad[1], bad[8], bad[20] = {**rows[1], "ok": "perhaps"}, {**rows[8], "system": "nowhere"}, {**rows[20], "at": "x"}
    with pytest.raises(Problems) as caught:
        runs.bulk(bad)
    assert [one.where.line for one in caught.value.problems if one.where] == [2, 9, 21] and not list(runs.list())
    assert runs.bulk(rows, dry_run=True)["recorded"] == 24 and not list(runs.list())
    first = runs.bulk(rows, key="k")
    assert first["recorded"] == 24 and not first["dry_run"] and len(list(runs.list())) == 24
    assert runs.bulk(rows, key="k") == first and len(list(runs.list())) == 24
    with pytest.raises(Problem) as again:
        runs.bulk(rows)
    assert again.value.code == "imported-before"
    kept = runs.bulk([{**row, "system": "oa"} for row in bad[:16]], keep="sound")
    assert kept["recorded"] == 15 and [one["line"] for one in kept["problems"]] == [2]


def test_an_upload_in_several_that_ends_half_way_goes_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengan.client.pieces.MOST_ROWS", 3)
    runs = client.registers("backup_runs")
    rows = [{"id": f"r{day}", "system": "core", "at": f"2025-03-{day:02} 02:00", "ok": True} for day in range(1, 9)]
    twice = [*rows[:4], {**rows[4], "id": "r1"}, *rows[5:]]  # only the two pieces together are wrong
    with pytest.raises(Halted) as caught:
        runs.bulk(twice, key="k")
    assert caught.value.recorded == 3 and caught.value.key == "k" and caught.value.code == "duplicate-id"
    assert [one.where.line for one in caught.value.problems if one.where] == [5]
    assert runs.bulk(rows, key="k")["recorded"] == 8 and len(list(runs.list())) == 8


def test_by_bytes_as_well(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengan.client.pieces.MOST_BYTES", 200)
    runs = client.registers("backup_runs")
    rows = [{"system": "core", "at": f"2025-03-{day:02} 02:00", "ok": True} for day in range(1, 20)]
    with Pieces(json.dumps(row).encode() + b"\n" for row in rows) as pieces:
        assert len(pieces) > 5 and all(length <= 200 for _, length in pieces)
    assert runs.bulk(rows)["recorded"] == 19
    assert (PIECE_BYTES, PIECE_ROWS) == (table.MOST_BYTES, blocks.MOST_ROWS)  # what the server takes at once


def test_an_answer_given_before_the_body_was_sent() -> None:
    """A server that refuses a large body answers and closes; the reader is told what it said, not that the line broke."""
    body = json.dumps({"problems": [{"code": "too-large", "what": "请求体过大", "why": "", "do": ""}]}).encode()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse() -> None:
            for _ in range(2):
                line, _address = listening.accept()
                with line:
                    line.recv(4096)
                    line.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

        answering = threading.Thread(target=refuse)
        answering.start()
        client = Client(f"http://127.0.0.1:{listening.getsockname()[1]}", "x", timeout=10)
        for _ in range(2):
            with pytest.raises(Problem) as caught:
                client.registers("backup_runs").create({"system": "core"}, remark="x" * 40_000_000)
            assert caught.value.code == "too-large"
        answering.join(10)


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


def test_its_own_problems_are_in_the_language_asked_for() -> None:
    english = {"timeout": 1, "lang": "en"}
    for ask in (lambda: Client("http://127.0.0.1:1", "x", **english).findings(), lambda: Client("nothing", "x", **english),
                lambda: Client("http://127.0.0.1:1", "a b", **english)):  # fmt: skip
        with pytest.raises(Problem) as caught:
            ask()
        assert not re.search("[\u4e00-\u9fff]", caught.value.line())


def test_what_cannot_be_sent_is_refused_without_its_value() -> None:
    nobody = Client("http://127.0.0.1:1", "x", timeout=1)
    with pytest.raises(Problem) as caught:
        nobody.message("手机13812345678\ud83d")
    assert caught.value.code == "half-character" and caught.value.__context__ is None
    for wrong in (None, b"13812345678", 13812345678):
        with pytest.raises(TypeError, match=f"str wanted, not {type(wrong).__name__}$"):
            nobody.message(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="JSON has no bytes"):
        nobody.registers("systems").create({"name": b"13812345678"})


def test_the_examples_of_the_page_run(served: tuple[str, str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert len(blocks) >= 4
    names: dict[str, Any] = {"URL": served[0], "TOKEN": served[1]}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
