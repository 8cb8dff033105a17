"""docs/scenario.md holds: its example is read and judged as it says, its tables are what the code makes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from zhengan.facts.book import FactBook
from zhengan.facts.document import parse_document
from zhengan.facts.scenario import read_scenario
from zhengan.kit.asof import AsOf
from zhengan.law.engine import evaluate
from zhengan.law.rule import load_rules

ROOT = Path(__file__).parents[2]


def test_tables_and_schemas_are_current() -> None:
    command = [sys.executable, "scripts/scenariodocs.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, f"run: python scripts/scenariodocs.py\n{done.stdout}{done.stderr}"


def test_the_example_is_judged_as_the_page_says() -> None:
    page = (ROOT / "docs" / "scenario.md").read_text("utf-8")
    example = page.split("<!-- example: begin -->\n```yaml\n")[1].split("```\n<!-- example: end -->")[0]
    scenario = read_scenario(parse_document(example, "scenario.md"))
    rules = [rule for rule in load_rules() if rule.clause == "20.1"]
    found = {f.rule: f for f in evaluate(FactBook(scenario.facts, AsOf(date(2024, 12, 31))), rules)}
    assert {name: f.verdict.value for name, f in found.items()} == {
        "20.1-daily": "met", "20.1-restore": "unknown", "20.1-sites": "met",
    }  # fmt: skip
    assert [span.start for span in found["20.1-daily"].judgement.lapses] == [date(2024, 3, 5)]
    assert found["20.1-restore"].judgement.do is not None
