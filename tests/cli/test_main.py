"""The command line as a stranger runs it: help, errors, languages, and nothing heavy on the way to a gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

SCENARIO = str(ROOT / "examples" / "core-bandwidth.yaml")


def run(*args: str, lang: str = "zh", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "ZHENGAN_LANG": lang, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "zhengan.cli.main", *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, timeout=120)


def test_help_lists_every_command_in_both_languages() -> None:
    chinese, english = run("--help"), run("--help", lang="en")
    for name in ("init", "serve", "assess", "law", "gate", "record", "import"):
        assert name in chinese.stdout and name in english.stdout
    assert "截至某日" in chinese.stdout
    assert not any("\u4e00" <= char <= "\u9fff" for char in english.stdout.replace("证安", "")), english.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nonsense",), "没有命令“nonsense”"),
        (("assess", "--no-such"), "没有选项 --no-such"),
        (("assess", "--as-of", "2023-13-01"), "不存在"),
        (("assess", "--scenario", SCENARIO, "--as-of", "2099-01-01"), "2099-01-01 还没有到"),
        (("assess", "--scenario", SCENARIO, "--compared-to", "2099-01-01"), "只依据已发生的事"),
        (("serve", "--host", "192.0.2.1"), "本机没有这个地址"),
        (("assess", "--scenario", "missing.yaml"), "missing.yaml"),
        (("law", "show", "99"), "没有第 99 条"),
        (("assess", "--scenario", SCENARIO, "--clause", "20.9", "--fail-on", "not_met"), "没有条款“20.9”"),
        (("assess", "--scenario", SCENARIO, "--clause", "99"), "没有条款“99”"),
        (("assess", "--scenario", SCENARIO, "--clause", "9.1", "--fail-on", "unknown"), "尚无规则"),
        (("law", "show", "abc"), "不是条款"),
        (("gate", "change"), "没有写明要变更什么"),
    ],
)
def test_misuse_is_a_problem_and_never_a_traceback(args: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("group", ["mask", "law", "calendar"])
def test_a_group_without_a_command_is_its_help(group: str) -> None:
    done = run(group)
    assert done.returncode == 2 and "错误" not in done.stderr and "原因" not in done.stderr
    assert done.stderr == run(group, "--help").stdout


def test_problems_as_json(tmp_path: Path) -> None:
    done = run("assess", "--scenario", "missing.yaml", "--json", cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    assert json.loads(done.stderr)["problems"][0]["what"]


def test_law_coverage_lists_all_articles() -> None:
    data = json.loads(run("law", "coverage", "--json").stdout)
    assert data["articles"] == 75
    assert {row["article"] for row in data["coverage"]} == set(range(1, 76))
    assert all(row["status"] in {"served", "definition", "pending", "worklist"} for row in data["coverage"])


def test_law_test_runs_the_cases_and_fails_where_one_does() -> None:
    done = run("law", "test", "20", "--json")
    assert done.returncode == 0
    assert all(case["differences"] == [] for case in json.loads(done.stdout)["cases"])
    assert run("law", "test", "1").returncode == 1  # no case at all is not a pass


def test_a_gate_imports_no_database_and_no_tables() -> None:
    code = (
        "import sys; from zhengan.cli.main import main\n"
        "try: main(['gate', 'change', '--serves', 'SSE', '--at', '2026-11-23 10:30'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'django', 'rich', 'yaml', 'sqlite3'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_the_page_of_commands_is_what_the_terminal_prints() -> None:
    done = subprocess.run([sys.executable, "scripts/clidocs.py", "--check"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_page_of_the_sample_is_what_its_modules_say() -> None:
    done = subprocess.run([sys.executable, "scripts/sampledocs.py", "--check"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_two_moments_compared() -> None:
    case = str(ROOT / "examples" / "cases" / "huabao-2023.yaml")
    done = run("assess", "--scenario", case, "--as-of", "2023-05-23", "--compared-to", "2023-05-19", "--json")
    data = json.loads(done.stdout)
    appeared = {c["finding"]["clause"] for c in data["appeared"] if c["after"] == "not_met"}
    assert {"15.1", "16.1", "18.2", "57.1"} <= appeared
    assert data["cleared"] == [] and data["from"] == "2023-05-19"
    same = run("assess", "--scenario", case, "--as-of", "2023-05-23", "--compared-to", "2023-05-23", "--json")
    assert [json.loads(same.stdout)[group] for group in ("appeared", "cleared", "other")] == [[], [], []]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "数据库尚未建立，或表结构还是旧版本的"), (b"not a database at all" * 400, "数据库文件已损坏，或不是数据库")],
)
def test_a_database_that_is_none_is_told_as_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "zhengan.sqlite3").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "zhengan.cli.main", "assess"],
        capture_output=True, text=True, timeout=120, cwd=tmp_path,
        env={**os.environ, "ZHENGAN_LANG": "zh", "PYTHONIOENCODING": "utf-8", "ZHENGAN_HOME": str(tmp_path), "DATABASE_URL": ""},
    )  # fmt: skip
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr, done.stderr
