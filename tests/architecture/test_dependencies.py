"""pyproject.toml, the locks, docs/dependencies.md and the imports tell one story."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT, at, pyproject, tree_of


def canonical(requirement: str) -> str:
    """`psycopg[binary]>=3.2` → `psycopg`; names compare as package indexes compare them."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def declared() -> tuple[set[str], set[str]]:
    """(what it takes to run, what it takes to test and build), from pyproject.toml."""
    whole = pyproject()
    project = whole["project"]
    extra = [*project["optional-dependencies"]["dev"], *whole["dependency-groups"]["build"]]
    return {canonical(r) for r in project["dependencies"]}, {canonical(r) for r in extra}


def masks() -> set[str]:
    """What the extra ``zhengan[masking]`` brings."""
    return {canonical(r) for r in pyproject()["project"]["optional-dependencies"]["masking"]}


def locked(name: str) -> set[str]:
    return {canonical(line) for line in (ROOT / name).read_text().splitlines() if re.match(r"\w\S*==", line)}


def documented(heading: str) -> set[str]:
    """The packages of the first column under a heading of docs/dependencies.md."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| ")][1:]
    return {canonical(name.strip()) for row in rows for name in re.sub(r"\(.*?\)", "", row).split(",")}


def test_each_dependency_has_its_line() -> None:
    run, dev = declared()
    assert documented("To run") == run
    assert documented("To mask (`zhengan[masking]`)") == masks()
    assert documented("To test and build") == dev


def test_the_locks_hold_what_is_declared() -> None:
    run, dev = declared()
    assert run <= locked("requirements.lock"), "run `make lock`"
    assert run | dev | masks() <= locked("requirements-dev.lock"), "run `make lock`"
    assert locked("requirements.lock") <= locked("requirements-dev.lock")


def imports(path: Path) -> set[str]:
    """The top-level names a file imports from outside the standard library and the package."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"zhengan"}


def _may_import(path: Path, run: set[str]) -> set[str]:
    """Masking, its mail relay and its copies of tables come with the extra that brings what they import."""
    return run | masks() if {"masking", "mailrelay", "tablecopy"} & set(path.parts) else run


def test_the_package_imports_only_what_it_declares() -> None:
    run, _ = declared()
    owners = packages_distributions()
    strays = [
        f"{at(path)} imports {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in imports(path)
        if not _may_import(path, run) & {canonical(owner) for owner in owners.get(name, [])}
    ]
    assert not strays, "declare it in pyproject.toml, `make lock`, and say why in docs/dependencies.md:\n" + "\n".join(strays)


def test_nothing_declared_is_idle() -> None:
    """A dependency is imported, or named by the settings or the server's start (as Django names apps)."""
    run, _ = declared()
    modules = {canonical(owner): set() for owners in packages_distributions().values() for owner in owners}
    for module, owners in packages_distributions().items():
        for owner in owners:
            modules[canonical(owner)].add(module)
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    # Django loads the PostgreSQL driver when DATABASE_URL asks for it.
    idle = [name for name in run - {"psycopg"} if not any(re.search(rf"\b{m}\b", text) for m in modules[name])]
    assert not idle, f"remove from pyproject.toml what nothing uses: {sorted(idle)}"
