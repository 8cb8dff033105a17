"""From a finding back to the records that decided it: every version, by whose hand, when true and when recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.accounts.models import Institution
from zhengan.assess.payload import Shown
from zhengan.facts.base import digest
from zhengan.records.course import course
from zhengan.records.models import Record
from zhengan.records.titles import TITLES
from zhengan.records.values import columns, made
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.web.kit.subjects import Subjects

MOST = 40  # records shown of one finding; the rest are counted


@dataclass(frozen=True)
class Version:
    """One version of a record. ``changed``: field, before, after, against the version before it."""

    row: Record
    used: bool
    withdrawn: bool
    changed: list[tuple[Field, Any, Any]]


@dataclass(frozen=True)
class Traced:
    """A record a finding rests on. ``sound``: its content still gives the digest that the finding was stored with.

    ``used`` is the version judged; None where it is no longer there, which ``sound`` then denies. ``names``: what people
    call the records its fields refer to, by field.
    """

    register: Register
    uid: str
    sha256: str
    used: Record | None
    sound: bool
    versions: list[Version]
    names: dict[str, dict[str, str]]

    @property
    def title(self) -> str:
        """What people call it."""
        names = {field.name for field in self.register.fields}
        name = next((name for name in TITLES if name in names), "")
        return (getattr(self.used, name) if self.used is not None and name else "") or self.uid

    @property
    def stated(self) -> list[tuple[Field, Any]]:
        """What the version judged states, field by field, what it leaves out left out."""
        if self.used is None:
            return []
        pairs = ((field, getattr(self.used, field.name)) for field in self.register.fields if field.name != "id")
        return [(field, value) for field, value in pairs if value is not None and value != ()]

    @property
    def happened(self) -> date | datetime | None:
        """When it was true: the instant or day of an act, the first day of a term."""
        return None if self.used is None else getattr(self.used, self.register.kind.moment or "since")

    @property
    def until(self) -> date | None:
        """The last day of a term that has one."""
        return getattr(self.used, "to", None) if self.register.kind.moment is None else None

    @property
    def late_by(self) -> timedelta | None:
        """How long after the fact it was recorded, where that is late (补录)."""
        if self.used is None or not self.used.late:
            return None
        return timedelta(days=(self.used.recorded_at - self.used.happened).days)

    @property
    def corrected(self) -> bool:
        """Whether another version, or a withdrawal, has come after the one judged."""
        return any(one.used and (number > 0 or one.withdrawn) for number, one in enumerate(self.versions))


def traced(finding: Shown, institution: Institution, subjects: Subjects) -> list[Traced]:
    """The records that decided, in the order the finding names them; each kind of record is asked for once."""
    shown = finding.evidence[:MOST]
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in shown:
        wanted[entry["kind"]].add(entry["id"])
    ours, at = {kind: uids for kind, uids in wanted.items() if kind in REGISTERS}, subjects.known_at
    rows = {kind: _versions(REGISTERS[kind], institution, uids, at) for kind, uids in ours.items()}
    known = (entry for entry in shown if entry["kind"] in rows)
    return [_trace(REGISTERS[entry["kind"]], rows[entry["kind"]][entry["id"]], entry, subjects) for entry in known]


def _versions(
    register: Register, institution: Institution, uids: Iterable[str], known_at: datetime | None
) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    rows = register.model.objects.filter(institution=institution).versions(list(uids))
    for row in rows.select_related("superseded_by").order_by("-recorded_at", "-pk"):
        if known_at is None or row.recorded_at <= known_at:
            found[row.uid].append(row)
    return found


def _trace(register: Register, versions: list[Record], entry: dict[str, str], subjects: Subjects) -> Traced:
    recorded = datetime.fromisoformat(entry["recorded"])
    used = next((row for row in versions if row.recorded_at == recorded), None)
    told = [
        Version(one.row, one.row is used, one.withdrawn, [(register.field(f), old, new) for f, old, new in one.changed])
        for one in course(versions, subjects.known_at)
    ]
    sound = used is not None and digest_of(register, used) == entry["sha256"]
    names = {field.name: subjects.names(field.ref) for field in register.fields if field.ref}
    return Traced(register, entry["id"], entry["sha256"], used, sound, told, names)


def digest_of(register: Register, row: Record) -> str:
    """The digest of what a row states, reckoned anew from its columns."""
    (fact,) = made(register.kind, [[getattr(row, name)] for name in columns(register.kind)])
    return digest(fact)
