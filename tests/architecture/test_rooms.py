"""Every room has a door, no file outgrows a reader, and the tree tells nothing about a workplace."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.tree import PACKAGE, at, written_files

MAX_LINES = 500
CODE = {".py", ".html", ".js", ".css", ".sh"}
# Folders whose files are written by others or by a command.
FOREIGN = {"vendor", "migrations"}

# An absolute path into somebody's machine: what is written holds in any checkout.
HOME = re.compile(r"(?<![\w./:~-])/(?:root|work|Users/\w+|home/\w+)/")
TEXT = CODE | {".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".po", ".cfg", ".lock", ""}


def is_foreign(path: Path) -> bool:
    return bool(FOREIGN & set(path.parts))


def test_every_package_folder_has_an_init() -> None:
    """import-linter and the packager pass over a folder without one, and its arrows with it."""
    holds_code = {parent for path in PACKAGE.rglob("*.py") for parent in path.relative_to(PACKAGE).parents}
    rooms = {path.relative_to(PACKAGE) for path in PACKAGE.glob("law/order218/a*/") if path.is_dir()}
    folders = [PACKAGE / room for room in holds_code | rooms]
    missing = [at(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert holds_code and rooms
    assert not missing, "add an __init__.py:\n" + "\n".join(sorted(missing))


def test_no_file_outgrows_a_reader() -> None:
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in written_files()
        if path.suffix in CODE and not is_foreign(path)
    }
    assert len(sizes) > 75
    long = [f"{at(path)}: {lines} lines" for path, lines in sizes.items() if lines > MAX_LINES]
    assert not long, f"split what passes {MAX_LINES} lines:\n" + "\n".join(long)


def test_no_path_of_a_machine() -> None:
    found = [
        f"{at(path, number)} {line.strip()[:100]}"
        for path in written_files()
        if path.suffix in TEXT and not is_foreign(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if HOME.search(line)
    ]
    assert not found, "name no absolute path of a machine:\n" + "\n".join(found)


def test_the_path_check_sees() -> None:
    slash = "/"  # written apart, so that this file passes its own check
    for path in ("root", "work", "home/li", "Users/li"):
        assert HOME.search(f"see {slash}{path}{slash}notes.md")
    assert not HOME.search(f"https://example.cn{slash}home{slash}li and src{slash}root{slash}x")


def test_locks_are_exact_hashed_and_name_no_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (PACKAGE.parents[1] / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|--(extra-)?index|--find-links|--trusted", text), name
        pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert len(pins) > 15
        exact = re.compile(r"\S+==\S+.*--hash=sha256:", re.DOTALL)
        assert not [pin.splitlines()[0] for pin in pins if not exact.match(pin)], name
