"""The source tree as the architecture tests see it."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "zhengan"

# What judges. A package named here is held to purity, docstrings and strict types once it exists.
PURE = ("kit", "facts", "law", "masking", "ledger", "crypto")


def pure_packages() -> list[Path]:
    """The folders of the pure packages that exist today."""
    return [PACKAGE / name for name in PURE if (PACKAGE / name).is_dir()]


def pure_files() -> list[Path]:
    return sorted(path for package in pure_packages() for path in package.rglob("*.py"))


def written_files() -> list[Path]:
    """Every file of the checkout that git keeps or would keep: what people write, not what tools leave."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return sorted(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def at(path: Path, line: int = 0) -> str:
    """`src/zhengan/x.py:12`, as an editor understands it."""
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}{f':{line}' if line else ''}"


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def public_definitions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Functions and classes at the top of a module whose name does not start with `_`."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
            yield node
