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
from zhengan.api.shapes import ExportOut, FindingsOut, Verdict
from zhengan.assess import services
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import parse_day
from zhengan.law.loader import load_law
from zhengan.records.clock import now

router = Router(tags=["判定"])
DAY = Query("", max_length=20, description="判定哪一天；不写为今天")
KNOWN = Query("", max_length=40, description="按何时所知；不写为此刻")


@router.get("/findings", response={200: FindingsOut, **READ}, summary="逐条判定的结论")
def findings(
    request: HttpRequest,
    as_of: str = DAY,
    known_at: str = KNOWN,
    clause: str = Query("", max_length=20, description="条款，如 21 或 21.3；尚无规则的条款没有结论，答以空列表"),
    verdict: list[Verdict] = Query([], max_length=5, description="结论，可多个"),
    subject: str = Query("", max_length=100, description="对象的编号"),
) -> HttpResponse:
    """Stored findings; a day nobody asked about yet is judged now."""
    _refuse_unheard(clause)
    institution, (day, known) = institution_of(request), _moment(as_of, known_at)
    view = services.known(institution, AsOf(day, known))
    chosen = [
        one.as_dict(lang_of(request))
        for one in view.findings
        if _under(one.clause, clause) and (not verdict or one.verdict.value in verdict)
        and (not subject or one.subject == subject)
    ]  # fmt: skip
    data: dict[str, Any] = {
        "as_of": day.isoformat(),
        "known_at": (known or view.assessment.known_at).isoformat(),
        "institution": institution.code,
        "engine": view.assessment.engine,
        "findings": chosen,
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
    if day > today:
        raise Problem(say("{day} 还没有到", day=day), "判定只依据已发生的事", "请选择今天或更早的日期", code="future")
    return day, known_at_of(known_at)


def _refuse_unheard(clause: str) -> None:
    """Raise Problem for a clause that the law has not: an empty list would read as nothing to find."""
    numbers = {str(one.number) for one in load_law().articles}
    if clause and clause not in numbers and not any(_under(one.id, clause) for one in load_law().duties):
        what, why = say("没有条款“{clause}”", clause=clause), "条款写作“条”、“条.款”或“条.款(项)”"
        raise Problem(what, why, "例如 21、21.3 或 5.1(5)；目录见 /law/articles", code="clause")


def _under(clause: str, asked: str) -> bool:
    """Whether a clause is the one asked for, or of the article or paragraph asked for."""
    return not asked or clause == asked or clause.startswith((asked + ".", asked + "("))
