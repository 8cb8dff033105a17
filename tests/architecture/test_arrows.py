"""The arrows hold because a planted import breaks them: lint-imports fails and names the line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT

ROOM = "law/order218/a20_backups"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lint-imports with the project's own contracts over the package copied into `folder`."""
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "static", "locale")
    shutil.copytree(PACKAGE, tmp_path / "zhengan", ignore=ignored)
    return tmp_path


def plant(copy: Path, where: str, line: str) -> int:
    """Put `line` at the end of a file of the copy; the number it got."""
    path = copy / "zhengan" / where
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before.rstrip()}\n\n{line}\n", encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_tree_as_it_is_passes(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("where", "line", "says"),
    [
        (f"{ROOM}/planted.py", "import django", f"zhengan.{ROOM.replace('/', '.')}.planted -> django"),
        (f"{ROOM}/planted.py", "def f():\n    from django.db import models", "planted -> django"),
        ("kit/planted.py", "import sqlite3", "zhengan.kit.planted -> sqlite3"),
        ("facts/planted.py", "from zhengan.law import model", "zhengan.facts.planted -> zhengan.law.model"),
        ("kit/planted.py", "from zhengan.facts import base", "zhengan.kit.planted -> zhengan.facts.base"),
        ("law/planted.py", "from zhengan.registers import collect", "zhengan.law.planted -> zhengan.registers.collect"),
        ("registers/systems/planted.py", "from zhengan.law import engine", "planted -> zhengan.law.engine"),
        (
            "registers/systems/planted.py",
            "from zhengan.registers.continuity import models",
            "zhengan.registers.systems.planted -> zhengan.registers.continuity.models",
        ),
        ("assess/planted.py", "from zhengan.conf import settings", "zhengan.assess.planted -> zhengan.conf.settings"),
    ],
)
def test_a_planted_import_fails_and_is_named(copy: Path, where: str, line: str, says: str) -> None:
    number = plant(copy, where, line)
    result = lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{says} (l.{number})" in result.stdout


def test_a_package_off_the_map_fails(copy: Path) -> None:
    (copy / "zhengan" / "elsewhere").mkdir()
    (copy / "zhengan" / "elsewhere" / "__init__.py").write_text("")
    result = lint(copy)
    assert result.returncode != 0
    assert "elsewhere" in result.stdout + result.stderr
