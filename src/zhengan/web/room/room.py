"""One incident as its room shows it: what was known at an instant, judged by the same rules as everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.filings import Filing
from zhengan.facts.incidents import Incident, IncidentEntry
from zhengan.facts.institution import Institution as Body
from zhengan.facts.institution import Waiver
from zhengan.facts.systems import System
from zhengan.kit.asof import AsOf
from zhengan.kit.limits import LimitSet
from zhengan.kit.time import end_of_day
from zhengan.law.engine import Finding, before_law, judge_rule
from zhengan.law.order218.a39_incidents.reporting import Following, following, over_by, reports_of
from zhengan.law.order218.a72_reporting_lines.rules import addressee
from zhengan.law.room import limits_for
from zhengan.law.rule import load_rules
from zhengan.law.scope import audience
from zhengan.records.clock import now
from zhengan.registers.collect import collect
from zhengan.registers.incidents.models import Incident as Row
from zhengan.registers.kit.words import spoken_word

RULES = ("39.1-report", "39.1-progress", "39.1-evidence", "39.1-recovered", "41.1-told")
READ = frozenset({Body, System, Incident, Filing, IncidentEntry, Waiver})
MOST = 200  # incidents a list looks at, the latest first


@dataclass(frozen=True)
class Room:
    """An incident as of an instant (``at``): the row that states it, the facts known then. ``today``: it can be written to."""

    institution: Institution
    row: Row
    book: FactBook
    at: datetime
    today: bool

    @cached_property
    def incident(self) -> Incident:
        """The incident itself."""
        found = self.book.by_id(Incident, self.row.uid)
        assert found is not None  # the row was read as of the same instant
        return found

    @cached_property
    def body(self) -> Body | None:
        """What the institution is on record as; None where nobody said."""
        found = self.book.standing(Body)
        return found[-1] if found else None

    @property
    def name(self) -> str:
        """What the institution calls itself in what it sends."""
        return self.body.name if self.body else self.institution.name

    @property
    def title(self) -> str:
        """What was seen; of which nature it is, where nobody named it."""
        return self.incident.name or spoken_word("nature", self.incident.nature)

    @property
    def system(self) -> System | None:
        """The system it happened to."""
        return self.book.system(self.incident.system)

    @property
    def system_name(self) -> str:
        """What people call the system."""
        return self.system.name if self.system else self.incident.system

    @cached_property
    def limits(self) -> LimitSet:
        """The limits of Article 39 on the day, as its rules have them."""
        return limits_for(39, audience(self.body) if self.body else "operating", self.book.as_of.valid_on)

    @cached_property
    def reports(self) -> list[Filing]:
        """The emergency reports made, the earliest first."""
        return reports_of(self.incident, self.book.all(Filing))

    @cached_property
    def investigated(self) -> list[Filing]:
        """The reports of the investigation (40.1), the earliest first."""
        return [one for one in self.book.all(Filing) if one.type == "investigation_report" and one.about == self.incident.id]

    @cached_property
    def following(self) -> Following:
        """How it stands with the reports after the first."""
        return following(self.incident, self.reports, self.limits, self.at)

    @cached_property
    def entries(self) -> list[IncidentEntry]:
        """The lines people wrote, the earliest first."""
        return self.book.of(IncidentEntry, self.incident.id)

    @property
    def over(self) -> datetime | None:
        """When it was recovered, if it was."""
        return over_by(self.incident, self.at)

    @property
    def lasted(self) -> timedelta:
        """From detection to recovery, or to the instant shown."""
        return (self.over or self.at) - self.incident.detected

    @property
    def to(self) -> str:
        """To whom the institution reports on the day (72.1)."""
        return addressee(self.body, self.at.date()) if self.body else ""

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """What the rules about it answer at this instant, by rule; none where the institution's kind is not on record."""
        if self.body is None or before_law(self.book.as_of):
            return {}
        asked = [rule for rule in load_rules() if rule.id in RULES]
        found = [finding for rule in asked for finding in judge_rule(rule, self.book, {self.incident.id})]
        return {finding.rule: finding for finding in found}

    @property
    def unbound(self) -> Finding | None:
        """The finding that says that Article 39 does not bind the institution."""
        found = self.findings.get("39.1-report")
        return found if found and self.body and found.subject == self.body.key != self.incident.id else None

    @property
    def mark(self) -> str:
        """Changes when the incident or its reports do: the page beside another one sees by it that it is no longer true."""
        return f"{self.row.pk}-{len(self.reports)}-{len(self.investigated)}"


def enter_room(institution: Institution, uid: str, past: AsOf | None) -> Room | None:
    """The room of an incident as of a day gone by (None: now); None where there is no such incident then."""
    at = end_of_day(past.valid_on) if past else max(now(), institution.ticked_at or now())  # a clock may be set back
    known = past and past.known_at
    row = Row.objects.filter(institution=institution, uid=uid, detected__lt=at).known(known).first()
    if row is None:
        return None
    facts: dict[type[Fact], list[Fact]] = collect(institution, READ, known, about={IncidentEntry: [uid]})
    return Room(institution, row, FactBook(facts, past or AsOf(now().date(), at)), at, past is None)


@dataclass(frozen=True)
class Listed:
    """An incident in a list: its row, what people call the system, and how long it has gone on (or went on)."""

    row: Any
    system: str
    open: bool
    lasted: timedelta

    @property
    def title(self) -> str:
        """What was seen; of which nature it is, where nobody named it."""
        return self.row.name or spoken_word("nature", self.row.nature)


def listed(institution: Institution, past: AsOf | None, names: dict[str, str], **only: Any) -> list[Listed]:
    """The incidents detected by the end of a day gone by (None: by now), those that go on first, then the latest.

    ``only`` filters (``system=``).
    """
    at, known = _until(past)
    rows = Row.objects.filter(institution=institution, detected__lt=at, **only).known(known).ordered("-detected")[:MOST]
    found = [_listed(row, names, at) for row in rows]
    return sorted(found, key=lambda one: not one.open)


def going_on(institution: Institution, past: AsOf | None, names: dict[str, str]) -> list[Listed]:
    """The incidents that are detected and not recovered as of a day gone by (None: now), the latest first."""
    at, known = _until(past)
    still = Q(recovered=None) | Q(recovered="none") if past is None else Q()  # recovered since, it still went on then
    rows = Row.objects.filter(still, institution=institution, detected__lt=at).known(known).ordered("-detected")[:MOST]
    return [one for one in (_listed(row, names, at) for row in rows) if one.open]


def _until(past: AsOf | None) -> tuple[datetime, datetime | None]:
    """Before which instant incidents count, and up to which one they were recorded (None: all known now)."""
    return (now(), None) if past is None else (end_of_day(past.valid_on), past.known_at)


def _listed(row: Any, names: dict[str, str], at: datetime) -> Listed:
    over = row.recovered if isinstance(row.recovered, datetime) and row.recovered <= at else None
    return Listed(row, names.get(row.system, row.system), over is None, (over or at) - row.detected)
