"""Benchmarks import much of what they measure inside functions, minutes into a run: it is there, under that name."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parents[2].glob("benchmarks/*.py"))


def ours(file: Path) -> list[tuple[str, str]]:
    """Every (module, name) that a file takes from this project, wherever in it."""
    return [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("zhengan", "benchmarks", "tests")
        for alias in node.names
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_benchmark_imports_is_there(file: Path) -> None:
    missing = [
        f"{module}.{name}"
        for module, name in ours(file)
        if not hasattr(importlib.import_module(module), name) and importlib.util.find_spec(f"{module}.{name}") is None
    ]
    assert not missing


def test_there_is_something_to_look_at() -> None:
    assert sum(len(ours(file)) for file in FILES) > 50
