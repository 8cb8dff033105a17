"""``zhengan import`` and ``zhengan template``: the page's own answers, at a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scripts import samples
from tests.architecture.tree import ROOT
from tests.registers.books import HEADER, book
from tests.web import made
from zhengan.accounts.models import Institution
from zhengan.cli.main import main
from zhengan.records.clock import now, running
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.imports.models import Import

FOLDER = ROOT / "samples"
WRONG = [
    (2, 3), (3, 3), (4, 3), (5, 4), (6, 5), (7, 1), (8, 2), (9, 3), (10, 1), (11, 1), (12, 2),
]  # fmt: skip


@pytest.fixture
def one(db: None) -> Institution:
    found = made.institution("one")
    for name in samples.SYSTEMS:
        if name != "core":
            made.enter(found, "systems", id=name, name=name, important="否", since="2018-01-01")
    return found


def run(args: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(list(args))
    out, err = capsys.readouterr()
    return int(done.value.code or 0), out, err


def problems(name: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    code, out, err = run(["import", str(FOLDER / name), "--dry-run", "--json", "--institution", "one"], capsys)
    assert code == 2 and not err
    told = json.loads(out)
    assert (told["register"], told["file"], told["cut"]) == ("backup_runs", name, False)
    return list(told["problems"])


def test_the_samples_are_what_their_script_writes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(samples.samples())
    for name, raw in samples.samples().items():
        assert (FOLDER / name).read_bytes() == raw, f"run python scripts/samples.py ({name})"


@pytest.mark.parametrize("name", ["backup_runs-wrong.xlsx", "backup_runs-strangers.xlsx"])
def test_the_command_and_the_page_give_the_same_list_of_errors(
    name: str, one: Institution, capsys: pytest.CaptureFixture[str]
) -> None:
    client = made.client_of(made.people(one, made.institution("two")).owner)
    sent = {"file": SimpleUploadedFile(name, (FOLDER / name).read_bytes())}
    moment = now()
    with running(lambda: moment):  # a date ahead is refused with the time it is
        told = problems(name, capsys)
        page = client.post("/i/one/registers/backup_runs/import/", sent)
    assert page.status_code == 422 and len(told) > 1
    assert told == [problem.as_dict() for problem in page.context["plan"].problems]
    text = page.content.decode()
    assert all(problem["why"] and problem["do"] for problem in told)
    assert all(str(problem["what"])[:30] in text for problem in told if "“" not in str(problem["what"]))


def test_every_slip_of_the_sample_is_named_by_its_cell(one: Institution, capsys: pytest.CaptureFixture[str]) -> None:
    assert [(p["line"], p["column"]) for p in problems("backup_runs-wrong.xlsx", capsys)] == WRONG
    found = {p["line"]: p["code"] for p in problems("backup_runs-strangers.xlsx", capsys)}
    assert found == {3: "duplicate-id", 4: "unknown-reference"}


def test_a_sample_is_checked_then_imported(one: Institution, capsys: pytest.CaptureFixture[str]) -> None:
    file, rows = str(FOLDER / "backup_runs.xlsx"), REGISTERS["backup_runs"].model.objects
    assert run(["import", file, "--dry-run"], capsys)[:2] == (0, "核对无误：150 条可以导入\n")
    assert not rows.exists() and not Import.objects.exists()
    assert run(["import", file], capsys)[:2] == (0, "已导入 150 条\n")
    days = sorted({row.at.date() for row in rows.all()})
    assert rows.count() == 150 and len(days) == 30 and days[0] == samples.FIRST
    assert run(["import", file], capsys)[0] == 2
    (kept,) = Import.objects.all()
    assert (kept.recorder, kept.source, kept.count) == ("operator", "backup_runs.xlsx", 150)


def test_a_register_may_be_named(one: Institution, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FOLDER / "backup_runs-gb18030.csv")
    code, _, err = run(["import", file], capsys)
    assert code == 2 and "不知道该导入哪个台账" in err
    code, out, _ = run(["import", "backup_runs", file, "--json"], capsys)
    assert code == 0 and json.loads(out)["rows"] == 20
    assert run(["import", "nonsense", file], capsys)[0] == 2
    assert run(["import", "a", "b", file], capsys)[0] == 2
    assert run(["import", str(FOLDER / "missing.xlsx")], capsys)[0] == 2


def test_a_template_is_filled_in_and_imported(one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.xlsx"
    assert run(["template", "restore_tests", "-o", str(file)], capsys)[0] == 0
    code, _, err = run(["import", str(file), "--dry-run"], capsys)  # the sheet says which register
    assert code == 2 and "没有数据行" in err
    assert run(["template", "restore_tests", "-o", str(tmp_path / "no" / "t.xlsx")], capsys)[0] == 2
    assert run(["template", "nonsense", "-o", str(file)], capsys)[0] == 2


def test_the_sheets_that_are_not_read_are_told(one: Institution, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [HEADER, ("r1", "core", "2026-01-05 02:00", "是", "本地")]
    raw = book(rows, sheet="备份记录", more=lambda made, _: made.add_worksheet("二季度").write_string(0, 0, "x"))
    file = tmp_path / "f.xlsx"
    file.write_bytes(raw)
    asked = ["import", "backup_runs", str(file), "--dry-run", "--institution", "one"]
    code, out, err = run(asked, capsys)
    assert code == 0 and "1 条可以导入" in out and "读取的是工作表“备份记录”；未读取：二季度" in err
    told = json.loads(run([*asked, "--json"], capsys)[1])
    assert (told["sheet"], told["unread"], told["rows"]) == ("备份记录", ["二季度"], 1)
