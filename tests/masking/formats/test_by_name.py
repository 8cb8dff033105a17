"""A file's format by its name, and of JSON by how it begins: arrays of anything but objects are texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy, run
from zhengan.masking.filenames import format_of


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.json", '{"姓名":"张伟"}', "ndjson"),
        ("a.json", '{"姓名":"张伟"}\n{"姓名":"李娜"}\n', "ndjson"),
        ("a.json", '[\n {"姓名":"张伟"}\n]\n', "ndjson"),
        ("a.json", '{\n "姓名":"张伟"\n}\n', "ndjson"),
        ("a.json", '{"code":0,"data":[\n{"姓名":"张伟"}]}', "ndjson"),
        ("a.json", '[{"姓名":"张伟"}]', "ndjson"),
        ("a.json", '{"data":[' + '{"姓名":"张伟"},' * 60_000 + "{}]}", "ndjson"),
        ("a.json", '["张伟", {}]', "text"),
        ("a.json", '[[{"姓名":"张伟"}]]', "text"),
        ("a.JSON", "\xff", "text"),
        ("a.json", "", "text"),
        ("app.log.1", "", "text"),
        ("app.log.2026-11-25", "", "text"),
        ("B.CSV", "", "csv"),
    ],
)
def test_a_name_speaks_for_a_format(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert format_of(tmp_path / name) == kind
    assert format_of(tmp_path / name, "sql") == "sql"


@pytest.mark.parametrize("name", ["a", "a.bin", "2026.11", ".hidden"])
def test_what_speaks_for_none_is_asked_for(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem, match="什么格式"):
        format_of(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "told"), [('[[{"手机": 13812345678}]]', True), ('[[{"手机": "13812345678"}]]', False), ("", False)]
)
def test_a_document_whose_numbers_want_quotes_is_told_of(tmp_path: Path, text: str, told: bool) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    notes = run.mask(tmp_path / "a.json", tmp_path / "b.json", policy.builtin()).notes
    assert any("未加引号" in str(note) for note in notes) is told
