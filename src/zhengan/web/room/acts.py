"""What is done from the room: each act is one record, or one correction of the incident, by the registers' one way in.

A form carries a word of its own (``once``): sent twice, it is recorded once. Where no time is written it is the server's
second. A correction states only what its form shows; what others changed meanwhile stays as they left it, and where it
is the very thing that was changed they are told of it and nothing is overwritten.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem, Where
from zhengan.records.clock import now
from zhengan.records.clock import turn as taking_turns
from zhengan.records.models import Origin, Record
from zhengan.records.services import Conflict
from zhengan.records.values import values_of
from zhengan.registers import services
from zhengan.registers.catalogue import register
from zhengan.registers.incidents.models import Incident as Row
from zhengan.registers.kit.cells import Cell, read_cells
from zhengan.registers.kit.words import spoken_word
from zhengan.web.kit.forms import cells_from
from zhengan.web.room.room import Room

ONCE = re.compile(r"\A[0-9a-f]{12}\Z")
LONGEST_STEM = 80  # of a record named after the incident: what follows has room
ITEMS = ("logs", "snapshot", "screens", "chats", "monitoring", "operations", "statement")


def once() -> str:
    """A word for a form that is shown."""
    return secrets.token_hex(6)


def present() -> str:
    """The server's second, as a cell has it."""
    return f"{now():%Y-%m-%d %H:%M:%S}"


def declare(institution: Institution, data: Mapping[str, str], by: Any) -> str:
    """Record an incident and give its identifier. Raises Problem(s), each with its field."""
    cells = {name: data.get(name, "") for name in ("system", "nature", "name", "detected")}
    written = bool(cells["detected"].strip())
    cells["detected"] = cells["detected"].strip() or present()
    stem = "".join(cells["system"].split())[:LONGEST_STEM] or "incident"
    if not cells["name"].strip():  # the register asks for none, but who comes to help reads it first
        raise Problem("未写明所见", "赶来处置的人先看这一句", "请用一句话写明看到了什么", code="missing")
    return _enter("incidents", f"{stem}-{now():%Y%m%d}-", cells, institution, by, data, None if written else "detected").uid


def act(room: Room, data: Mapping[str, str], by: Any) -> None:
    """Do what a form of the room asks. Raises Problem for what cannot be done, and for an act there is not."""
    name = data.get("act", "")
    if name not in ACTS:
        raise Problem("没有这个操作", "", "请重新打开页面再试", code="no-act")
    ACTS[name](room, data, by)


def _entry(room: Room, data: Mapping[str, str], by: Any) -> None:
    """A line of the course."""
    if not data.get("text", "").strip():
        raise Problem("没有内容", "记录须写明看到或做了什么", "请填写一句话", code="missing")
    _line(room, data, by, data.get("sort", ""), data["text"])


def _evidence(room: Room, data: Mapping[str, str], by: Any) -> None:
    """A piece of evidence that was kept, as a line of the course; says nothing of whether all was."""
    item = data.get("item", "")
    note = data.get("text", "").strip()
    label = spoken_word("item", item) if item in ITEMS else ""
    text = f"{label} · {note}" if note else label
    _line(room, data, by, "evidence", text, item)


def _line(room: Room, data: Mapping[str, str], by: Any, sort: str, text: str, item: str = "") -> None:
    cells = {"incident": room.row.uid, "at": _at(data), "sort": sort, "text": text, "item": item}
    stem = f"{room.row.uid[:LONGEST_STEM]}-"
    _enter("incident_entries", stem, cells, room.institution, by, data, None if _written(data) else "at")


def _report(room: Room, data: Mapping[str, str], by: Any) -> None:
    """A report that was made: to whom, and when."""
    kind = "investigation_report" if data.get("kind") == "investigation_report" else "emergency_report"
    to = data.get("to", "")
    office = room.body.jurisdiction if room.body and to == "dispatch_office" else None
    cells = {"at": _at(data), "type": kind, "to": to, "office": office or "", "about": room.row.uid}
    stem = f"{room.row.uid[:LONGEST_STEM]}-report-"
    _enter("filings", stem, cells, room.institution, by, data, None if _written(data) else "at")


