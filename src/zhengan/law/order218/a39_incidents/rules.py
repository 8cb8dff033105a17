"""Article 39: network security events handled, their evidence kept, and reported: not late, not omitted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Incident, Outage
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.say import say
from zhengan.kit.time import DAY
from zhengan.kit.verdict import Judgement, judge, met, not_applicable, not_met, unknown
from zhengan.law.notes import name_of
from zhengan.law.order218.a39_incidents.reporting import (
    AGAIN,
    MINUTE,
    first_due,
    longest_silence,
    over_by,
    reports_of,
)
from zhengan.law.rule import Needs, rule
from zhengan.law.subjects import acts
from zhengan.law.touched import maybe_important, system_name, unclassified

MOST_SHOWN = 20  # reports shown as evidence
NO_TIME = timedelta()
ABOUT = timedelta(hours=1)  # by how much people may date an incident's beginning before monitoring saw it

incidents = acts(Incident, "incidents", "没有登记网络安全事件", reads=(System,))
outages = acts(
    Outage, "outages", "没有监测到重要信息系统的计划外中断",
    lambda outage, book: not outage.planned and maybe_important(outage, book), reads=(System,),
)  # fmt: skip


@rule("39.1-report", over=incidents, needs=[Needs(Filing, required=False)])
def report(incident: Incident, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """自发现之时起应立即报告，不以定级为前提：已报告的看是否迟报，未报告而时限已过的为漏报，时限未到的暂不判定。"""
    limit, found = limits.report_at_once, incident.detected
    filed = reports_of(incident, book.all(Filing))
    named = {"incident": name_of(incident), "system": system_name(incident, book), "found": found}
    if filed:
        first = filed[0]
        if first.at < found:
            return _too_early(incident, first, named)
        return judge(
            limit, (first.at - found) / MINUTE,
            say("“{system}”的事件“{incident}”{found} 发现，{at} 应急报告，相隔 {figure}，要求 {limit}", at=first.at, **named),
            since=min(first.at, first_due(incident, limits)).date(), evidence=[incident, first],
            do=say("迟报已成事实：请补报说明，查明报告流程的延误之处"),
        )  # fmt: skip
    waited = (as_of.until - found) / MINUTE
    by = first_due(incident, limits)
    if limit.holds(waited):
        text = say("“{system}”的事件“{incident}”{found} 发现，应于 {by} 前报告", by=by, **named)
        return not_applicable(text, due=by.date(), evidence=[incident])
    return judge(
        limit, waited,
        say("“{system}”的事件“{incident}”{found} 发现，至今 {figure}没有应急报告，涉嫌漏报，要求 {limit}", **named),
        since=by.date(), due=by.date(), evidence=[incident],
        do=say("请立即向中国证监会及其派出机构报告，并在“报送”台账登记；已报告的，请补登记并注明所涉事项 {id}", id=incident.id),
    )  # fmt: skip


def _too_early(incident: Incident, first: Filing, named: dict[str, Any]) -> Judgement:
    """One of the two instants is wrong where the first report lies before the discovery: nothing can be reckoned from it."""
    return unknown(
        say("“{system}”的事件“{incident}”{found} 发现，应急报告却登记在 {at}，早于发现，无从判定", at=first.at, **named),
        since=incident.detected.date(), evidence=[incident, first],
        do=say("请核对事件的发现时刻与报送时刻，更正有误的一条"),
    )  # fmt: skip


@rule("39.1-omitted", over=outages, needs=[Needs(Incident, required=False, about=lambda o: o.system)])
def omitted(outage: Outage, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """监测到的重要信息系统计划外中断，应有同一系统、时间相交的事件记录；没有的，过了立即报告的时限即有漏报嫌疑。
    监测到即为发现：事件的发现时刻比监测晚过时限的，有迟报嫌疑。没有恢复时刻的事件，不能当作一直持续；
    有发生时刻与中断相近的事件，以最相近的为准，更早的未恢复事件不抵。"""
    unclear = unclassified(outage, book)
    if unclear is not None:
        return unclear
    end = as_of.until if outage.end is None else min(outage.end, as_of.until)
    named = {"system": system_name(outage, book), "start": outage.start, "length": end - outage.start}
    by = outage.start + limits.report_at_once.value * MINUTE
    matching = [i for i in book.of(Incident, outage.system) if _meets(i, outage.start, end)]
    if matching:
        first = _incident_of(outage.start, matching)
        if _long_before(first, outage.start):
            return unknown(
                say("“{system}”{start} 起的中断（{length}），只有 {found} 发现的事件“{incident}”未记恢复，是否同一事件无从判定",
                    incident=name_of(first), found=first.detected, **named),
                since=outage.start.date(), evidence=[outage, first],
                do=say("请在“事件”台账补登“{incident}”的恢复时刻；另起的事件，请登记并报告", incident=name_of(first)),
            )  # fmt: skip
        if first.nature == "data_leak":
            return unknown(
                say("“{system}”{start} 起的中断（{length}），同时登记的只有数据泄露事件“{incident}”，中断本身是否报告无从判定",
                    incident=name_of(first), **named),
                since=by.date(), evidence=[outage, first],
                do=say("请在“事件”台账登记这次中断并报告；属同一事件的，请更正“{incident}”的性质", incident=name_of(first)),
            )  # fmt: skip
        return _found_late(outage, first, limits, by, named)
    if limits.report_at_once.holds((as_of.until - outage.start) / MINUTE):
        text = say("“{system}”{start} 起中断，应于 {by} 前登记事件并报告", by=by, **named)
        return not_applicable(text, due=by.date(), evidence=[outage])
    return not_met(
        say("监测到“{system}”{start} 起计划外中断（{length}），没有相应的事件记录，有漏报嫌疑", **named),
        since=by.date(), evidence=[outage],
        do=say("请在“事件”台账登记该事件的发生、发现和恢复时刻并报告；属计划内停机的，请更正中断记录"),
    )  # fmt: skip


def _found_late(
    outage: Outage, incident: Incident, limits: LimitSet, by: datetime, named: dict[str, Any]
) -> Judgement:
    """How long after monitoring saw the outage somebody found the incident."""
    limit, late = limits.report_at_once, max(0.0, (incident.detected - outage.start) / MINUTE)
    return judge(
        limit, late,
        say("“{system}”{start} 起的中断（{length}）已登记为事件“{incident}”，{found} 发现，距监测到 {figure}，要求 {limit}",
            incident=name_of(incident), found=incident.detected, **named),
        since=outage.start.date() if limit.holds(late) else by.date(), evidence=[outage, incident],
        do=say("监测到即为发现：请核实发现时刻，查明告警为何未及时处置；属监测记录有误的，请更正中断记录"),
    )  # fmt: skip


def _incident_of(start: datetime, matching: list[Incident]) -> Incident:
    """Of the incidents that share time with an outage, its own: begun in or about it, the nearest to its beginning.

    One of service comes before a leak or a loss of data, which is no outage. Of several as near, the one found first.
    Only where it has none of its own do older ones count, such as are still open.
    """
    own = [incident for incident in matching if _apart(incident, start) is not None]
    if own:
        return min(own, key=lambda one: (one.nature != "service", _apart(one, start) or NO_TIME, one.detected))
    return min(matching, key=lambda incident: (_long_before(incident, start), incident.detected))


def _apart(incident: Incident, start: datetime) -> timedelta | None:
    """How far from the outage's start the incident began, None where long before it began.

    What was found in the outage, and nobody recorded when it began, is taken to have begun with it.
    """
    if incident.started is None and incident.detected >= start:
        return NO_TIME
    begun = incident.started or incident.detected
    return abs(begun - start) if begun >= start - ABOUT else None


def _long_before(incident: Incident, start: datetime) -> bool:
    """Whether an event whose end nobody recorded was found more than a day before: then it need not be the same."""
    return incident.recovered is None and start - incident.detected > DAY


def _meets(incident: Incident, start: datetime, end: datetime) -> bool:
    """Whether the event's time and ``[start, end]`` share an instant; an event not recorded as over is still on."""
    begun = incident.started or incident.detected
    over = incident.recovered if isinstance(incident.recovered, datetime) else None
    return begun <= end and (over is None or over >= start)


