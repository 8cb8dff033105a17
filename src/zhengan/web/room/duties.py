"""What an incident asks for, each with its clause and where it stands. Reckons nothing: the law's rooms do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from django.utils.translation import gettext as _

from zhengan.kit.limits import Limit
from zhengan.kit.quantities import Quantity
from zhengan.kit.verdict import Verdict
from zhengan.law.engine import Finding
from zhengan.law.order218.a39_incidents.reporting import AGAIN, MINUTE, first_due
from zhengan.registers.kit.words import spoken_word
from zhengan.web.language import lang
from zhengan.web.room.room import Room

State = Literal["done", "late", "due", "overdue", "open", "none"]
"""Done, done too late, due by an instant, past it, to be done (at once, or as soon as can be), nothing to do (yet)."""


@dataclass(frozen=True)
class Line:
    """One duty. ``words``: where it stands; ``term``: what is required, and by what; ``by``: up to when, while it is due."""

    key: str
    clause: str
    title: str
    state: State
    words: str
    term: str = ""
    by: datetime | None = None
    finding: Finding | None = None

    @property
    def look(self) -> str:
        """The colours of the verdict that comes nearest."""
        return {"done": "met", "late": "not_met", "overdue": "not_met", "none": "not_applicable"}.get(self.state, "unknown")

    @property
    def icon(self) -> str:
        """Its icon; the words stand beside it."""
        return {"done": "circle-check", "late": "alert-triangle", "due": "hourglass", "overdue": "circle-x",
                "open": "circle-dashed", "none": "circle-minus"}[self.state]  # fmt: skip


def duties(room: Room) -> list[Line]:
    """The duties of an incident, in the order in which they press."""
    return [_first(room), _again(room), _evidence(room), _recovery(room), _investors(room), _investigation(room)]


def clock(at: datetime, room: Room) -> str:
    """An instant to the second; the day beside it where it is not the day shown."""
    own = at.date() == (room.at - timedelta(microseconds=1)).date()
    return f"{at:%H:%M:%S}" if own else f"{at:%Y-%m-%d %H:%M:%S}"


def _first(room: Room) -> Line:
    limit, by = room.limits.report_at_once, first_due(room.incident, room.limits)
    term = _("立即报告，不以定级为前提；判定时限为发现后 %(limit)s%(unverified)s") % {
        "limit": _figure(limit), "unverified": _unverified(limit),
    }  # fmt: skip
    common = {"term": term, "finding": room.findings.get("39.1-report")}
    title = _("应急报告（首报）")
    if room.reports:
        first = room.reports[0].at
        late = not limit.holds(max(0.0, (first - room.incident.detected) / MINUTE))
        return Line("first", "39.1", title, "late" if late else "done", _done(first, room, late), **common)
    late = not limit.holds((room.at - room.incident.detected) / MINUTE)
    words = _overdue(by, room) if late else _("立即，应于 %(by)s 前") % {"by": clock(by, room)}
    return Line("first", "39.1", title, "overdue" if late else "due", words, by=by, **common)


def _figure(limit: Limit) -> str:
    return Quantity(limit.value, limit.unit).render(lang())


def _unverified(limit: Limit) -> str:
    return "" if limit.verified else _("（未经核实，机构可调整）")


def _done(at: datetime, room: Room, late: bool = False) -> str:
    return (_("已完成，%(at)s，迟报") if late else _("已完成，%(at)s")) % {"at": clock(at, room)}


def _overdue(by: datetime, room: Room) -> str:
    return _("已逾期，应于 %(by)s 前") % {"by": clock(by, room)}


def _again(room: Room) -> Line:
    limit, found = room.limits.report_again, room.following
    line = partial(Line, "again", "39.1", _("续报"), finding=room.findings.get("39.1-progress"))
    every = _figure(limit)
    wanted = {
        "clocked": _("重大、特别重大：首报之后至少每 %(every)s 报告一次，直至恢复%(unverified)s"),
        "news": _("一般、较大：有新情况立即报告"),
        "ungraded": _("尚未定级。定为重大、特别重大的，首报之后至少每 %(every)s 报告一次，直至恢复%(unverified)s"),
    }
    grade = room.incident.grade
    asked = "ungraded" if grade is None else "clocked" if grade in AGAIN else "news"
    term = wanted[asked] % {"every": every, "unverified": _unverified(limit)}
    if found.late:
        gaps = _("、").join(f"{clock(a, room)} – {clock(b, room)}" for a, b in found.late)
        term = _("%(term)s。间隔超过时限：%(gaps)s") % {"term": term, "gaps": gaps}
    if found.state == "running" and found.by is not None:
        over = not limit.holds((room.at - room.reports[-1].at) / MINUTE)
        words = _overdue(found.by, room) if over else _("应于 %(by)s 前") % {"by": clock(found.by, room)}
        return line("overdue" if over else "due", words, term, found.by)
    if found.state == "over":
        if found.untold:
            return line("open", _("已恢复，恢复情况尚未报告，请立即报告"), term)
        return line("late" if found.late else "done", _done(room.reports[-1].at, room), term)
    if found.state == "not_yet":
        return line("none", _("首报之后起算"), term)
    last = _("上次报告 %(at)s") % {"at": clock(room.reports[-1].at, room)}
    return line("none", last, term)


def _evidence(room: Room) -> Line:
    kept, title = room.incident.evidence_kept, _("保护现场和证据")
    finding = room.findings.get("39.1-evidence")
    if kept is None:
        return Line("evidence", "39.1", title, "open", _("尚未写明是否已保护"), finding=finding)
    if kept:
        return Line("evidence", "39.1", title, "done", _("已保护"), finding=finding)
    return Line("evidence", "39.1", title, "late", _("未予保护"), finding=finding)


def _recovery(room: Room) -> Line:
    finding, title = room.findings.get("39.1-recovered"), _("恢复正常运行")
    if room.over is not None:
        return Line("recovery", "39.1", title, "done", _done(room.over, room), finding=finding)
    return Line("recovery", "39.1", title, "open", _("尚未恢复，应尽快恢复"), finding=finding)


def _investors(room: Room) -> Line:
    """41.1: not yet told is open, however long; told after recovery is a matter for people to judge, as the rule says."""
    one, title, finding = room.incident, _("通知投资者"), room.findings.get("41.1-told")
    term = _("及时告知可以采取的替代方式或者应急措施，并提示风险；恢复之后才通知的，是否及时由人认定")
    if one.investors_affected is None:
        return Line("investors", "41.1", title, "open", _("尚未写明是否影响投资者"), term, finding=finding)
    if not one.investors_affected:
        return Line("investors", "41.1", title, "none", _("不影响投资者，无须通知"), finding=finding)
    if not isinstance(one.investors_told, datetime) or one.investors_told > room.at:
        return Line("investors", "41.1", title, "open", _("影响投资者，尚未通知，请立即通知"), term, finding=finding)
    verdict = finding.verdict if finding else None
    if verdict is Verdict.MET:
        return Line("investors", "41.1", title, "done", _done(one.investors_told, room), term, finding=finding)
    words = _("%(at)s 已通知，尚有欠缺") % {"at": clock(one.investors_told, room)}
    return Line("investors", "41.1", title, "open", words, term, finding=finding)


def _investigation(room: Room) -> Line:
    title, term = _("调查处理报告"), _("及时组织内部调查，按照有关规定报告；期限以监管要求为准，本系统不推定")
    if room.investigated:
        return Line("investigation", "40.1", title, "done", _done(room.investigated[0].at, room), term)
    words = _("恢复之后报送") if room.over is None else _("尚未报送")
    return Line("investigation", "40.1", title, "none" if room.over is None else "open", words, term)


@dataclass(frozen=True)
class Lived:
    """One line of the course: when, of which sort, what, and by whom. ``register``/``uid``: the record it stands in."""

    at: datetime
    sort: str
    text: str
    by: str
    register: str
    uid: str
    late: bool = False

    @property
    def word(self) -> str:
        """Its sort as people say it."""
        return spoken_word("sort", self.sort)


def course(room: Room) -> list[Lived]:
    """Everything that happened, the earliest first: the lines people wrote, and what the incident and its filings say."""
    one, by = room.incident, room.incident.recorded_by
    own = [(one.detected, "found", one.name or _("发现事件"))]
    if room.over is not None:
        own.append((room.over, "restored", _("恢复正常运行")))
    if isinstance(one.investors_told, datetime) and one.investors_told <= room.at:
        own.append((one.investors_told, "investors", _("已通知投资者")))
    found = [Lived(at, sort, text, by, "incidents", one.id) for at, sort, text in own]  # before others of the same second
    found += [Lived(e.at, e.sort, e.text, e.recorded_by, "incident_entries", e.id, e.late) for e in room.entries]
    for number, filing in enumerate(room.reports):
        what = _("应急报告（首报）") if number == 0 else _("续报第 %(n)s 次") % {"n": number}
        found.append(_filed(filing.at, what, filing))
    found += [_filed(filing.at, _("调查处理报告"), filing) for filing in room.investigated]
    return sorted(found, key=lambda line: line.at)


def _filed(at: datetime, what: str, filing: object) -> Lived:
    to = getattr(filing, "to", None)
    text = f"{what} → {spoken_word('to', to)}" if to else what
    return Lived(at, "reporting", text, getattr(filing, "recorded_by", ""), "filings", getattr(filing, "id", ""))
