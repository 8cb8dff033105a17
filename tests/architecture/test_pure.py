"""What judges gets everything as arguments, is typed strictly, and says what each public thing answers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.purity import impurities
from tests.architecture.tree import at, public_definitions, pure_files, pure_packages, pyproject, tree_of


def test_there_is_pure_code_to_look_at() -> None:
    assert {"kit", "facts", "law"} <= {path.name for path in pure_packages()}
    assert len(pure_files()) > 75


def test_no_clock_network_or_database() -> None:
    found = [f"{at(path, line)} {what}" for path in pure_files() for line, what in impurities(tree_of(path))]
    assert not found, "pure code gets these as arguments:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "import django",
        "import django.db.models as m",
        "from django.utils import timezone",
        "def f():\n    import sqlite3",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import time",
        "from time import monotonic",
        "from datetime import datetime\nx = datetime.now()",
        "import datetime as dt\nx = dt.datetime.utcnow",
        "import datetime\nx = datetime.date.today()",
        "from datetime import date\ndef f(day=date.today()): ...",
    ],
)
def test_the_check_sees(source: str) -> None:
    assert list(impurities(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "from zhengan.kit.time import CST",
        "from urllib.parse import quote",
        "from .time import parse_instant",
        "def f(as_of):\n    return as_of.known_at.now",
        "from datetime import date, time, datetime\nx = date(2026, 1, 1)",
    ],
)
def test_the_check_leaves_alone(source: str) -> None:
    assert not list(impurities(ast.parse(source)))


def test_public_things_say_what_they_answer() -> None:
    silent = [
        f"{at(path, node.lineno)} {node.name}"
        for path in pure_files()
        if not path.name.startswith("_") or path.name == "__init__.py"
        for node in public_definitions(tree_of(path))
        if not ast.get_docstring(node)
    ]
    assert not silent, "a public function or class of a pure package needs a docstring:\n" + "\n".join(silent)


@pytest.mark.parametrize("package", pure_packages(), ids=lambda path: path.name)
def test_a_pure_package_is_on_every_list(package: Path) -> None:
    """A new pure package is held by mypy --strict and by import-linter from its first commit."""
    name = f"zhengan.{package.name}"
    tools = pyproject()["tool"]
    pure = next(c for c in tools["importlinter"]["contracts"] if c["id"] == "pure")
    assert tools["mypy"]["strict"] is True
    assert name in tools["mypy"]["packages"], f"add {name} to [tool.mypy] packages in pyproject.toml"
    assert name in pure["source_modules"], f"add {name} to the contract `pure` in pyproject.toml"