@rule("39.1-progress", over=incidents, needs=[Needs(Filing, required=False)])
def progress(incident: Incident, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """特别重大、重大事件首报之后，至恢复为止，两次报告的间隔不超过三十分钟；其他级别有新情况再报；没有定级的未知。"""
    limit, instant = limits.report_again, as_of.until
    filed = [one for one in reports_of(incident, book.all(Filing)) if one.at <= instant]
    named = {"incident": name_of(incident), "system": system_name(incident, book)}
    if filed and filed[0].at < incident.detected:
        return _too_early(incident, filed[0], {**named, "found": incident.detected})
    if not filed:
        return not_applicable(say("“{system}”的事件“{incident}”还没有首次报告", **named), evidence=[incident])
    over = over_by(incident, instant)
    if over is not None and filed[0].at >= over:
        text = say("“{system}”的事件“{incident}”首次报告时已恢复，无须续报", **named)
        return not_applicable(text, since=filed[0].at.date(), evidence=[incident, filed[0]])
    longest = longest_silence(incident, filed, instant)
    common = {"since": filed[0].at.date(), "evidence": [incident, *filed[:MOST_SHOWN]]}
    if incident.grade is None:
        if limit.holds(longest.minutes):
            return not_applicable(say("“{system}”的事件“{incident}”没有定级，首报之后没有超过三十分钟未报告", **named), **common)
        return unknown(
            say("“{system}”的事件“{incident}”没有定级，首报之后是否须每三十分钟续报无从判定", **named),
            do=say("请在“事件”台账登记事件级别"), **common,
        )  # fmt: skip
    if incident.grade not in AGAIN:
        return not_applicable(say("“{system}”的事件“{incident}”不是重大以上事件，有新情况再报", **named), **common)
    if not (longest.sure or limit.holds(longest.minutes)):
        return unknown(
            say("“{system}”的事件“{incident}”没有恢复时刻的记录，{begin} 之后是否仍须续报无从判定", begin=longest.begin, **named),
            do=say("请在“事件”台账登记恢复时刻；尚未恢复的，立即续报"), **common,
        )  # fmt: skip
    return judge(
        limit, longest.minutes,
        say("“{system}”的事件“{incident}”首报之后最长 {figure}没有续报（{begin} 至 {end}），要求 {limit}",
            begin=longest.begin, end=longest.end, **named),
        do=say("请查明续报中断的原因；尚未恢复的，立即续报并在“报送”台账登记"), **common,
    )  # fmt: skip


@rule("39.1-evidence", over=incidents)
def evidence(incident: Incident, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """保护事件现场和相关证据。"""
    named = {"incident": name_of(incident), "system": system_name(incident, book)}
    common = {"since": incident.detected.date(), "evidence": [incident]}
    if incident.evidence_kept is None:
        return unknown(
            say("“{system}”的事件“{incident}”没有记录现场和证据是否保护", **named),
            do=say("请在“事件”台账补充现场和证据的保护情况"), **common,
        )  # fmt: skip
    if incident.evidence_kept:
        return met(say("“{system}”的事件“{incident}”现场和证据已保护", **named), **common)
    return not_met(
        say("“{system}”的事件“{incident}”现场和证据未予保护", **named),
        do=say("请尽力恢复并封存日志、镜像等证据，查明未保护的原因"), **common,
    )  # fmt: skip


@rule("39.1-recovered", over=incidents, needs=[Needs(Outage, required=False, about=lambda incident: incident.system)])
def recovered(incident: Incident, book: FactBook, limits: LimitSet, as_of: AsOf) -> Judgement:
    """尽快恢复信息系统正常运行：已恢复的写明历时；记为未恢复的不符合；没有恢复记录的、登记恢复之后监测仍中断的未知。"""
    when, begun = incident.recovered, incident.started or incident.detected
    named = {"incident": name_of(incident), "system": system_name(incident, book)}
    do = say("请尽快处置“{system}”的事件，恢复后在“事件”台账登记恢复时刻", system=named["system"])
    if when is None:
        text = say("“{system}”的事件“{incident}”没有恢复时刻的记录", **named)
        return unknown(text, since=incident.detected.date(), evidence=[incident], do=do)
    if when == "none" or when > as_of.until:
        text = say("“{system}”的事件“{incident}”自 {begun} 起尚未恢复", begun=begun, **named)
        return not_met(text, since=begun.date(), evidence=[incident], do=do)
    still = _still_out(incident, when, book)
    if still is not None:
        return unknown(
            say("“{system}”的事件“{incident}”登记于 {at} 恢复，监测到的中断（{start} 起）此时仍在继续，是否属实无从判定",
                at=when, start=still.start, **named),
            since=when.date(), evidence=[incident, still], do=say("请核对事件的恢复时刻与监测记录，更正有误的一条"),
        )  # fmt: skip
    return met(
        say("“{system}”的事件“{incident}”已于 {at} 恢复，历时 {length}", at=when, length=when - begun, **named),
        since=when.date(), evidence=[incident],
    )  # fmt: skip


def _still_out(incident: Incident, when: datetime, book: FactBook) -> Outage | None:
    """The unplanned outage that went on, by a minute at least, when the event of service is on record as over.

    One of more than a day before, whose end nobody recorded, need not have gone on.
    """
    if incident.nature != "service":
        return None
    for one in book.of(Outage, incident.system):
        on = when - one.start <= DAY if one.end is None else one.end > when + MINUTE
        if on and not one.planned and one.start <= when:
            return one
    return None
