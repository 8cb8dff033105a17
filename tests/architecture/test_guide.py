"""The guide does what it says: its commands run, print what it shows, and its pictures are there, used and small.

In the guide a block marked ``sh`` runs here, line by line, in a folder with a fresh installation that serves; a comment
``# 退出码 2`` or ``# exit code 2`` is what the command must end with. ``csv NAME``, ``ini NAME`` and ``python NAME`` are files. A
``text`` block is part of what the commands before it print. ``console`` is what a reader does by hand: nobody runs it here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.fresh import serving, without_settings
from scripts.pictures import PICTURES, files
from tests.architecture.tree import ROOT

GUIDE = ROOT / "docs" / "guide"
IMAGES = ROOT / "docs" / "images"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"# (?:退出码|exit code) (\d)$")
NAMES = sorted(path.name for path in (GUIDE / "zh").glob("*.md"))


def page(language: str, name: str) -> str:
    return (GUIDE / language / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Installed:
    """A folder as `make run` leaves it, served at ``address``."""

    language: str
    folder: Path
    address: str

    def here(self, text: str) -> str:
        """What a reader would write, at the address this one happens to have."""
        return text.replace("http://127.0.0.1:8218", self.address)

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        return run(self.here(line), self.language, self.folder)


def around(language: str) -> dict[str, str]:
    return {**without_settings(), "ZHENGAN_LANG": language}


def run(line: str, language: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=around(language), capture_output=True, text=True, timeout=120
    )


@pytest.fixture(params=["zh", "en"])
def installed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installed]:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    done = run(".venv/bin/zhengan init", request.param, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(tmp_path, around(request.param)) as address:
        yield Installed(request.param, tmp_path, address)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="the guide's commands: no curl on this machine")
def test_every_command_of_the_guide_runs(installed: Installed) -> None:
    """In the order of the guide, on one installation."""
    ran = 0
    for name in NAMES:
        printed = ""
        for kind, file, text in BLOCK.findall(page(installed.language, name)):
            if file:
                (installed.folder / file).write_text(installed.here(text), encoding="utf-8")
            elif kind == "text":
                missing = [line for line in text.splitlines() if line not in printed]
                assert not missing, f"{name}: printed {printed}"
            elif kind == "sh":
                for line in text.splitlines():
                    done = installed.run(line)
                    ends = ENDS.search(line)
                    assert done.returncode == (int(ends[1]) if ends else 0), f"{name}: {line}\n{done.stdout}{done.stderr}"
                    assert "Traceback" not in done.stderr, f"{name}: {line}\n{done.stderr}"
                    printed += done.stdout + done.stderr
                    ran += 1
            else:
                assert kind == "console", f"{name}: a block nobody runs or marks: {kind}"
    assert ran > 25


def test_both_languages_have_the_same_pages() -> None:
    assert NAMES == sorted(path.name for path in (GUIDE / "en").glob("*.md"))
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"(zh/{name})" not in index or f"(en/{name})" not in index] == []
    for name in NAMES:
        shapes = [
            [(kind, file, len(text.splitlines())) for kind, file, text in BLOCK.findall(page(language, name)) if kind != "text"]
            for language in ("zh", "en")
        ]
        assert shapes[0] == shapes[1], name


def test_pictures_are_there_and_small_and_no_others() -> None:
    taken = {file for picture in PICTURES for _, _, file in files(picture)}
    assert {path.name for path in IMAGES.glob("*")} == taken
    assert [file for file in taken if (IMAGES / file).stat().st_size > 250_000] == []


def test_every_picture_is_shown_in_its_language_with_words_for_those_who_do_not_see_it() -> None:
    for language in ("zh", "en"):
        texts = "".join(page(language, name) for name in NAMES)
        shown = set(re.findall(r"!\[[^\]]+\]\([./]*images/([^)]+)\)", texts))
        shown |= set(re.findall(r'<img src="[./]*images/([^"]+)" alt="[^"]+"', texts))
        assert shown == {file for picture in PICTURES for spoken, _, file in files(picture) if spoken == language}
