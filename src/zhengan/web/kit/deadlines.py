"""Everything that falls due: the dates of stored findings, and the dates ahead that registers hold. Judges nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengan.assess.payload import Shown
from zhengan.assess.services import View
from zhengan.facts.base import Fact
from zhengan.facts.capacity import MarketSwing, StressTest
from zhengan.facts.changes import Change
from zhengan.facts.incidents import Drill, EmergencyPlan
from zhengan.facts.institution import Waiver
from zhengan.facts.kinds import NAMES
from zhengan.facts.suppliers import Contract
from zhengan.kit.calendar import default_calendar
from zhengan.kit.say import Say
from zhengan.kit.time import start_of_day
from zhengan.kit.verdict import Verdict
from zhengan.law.loader import duty
from zhengan.law.rule import Rule, load_rules
from zhengan.registers.catalogue import BY_KIND
from zhengan.web.kit.subjects import Subjects

PROVISIONAL = "暂定"  # how the calendar begins the reason of a date that may still move
GONE = (Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.ATTESTED)  # past its day, such a finding asks for nothing more

# The dates ahead that a register holds, what each one means, and the field that names the record.
DATED: tuple[tuple[type[Fact], str, str, str], ...] = (
    (Contract, "to", "合同到期：{name}", "supplier"),
    (EmergencyPlan, "next_review", "应急预案评审：{name}", "name"),
    (Drill, "at", "应急演练：{name}", "name"),
    (MarketSwing, "test_by", "市场波动后的压力测试：{name}", "system"),
    (Change, "start", "变更开始：{name}", "name"),
    (Waiver, "to", "风险接受到期：{name}", "clause"),
    (StressTest, "report_kept_to", "压力测试报告保存期满：{name}", "system"),
)


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
    subjects = Subjects(view.institution)
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
    told = {(entry["kind"], entry["id"], one.due) for one in wanted for entry in one.evidence}
    for kind, field, text, names in DATED:
        name = NAMES[kind]
        for uid, called, due in _ahead(view, kind, field, names):
            if (name, uid, due) not in told:
                title = Say(text, {"name": _called(subjects, names, called) or uid})
                line = Line(uid, None, None, register=name, key=uid)
                yield Deadline(_uid(view.institution.code, name, uid, field), due, "", title, (line,), None, False)


def _ahead(view: View, kind: type[Fact], field: str, names: str) -> Iterator[tuple[str, Any, date]]:
    day, model = view.assessment.day, BY_KIND[kind].model
    rows = model.objects.filter(institution=view.institution).known(view.assessment.confirmed_at)
    by_day = model._meta.get_field(field).get_internal_type() == "DateField"
    after = day if by_day else start_of_day(day)
    for uid, called, due in rows.filter(**{f"{field}__gte": after}).values_list("uid", names, field)[:500]:
        yield uid, called, due.date() if isinstance(due, datetime) else due


def _called(subjects: Subjects, field: str, value: Any) -> str:
    """A reference by its name."""
    register = {"supplier": "suppliers", "system": "systems"}.get(field)
    return subjects.names(register).get(value, value) if register else value or ""


def _uid(*parts: str) -> str:
    """The same deadline always gets the same identifier, on any machine."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
