"""Data sets outside production and channels out of the boundary, as subjects of rules (Art. 16, 34)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.personal import DataSet, MaskingRun, OutboundChannel, OutboundSample
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.say import say
from zhengan.kit.verdict import Judgement, not_applicable, unknown
from zhengan.law.rule import Over

MESSAGES = ("sms", "email", "messaging")
"""短信、邮件等非自主运营渠道 (34.2): what somebody else carries to the investor."""


def maskings(data: DataSet, book: FactBook) -> list[datetime]:
    """When the set was masked, in order: the data it began with, and every run since that masked anything."""
    return _instants(data, book, [run for run in book.of(MaskingRun, data.id) if _masked(run)])


def filled(data: DataSet, book: FactBook) -> list[datetime]:
    """When data went into the set by way of masking, in order, the runs that found nothing to mask among them."""
    return _instants(data, book, book.of(MaskingRun, data.id))


def _instants(data: DataSet, book: FactBook, runs: Sequence[MaskingRun]) -> list[datetime]:
    found = [run.at for run in runs]
    if isinstance(data.masked, datetime) and data.masked < book.as_of.until:
        found.append(data.masked)
    return sorted(found)


def _masked(run: MaskingRun) -> bool:
    """Whether a run masked anything: it counts a value, and the file is not the very one that it was."""
    return run.masked > 0 and run.before != run.after


def in_clear(data: DataSet, book: FactBook) -> bool:
    """On record as not masked, and no run that masked anything says otherwise."""
    return data.masked == "none" and not maskings(data, book)


def _sets_where(name: str, test: Callable[[DataSet, FactBook], bool], none: str) -> Over:
    """The standing sets that hold sensitive data, or of which nobody has said, and that pass ``test``."""

    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        return [data for data in book.standing(DataSet) if data.sensitive is not False and test(data, book)]

    def answer(book: FactBook, as_of: AsOf) -> Judgement:
        if book.standing(DataSet):
            return not_applicable(say(none))
        return unknown(
            say("没有登记在用的测试数据集，测试环境有无敏感数据无从判定"),
            do=say("请在“测试数据集”台账登记每套非生产数据；确无敏感数据的，也请登记并注明不含敏感数据"),
        )

    return Over(name, pick, answer, (DataSet, MaskingRun, System))


masked_sets = _sets_where(
    "masked_sets",
    lambda data, book: data.sensitive is None or not in_clear(data, book),
    "登记的测试数据集不含敏感数据，或者均登记为未脱敏",
)
unmasked_sets = _sets_where(
    "unmasked_sets", lambda data, book: data.sensitive is True and in_clear(data, book), "没有登记为未脱敏的测试数据集"
)


def proven(way: OutboundChannel, book: FactBook) -> bool:
    """Whether a sample found account or identity numbers: then the channel carries personal information, whatever is said."""
    return proven_on(way, book) is not None


def proven_on(way: OutboundChannel, book: FactBook) -> date | None:
    """The day of the first sample that found such numbers; None where none did."""
    found = (s for s in book.of(OutboundSample, way.id) if 0 < s.unmasked <= s.looked_at)
    return next((sample.at.date() for sample in found), None)


def _channels_where(name: str, test: Callable[[OutboundChannel], bool], none: str) -> Over:
    """The standing channels that carry personal information, or of which nobody has said, and that pass ``test``."""

    def carries(way: OutboundChannel, book: FactBook) -> bool:
        return way.personal is not False or proven(way, book)

    def pick(book: FactBook, as_of: AsOf) -> Sequence[Fact]:
        return [way for way in book.standing(OutboundChannel) if test(way) and carries(way, book)]

    def answer(book: FactBook, as_of: AsOf) -> Judgement:
        if book.standing(OutboundChannel):
            return not_applicable(say(none))
        return unknown(
            say("没有登记在用的外发渠道，投资者个人信息有无离开防护边界无从判定"),
            do=say("请在“外发渠道”台账登记短信、邮件、文件、接口和委托处理；确不含个人信息的，也请登记并注明"),
        )

    return Over(name, pick, answer, (OutboundChannel, OutboundSample, System))


outbound_channels = _channels_where("outbound_channels", lambda way: True, "登记的外发渠道均不含投资者个人信息")
message_channels = _channels_where(
    "message_channels", lambda way: way.kind in MESSAGES, "登记的短信、邮件等渠道均不含投资者个人信息，或者没有这类渠道"
)
