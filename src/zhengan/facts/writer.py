"""Facts → the text of a scenario file that reads back as the same facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml

from zhengan.facts.base import Fact, fields_of
from zhengan.facts.institution import Institution
from zhengan.facts.kinds import KINDS
from zhengan.facts.scenario import VERSION, Scenario

WIDTH = 110


def as_document(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain data in the order of the format: text, numbers, days and instants without a zone (China's)."""
    head: dict[str, Any] = {"zhengan": int(VERSION)}
    head.update({name: text for name in ("title", "about") if (text := getattr(scenario, name))})
    return {**head, "institution": plain_fact(scenario.institution), "facts": plain_facts(scenario.facts)}


def plain_facts(facts: Mapping[type[Fact], list[Fact]]) -> dict[str, list[dict[str, Any]]]:
    """Facts under the plural names of their kinds, in the order of the format; kinds without any are left out."""
    return {
        name: [plain_fact(fact) for fact in facts[kind]]
        for name, kind in KINDS.items()
        if kind is not Institution and facts.get(kind)
    }


def plain_fact(fact: Fact) -> dict[str, Any]:
    """One fact as a mapping, without what the reader would supply by itself."""
    stated = {f.name: getattr(fact, f.name) for f in fields_of(type(fact)) if getattr(fact, f.name) != f.default}
    if stated["recorded"] == fact.happened:
        del stated["recorded"]
    return {name: _plain(value) for name, value in stated.items()}


def to_yaml(scenario: Scenario) -> str:
    """The scenario as YAML text."""
    return yaml_text(as_document(scenario))


def yaml_text(data: dict[str, Any]) -> str:
    """Plain data as YAML in the order given, every value written out where it stands."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    """A day two facts share is written twice: the reader takes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        stated = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return {f.name: _plain(stated[f.name]) for f in dataclasses.fields(value) if stated[f.name] != f.default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def json_default(value: Any) -> str:
    """For ``json.dumps(as_document(…), default=json_default)``: days and instants as text."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a scenario holds no {type(value).__name__}")
