"""`python scripts/scenariodocs.py [--check]`: docs/schema/*.json, and the tables of facts in docs/scenario.md."""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Union

from zhengan.facts.base import Fact, fields_of
from zhengan.facts.convert import hints
from zhengan.facts.filings import Figure
from zhengan.facts.kinds import KINDS
from zhengan.facts.schema import assessment_schema, scenario_schema
from zhengan.masking.schema import policy_schema

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- facts: begin -->", "<!-- facts: end -->"
SCALARS = {str: "文字", bool: "是非", float: "数", int: "整数", date: "日期", datetime: "时刻"}


def pages() -> dict[Path, str]:
    """Every published file and what it must say."""
    scenario = DOCS / "scenario.md"
    before, _, rest = scenario.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return {
        DOCS / "schema" / "scenario.schema.json": as_json(scenario_schema()),
        DOCS / "schema" / "assessment.schema.json": as_json(assessment_schema()),
        DOCS / "schema" / "masking-policy.schema.json": as_json(policy_schema()),
        scenario: before + BEGIN + "\n\n" + "\n".join(tables()) + "\n" + END + after,
    }


def as_json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def tables() -> Iterator[str]:
    """One table for each kind of fact, and one for the figures inside a filing."""
    for name, kind in KINDS.items():
        yield f"### `{name}` {kind.zh} {kind.en}\n"
        yield from table(kind, fields_of(kind))
    yield "### `figures` 报送中的数值 Figures of a filing\n"
    yield from table(Figure, dataclasses.fields(Figure))


def table(kind: type, fields: Any) -> Iterator[str]:
    types_ = hints(kind)
    yield "| 键 Key | 含义 | Meaning | 取值 Value |"
    yield "|---|---|---|---|"
    for f in fields:
        marks = [value_of(types_[f.name])]
        marks += ["必填"] if f.default is dataclasses.MISSING and f.name not in ("id", "recorded") else []
        marks += [f"不写为{'是' if f.default else '否'}"] if isinstance(f.default, bool) else []
        marks += ["{} 至 {}".format(*f.metadata["within"])] if f.metadata.get("within") else []
        marks += ["大于零"] if f.metadata.get("positive") else []
        marks += ["可在将来"] if f.metadata.get("future") else []
        marks += ["或 `daily`"] if issubclass(kind, Fact) and f.name == kind.moment and kind.moment in ("at", "day") else []
        yield f"| `{f.name}` | {f.metadata['zh']} | {f.metadata['en']} | {'，'.join(marks)} |"
    yield ""


def value_of(hint: Any) -> str:
    """A field's type in words."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return " 或 ".join(value_of(arg) for arg in args if arg is not type(None))
    if origin is Literal:
        return " ".join(f"`{word}`" for word in args)
    if origin is tuple:
        return f"列表：{value_of(args[0])}"
    return "`figures`" if hint is Figure else SCALARS[hint]


def main() -> None:
    """Write what differs; with ``--check`` only say so and exit 1."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        print(path.relative_to(DOCS.parent))
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
