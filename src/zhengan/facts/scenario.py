"""A scenario: one institution and its facts in a file, judged with no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zhengan.facts.base import Fact
from zhengan.facts.checks import check
from zhengan.facts.convert import mapping, refuse
from zhengan.facts.document import Node, read_document
from zhengan.facts.institution import Institution
from zhengan.facts.reader import read_facts, read_item

VERSION = "1"


@dataclass(slots=True)
class Scenario:
    """An institution and its facts by kind; ``about`` says what the scenario shows."""

    institution: Institution
    facts: dict[type[Fact], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    title: str = ""
    about: str = ""


def load_scenario(path: Path, now: datetime | None = None) -> Scenario:
    """The scenario of a file; Problem names the file and line of whatever is wrong."""
    return read_scenario(read_document(path), now)


def read_scenario(node: Node, now: datetime | None = None) -> Scenario:
    """The scenario of a document already read."""
    values = mapping(node, {"zhengan", "title", "about", "institution", "facts"}, "情景文件")
    for name in ("zhengan", "institution"):
        if name not in values:
            raise refuse(node, f"缺少“{name}”", "情景文件须写明格式版本与机构", f"请补充 {name}", "missing")
    if values["zhengan"].value != VERSION:
        raise refuse(values["zhengan"], f"不认识格式版本“{values['zhengan'].value}”", f"本程序读取版本 {VERSION}", f"请写 zhengan: {VERSION}")
    bodies = list(read_item(Institution, values["institution"], now))
    facts, places = read_facts(values["facts"], now) if "facts" in values else ([], {})
    check([*bodies, *facts], places)
    (body,) = bodies
    assert isinstance(body, Institution)
    scenario = Scenario(body, title=_text(values.get("title")), about=_text(values.get("about")))
    for fact in [*bodies, *facts]:
        scenario.facts[type(fact)].append(fact)
    return scenario


def by_kind(facts: Iterable[Fact]) -> dict[type[Fact], list[Fact]]:
    """Facts grouped by their kind."""
    grouped: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[type(fact)].append(fact)
    return grouped


def _text(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""
