"""A scenario: one institution and its facts in a file, judged with no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

from zhengan.facts.base import Fact
from zhengan.facts.checks import check
from zhengan.facts.convert import convert, lacking, mapping, raise_found, refuse, too_long
from zhengan.facts.document import Node, read_document
from zhengan.facts.institution import Institution
from zhengan.facts.reader import Stated, read_facts, read_item
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

VERSION = "1"
KEYS = ("zhengan", "title", "about", "institution", "facts")
LONGEST_ABOUT = 20_000


@dataclass(slots=True)
class Scenario:
    """An institution and its facts by kind; ``about`` says what the scenario shows."""

    institution: Institution
    facts: dict[type[Fact], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    title: str = ""
    about: str = ""


def load_scenario(path: Path, now: datetime | None = None) -> Scenario:
    """The scenario of a file; Problem names the file and line of whatever is wrong, Problems where much is."""
    return read_scenario(read_document(path), now)


def read_scenario(node: Node, now: datetime | None = None) -> Scenario:
    """The scenario of a document already read; ``now`` as in ``read_facts``."""
    values = mapping(node, KEYS, "情景文件")
    for name in ("zhengan", "institution"):
        if name not in values:
            raise lacking(node, name, "情景文件须写明格式版本与机构")
    version = values["zhengan"]
    if version.value != VERSION:
        why, do = say("本程序读取版本 {version}", version=VERSION), say("请写 zhengan: {version}", version=VERSION)
        raise refuse(version, "不认识的格式版本", why, do, "version")
    found: list[Problem] = []
    bodies: list[Fact] = []
    facts: list[Fact] = []
    stated: list[Stated] = []
    title = about = ""
    try:
        title = convert(str, values["title"]) if "title" in values else ""
        about = _about(values["about"]) if "about" in values else ""
        bodies = read_item(Institution, values["institution"], now)
    except Problem as problem:
        found.append(problem)
    try:
        facts, stated = read_facts(values["facts"], now) if "facts" in values else ([], [])
        check(stated)
    except Problem as problem:
        found.append(problem)
    raise_found(found)
    return Scenario(cast(Institution, bodies[0]), by_kind([*bodies, *facts]), title, about)


def by_kind(facts: Iterable[Fact]) -> dict[type[Fact], list[Fact]]:
    """Facts grouped by their kind."""
    grouped: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[type(fact)].append(fact)
    return grouped


def _about(node: Node) -> str:
    """The one text of a scenario that may run over many lines."""
    if not isinstance(node.value, str):
        raise refuse(node, "about 应是文字", "此处说明情景", "请填写，或删去这一项")
    if len(node.value) > LONGEST_ABOUT:
        raise too_long(node, len(node.value), LONGEST_ABOUT)
    return node.value.strip()
