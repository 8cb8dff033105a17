"""Figures of a filing in one cell, as people write them: ``中断分钟数=30 @fire；受影响账户数=3``; JSON is read as well.

Each is ``name=value``; behind ``@`` the record it speaks of, then the days it was counted over: ``2026-01-01..2026-06-30``,
either end of which may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import get_args

from zhengan.facts.convert import hints
from zhengan.facts.filings import Figure
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.registers.kit.words import NOTHING, in_either, spoken_word

NAMES: tuple[str, ...] = get_args(hints(Figure)["name"])
APART = re.compile(r"[;；\n]")
ONE = re.compile(
    r"\s*(?P<name>[^=＝@＠]+?)\s*[=＝]\s*(?P<value>[^\s@＠=＝]+)(?:\s*[@＠]\s*(?P<about>[^\s@＠=＝;；]+))?"
    r"(?:\s+(?P<since>[^\s.]*)\.\.(?P<to>\S*))?\s*"
)
PLAIN = re.compile(r"[^\s@＠=＝;；\"]+")


def as_json(text: str) -> str:
    """The figures of a cell as JSON; a text that is JSON already as it is. Raises Problem for what cannot be read."""
    if text.strip() == NOTHING:
        return "[]"
    if text.lstrip()[:1] in ("[", "{", '"', ""):
        return text
    return json.dumps([_figure(part) for part in APART.split(text) if part.strip()], ensure_ascii=False)


def _figure(text: str) -> dict[str, object]:
    known = in_either("name", NAMES)
    found = ONE.fullmatch(text)
    if found is None:
        raise Problem(
            say("“{text}”不是一项数值", text=text.strip()[:60]),
            "每项写作“指标=数值 @所涉编号”，统计的起止日写在其后，多项以分号隔开",
            "请改写，如：中断分钟数=30 @inc-1；受影响账户数=3 2026-01-01..2026-06-30", code="figure",
        )  # fmt: skip
    name = known.get(found["name"])
    if name is None:
        why = say("可选：{words}", words=[spoken_word("name", word) for word in NAMES])
        raise Problem(say("没有指标“{name}”", name=found["name"][:60]), why, "请改为其中之一", code="figure")
    stated = {key: found[key] for key in ("about", "since", "to") if found[key]}
    try:
        value: object = json.loads(found["value"])
    except ValueError:
        value = found["value"]  # the field's own reader says what is wrong with it
    return {"name": name, "value": value, **stated}


def written(figures: Sequence[Figure]) -> str | None:
    """Figures as ``as_json`` reads them, in the language of the moment; None where only JSON can state them."""
    if any(one.about is not None and not PLAIN.fullmatch(one.about) for one in figures):
        return None
    return "；".join(_one(figure) for figure in figures)


def _one(figure: Figure) -> str:
    value = int(figure.value) if figure.value.is_integer() else figure.value
    text = f"{spoken_word('name', figure.name)}={value!r}"
    text += f" @{figure.about}" if figure.about is not None else ""
    return text + (f" {figure.since or ''}..{figure.to or ''}" if figure.since or figure.to else "")
