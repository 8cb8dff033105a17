"""What an address asks for and no page offers: a value no filter has, a column nobody can order by.

It is never passed over in silence: who filters by a name that was mistyped would take the whole for a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import Say, say
from zhengan.web.kit.problempage import FILTER

SHOWN = 60  # characters of a value repeated to the reader


@dataclass(frozen=True)
class Strange:
    """One part of an address: ``name``, its ``value``, and what people call it. ``order``: it asks for an order."""

    name: str
    value: str
    called: str
    order: bool = False

    @property
    def says(self) -> Say:
        """What is wrong with it."""
        value = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        if self.order:
            return say("不能按“{value}”排序，已按默认次序", value=value)
        return say("“{value}”不是“{name}”的可选值，没有可列出的", value=value, name=self.called)


def refuse(strange: Sequence[Strange]) -> None:
    """Raise Problem(s) for a file: it could not say beside its rows what they are not."""
    why, do = "导出的文件无从注明，故不导出", "请在列表中改选或去掉这一项，再导出"
    found = [Problem(_what(one), why, do, code=FILTER) for one in strange]
    if found:
        raise found[0] if len(found) == 1 else Problems(found)


def _what(one: Strange) -> Say:
    if one.order:
        return say("不能按“{value}”排序", value=one.value[:SHOWN])
    return say("“{value}”不是“{name}”的可选值", value=one.value[:SHOWN], name=one.called)
