"""The published schemas are what the code makes; whatever the reader takes, the schema takes, so what it refuses is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.core import plain
from tests.facts.documents import HEAD
from tests.facts.strategies import PLAIN_KINDS, facts
from tests.facts.test_bad_input import FACTS, WHOLE
from zhengan.facts.base import Fact
from zhengan.facts.document import Node, parse_document
from zhengan.facts.kinds import NAMES
from zhengan.facts.reader import read_facts
from zhengan.facts.scenario import read_scenario
from zhengan.facts.schema import assessment_schema, scenario_schema
from zhengan.facts.writer import json_default, plain_fact, yaml_text
from zhengan.kit.problem import Problem

ROOT = Path(__file__).parents[2]
validator = jsonschema.Draft202012Validator(scenario_schema())


@pytest.mark.parametrize(("name", "schema"), [("scenario", scenario_schema()), ("assessment", assessment_schema())])
def test_published_as_made(name: str, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    published = (ROOT / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8")
    assert json.loads(published) == schema, "run: python scripts/scenariodocs.py"


def test_every_field_is_told_in_both_languages() -> None:
    for name, schema in scenario_schema()["$defs"].items():
        for field, told in schema.get("properties", {}).items():
            if name != "daily" and field != "daily":
                assert told["title"] and told["x-en"], f"{name}.{field}"


def schema_takes(node: Node) -> bool:
    return bool(validator.is_valid(plain(node)))


def reader_takes(node: Node) -> bool:
    try:
        read_scenario(node)
        return True
    except Problem:
        return False


ALL_TEXTS = {name: HEAD + text + "\n" for name, (text, _, _) in FACTS.items()}
ALL_TEXTS |= {name: raw for name, (raw, _, _) in WHOLE.items()}


@pytest.mark.parametrize("name", ALL_TEXTS)
def test_the_reader_takes_no_more_than_the_schema(name: str) -> None:
    try:
        node = parse_document(ALL_TEXTS[name], "x.yaml")
    except Problem:
        return  # no document, so nothing for a schema
    assert schema_takes(node) or not reader_takes(node)


# Of the bad facts, those a schema can see: their form is wrong, not their sense.
FORM = [
    "unknown key", "unknown kind of fact", "no list", "missing field", "missing moment", "day in words", "full-width digits",
    "instant without a time", "daily and a moment", "daily without an end", "daily at no time", "daily of a term",
    "same market twice", "markets as text", "word outside the list", "truth of one letter", "truth as text", "empty text",
    "null text", "null truth", "list for a text", "number -5", "number 0", "number '5'", "count 1.5",
]  # fmt: skip


@pytest.mark.parametrize("name", FORM)
def test_the_schema_sees_wrong_forms(name: str) -> None:
    assert not schema_takes(parse_document(ALL_TEXTS[name], "x.yaml"))


def test_the_schema_takes_what_is_right() -> None:
    assert schema_takes(parse_document(HEAD, "x.yaml"))


def as_document(kind: type[Fact], item: Any) -> dict[str, Any]:
    body = {"name": "示例", "kind": "core"}
    return {"zhengan": 1, "institution": body, "facts": {NAMES[kind]: [item]}}


any_fact = st.sampled_from(PLAIN_KINDS).flatmap(facts)
anything = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 2**60), st.floats(allow_nan=False), st.text(max_size=5), st.dates(),
    st.datetimes(), st.sampled_from(["是", "否", "yes", "no", "none", "core", "1", "2024-1-1", "2024年1月1日 1:30", "true"]),
    st.lists(st.sampled_from(["SSE", "x", 1, 1.5, True, None]), max_size=2), st.dictionaries(st.text(max_size=2), st.integers()),
)  # fmt: skip


@given(any_fact)
@settings(max_examples=300)
def test_every_fact_fits_the_schema(fact: Fact) -> None:
    document = json.loads(json.dumps(as_document(type(fact), plain_fact(fact)), default=json_default))
    validator.validate(document)


@given(any_fact, st.data())
@settings(max_examples=500)
def test_a_field_replaced_by_anything(fact: Fact, data: st.DataObject) -> None:
    item = plain_fact(fact)
    field = data.draw(st.sampled_from([*item, "daily", "since", "at"]))
    item[field] = data.draw(anything)
    try:
        node = parse_document(yaml_text(as_document(type(fact), item)), "x.yaml")
        read_facts(node.value["facts"])
    except Problem:
        return
    validator.validate(plain(node))
