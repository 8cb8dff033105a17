"""What a room holds beside its text: the limits of ``limits.toml``."""

from __future__ import annotations

import functools
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from zhengan.kit.limits import COMPARISONS, Limit, LimitSet, choose
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.law.rule import ROOMS

_PLAIN = {f.name for f in fields(Limit)} - {"comparison", "value", "audience", "valid_from", "valid_to"}


@functools.cache
def room_path(article: int) -> Path:
    """The folder of an article."""
    found = next(ROOMS.glob(f"a{article:02d}_*"), None)
    if found is None:
        raise Problem(
            say("没有第 {article} 条", article=article), "本办法共 75 条", "请检查条号", code="no-article"
        )
    return found


@functools.cache
def limits_of(article: int) -> tuple[Limit, ...]:
    """Every limit of an article's ``limits.toml``, in all its versions; empty where it sets none."""
    path = room_path(article) / "limits.toml"
    if not path.exists():
        return ()
    document = tomli.loads(path.read_text("utf-8"))
    return tuple(_limit(entry, path) for entry in document.get("limit", []))


@functools.cache
def limits_for(article: int, audience: str, on: date) -> LimitSet:
    """The limits of an article that bind one kind of body on one day."""
    return choose(article, limits_of(article), audience, on)


def _limit(entry: dict[str, Any], path: Path) -> Limit:
    comparisons = [name for name in COMPARISONS if name in entry]
    if len(comparisons) != 1:
        raise Problem(
            say("限值“{value}”应恰有一个比较方式", value=entry.get("id", "?")),
            say("可用：{value}", value=list(COMPARISONS)),
            "请改正该条目",
            code="limit",
            where=Where(str(path)),
        )
    unknown = set(entry) - _PLAIN - set(COMPARISONS) - {"for", "from", "to"}
    if unknown:
        raise Problem(
            say("限值“{value}”有未知的键 {sorted}", value=entry["id"], sorted=sorted(unknown)),
            "",
            "请改正或删除",
            code="limit",
            where=Where(str(path)),
        )
    return Limit(
        comparison=comparisons[0],
        value=entry[comparisons[0]],
        audience=tuple(entry.get("for", ())),
        valid_from=entry.get("from", date(2023, 5, 1)),
        valid_to=entry.get("to"),
        **{key: value for key, value in entry.items() if key in _PLAIN},
    )
