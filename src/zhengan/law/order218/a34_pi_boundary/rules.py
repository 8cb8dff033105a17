"""Article 34: masked or encrypted outside the boundary; account and identity numbers masked in SMS and e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import takewhile

from zhengan.facts.book import FactBook
from zhengan.facts.personal import OutboundChannel, OutboundSample
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip, union
from zhengan.kit.time import DAY, months_after, months_between
from zhengan.kit.verdict import Judgement, Verdict, judge, not_met, unknown
from zhengan.law.lapses import began
from zhengan.law.personal import message_channels, outbound_channels, proven, proven_on
from zhengan.law.rule import Needs, rule
from zhengan.law.touched import system_name
from zhengan.law.windows import IN_FORCE, term_window


@rule("34.1-protected", over=outbound_channels, needs=[Needs(OutboundSample, required=False)])
def protected(way: OutboundChannel, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """投资者个人信息离开防护边界的渠道已脱敏或者加密，且在核验间隔内核验过；登记为无保护的不符合，未登记、未核验或核验过期的未知。
    登记为已脱敏、核验之后（含当日）抽检却发现未脱敏号码的不符合，至再次核验为止；渠道启用之前的核验不算。"""
    named = _named(way, book)
    personal = True if proven(way, book) else way.personal
    stated = ((say("是否含投资者个人信息"), personal), (say("保护措施"), way.protection))
    lacking = [zh for zh, held in stated if held is None]
    if lacking:
        return _unsaid(way, named, lacking)
    since, within = max(way.since, IN_FORCE), limits.verified_within
    unsafe = Span(max(since, term_window(as_of).start), as_of.valid_on + DAY)
    if way.protection == "in_clear":
        return judge(
            limits.measures, 0, say("“{system}”的外发渠道“{way}”采取的保护措施有 {figure}，要求 {limit}", **named),
            since=since, lapses=[unsafe], evidence=[way],
            do=say("请对“{way}”外发的个人信息脱敏或者加密；在此之前停止外发", **named),
        )  # fmt: skip
    belied = _belied(way, book)
    if belied:
        return not_met(
            say("“{system}”的外发渠道“{way}”登记为已脱敏，{day} 抽检 {looked} 条却有 {unmasked} 条未脱敏",
                day=belied[-1].at.date(), looked=belied[-1].looked_at, unmasked=belied[-1].unmasked, **named),
            since=belied[0].at.date(), lapses=clip([Span(belied[0].at.date(), unsafe.end)], unsafe), evidence=[way, belied[-1]],
            do=say("请查明“{way}”未脱敏的原因，改正、核验并登记核验日期", **named),
        )  # fmt: skip
    do = say("请核验“{way}”的保护措施是否仍在生效，并登记核验日期", **named)
    if way.verified is not None and way.verified < way.since:
        return unknown(
            say("“{system}”的外发渠道“{way}”自 {since} 启用，登记的核验（{day}）在此之前，启用后没有核验过",
                since=way.since, day=way.verified, **named),
            evidence=[way], do=do, due=months_after(way.since, int(within.value)),
        )  # fmt: skip
    if way.verified is None or way.verified > as_of.valid_on:
        none = say("“{system}”的外发渠道“{way}”登记了保护措施，没有核验过", **named)
        later = say("“{system}”的外发渠道“{way}”登记的核验在这一天之后（{day}），此前有无核验没有登记", day=way.verified, **named)
        return unknown(
            none if way.verified is None else later, evidence=[way], do=do,
            due=months_after(way.since, int(within.value)),
        )  # fmt: skip
    due = months_after(way.verified, int(within.value))
    text = say("“{system}”的外发渠道“{way}”最近核验 {day}，距今 {figure}，间隔 {limit}", day=way.verified, **named)
    old = _too_old(within, way.verified, as_of, text)
    if old is not None:
        return replace(old, due=due, evidence=(way,), do=do)
    told = date.min if way.personal else proven_on(way, book) or date.min  # before, nobody knew that it carries any
    words = {"masked": say("脱敏"), "encrypted": say("加密")}
    return judge(
        limits.measures, 1,
        say("“{system}”的外发渠道“{way}”已{measure}（{figure}，要求 {limit}），{day} 核验",
            measure=words[str(way.protection)], day=way.verified, **named),
        since=max(since, way.verified, told), due=due, evidence=[way],  # before the last look nothing was proven
    ).noting(_convention(within))  # fmt: skip


def _belied(way: OutboundChannel, book: FactBook) -> list[OutboundSample]:
    """The samples, each with numbers in clear, that since the last verification say that a channel does not mask."""
    if way.protection != "masked":
        return []
    after = [s for s in book.of(OutboundSample, way.id) if way.verified is None or s.at.date() >= way.verified]
    return list(takewhile(lambda sample: sample.unmasked > 0, reversed(after)))[::-1]


@rule("34.2-masked", over=message_channels, needs=[Needs(OutboundSample, required=False)])
def masked(way: OutboundChannel, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """短信、邮件等渠道发出的消息中，账号与证件号码均已脱敏：看最近一次抽检，未脱敏的比例应为零；没有抽检或者超过抽检间隔的未知。
    抽检发现了账号或证件号码的渠道即含个人信息，不论登记如何。"""
    named, within = _named(way, book), limits.sampled_within
    if way.personal is None and not proven(way, book):
        return _unsaid(way, named, [say("是否含投资者个人信息")])
    samples = book.of(OutboundSample, way.id)
    do = say("请抽检“{way}”实际发出的消息，登记抽检条数和含未脱敏账号或证件号码的条数", **named)
    if not samples:
        return unknown(
            say("“{system}”的外发渠道“{way}”没有抽检记录，是否脱敏无从判定", **named), evidence=[way], do=do,
            due=months_after(way.since, int(within.value)),
        )  # fmt: skip
    last = samples[-1]
    day = last.at.date()
    due = months_after(day, int(within.value))
    lapses = _found(samples, as_of)
    if last.unmasked > last.looked_at:
        return unknown(
            say("“{system}”的外发渠道“{way}”{day} 抽检的未脱敏条数多于抽检条数，无法判定", day=day, **named),
            evidence=[way, last], do=say("请更正该次抽检的条数"),
        )  # fmt: skip
    found = judge(
        limits.unmasked_share, last.unmasked / last.looked_at,
        say("“{system}”的外发渠道“{way}”{day} 抽检 {looked} 条，未脱敏 {unmasked} 条（{figure}，要求 {limit}）",
            day=day, looked=last.looked_at, unmasked=last.unmasked, **named),
        since=began(partial(_clean, samples, limits), _sample_turns(samples, within), as_of.valid_on, way.since),
        due=due, lapses=lapses, evidence=[way, last],
        do=say("请查明“{way}”未脱敏的模板或程序，改正后重新抽检", **named),
    )  # fmt: skip
    text = say("“{system}”的外发渠道“{way}”最近抽检 {day}，距今 {figure}，间隔 {limit}", day=day, **named)
    old = _too_old(within, day, as_of, text)
    if old is not None and found.verdict is Verdict.MET:  # what was found stays found until a clean sample
        return replace(old, due=due, lapses=lapses, evidence=(way, last), do=do)
    if found.verdict is Verdict.NOT_MET:
        found = replace(found, due=None)  # what is wrong is not put off to the next sample
    if way.personal is False:
        found = found.noting(say("该渠道登记为不含投资者个人信息，抽检却发现账号或证件号码，请更正登记"))
    return found.noting(_convention(within))


def _clean(samples: Sequence[OutboundSample], limits: LimitSet, day: date) -> bool | None:
    """Whether the last sample by a day was clean, and young enough to tell of it; None where it tells nothing."""
    last = next((sample for sample in reversed(samples) if sample.at.date() <= day), None)
    if last is None or last.unmasked > last.looked_at:
        return None
    clean = limits.unmasked_share.holds(last.unmasked / last.looked_at)
    young = limits.sampled_within.holds(months_between(last.at.date(), day))
    return clean if young or not clean else None


def _sample_turns(samples: Sequence[OutboundSample], within: Limit) -> set[date]:
    days = {sample.at.date() for sample in samples}
    return days | {months_after(day, int(within.value)) + DAY for day in days}


def _named(way: OutboundChannel, book: FactBook) -> dict[str, str]:
    return {"way": way.name, "system": system_name(way, book)}


def _unsaid(way: OutboundChannel, named: dict[str, str], lacking: list[Say]) -> Judgement:
    return unknown(
        say("“{system}”的外发渠道“{way}”没有登记：{lacking}", lacking=lacking, **named), evidence=[way],
        do=say("请在“外发渠道”台账补充：{lacking}", lacking=lacking),
    )  # fmt: skip


def _too_old(within: Limit, day: date, as_of: AsOf, text: Say) -> Judgement | None:
    """Unknown, with its age beside the interval, where what was seen on ``day`` no longer tells of today; else None."""
    age = months_between(day, as_of.valid_on)
    since = months_after(day, int(within.value)) + DAY
    return None if within.holds(age) else unknown(text, figure=age, limit=within, since=since)


def _convention(within: Limit) -> Say:
    return say("间隔 {limit}未经核实，来源：{source}", limit=within.quantity, source=within.source)


def _found(samples: Sequence[OutboundSample], as_of: AsOf) -> tuple[Span, ...]:
    """The days of the past year from a sample with numbers in clear to the next without."""
    window = term_window(as_of)
    ends = [sample.at.date() for sample in samples[1:]] + [window.end]
    bad = [Span(s.at.date(), max(end, s.at.date() + DAY)) for s, end in zip(samples, ends, strict=True) if s.unmasked]
    return tuple(union(clip(bad, window)))
