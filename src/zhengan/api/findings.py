"""Findings of any day by what was known at any instant, and the whole assessment as canonical JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zhengan.api.described import READ
from zhengan.api.door import institution_of, lang_of
from zhengan.api.listing import known_at_of
from zhengan.api.problems import answer, answer_text
from zhengan.api.shapes import AskedOut, ExportOut, Verdict
from zhengan.assess import services
from zhengan.kit.asof import AsOf, not_ahead
from zhengan.kit.time import parse_day
from zhengan.law.loader import duties_of, load_law, within
from zhengan.records.clock import now

router = Router(tags=["判定"])
DAY = Query("", max_length=20, description="判定哪一天；不写为今天")
KNOWN = Query("", max_length=40, description="按何时所知；不写为此刻")


@router.get("/findings", response={200: AskedOut, **READ}, summary="逐条判定的结论")
def findings(
    request: HttpRequest,
    as_of: str = DAY,
    known_at: str = KNOWN,
    clause: str = Query("", max_length=20, description="条款，如 21 或 21.3；尚无规则的没有结论，列在 unjudged"),
    verdict: list[Verdict] = Query([], max_length=5, description="结论，可多个"),
    subject: str = Query("", max_length=100, description="对象的编号"),
) -> HttpResponse:
    """Stored findings; a day nobody asked about yet is judged now."""
    duties = duties_of(clause) if clause else load_law().duties
    institution, (day, known) = institution_of(request), _moment(as_of, known_at)
    view = services.known(institution, AsOf(day, known))
    chosen = [
        one.as_dict(lang_of(request))
        for one in view.findings
        if (not clause or within(one.clause, clause)) and (not verdict or one.verdict.value in verdict)
        and (not subject or one.subject == subject)
    ]  # fmt: skip
    data: dict[str, Any] = {
        "as_of": day.isoformat(),
        "known_at": (known or view.assessment.known_at).isoformat(),
        "institution": institution.code,
        "engine": view.assessment.engine,
        "findings": chosen,
        "unjudged": [one.id for one in duties if one.status == "pending"],
    }
    return answer(data)


@router.get("/assessment", response={200: ExportOut, **READ}, summary="整份判定，供留存与比对")
def assessment(request: HttpRequest, as_of: str = DAY, known_at: str = KNOWN) -> HttpResponse:
    """Canonical JSON drawn from the records alone: asked again for the same two moments, the same bytes."""
    day, known = _moment(as_of, known_at)
    return answer_text(services.export(institution_of(request), AsOf(day, known)).decode())


def _moment(as_of: str, known_at: str) -> tuple[date, datetime | None]:
    today = now().date()
    day = parse_day(as_of) if as_of.strip() else today
    return not_ahead(day, today), known_at_of(known_at)
