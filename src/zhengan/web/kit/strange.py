"""What an address asks for and no page offers: a value no filter has, a filter or a column to order by that there is not.

It is never passed over in silence: who filters by a name that was mistyped would take the whole for a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import Say, say
from zhengan.web.kit.problempage import FILTER

SHOWN = 60  # characters of a value repeated to the reader


class Part(Enum):
    """Which part of an address is at fault: a filter's value, a day, two days turned round, a filter as such, or the order."""

    VALUE, DAY, TURNED, FILTER, ORDER = range(5)


@dataclass(frozen=True)
class Strange:
    """One thing of an address: ``name``, its ``value``, and what people call it."""

    name: str
    value: str
    called: str = ""
    part: Part = Part.VALUE

    @property
    def what(self) -> Say:
        """What is wrong with it."""
        value, name = _short(self.value), _short(self.called or self.name)
        match self.part:
            case Part.ORDER:
                return say("不能按“{value}”排序", value=value)
            case Part.FILTER:
                return say("不能按“{name}”筛选", name=name)
            case Part.TURNED:
                return say("截止日 {last} 早于起始日 {first}", last=value, first=name)
            case Part.DAY:
                return say("“{value}”不是日期（{name}）", value=value, name=name)
            case _:
                return say("“{value}”不是“{name}”的可选值", value=value, name=name)

    @property
    def says(self) -> Say:
        """What is wrong with it, and what the list does for that."""
        match self.part:
            case Part.ORDER:
                return say("{what}，已按默认次序", what=self.what)
            case Part.FILTER:
                return say("{what}，列出的不受其限", what=self.what)
            case _:
                return say("{what}，没有可列出的", what=self.what)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def refuse(strange: Sequence[Strange]) -> None:
    """Raise Problem(s) for a file: it could not say beside its rows what they are not."""
    why, do = "导出的文件无从注明，故不导出", "请在列表中改选或去掉这一项，再导出"
    found = [Problem(one.what, why, do, code=FILTER) for one in strange]
    if found:
        raise found[0] if len(found) == 1 else Problems(found)
