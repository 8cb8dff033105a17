"""Article 18: monitoring that never falls silent, and logs kept whole for their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.institution import Institution
from zhengan.facts.logs import Anomaly, LogArchive, LogSource, MonitoringReview, MonitorSource, Samples
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import Limit, LimitSet
from zhengan.kit.quantities import Quantity
from zhengan.kit.say import Say, say
from zhengan.kit.spans import Span, clip
from zhengan.kit.time import DAY, end_of_day, start_of_day
from zhengan.kit.verdict import Judgement, Verdict, judge, not_applicable, unknown
from zhengan.law.archives import held_of, lived, lost, period_of, required
from zhengan.law.arrivals import Arrivals, due_in
from zhengan.law.lapses import began, turns, vacant
from zhengan.law.nothing import missing_text, says_nothing
from zhengan.law.periods import recurrence
from zhengan.law.rule import Needs, rule
from zhengan.law.sources import LOG_KINDS, length, silences, sources_over
from zhengan.law.subjects import bound_since, important_systems, institution
from zhengan.law.touched import system_name
from zhengan.law.windows import IN_FORCE, past, past_days

monitor_sources = sources_over("monitor_sources", MonitorSource, ended=False)
log_sources = sources_over("log_sources", LogSource, ended=True)


@rule("18.1-indicators", over=important_systems, needs=[Needs(MonitorSource)])
def indicators(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """每个重要信息系统至少有一个在用的监测指标，且每个指标都设有告警阈值（写“无”等于没写）；登记之后全部停用的日子列为缺口。"""
    held = book.standing(MonitorSource, system.id)
    ever = book.of(MonitorSource, system.id)

    def watched(day: date) -> bool | None:
        """Whether an indicator was in use on a day; None where one without a threshold was, or before the first on record."""
        used = [source for source in ever if source.holds_on(day)]
        known = not any(says_nothing(source.threshold) for source in used) and any(source.since <= day for source in ever)
        return bool(used) if known else None

    since = began(watched, turns(ever), as_of.valid_on, system.since)
    blank = [missing_text(one.indicator, one.threshold) for one in held if says_nothing(one.threshold)]
    if blank:
        return unknown(
            say("“{system}”的监测指标没有登记告警阈值：{indicators}", system=system.name, indicators=blank),
            do=say("请在“监测与日志”台账补充告警阈值：{indicators}", indicators=blank), evidence=held, since=since,
        )  # fmt: skip
    first, last = past_days(as_of, since=max(system.since, ever[0].since))
    whole = Span(first, last + DAY)
    lapses = vacant(ever, whole) if first <= last else ()
    return judge(
        limits.indicators, len(held), say("“{system}”在用的监测指标有 {figure}，要求 {limit}", system=system.name),
        since=since, lapses=lapses, evidence=held or ever[-1:],
        do=say("请为“{system}”设定监测指标和告警阈值，并接入数据源", system=system.name),
    )  # fmt: skip


@rule("18.1-silent", over=monitor_sources, needs=[Needs(Samples)])
def silent(source: MonitorSource, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """监测数据持续到达：距最后一个有变化的样本不超过采样间隔与容许延迟之和；数值始终不变、样本数为零的等同静默，近一年的静默列为缺口；样本数不足按采样间隔应有的一半的时段，是否持续到达未知。"""
    allowed = replace(limits.silence, value=source.every_minutes + source.grace_minutes)
    window = past(as_of, since=source.since)
    ever = Span(start_of_day(max(source.since, IN_FORCE)), window.end)
    samples = book.of(Samples, source.id)
    arrived = Arrivals.of(samples, source, limits.samples_share, as_of.until)
    lapses = tuple(clip(silences(arrived.at_most, ever, allowed), window))
    last = arrived.last(arrived.at_most)
    minutes = length(Span(last, as_of.until), "minutes")
    named = {"source": source.indicator, "system": system_name(source, book), "last": last}
    common = {"lapses": lapses, "evidence": [source, samples[-1]]}
    do = say("请恢复“{system}”的数据源“{source}”，查明静默原因；静默期间的运行状况须另行核实", **named)
    if allowed.holds(minutes):
        sure = arrived.last(arrived.at_least)
        begun = _resumed(arrived.at_least, ever, allowed)
        if not allowed.holds(length(Span(sure, as_of.until), "minutes")):
            failed = max(sure + timedelta(minutes=allowed.value), _resumed(arrived.at_most, ever, allowed))
            return _too_few(source, named, arrived.sparse[-1], limits, since=max(failed, samples[0].start).date(), **common)
        text = say("“{system}”的“{source}”最后样本 {last}，距今 {figure}，允许 {limit}", **named)
    else:
        begun = last + timedelta(minutes=allowed.value)
        text = say("“{system}”的“{source}”自 {last} 起静默 {figure}，允许 {limit}", **named)
        if samples[-1].frozen:
            text = say("“{system}”的“{source}”自 {last} 起数值始终不变，等同静默 {figure}，允许 {limit}", **named)
        elif samples[-1].count == 0:
            text = say("“{system}”的“{source}”自 {last} 起静默 {figure}（登记的样本数为零），允许 {limit}", **named)
    begun = max(begun, samples[0].start)  # before the first sample nothing was known
    judged = judge(allowed, minutes, text, since=begun.date(), do=do, **common)
    doubtful = [one for one in arrived.sparse if one.end > window.start]
    return judged.noting(_sparse(source, doubtful)) if doubtful else judged


def _resumed(heard: Sequence[Span], ever: Span, allowed: Limit) -> datetime:
    """When the last silence that is over, or that runs, ended; the beginning where there was none."""
    found = silences(heard, ever, allowed)
    ended: datetime = found[-1].end if found else ever.start
    return ended


def _too_few(
    source: MonitorSource, named: Mapping[str, Any], few: Samples, limits: LimitSet, **common: Any
) -> Judgement:
    """Unknown: that samples went on arriving rests on a stretch that tells of far fewer than it should hold."""
    due = due_in(few, source)
    figures = {"start": few.start, "end": few.end, "got": few.count, "due": due, "least": limits.samples_share.quantity}
    return unknown(
        say("“{system}”的“{source}”{start} 至 {end} 收到样本 {got} 个，按采样间隔应有 {due} 个，占 {share}，约定 {least}；"
            "是否持续到达无从判定", share=Quantity((few.count or 0) / due, "ratio"), **named, **figures),
        do=say("请核对“{system}”的“{source}”的样本数和采样间隔；数据有中断的，请按实际到达的时段分段登记", **named), **common,
    )  # fmt: skip


def _sparse(source: MonitorSource, doubtful: Sequence[Samples]) -> Say:
    few = doubtful[0]
    return say(
        "近一年有 {count} 段样本数不足，其间是否持续到达不明；首段 {start} 至 {end} 收到 {got} 个，按采样间隔应有 {due} 个",
        count=len(doubtful), start=few.start, end=few.end, got=few.count, due=due_in(few, source),
    )  # fmt: skip


@rule("18.1-anomalies", over=important_systems, needs=[Needs(Anomaly, required=False)])
def anomalies(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """监测发现的异常均已处置：记为未处置的不符合，没有处置记录的、处置时刻早于发现时刻的未知；没有异常的不适用。"""
    raised = book.between(Anomaly, system.id, start_of_day(IN_FORCE))
    if not raised:
        return not_applicable(say("“{system}”没有登记监测异常", system=system.name))
    undone = [a for a in raised if a.handled == "none"]
    silent = [a for a in raised if a.handled != "none" and not _done(a, as_of.until)]
    worst = undone or silent
    changes = {a.at.date() for a in raised} | {a.handled.date() for a in raised if isinstance(a.handled, datetime)}
    since = began(partial(_handled, raised), changes, as_of.valid_on)
    do = say("请处置“{system}”的异常，并在“监测与日志”台账登记处置完成时刻", system=system.name)
    backwards = [a for a in silent if isinstance(a.handled, datetime) and a.handled < a.at]
    if backwards and not undone:
        first = backwards[0]
        return unknown(
            say("“{system}”有 {count} 项异常的处置时刻早于发现时刻，首项 {at} 发现、{handled} 处置，是否已处置无从认定",
                system=system.name, count=len(backwards), at=first.at, handled=first.handled),
            do=say("请在“监测与日志”台账核对“{system}”各项异常的发现时刻和处置完成时刻", system=system.name),
            since=since, evidence=backwards[:5],
        )  # fmt: skip
    if silent and not undone:
        return unknown(
            say("“{system}”有 {count} 项异常没有处置记录，最早 {at}", system=system.name, count=len(silent), at=silent[0].at),
            do=do, since=since, evidence=silent[:5],
        )  # fmt: skip
    return judge(
        limits.open_anomalies, len(undone),
        say("“{system}”共 {count} 项异常，未处置 {figure}，要求 {limit}", system=system.name, count=len(raised)),
        since=since, evidence=(worst or raised[-1:])[:5], do=do,
    )  # fmt: skip


def _done(anomaly: Anomaly, end: datetime) -> bool:
    """Whether it was dealt with before ``end``, and after it was found: nobody deals with what is not known yet."""
    return isinstance(anomaly.handled, datetime) and anomaly.at <= anomaly.handled < end


def _handled(raised: Sequence[Anomaly], day: date) -> Verdict | None:
    """How it stood with the anomalies raised up to and with a day; None where there was none."""
    end = end_of_day(day)
    known = [a for a in raised if a.at < end]
    if any(a.handled == "none" for a in known):
        return Verdict.NOT_MET
    open_then = any(not _done(a, end) for a in known)
    return None if not known else Verdict.UNKNOWN if open_then else Verdict.MET


@rule("18.1-review", over=institution, needs=[Needs(MonitoringReview)])
def review(body: Institution, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """定期评估监测机制的执行效果：最近十二个月内评估过；办法未定间隔，十二个月是可调整的约定。"""
    done = [review.at for review in book.all(MonitoringReview)]
    state = recurrence(done, as_of, 12, bound_since("18.1", book))
    if state.young:
        return not_applicable(say("监测机制的首次评估应于 {due} 前完成", due=state.due), due=state.due)
    return judge(
        limits.reviews_per_year, state.count,
        say("最近十二个月评估监测机制 {figure}，要求 {limit}；最近一次 {last}", last=done[-1]),
        since=state.began, due=state.due,
        lapses=state.lapses, evidence=book.all(MonitoringReview)[-1:],
        do=say("请评估监测机制的执行效果，并在“监测与日志”台账登记"),
    )  # fmt: skip


@rule("18.2-kinds", over=important_systems, needs=[Needs(LogSource)])
def kinds(system: System, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """重要信息系统的业务日志和系统日志都在记录：从未登记的一类未知，登记后停用的一类不符合。"""
    held = book.standing(LogSource, system.id)
    ever = {source.kind for source in book.of(LogSource, system.id)}
    now = {source.kind for source in held}
    never, ended = ([zh for kind, zh in LOG_KINDS.items() if kind not in known] for known in (ever, now))
    if never and set(ever) == now:
        return unknown(
            say("“{system}”没有登记{kinds}，是否记录不得而知", system=system.name, kinds=never),
            do=say("请在“监测与日志”台账登记“{system}”的{kinds}来源", system=system.name, kinds=never), evidence=held,
        )  # fmt: skip
    text = say("“{system}”在用的日志类别有 {figure}，要求 {limit}；缺：{kinds}", system=system.name, kinds=ended)
    if not ended:
        text = say("“{system}”的业务日志和系统日志都在记录（{figure}，要求 {limit}）", system=system.name)
    terms = book.of(LogSource, system.id)
    return judge(
        limits.log_kinds, len(now), text, evidence=held or book.of(LogSource, system.id)[-1:],
        since=began(partial(_kinds_kept, terms), turns(terms), as_of.valid_on, system.since),
        do=say("请恢复记录“{system}”的{kinds}", system=system.name, kinds=ended),
    )  # fmt: skip


def _kinds_kept(terms: Sequence[LogSource], day: date) -> bool | None:
    """Whether each kind of log was kept on a day; None where one had never been on record and none had ended."""
    ever = {source.kind for source in terms if source.since <= day}
    now = {source.kind for source in terms if source.holds_on(day)}
    if ever == now and len(now) < len(LOG_KINDS):
        return None
    return len(now) == len(LOG_KINDS)


@rule("18.2-kept", over=log_sources, needs=[Needs(LogArchive), Needs(System, required=False, about=lambda _: None)])
def kept(source: LogSource, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """业务日志保存五年以上、系统日志保存六个月以上，期间没有缺口；系统或日志源更晚启用的自启用日起算，已清除的归档不算；启用日首份归档之前、停用日末份归档之后的钟点不算缺口。"""
    period = period_of(source, limits)
    whole = lived(source, book, required(source, book, period, as_of), as_of)
    kind = LOG_KINDS[source.kind]
    named = {"system": system_name(source, book), "source": source.name, "kind": kind, "period": period.quantity}
    if whole.empty:
        return not_applicable(say("“{system}”的{kind}“{source}”已过保存期（{period}）", **named), evidence=[source])
    held = held_of(source, book, as_of)
    missing = silences((Span(a.start, a.end) for a in held), whole, limits.seam)
    running = missing[-1:] if missing and missing[-1].end == whole.end else ()
    if running and whole.end == as_of.until and limits.lag.holds(length(running[0], "hours")):
        missing, running = missing[:-1], ()  # the latest archive is not due yet
    hours = sum(length(span, "hours") for span in missing)
    named |= {"start": whole.start, "end": whole.end}
    text = say("“{system}”的{kind}“{source}”应保存 {period}，{start} 至 {end} 缺 {figure}，要求 {limit}", **named)
    if missing:
        text = say(
            "“{system}”的{kind}“{source}”应保存 {period}，{start} 至 {end} 缺 {figure}"
            "（{count} 处，首处自 {first} 起），要求 {limit}",
            count=len(missing), first=missing[0].start, **named,
        )  # fmt: skip
    judged = judge(
        limits.hours_missing, hours, text, lapses=missing, evidence=[source, *held[-1:]],
        since=min((lost(span, source, book, limits) for span in missing), default=max(source.since, IN_FORCE)),
        do=say("请从备份中找回“{system}”缺失的{kind}并归档；查明缺失原因，调整清除策略", **named),
    )  # fmt: skip
    return judged.noting(say("自 {at} 起至今没有归档", at=running[0].start)) if running else judged


@rule("18.2-intact", over=log_sources, needs=[Needs(LogArchive), Needs(System, required=False, about=lambda _: None)])
def intact(source: LogSource, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """保存期内的日志归档完整性校验全部通过：校验失败的不符合，没有校验结果的未知。"""
    period = period_of(source, limits)
    whole = required(source, book, period, as_of)
    due = [a for a in held_of(source, book, as_of) if a.end > whole.start]
    named = {"system": system_name(source, book), "source": source.name, "kind": LOG_KINDS[source.kind]}
    if whole.empty or not due:
        return not_applicable(say("“{system}”的{kind}“{source}”在保存期内没有归档可供校验", **named), evidence=[source])
    damaged = [a for a in due if a.intact is False]
    unchecked = [a for a in due if a.intact is None]
    if unchecked and not damaged:
        return unknown(
            say("“{system}”的{kind}“{source}”有 {count} 份归档没有完整性校验结果", count=len(unchecked), **named),
            do=say("请校验归档的完整性，并在“监测与日志”台账登记结果"), evidence=unchecked[:5],
        )  # fmt: skip
    return judge(
        limits.damaged, len(damaged), say("“{system}”的{kind}“{source}”校验失败的归档有 {figure}，要求 {limit}", **named),
        since=(damaged or due)[0].start.date(), evidence=damaged[:5] or due[-1:],
        do=say("请以完好的副本替换校验失败的归档，查明损坏或篡改的原因"),
    )  # fmt: skip
