"""The system that an act touched: a change, an outage. An unclassified one is unknown, never passed over."""

from __future__ import annotations

from collections.abc import Callable

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.changes import Change
from zhengan.facts.incidents import Outage
from zhengan.facts.systems import System
from zhengan.kit.say import Say, say
from zhengan.kit.verdict import Judgement, unknown
from zhengan.law.rule import Over
from zhengan.law.subjects import acts

Touching = Change | Outage


def system_of(act: Touching, book: FactBook) -> System | None:
    """The system an act touched: one that runs or ran, or is on the register to go live, as a launch has it."""
    return book.system(act.system) or book.planned(System, act.system)


def maybe_important(act: Touching, book: FactBook) -> bool:
    """Whether the act's system is important, or nobody has said that it is not."""
    system = system_of(act, book)
    return system is None or system.important is not False


def changes_where(
    name: str, none: str, test: Callable[[Change], bool], system: Callable[[System], bool]
) -> Over:
    """Changes since the law came into force that pass ``test``, of systems on the register that pass ``system``."""

    def chosen(change: Change, book: FactBook) -> bool:
        touched = system_of(change, book)
        return test(change) and touched is not None and system(touched)

    return acts(Change, name, none, chosen, reads=(System,))


def unclassified(act: Touching, book: FactBook) -> Judgement | None:
    """Unknown where the act's system is not on the register or nobody has said whether it is important; else None."""
    system = system_of(act, book)
    if system is None:
        return unknown(
            say("“{act}”所涉系统“{system}”在当日尚未登记，无法判定", act=_said(act), system=act.system),
            do=say("请在“信息系统”台账登记“{system}”及其是否重要、服务的市场", system=act.system), evidence=[act],
        )  # fmt: skip
    if system.important is None:
        return unknown(
            say("“{act}”所涉系统“{system}”尚未认定是否重要，无法判定", act=_said(act), system=system.name),
            do=say("请在“信息系统”台账补充“{system}”的重要性认定", system=system.name), evidence=[act, system],
        )  # fmt: skip
    return None


def _said(act: Touching) -> str | Say:
    """The name of an act, or when it began and what it is: an outage has no name, only the id of its record."""
    return getattr(act, "name", "") or say("{start} 的{kind}", start=act.start, kind=type(act).zh)


def system_name(act: Fact, book: FactBook) -> str:
    """What people call the system an act touched; its id where it is not on the register."""
    id: str = getattr(act, "system", "")
    system = book.system(id) or book.planned(System, id)
    return system.name if system else id
