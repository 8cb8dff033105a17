"""``zhengan mask``: what cannot be done is refused before anything is written, in words and without a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli
from zhengan.kit.problem import Problem

HEAD = 'zhengan-masking: "1"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv", "sub/a.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"手机,备注\n13812345678,{name}\n", encoding="utf-8")
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


def refused(*words: str) -> Problem:
    problem = zhengan(*words).exception
    assert isinstance(problem, Problem) and problem.do
    return problem


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_files_of_one_name_are_refused_before_anything_is_written(folder: Path, force: tuple[str, ...]) -> None:
    problem = refused("run", "b.csv", "a.csv", "sub/a.csv", "-o", "out", *force)
    assert "sub/a.csv" in problem.what and not (folder / "out").exists()


def test_a_file_is_no_folder_for_several(folder: Path) -> None:
    (folder / "out").write_text("旧", encoding="utf-8")
    assert "目录" in refused("run", "a.csv", "b.csv", "-o", "out").why
    assert (folder / "out").read_text("utf-8") == "旧"


@pytest.mark.parametrize("raw", ["姓名,手机\r张伟,13812345678\r", "姓名\r张伟", '"' + "x" * 200_000])
def test_records_that_cannot_be_told_apart_are_refused(folder: Path, raw: str) -> None:
    (folder / "c.csv").write_bytes(raw.encode())
    for words in (("run", "c.csv", "-o", "o.csv"), ("check", "c.csv")):
        assert refused(*words).code == "masking-csv"
    assert not (folder / "o.csv").exists()


@pytest.mark.parametrize("start", ["\n", "\r\n\n", "\ufeff\n"])
def test_empty_lines_above_the_header_are_no_header(folder: Path, start: str) -> None:
    (folder / "c.csv").write_bytes(f"{start}手机,备注\n13812345678,张伟来电\n".encode())
    assert zhengan("run", "c.csv", "-o", "o.csv").exit_code == 0
    assert (folder / "o.csv").read_bytes().decode() == f"{start}手机,备注\n138****5678,张＊来电\n"
    assert zhengan("check", "c.csv").exit_code == 1 and "手机" in zhengan("suggest", "c.csv").output


@pytest.mark.parametrize("rule", ["operator: [keep]", "operator: {keep: 1}", "kind: text, operator: fpe", "kind: text, front: 1"])
def test_a_rule_that_is_none_is_refused_with_its_line(folder: Path, rule: str) -> None:
    (folder / "p.yaml").write_text(f"{HEAD}columns:\n  手机: {{{rule}}}\n", encoding="utf-8")
    problem = refused("run", "--policy", "p.yaml", "a.csv", "-o", "o.csv")
    assert problem.where and problem.where.line == 3 and "不认识的数据种类" not in problem.what


@pytest.mark.parametrize("key", ["{envv: X}", "{env: X, file: Y}", "abc", "{env: [X]}"])
def test_a_key_that_is_no_place_is_refused_where_no_column_needs_it(folder: Path, key: str) -> None:
    (folder / "p.yaml").write_text(f"{HEAD}key: {key}\n", encoding="utf-8")
    assert "密钥" in refused("run", "--policy", "p.yaml", "a.csv", "-o", "o.csv").what


@pytest.mark.parametrize("name", ["c.csv", "c.log", "c.ndjson"])
def test_check_knows_the_policys_own_names_and_patterns(folder: Path, name: str) -> None:
    (folder / "names.txt").write_text("佘一行\n", encoding="utf-8")
    rules = 'names: names.txt\npatterns:\n  - {name: 工号, regex: "GH[0-9]{4}"}\n'
    (folder / "p.yaml").write_text(HEAD + rules, encoding="utf-8")
    line = '{"备注": "佘一行 GH1234"}\n' if name == "c.ndjson" else "备注 佘一行 GH1234\n" * 2
    (folder / name).write_text(line, encoding="utf-8")
    assert zhengan("check", name).exit_code == 0
    done = zhengan("check", "--policy", "p.yaml", name)
    assert done.exit_code == 1 and "还有个人信息：name " in done.output and "、工号 " in done.output
    assert zhengan("run", "--policy", "p.yaml", name, "-o", f"o.{name}").exit_code == 0
    if name != "c.csv":  # whose header stays
        assert zhengan("check", "--policy", "p.yaml", f"o.{name}").exit_code == 0


def test_a_column_called_like_a_kind_does_not_hide_what_was_found_in_text(folder: Path) -> None:
    (folder / "c.csv").write_text("mobile,备注\n13812345678,电话13912345678与13712345678\n", encoding="utf-8")
    said = zhengan("run", "c.csv", "-o", "o.csv").output
    assert "mobile  1 个值" in said and "mobile  2 个值" in said