def _kept(room: Room, data: Mapping[str, str], by: Any) -> None:
    """What the person says of scene and evidence; no tick says it for them."""
    _amend(room, data, by, {"evidence_kept": data.get("kept", "")})


def _recovered(room: Room, data: Mapping[str, str], by: Any) -> None:
    """It is over."""
    _amend(room, data, by, {"recovered": _at(data)}, timed=not _written(data))


def _grade(room: Room, data: Mapping[str, str], by: Any) -> None:
    """The grade, and how many accounts are affected; either may be empty, which states nothing."""
    _amend(room, data, by, {"grade": data.get("grade", ""), "affected_accounts": data.get("affected_accounts", "")})


def _affected(room: Room, data: Mapping[str, str], by: Any) -> None:
    """Whether investors are affected."""
    _amend(room, data, by, {"investors_affected": data.get("affected", "")})


def _told(room: Room, data: Mapping[str, str], by: Any) -> None:
    """Investors were told, and of what: a box that is not ticked says that they were not told of it."""
    ticked = {name: "true" if data.get(name) else "false" for name in ("told_substitute", "told_risks")}
    cells = {"investors_affected": "true", "investors_told": _at(data), **ticked}
    _amend(room, data, by, cells, timed=not _written(data))


ACTS: dict[str, Callable[[Room, Mapping[str, str], Any], None]] = {
    "entry": _entry, "evidence": _evidence, "report": _report, "kept": _kept, "recovered": _recovered, "grade": _grade,
    "affected": _affected, "told": _told,
}  # fmt: skip


def _written(data: Mapping[str, str]) -> bool:
    return bool(data.get("at", "").strip())


def _at(data: Mapping[str, str]) -> str:
    return data.get("at", "").strip() or present()


def _enter(
    name: str, stem: str, cells: Mapping[str, str], institution: Institution, by: Any, data: Mapping[str, str], unsaid: str | None
) -> Record:
    """Record it under the name its form gives it; sent again, give what is recorded. ``unsaid``: the time nobody wrote."""
    word = data.get("once", "")
    uid = stem + (word if ONCE.match(word) else once())
    remark = data.get("remark", "")[:500]
    try:
        return services.enter(name, {**cells, "id": uid}, institution=institution, by=by, origin=Origin.PAGE, remark=remark)
    except Problem as problem:
        if problem.code != "duplicate-id":
            raise
    into = register(name)
    held = into.model.objects.filter(institution=institution, uid=uid).current().get()
    _, fact = read_cells(into.model, {**cells, "id": uid}, Where(into.title()))
    if unsaid:
        fact = replace(fact, **{unsaid: getattr(held, unsaid)})
    if values_of(fact) == values_of(held):
        return held
    # A form that was gone back to and written anew: another record, not the same sent twice.
    again = {**cells, "id": stem + once()}
    return services.enter(name, again, institution=institution, by=by, origin=Origin.PAGE, remark=remark)


def _amend(room: Room, data: Mapping[str, str], by: Any, cells: Mapping[str, Cell], timed: bool = False) -> None:
    """State some fields of the incident anew. ``timed``: the time among them is this second, as nobody wrote another.

    Raises Conflict where one of these fields was changed since the page was shown.
    """
    into, rows = register("incidents"), Row.objects.filter(institution=room.institution, uid=room.row.uid)
    seen = data.get("version", "")
    read = rows.filter(pk=int(seen)).first() if seen.isascii() and seen.isdigit() else None
    with taking_turns(room.institution):  # what is compared is what is corrected
        stands = rows.current().first()
        if stands is None:
            raise Conflict(read or room.row, None)
        if read is not None and any(getattr(read, name) != getattr(stands, name) for name in cells):
            if timed and by is not None and stands.recorded_by_id == by.pk:
                return  # the same person's form, sent twice
            _, wanted = read_cells(into.model, {**cells_from(stands, into), **cells}, Where(into.title()))
            if values_of(wanted) == values_of(stands):
                return
            raise Conflict(read, stands)
        try:
            services.amend(stands, {**cells_from(stands, into), **cells}, by=by, origin=Origin.PAGE,
                           remark=data.get("remark", "")[:500])  # fmt: skip
        except Problem as problem:
            if problem.code != "unchanged":
                raise
