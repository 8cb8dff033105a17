"""What people call a subject of a rule: its name, or what it is of which system; its id only where nothing else is known."""

from __future__ import annotations

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.capacity import Capacity
from zhengan.facts.filings import Filing
from zhengan.facts.logs import LogSource, MonitorSource
from zhengan.kit.say import Say, say
from zhengan.law.notes import name_of
from zhengan.law.sources import LOG_KINDS
from zhengan.law.touched import system_name
from zhengan.law.words import filing_called


def called(subject: Fact, book: FactBook) -> Say:
    """“核心交易系统”; “核心交易系统”的“委托笔/秒”; “核心交易系统”的业务日志“委托日志”; “核心交易系统”的等保定级."""
    if isinstance(subject, Filing):
        return filing_called(subject)
    if not getattr(subject, "system", ""):
        return say("“{name}”", name=name_of(subject))
    system, name = system_name(subject, book), getattr(subject, "name", "")
    if isinstance(subject, Capacity):
        return say("“{system}”的“{measure}”", system=system, measure=subject.measure)
    if isinstance(subject, MonitorSource):
        return say("“{system}”的监测指标“{indicator}”", system=system, indicator=subject.indicator)
    kind = LOG_KINDS[subject.kind] if isinstance(subject, LogSource) else type(subject).zh
    if name:
        return say("“{system}”的{kind}“{name}”", system=system, kind=kind, name=name)
    return say("“{system}”的{kind}", system=system, kind=kind)
