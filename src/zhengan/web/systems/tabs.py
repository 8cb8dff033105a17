"""The tabs of a system's page: which findings each shows, and what of the registers fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhengan.assess.payload import Shown
from zhengan.assess.services import View
from zhengan.facts.base import Fact
from zhengan.facts.capacity import Capacity, DailyPeak, MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.continuity import (
    BackupRun,
    DisasterSite,
    FaultBackup,
    RecoveryObjective,
    RestoreTest,
    Takeover,
)
from zhengan.facts.incidents import Drill, Incident, Outage
from zhengan.facts.logs import Anomaly, LogArchive, LogSource, MonitorSource, Samples
from zhengan.facts.personal import DataSet, MaskingCheck, MaskingRun, OutboundChannel, OutboundSample
from zhengan.facts.suppliers import Contract, FilingUrge, Supplier
from zhengan.facts.systems import Link, LinkUse, MlpsAssessment, MlpsGrading
from zhengan.facts.systems import System as SystemFact
from zhengan.kit.time import DAY, years_before
from zhengan.law.room import limits_for
from zhengan.law.rule import load_rules
from zhengan.records.clock import now
from zhengan.records.course import course
from zhengan.records.services import history
from zhengan.registers.catalogue import BY_KIND
from zhengan.web.kit.panel import Panel, panel
from zhengan.web.kit.strip import of_window
from zhengan.web.room.room import listed
from zhengan.web.systems import backups, capacity, logs
from zhengan.web.systems.findings import OPEN, Clause, clauses
from zhengan.web.systems.header import Subject


@dataclass(frozen=True)
class Tab:
    """One tab: its name in addresses, its title, the articles whose findings it shows, and what fills it."""

    name: str
    title: Any
    articles: tuple[int, ...]
    fill: Callable[[Subject, View], dict[str, Any]]


FEW_ROOMS = 6  # incidents whose rooms a tab leads to; those that go on come first
PERSONAL = ("16.2", "34.1", "34.2")


def _findings(subject: Subject, view: View) -> dict[str, Any]:
    return {}


def _capacity(subject: Subject, view: View) -> dict[str, Any]:
    """A chart for each measure and each link, and the stress tests."""
    first = years_before(subject.day, 1) + DAY
    peaks: dict[str, list[DailyPeak]] = {}
    held: dict[str, list[Capacity]] = {}
    for one in _of(DailyPeak, subject, first):
        peaks.setdefault(one.measure, []).append(one)
    for term in _of(Capacity, subject):
        held.setdefault(term.measure, []).append(term)
    charts = []
    for number, measure in enumerate(dict.fromkeys([*held, *peaks])):
        found = _about(view, Capacity, f"{subject.uid}:{measure}")
        charts.append(capacity.of_measure(number, measure, held.get(measure, []), peaks.get(measure, []), found, subject.day))
    charts += _links(subject, view, first)
    return {
        "charts": charts,
        "clauses": _besides(subject, view, (21, 48), (one for chart in charts for one in chart.findings)),
        "panels": _panels(subject, StressTest, MarketSwing),
    }


def _links(subject: Subject, view: View, first: date) -> list[capacity.Chart]:
    terms: dict[str, list[Link]] = {}
    for one in subject.standing[Link]:
        if isinstance(one, Link):
            terms.setdefault(one.link, []).append(one)
    uses: dict[str, list[LinkUse]] = {link: [] for link in terms}
    for use in subject.facts(LinkUse, first, link=list(terms)) if terms else []:
        uses[use.link].append(use)
    return [
        capacity.of_link(n, several, uses[link], _about(view, Link, link), subject.day)
        for n, (link, several) in enumerate(terms.items())
    ]


def _backups(subject: Subject, view: View) -> dict[str, Any]:
    """The year as a calendar; the checks, objectives and facilities as tables."""
    first = backups.first_day(subject.day)
    runs, checks = _of(BackupRun, subject, first), _of(RestoreTest, subject, first)
    running = subject.day == now().date()
    return {
        "year": backups.year(runs, checks, subject.row.since, subject.day, running),
        "panels": [
            _own(subject, RestoreTest, checks),
            *_panels(subject, RecoveryObjective, FaultBackup, DisasterSite, Takeover),
        ],
    }


def _changes(subject: Subject, view: View) -> dict[str, Any]:
    """The year's changes, the latest first, each over the sessions of its day and with what was found about it."""
    judged = {rule.id: rule.over.reads[0] for rule in load_rules()}
    found: dict[str, list[Shown]] = {}
    for finding in view.findings:
        if judged[finding.rule] is Change:
            found.setdefault(finding.subject, []).append(finding)
    rows = []
    first = years_before(subject.day, 1)
    for one in reversed(_of(Change, subject, first)):
        if one.start.date() < first:
            continue  # an old one whose end nobody recorded
        about = sorted(found.get(one.id, []), key=lambda finding: -finding.verdict.badness)
        bad = [finding for finding in about if finding.verdict in OPEN]
        crosses = any(finding.rule == "15.2-session" for finding in bad)
        rows.append((one, of_window(subject.markets, one.start, one.end), bad, [one for one in about if one not in bad], crosses))
    return {"rows": rows}


