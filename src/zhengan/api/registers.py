"""Registers: read, recorded in, corrected, withdrawn from. Every write goes through ``registers.services``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from zhengan.accounts.tokens import require_token
from zhengan.api import listing
from zhengan.api.described import READ, WRITE, key_header
from zhengan.api.door import institution_of, lang_of, person_of, token_of
from zhengan.api.fit import open_query
from zhengan.api.once import once
from zhengan.api.problems import answer, refusal
from zhengan.api.shapes import (
    ConflictOut,
    CorrectionIn,
    HistoryOut,
    RecordIn,
    RecordOut,
    RecordsOut,
    RegisterOut,
    RegistersOut,
    WithdrawalIn,
)
from zhengan.api.written import cells, record_data, register_data, version_data
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.course import course
from zhengan.records.models import Origin, Record
from zhengan.records.services import Conflict, history
from zhengan.registers import services
from zhengan.registers.catalogue import REGISTERS, register
from zhengan.registers.kit.register import Register

router = Router(tags=["台账"], by_alias=True)
ORDER = "排序字段，前加减号为倒序；未填写的升序在后、倒序在前，文字按码位；不写则按登记先后"
FREE = {
    "name": "filters", "in": "query", "required": False, "style": "form", "explode": True,
    "description": "按字段筛选，如 system=core；可用哪些，见该台账的 filters",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}  # fmt: skip


@router.get("/registers", response={200: RegistersOut, **READ}, summary="各台账与其字段")
def every(request: HttpRequest) -> HttpResponse:
    """Every register there is."""
    return answer({"registers": [register_data(one, lang_of(request)) for one in REGISTERS.values()]})


@router.get("/registers/{name}", response={200: RegisterOut, **READ}, summary="一个台账的字段")
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One register."""
    return answer(register_data(register(name), lang_of(request)))


@router.get(
    "/registers/{name}/records", response={200: RecordsOut, **READ}, summary="台账中的记录",
    openapi_extra={"parameters": [FREE]},
)  # fmt: skip
@open_query
def records(
    request: HttpRequest,
    name: str,
    limit: int = Query(100, ge=1, le=1000, description="每页多少条"),
    cursor: int = Query(0, ge=0, le=2**63 - 1, description="从此版本号之后读起；由 next 给出；不与 order 同用，否则 400"),
    page: int = Query(1, ge=1, le=listing.MOST_PAGE, description="第几页；只与 order 同用，否则 400"),
    order: str = Query("", max_length=100, description=ORDER),
    q: str = Query("", max_length=200, description="查找的词"),
    known_at: str = Query("", max_length=40, description="按何时所知；不写为此刻"),
    from_day: str = Query("", max_length=20, description="事情发生不早于这一天"),
    to_day: str = Query("", max_length=20, description="事情发生不晚于这一天"),
) -> HttpResponse:
    """A page of records, all of them as known at one instant."""
    into, institution = register(name), institution_of(request)
    wanted = listing.asked(
        request, institution, limit=limit, cursor=cursor, page=page, order=order, q=q, known_at=known_at,
        from_day=from_day, to_day=to_day,
    )  # fmt: skip
    found = listing.page(into, institution, wanted, request)
    return answer(
        {
            "known_at": found.known_at.isoformat(),
            "count": found.count,
            "next": found.next,
            "records": [record_data(row) for row in found.rows],
        }
    )


@router.post(
    "/registers/{name}/records", response={201: RecordOut, **WRITE}, summary="登记一条", openapi_extra=key_header()
)
def enter(request: HttpRequest, name: str, body: RecordIn) -> HttpResponse:
    """Record one fact."""
    into = _writable(request, name)
    stated = cells(into, body.fields, body.id)

    def work() -> tuple[int, Any]:
        made = services.enter(
            name, stated, institution=institution_of(request), by=person_of(request), origin=Origin.API, remark=body.remark
        )
        return 201, record_data(made)

    return once(request, work)


@router.get("/registers/{name}/records/{uid}", response={200: RecordOut, **READ}, summary="一条记录")
def record(
    request: HttpRequest,
    name: str,
    uid: str = Path(..., max_length=100),
    known_at: str = Query("", max_length=40, description="按何时所知；不写为此刻"),
) -> HttpResponse:
    """The version that stands, or stood at an instant."""
    rows: Any = register(name).model.objects.filter(institution=institution_of(request), uid=uid)
    row = rows.known(listing.known_at_of(known_at)).first()
    if row is None:
        raise _absent(name, uid)
    return answer(record_data(row))


@router.get("/registers/{name}/records/{uid}/history", response={200: HistoryOut, **READ}, summary="一条记录的各版本")
def versions(request: HttpRequest, name: str, uid: str = Path(..., max_length=100)) -> HttpResponse:
    """Every version, the latest first."""
    rows = history(register(name).model, institution_of(request), uid)
    if not rows:
        raise _absent(name, uid)
    return answer({"records": [version_data(step) for step in course(rows)]})


@router.put(
    "/registers/{name}/records/{uid}", response={200: RecordOut, **WRITE, 409: ConflictOut}, summary="更正一条",
    openapi_extra=key_header(),
)  # fmt: skip
def correct(
    request: HttpRequest, name: str, body: CorrectionIn, uid: str = Path(..., max_length=100)
) -> HttpResponse:
    """Put a new version in the place of the one that was read; 409 with both where another stands by now."""
    into = _writable(request, name)
    read = _version(request, into, uid, body.version)
    stated = cells(into, body.fields, uid)

    def work() -> tuple[int, Any]:
        made = services.amend(read, stated, by=person_of(request), origin=Origin.API, remark=body.remark)
        return 200, record_data(made)

    try:
        return once(request, work)
    except Conflict as conflict:
        return _both(request, conflict, read)


@router.post(
    "/registers/{name}/records/{uid}/withdraw", response={200: RecordOut, **WRITE, 409: ConflictOut}, summary="撤回一条",
    openapi_extra=key_header(),
)  # fmt: skip
def withdraw(
    request: HttpRequest, name: str, body: WithdrawalIn, uid: str = Path(..., max_length=100)
) -> HttpResponse:
    """Close a record that should not have been made, with a reason; 409 as for a correction.

    422 where current records refer to it and the body does not say ``knowing``.
    """
    into = _writable(request, name)
    read = _version(request, into, uid, body.version)

    def work() -> tuple[int, Any]:
        services.withdraw(read, by=person_of(request), why=body.why, knowing=body.knowing)
        read.refresh_from_db()
        return 200, record_data(read)

    try:
        return once(request, work)
    except Conflict as conflict:
        return _both(request, conflict, read)


def _writable(request: HttpRequest, name: str) -> Register:
    into = register(name)
    require_token(token_of(request), into.writers)
    return into


def _version(request: HttpRequest, into: Register, uid: str, version: int) -> Record:
    row = into.model.objects.filter(institution=institution_of(request), uid=uid, pk=version).first()
    if row is None:
        raise _absent(into.name, uid, version)
    return row


def _absent(name: str, uid: str, version: int | None = None) -> Problem:
    what = say("没有记录“{id}”", id=uid)
    why = say("台账 {name} 中没有它", name=name) if version is None else say("它没有版本 {version}", version=str(version))
    return Problem(what, why, "请核对编号与版本", code="no-record")


def _both(request: HttpRequest, conflict: Conflict, read: Record) -> HttpResponse:
    stands = conflict.theirs
    return refusal(
        request, conflict, 409, {"read": record_data(read), "stands": record_data(stands) if stands else None}
    )
