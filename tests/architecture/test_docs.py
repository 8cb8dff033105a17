"""What the documents say is so: links lead somewhere, make targets exist, the README's scenario is judged."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, at, written_files
from zhengan.facts.book import FactBook
from zhengan.facts.scenario import load_scenario
from zhengan.kit.asof import AsOf
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import evaluate
from zhengan.law.rule import load_rules

PAGES = [path for path in written_files() if path.suffix == ".md" and "law" not in path.parts]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def block(page: Path, language: str) -> str:
    return "".join(re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=at)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_make_targets_named_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (at(page), target)
        for page in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {"run", "test", "bench"} <= {target for _, target in named}
    assert not [(page, target) for page, target in named if target not in targets]


def test_the_two_readmes_show_the_same_commands_and_scenario() -> None:
    chinese, english = READMES[1], READMES[0]
    assert block(chinese, "yaml") == block(english, "yaml")
    commands = [re.sub(r"\s+#.*", "", block(page, "sh")) for page in (chinese, english)]
    assert commands[0] == commands[1]


def test_the_scenario_of_the_readme_is_judged(tmp_path: Path) -> None:
    """It backs up every day but the last: the daily duty is not met, and the silent ones are unknown."""
    path = tmp_path / "scenario.yaml"
    path.write_text(block(READMES[0], "yaml"), encoding="utf-8")
    scenario = load_scenario(path)
    book = FactBook(scenario.facts, AsOf(date(2024, 12, 31)))
    verdicts = {finding.rule: finding.verdict for finding in evaluate(book, load_rules())}
    assert verdicts["20.1-daily"] is Verdict.NOT_MET
    assert verdicts["20.1-restore"] is Verdict.UNKNOWN


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in index] == []
