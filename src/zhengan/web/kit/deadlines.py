"""Everything that falls due: the dates of stored findings, and the dates ahead that registers hold. Judges nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhengan.assess.payload import Shown
from zhengan.assess.services import View
from zhengan.assess.untold import untold
from zhengan.kit.calendar import default_calendar
from zhengan.kit.say import Say
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import duty
from zhengan.law.rule import Rule, load_rules
from zhengan.registers.dated import ahead
from zhengan.web.kit.subjects import Subjects

PROVISIONAL = "暂定"  # how the calendar begins the reason of a date that may still move
GONE = (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.ATTESTED)  # past its day, such a finding asks for nothing more


@dataclass(frozen=True)
class Line:
    """One thing due within a deadline: about whom, what is said of it, and where it leads (a finding or a record)."""

    subject: str
    says: Say | None
    verdict: Verdict | None
    rule: str = ""
    key: str = ""
    register: str = ""


@dataclass(frozen=True)
class Deadline:
    """What one clause, or one record, wants done by a day.

    ``title`` says what a record's date means; a clause has its own. ``provisional``: the reason why the day may still move.
    """

    uid: str
    day: date
    clause: str
    title: Say | None
    lines: tuple[Line, ...]
    provisional: Say | None
    overdue: bool

    def heading(self, lang: str) -> str:
        """Its short name: the clause's, or what the record's date means."""
        return self.title.render(lang) if self.title else duty(self.clause).title(lang)

    def working_days(self, since: date) -> int | None:
        """Working days from ``since`` (not counted) to its day; None where a year on the way has no notice yet."""
        work = default_calendar().work
        return work.between(since, self.day) if work.knows(since) and work.knows(self.day) else None


def deadlines(view: View) -> list[Deadline]:
    """Everything due as the assessment of a day knows it, overdue things included, the earliest first."""
    day = view.assessment.day
    subjects = Subjects(view.institution, view.then)
    wanted = [finding for finding in view.findings if finding.due and not (finding.due < day and finding.verdict in GONE)]
    found = [*_from_findings(view, wanted, subjects), *_from_records(view, wanted, subjects)]
    return sorted(found, key=lambda one: (one.day, one.clause or "~", one.uid))


def _from_findings(view: View, wanted: Iterable[Shown], subjects: Subjects) -> Iterator[Deadline]:
    """The findings that share rule and day make one deadline: forty systems to verify by the same day are one line."""
    rules: dict[str, Rule] = {rule.id: rule for rule in load_rules()}
    groups: dict[tuple[str, date], list[Shown]] = defaultdict(list)
    for finding in wanted:
        if finding.due is not None and finding.rule in rules:
            groups[finding.rule, finding.due].append(finding)
    for (rule, due), findings in groups.items():
        lines = tuple(_line(one, subjects.of(rules[rule], one.subject).name) for one in findings)
        reasons = [note for one in findings for note in one.notes if note.text.startswith(PROVISIONAL)]
        uid = _uid(view.institution.code, rule, due.isoformat())
        late = due < view.assessment.day
        yield Deadline(uid, due, findings[0].clause, None, lines, reasons[0] if reasons else None, late)


def _line(finding: Shown, name: str) -> Line:
    return Line(name, finding.do or finding.says, finding.verdict, rule=finding.rule, key=finding.subject)


def _from_records(view: View, wanted: Iterable[Shown], subjects: Subjects) -> Iterator[Deadline]:
    """Dates ahead in registers that no finding speaks of already."""
    dates = ahead(view.institution, view.assessment.day, view.known_at, names=subjects.names)
    for one in untold(dates, wanted):
        line = Line(one.uid, None, None, register=one.register, key=one.uid)
        uid = _uid(view.institution.code, one.register, one.uid, one.field)
        yield Deadline(uid, one.day, "", one.title, (line,), None, False)


def _uid(*parts: str) -> str:
    """The same deadline always gets the same identifier, on any machine."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
