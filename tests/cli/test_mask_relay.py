"""``zhengan mask relay held`` and ``mask explain``: what cannot be read is told in a line, and the rest all the same."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.connectors.mailrelay.spool import Held, Spool
from zhengan.kit.problem import Problem

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
ID = "20260303T100000-00000000"


@pytest.fixture
def spool(tmp_path: Path) -> tuple[Spool, Held]:
    """A mail that waits."""
    made = Spool(tmp_path / "held")
    made.prepare()
    return made, made.hold(b"Subject: x\r\n\r\nx\r\n", "a@example.cn", ["b@example.cn"], False, {"card_label": 1}, NOW)


@pytest.mark.parametrize("note", [
    "", "{", "[]", "null", "\udcff", '{"id": "x"}', '{"recipients": 1}', "whole with doubts that are none", "whole and more",
])  # fmt: skip
def test_a_damaged_note_is_told_and_the_others_are_listed(spool: tuple[Spool, Held], note: str) -> None:
    made, held = spool
    held = made.hold(b"x", "a@example.cn", [], False, {"a reason of another version": 1}, NOW) if note == "{" else held
    whole = json.loads((made.folder / f"{held.id}.json").read_text("utf-8"))
    note = {
        "whole with doubts that are none": json.dumps({**whole, "doubts": ["card_label"]}),
        "whole and more": json.dumps({**whole, "more": 1}),
    }.get(note, note)
    (made.folder / f"{ID}.json").write_bytes(note.encode("utf-8", "surrogateescape"))
    (made.folder / f"{ID}.eml").write_bytes(b"x")
    told = CliRunner().invoke(cli, ["mask", "relay", "held", "--spool", str(made.folder)], catch_exceptions=False)
    assert told.exit_code == 0
    *others, second = told.output.splitlines()
    assert {line.split()[0] for line in others} == {one.id for one in made.all()}
    assert second.startswith(f"{ID}.json：说明文件已损坏")
    told = CliRunner().invoke(cli, ["mask", "relay", "held", "--json", "--spool", str(made.folder)], catch_exceptions=False)
    answer = json.loads(told.stdout)
    assert held.id in [one["id"] for one in answer["held"]] and answer["damaged"] == [f"{ID}.json"]
    with pytest.raises(Problem) as caught:
        made.get(ID)
    assert caught.value.code == "spool-damaged" and made.get(held.id) == held


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_explain_reads_its_input_as_files_are_read(encoding: str) -> None:
    text = "客户张伟，手机13812345678"
    told = CliRunner().invoke(cli, ["mask", "explain"], input=text.encode(encoding), catch_exceptions=False)
    assert told.exit_code == 0 and "张＊" in told.output and "138****5678" in told.output


def test_explain_of_bytes_that_are_no_text() -> None:
    told = CliRunner().invoke(cli, ["mask", "explain"], input=b"\xff\xff\x80 13812345678", catch_exceptions=False)
    assert told.exit_code == 0 and "138****5678" in told.output
    with pytest.raises(Problem):
        CliRunner().invoke(cli, ["mask", "explain"], input="手机".encode("utf-16"), catch_exceptions=False)


def test_a_folder_that_is_not_there_holds_nothing_to_tell(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        CliRunner().invoke(cli, ["mask", "relay", "held", "--spool", str(tmp_path / "none")], catch_exceptions=False)
    assert caught.value.code == "spool"
    told = CliRunner().invoke(cli, ["mask", "relay", "held", "--spool", str(tmp_path)], catch_exceptions=False)
    assert told.exit_code == 0


def test_a_next_server_that_cannot_be_reached_is_told_at_the_start(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        to = f"smtp://u:secret@127.0.0.1:{free.getsockname()[1]}"
    given = ["mask", "relay", "--listen", "127.0.0.1:0", "--to", to, "--spool", str(tmp_path)]
    program = [sys.executable, "-c", "from zhengan.cli.main import main; main()"]
    with subprocess.Popen([*program, *given], stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        first, second = run.stderr.readline(), run.stderr.readline()
        run.send_signal(signal.SIGTERM)
        assert run.wait(20) == 0
    assert "127.0.0.1:" in first and "4.4.1" in second and "secret" not in first + second
