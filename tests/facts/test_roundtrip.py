"""Facts → text → the same facts, whatever the facts; and text that is not ours never becomes anything but a Problem."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import datetime
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.strategies import PLAIN_KINDS, facts, texts
from zhengan.facts.base import Fact, digest
from zhengan.facts.continuity import BackupSite
from zhengan.facts.document import parse_document
from zhengan.facts.incidents import EmergencyPlan
from zhengan.facts.institution import Institution, LeadDepartment
from zhengan.facts.kinds import NAMES
from zhengan.facts.logs import MonitoringReview
from zhengan.facts.reader import read_facts
from zhengan.facts.scenario import Scenario, by_kind, read_scenario
from zhengan.facts.suppliers import Supplier
from zhengan.facts.writer import as_document, json_default, plain_facts, to_yaml, yaml_text
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST

NOW = datetime(2026, 11, 23, 12, tzinfo=CST)
some_facts = st.sampled_from(PLAIN_KINDS).flatmap(lambda kind: st.lists(facts(kind), max_size=3, unique_by=lambda f: f.id))


@given(some_facts)
@settings(max_examples=300)
def test_facts_survive_yaml(stated: list[Fact]) -> None:
    text = yaml_text(plain_facts(by_kind(stated)))
    assert read_facts(parse_document(text, "x.yaml"))[0] == stated


@given(some_facts)
@settings(max_examples=300)
def test_facts_survive_json(stated: list[Fact]) -> None:
    for ascii_only in (True, False):
        text = json.dumps(plain_facts(by_kind(stated)), default=json_default, ensure_ascii=ascii_only)
        assert read_facts(parse_document(text, "x.json"))[0] == stated


def spelled(value: Any) -> Any:
    if dataclasses.is_dataclass(value):  # a figure inside a filing
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    return value.isoformat()


@given(some_facts)
@settings(max_examples=300)
def test_a_digest_is_of_plain_canonical_json(stated: list[Fact]) -> None:
    for fact in stated:
        content = {f.name: getattr(fact, f.name) for f in dataclasses.fields(fact) if f.name != "superseded"}
        text = json.dumps({"kind": type(fact).__name__, **content}, default=spelled, sort_keys=True, ensure_ascii=False)
        assert digest(fact) == hashlib.sha256(text.encode()).hexdigest()


# Kinds that name no other fact: any of them stand together without contradiction.
independent = st.sampled_from([BackupSite, EmergencyPlan, LeadDepartment, MonitoringReview, Supplier]).flatmap(
    lambda kind: st.lists(facts(kind), max_size=3, unique_by=lambda f: f.id)
)


@given(facts(Institution), texts, texts, independent)
def test_scenarios_survive(body: Institution, title: str, about: str, stated: list[Fact]) -> None:
    scenario = Scenario(body, by_kind([body, *stated]), title, about)
    for text, name in ((to_yaml(scenario), "x.yaml"), (json.dumps(as_document(scenario), default=json_default), "x.json")):
        assert read_scenario(parse_document(text, name), NOW) == scenario


def read_or_problem(raw: Any, name: str) -> Scenario | None:
    """What every input must become; anything else that is raised fails the test."""
    try:
        return read_scenario(parse_document(raw, name), NOW)
    except Problem as problem:
        assert problem.what and problem.where and problem.where.source == name and problem.where.line
        assert str(problem) and problem.as_dict() and problem.line("en")
        return None


names = st.sampled_from(["x.yaml", "x.json"])


@given(st.binary(max_size=200), names)
@settings(max_examples=300)
def test_any_bytes(raw: bytes, name: str) -> None:
    read_or_problem(raw, name)


@given(st.text(max_size=200), names)
@settings(max_examples=300)
def test_any_text(raw: str, name: str) -> None:
    read_or_problem(raw, name)


@given(st.text(alphabet="{}[]:,-?&*!|>'\"%@`#~ \n\tab1e.\\u0\ud83d\u202e\ufeff\x00", max_size=60), names)
@settings(max_examples=500)
def test_texts_made_of_what_yaml_and_json_react_to(raw: str, name: str) -> None:
    read_or_problem(raw, name)


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.dates(), st.datetimes())
trees = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3))
)
keys = st.sampled_from(
    ["id", "name", "since", "to", "at", "system", "daily", "recorded", "superseded", "markets", "ok", "figures"]
)


@given(
    st.dictionaries(
        st.sampled_from(sorted(NAMES.values())),
        st.lists(st.dictionaries(keys, trees, max_size=5), max_size=3) | trees,
        max_size=3,
    ),
    st.dictionaries(keys | st.sampled_from(["kind", "licence", "breaks_inside"]), trees, max_size=4),
)
@settings(max_examples=500)
def test_any_tree_in_the_places_of_facts(stated: dict[str, Any], body: dict[str, Any]) -> None:
    document = {"zhengan": 1, "institution": {"name": "示例", "kind": "core", **body}, "facts": stated}
    read_or_problem(yaml.safe_dump(document, allow_unicode=True), "x.yaml")
    read_or_problem(json.dumps(document, default=str), "x.json")


@given(st.data())
@settings(max_examples=300)
def test_one_written_value_replaced_by_anything(data: st.DataObject) -> None:
    """A true scenario with one byte range overwritten: read, or refused with its line."""
    text = bytearray(GOOD.encode())
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 12))
    text[start : start + length] = data.draw(st.binary(max_size=12) | st.text(max_size=6).map(encoded))
    read_or_problem(bytes(text), "x.yaml")


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


GOOD = """\
zhengan: 1
title: 一家示例证券公司
institution: {id: demo, name: 示例证券, kind: operating, licence: securities}
facts:
  systems:
    - {id: core, name: 核心交易系统, important: true, since: 2020-01-01, markets: [SSE, SHFE.ag]}
  backup_runs:
    - {id: b, system: core, ok: true, daily: {from: 2024-01-01, to: 2024-01-05, except: [2024-01-03], time: "02:00"}}
  filings:
    - id: f
      at: 2024-04-01 10:00
      type: other
      figures: [{name: drills, value: 2, since: 2023-01-01, to: 2023-12-31}]
"""


def test_the_good_one_is_good() -> None:
    read = read_or_problem(GOOD, "x.yaml")
    assert read is not None and sum(map(len, read.facts.values())) == 7
