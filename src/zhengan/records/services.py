"""The only ways to write a record: record it, correct it, withdraw it; one or several. One transaction each.

``by`` is the person (None: the operator of the machine). After the commit, ``changed`` tells who listens which kinds
of fact changed: that is how today's assessment follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.dispatch import Signal

from zhengan.accounts.access import MAY_RECORD, require_change
from zhengan.accounts.models import Institution, User
from zhengan.facts.base import Fact
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records import bulk
from zhengan.records.bulk import Progress
from zhengan.records.clock import tick
from zhengan.records.models import Record
from zhengan.records.titles import called
from zhengan.records.values import COLUMN_OF, stated, values_of

R = TypeVar("R", bound=Record)
OPERATOR = "operator"
MOST_TOLD = 200

changed = Signal()
"""Sent after a commit: ``institution``, ``kinds`` (a frozenset of kinds of fact), ``touched`` (for each of these the
subjects that the written facts name; None: too many to tell, or the institution itself)."""


@dataclass(frozen=True)
class Recorded:
    """What came of one write of very many: how many records, known from which instant."""

    count: int
    recorded_at: datetime

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True)
class Entry:
    """One thing to record: its identifier and what it states."""

    uid: str
    values: Mapping[str, Any]


class Conflict(Problem):
    """Somebody changed the record since it was read. ``theirs`` is the version that stands now (None: withdrawn)."""

    def __init__(self, read: Record, theirs: Record | None):
        who, name = (theirs.recorder if theirs else _closer(read)) or OPERATOR, called(read)
        super().__init__(
            say("“{name}”已被 {who} 改动", name=name, who=who) if name
            else say("{kind}（{id}）已被 {who} 改动", kind=read.fact.zh, id=read.uid, who=who),
            "您打开之后，这条记录有了新的版本" if theirs else "您打开之后，这条记录已被撤回",
            "请核对两个版本的差异，再决定是否更正" if theirs else "无需再更正；若不应撤回，请另行登记",
            code="conflict",
        )  # fmt: skip
        self.theirs = theirs


def record(model: type[R], entry: Entry, *, institution: Institution, by: User | None, origin: str, remark: str = "") -> R:
    """Record one fact. Raises Problem where its identifier is in use or ``by`` may not write."""
    (row,) = record_many(model, [entry], institution=institution, by=by, origin=origin, remark=remark)
    return row


@transaction.atomic
def record_many(
    model: type[R], entries: Iterable[Entry], *, institution: Institution, by: User | None, origin: str, remark: str = "",
    progress: Progress | None = None,
) -> list[R]:  # fmt: skip
    """Record several facts, all or none, known from one instant. ``progress`` is told how many of how many are written."""
    require_change(by, institution, getattr(model, "writers", MAY_RECORD))
    now = tick(institution)
    entries = list(entries)
    _refuse_known(model, institution, [entry.uid for entry in entries])
    made = [made_row(model, entry, institution, by, origin, remark, now) for entry in entries]
    bulk.insert(model, made, progress)
    for row in made:
        row.after_recording()
    tell(model, institution, made)
    return made


@transaction.atomic
def record_facts(
    model: type[Record], facts: Sequence[Fact], *, institution: Institution, by: User | None, origin: str, remark: str = "",
    progress: Progress | None = None,
) -> Recorded:  # fmt: skip
    """Record facts under the identifiers they bear, as ``record_many`` does, but so that 100,000 of them are soon done."""
    if len(facts) < bulk.MANY or model.after_recording is not Record.after_recording:
        entries = [Entry(fact.id, values_of(fact)) for fact in facts]
        made = record_many(model, entries, institution=institution, by=by, origin=origin, remark=remark, progress=progress)
        return Recorded(len(made), made[0].recorded_at)
    require_change(by, institution, getattr(model, "writers", MAY_RECORD))
    now = tick(institution)
    shared = made_row(model, Entry("", {}), institution, by, origin, remark, now)
    own = {name: [*map(attrgetter(name), facts)] for name in stated(model.fact)}
    try:
        with transaction.atomic():
            bulk.write_columns(model, shared, {"uid": [fact.id for fact in facts], **own}, len(facts), progress)
    except IntegrityError:  # the database knows of an identifier in use; which, is asked only then
        _refuse_known(model, institution, [fact.id for fact in facts])
        raise
    tell(model, institution)
    return Recorded(len(facts), now)


def correct(row: R, values: Mapping[str, Any], *, by: User | None, origin: str, remark: str = "") -> R:
    """Put a new version in the place of the one that was read (``row``).

    Raises Conflict where another version stands by now, Problem where nothing differs.
    """
    (made,) = correct_several([(row, values)], by=by, origin=origin, remark=remark)
    return made


@transaction.atomic
def correct_several(
    stated: Sequence[tuple[R, Mapping[str, Any]]], *, by: User | None, origin: str, remark: str = ""
) -> list[R]:  # fmt: skip
    """Put new versions in the place of those that were read, records of one register, all or none, known from one instant.

    Those that state what stands already are left as they are. Raises as ``correct`` does.
    """
    model, institution = type(stated[0][0]), stated[0][0].institution
    require_change(by, institution, getattr(model, "writers", MAY_RECORD))
    now = tick(institution)
    made: list[R] = []
    closed: list[R] = []
    for row, values in stated:
        _still_current(row)
        if dict(values) == values_of(row):
            continue
        _close(row, by, now, remark)
        closed.append(row)
        made.append(made_row(model, Entry(row.uid, values), institution, by, origin, remark, now))
        made[-1].save()
        made[-1].after_recording()
    if not made:
        raise Problem("没有改动", "各项与现行版本相同", "无需保存", code="unchanged")
    tell(model, institution, [*closed, *made])
    return made


def withdraw(row: Record, *, by: User | None, why: str) -> None:
    """Close a record that should not have been made; its history stays. Raises Conflict as ``correct`` does."""
    withdraw_several([row], by=by, why=why)


@transaction.atomic
def withdraw_several(rows: Sequence[Record], *, by: User | None, why: str) -> None:
    """Close records of one register, all or none. Raises as ``withdraw`` does."""
    model, institution = type(rows[0]), rows[0].institution
    require_change(by, institution, getattr(model, "writers", MAY_RECORD))
    if not why.strip():
        raise Problem("未写明撤回理由", "撤回会改变判定，理由须留痕", "请填写理由", code="no-reason")
    now = tick(institution)
    for row in rows:
        _still_current(row)
        _close(row, by, now, why)
    tell(model, institution, rows)


@transaction.atomic
def withdraw_all(model: type[Record], *, institution: Institution, recorded_at: datetime, by: User | None, why: str) -> int:
    """Close every record of one write (its instant is its own), and tell how many.

    Raises Problem where one of them was corrected or withdrawn since: what others built on is not taken from under them.
    """
    require_change(by, institution, getattr(model, "writers", MAY_RECORD))
    if not why.strip():
        raise Problem("未写明撤回理由", "撤回会改变判定，理由须留痕", "请填写理由", code="no-reason")
    now = tick(institution)
    found = touched(model, institution, recorded_at)
    if found:
        shown = "、".join(found[:5]) + (f" … ({len(found):,})" if len(found) > 5 else "")
        raise Problem(
            say("其中 {count} 条之后已被更正或撤回：{ids}", count=len(found), ids=shown),
            "整批撤销会抹去之后的更正", "请逐条撤回其余记录", code="touched-since",
        )  # fmt: skip
    rows = model._base_manager.filter(institution=institution, recorded_at=recorded_at)
    count = rows.update(superseded_at=now, superseded_by=by, superseded_why=why[:500])
    tell(model, institution)
    return count


def touched(model: type[Record], institution: Institution, recorded_at: datetime) -> list[str]:
    """The identifiers of the records of one write that were corrected or withdrawn since."""
    rows = model._base_manager.filter(institution=institution, recorded_at=recorded_at).exclude(superseded_at=None)
    return list(rows.order_by("uid").values_list("uid", flat=True))


def history(model: type[R], institution: Institution, uid: str) -> list[R]:
    """Every version of a record, the latest first."""
    found = model.objects.filter(institution=institution).versions([uid]).select_related("superseded_by")
    return list(found.order_by("-recorded_at", "-pk"))


def changes(before: Record | None, after: Record) -> list[tuple[str, Any, Any]]:
    """Field by field, what ``after`` states otherwise than ``before`` (None: everything it states)."""
    old = values_of(before) if before is not None else {}
    new = values_of(after)
    return [(name, old.get(name), new[name]) for name in new if old.get(name) != new[name]]


def made_row(model: type[R], entry: Entry, institution: Institution, by: User | None, origin: str, remark: str, now: Any) -> R:
    """A version of a record, not yet written. Raises TypeError where the entry states what its kind does not have."""
    unknown = set(entry.values) - set(stated(model.fact))
    if unknown:
        raise TypeError(f"{model.__name__} has no {sorted(unknown)}")
    return model(
        institution=institution,
        uid=entry.uid,
        recorded_at=now,
        recorded_by=by,
        recorder=by.get_username() if by else OPERATOR,
        origin=origin,
        remark=remark,
        **entry.values,
    )


def _refuse_known(model: type[Record], institution: Institution, uids: list[str]) -> None:
    known = {uid for uid, times in Counter(uids).items() if times > 1}
    for start in range(0, len(uids), 500):
        part = uids[start : start + 500]
        held = model._base_manager.filter(institution=institution, superseded_at=None, uid__in=part)
        known.update(held.values_list("uid", flat=True))
    if known:
        shown = "、".join(sorted(known)[:5]) + (f" … ({len(known):,})" if len(known) > 5 else "")
        raise Problem(
            say("{kind}已有编号：{ids}", kind=model.fact.zh, ids=shown),
            "同一台账内编号不可重复",
            "若要更正，请打开原记录更正；若是另一件事，请改用其他编号",
            code="duplicate-id",
        )


def _still_current(row: Record) -> None:
    current = type(row)._base_manager.filter(institution=row.institution, uid=row.uid, superseded_at=None).first()
    if current is None or current.pk != row.pk:
        row.refresh_from_db()
        raise Conflict(row, current)


def _close(row: Record, by: User | None, now: Any, why: str) -> None:
    """The one change a row ever sees: from when it is no longer what is known, by whose hand, and why."""
    type(row)._base_manager.filter(pk=row.pk).update(superseded_at=now, superseded_by=by, superseded_why=why)


def _closer(row: Record) -> str:
    return row.superseded_by.get_username() if row.superseded_by else ""


def tell(model: type[Record], institution: Institution, written: Sequence[Record] | None = None) -> None:
    """After the commit, let those who listen know what was written (None: more than need be named)."""
    kinds = frozenset({model.fact})
    touched = {model.fact: _subjects(model, written)}
    transaction.on_commit(lambda: changed.send(sender=model, institution=institution, kinds=kinds, touched=touched))


def _subjects(model: type[Record], written: Sequence[Record] | None) -> frozenset[str] | None:
    """What the rows are about; None where that is the institution, or where they are too many to go by their subjects."""
    name = model.fact.subject
    if name is None or written is None or len(written) > MOST_TOLD:
        return None
    return frozenset(getattr(row, COLUMN_OF.get(name, name)) for row in written)
