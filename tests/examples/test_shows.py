"""The small examples at the edges of a limit, and every example against schema and command line."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest

from tests.examples.firm import EXAMPLES, judged
from tests.facts.core import plain
from zhengan.cli.assess import document
from zhengan.facts.document import read_document
from zhengan.facts.schema import assessment_schema, scenario_schema
from zhengan.kit.asof import AsOf
from zhengan.kit.time import parse_instant

DAY = date(2024, 6, 30)
FILES = sorted([*EXAMPLES.glob("*.yaml"), *(EXAMPLES / "cases").glob("*.yaml")])  # masking/ holds policies, no scenarios


def only(name: str, rule: str) -> dict[str, object]:
    (finding,) = [f for f in judged(name, DAY) if f.rule == rule]
    return finding.as_dict()


def test_a_core_institution_at_exactly_half_its_bandwidth() -> None:
    strict, twice = only("core-bandwidth", "21.3-bandwidth"), only("core-bandwidth", "48.1-bandwidth")
    assert (strict["verdict"], strict["figure"], strict["limit"]) == ("not_met", 0.5, {"below": 0.5})
    assert (twice["verdict"], twice["figure"], twice["limit"]) == ("met", 2.0, {"at_least": 2})


def test_an_operator_at_79_9_percent() -> None:
    finding = only("operator-bandwidth", "21.3-bandwidth")
    assert (finding["verdict"], finding["figure"], finding["limit"]) == ("met", 0.799, {"below": 0.8})


def test_no_readings_are_unknown_and_say_what_to_record() -> None:
    finding = only("no-readings", "21.3-bandwidth")
    assert (finding["verdict"], finding["figure"]) == ("unknown", None)
    assert "线路使用峰值" in str(finding["do"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_fit_the_schema(path: object) -> None:
    jsonschema.Draft202012Validator(scenario_schema()).validate(plain(read_document(path)))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_assessments_fit_the_schema(path: object) -> None:
    name = str(path).removeprefix(f"{EXAMPLES}/").removesuffix(".yaml")
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    for known_at in (None, parse_instant("2024-06-30 12:00")):
        printed = document(name, AsOf(DAY, known_at), judged(name, DAY, known_at))
        assert printed["findings"]
        validator = jsonschema.Draft202012Validator(assessment_schema(), format_checker=checker)
        validator.validate(json.loads(json.dumps(printed)))