def _logs(subject: Subject, view: View) -> dict[str, Any]:
    """A bar for each log and each monitoring source that is in use on the day."""
    whole = logs.window(subject.day, now())
    first = whole.start.date()
    sources = [one for one in _of(LogSource, subject) if one.holds_on(subject.day)]
    monitors = [one for one in _of(MonitorSource, subject) if one.holds_on(subject.day)]
    archives: dict[str, list[LogArchive]] = {}
    for kept in subject.facts(LogArchive, first, source=[one.id for one in sources]):
        archives.setdefault(kept.source, []).append(kept)
    samples: dict[str, list[Samples]] = {}
    for got in subject.facts(Samples, first, source=[one.id for one in monitors]):
        samples.setdefault(got.source, []).append(got)
    kept = [logs.of_log(one, archives.get(one.id, []), whole, _about(view, LogSource, one.id)) for one in sources]
    share = limits_for(18, "operating", subject.day).samples_share  # the same for every kind of body
    arrived = [
        logs.of_monitor(one, samples.get(one.id, []), whole, _about(view, MonitorSource, one.id), share) for one in monitors
    ]
    told = (finding for bar in (*kept, *arrived) for finding in bar.findings)
    return {"whole": whole, "log_bars": kept, "monitor_bars": arrived, "clauses": _besides(subject, view, (18,), told)}


def _events(subject: Subject, view: View) -> dict[str, Any]:
    drills = _shared(subject, Drill, subject.standing[Drill])
    rooms = listed(subject.institution, subject.past, {}, system=subject.uid)[:FEW_ROOMS]
    return {"panels": [*_panels(subject, Incident, Outage, Anomaly), drills], "rooms": rooms}


def _personal(subject: Subject, view: View) -> dict[str, Any]:
    """Its data outside production and how that was masked, its ways out and what samples of them showed (16.2, 34)."""
    found = subject.together(DataSet, OutboundChannel)
    sets, ways = found[DataSet], found[OutboundChannel]
    masking = (MaskingRun, MaskingCheck)
    done = [_shared(subject, kind, subject.facts(kind, data_set=[one.id for one in sets]) if sets else []) for kind in masking]
    samples = subject.facts(OutboundSample, channel=[one.id for one in ways]) if ways else []
    about = [_own(subject, kind, found[kind]) for kind in (DataSet, OutboundChannel)]
    sampled = _shared(subject, OutboundSample, samples)
    judged = [one for one in clauses(view.findings, subject.subjects, (16, 34)) if one.duty.id in PERSONAL]
    return {"panels": [about[0], *done, about[1], sampled], "clauses": judged}


def _suppliers(subject: Subject, view: View) -> dict[str, Any]:
    """Those it depends on, what their contracts lay down, and whether they were urged to file."""
    wanted = list(subject.suppliers)
    held, urged = subject.facts(Supplier, id=wanted), subject.facts(FilingUrge, supplier=wanted)
    several = ((Supplier, held), (Contract, subject.standing[Contract]), (FilingUrge, urged))
    return {"panels": [_shared(subject, kind, facts) for kind, facts in several]}


def _history(subject: Subject, view: View) -> dict[str, Any]:
    """Every version of its record, its grades, and the capacities and links it had."""
    register = BY_KIND[SystemFact]
    versions = history(register.model, subject.institution, subject.uid)
    steps = course([row for row in versions if subject.known_at is None or row.recorded_at <= subject.known_at], subject.known_at)
    links = _shared(subject, Link, subject.standing[Link])
    return {
        "register": register, "steps": steps, "panels": [*_panels(subject, MlpsGrading, MlpsAssessment, Capacity), links],
        "fields": [(field, getattr(subject.row, field.name)) for field in register.fields if field.name != "id"],
    }  # fmt: skip


def _panels(subject: Subject, *kinds: type[Fact]) -> list[Panel]:
    """A table for each kind of fact about the system."""
    found = subject.together(*kinds)
    return [_own(subject, kind, found[kind]) for kind in kinds]


def _own(subject: Subject, kind: type[Fact], facts: Sequence[Fact]) -> Panel:
    """A table of facts that are all about the system."""
    return panel(kind, facts, subject.institution, subject.uid, known_at=subject.known_at)


def _shared(subject: Subject, kind: type[Fact], facts: Sequence[Fact]) -> Panel:
    """A table of facts that are about others as well, or name the system by what is its own."""
    return panel(kind, facts, subject.institution, known_at=subject.known_at)


def _of(kind: type[Fact], subject: Subject, *first: Any) -> list[Any]:
    """The facts of one kind about the system, as that kind."""
    return subject.facts(kind, *first)


def _about(view: View, kind: type[Fact], subject: str) -> list[Shown]:
    """The findings about one subject of one kind."""
    judged = {rule.id: rule.over.reads[0] for rule in load_rules()}
    return [one for one in view.findings if one.subject == subject and judged[one.rule] is kind]


def _besides(subject: Subject, view: View, articles: tuple[int, ...], told: Iterable[Shown]) -> list[Clause]:
    """The clauses of these articles, without the findings that stand beside a chart or a bar already."""
    shown = {finding.id for finding in told}
    return clauses((one for one in view.findings if one.id not in shown), subject.subjects, articles)


TABS = {
    tab.name: tab
    for tab in (
        Tab("findings", _("判定"), (), _findings),
        Tab("capacity", _("容量"), (21, 48), _capacity),
        Tab("backups", _("备份"), (20, 49), _backups),
        Tab("changes", _("变更"), (), _changes),
        Tab("logs", _("日志"), (18,), _logs),
        Tab("events", _("事件"), (38, 39, 41), _events),
        Tab("personal", _("个人信息"), (), _personal),
        Tab("suppliers", _("供应商"), (22, 23), _suppliers),
        Tab("history", _("历史"), (), _history),
    )
}
