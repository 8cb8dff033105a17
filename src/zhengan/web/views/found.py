"""Every finding of a day as one list: filtered, sorted, in pages, and as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from zhengan.assess.services import known
from zhengan.web.kept import kept
from zhengan.web.kit import exports
from zhengan.web.kit.answers import COLUMNS, Answers, answers, cells
from zhengan.web.kit.strange import refuse
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of
from zhengan.web.views.exchange import XLSX, attached


@for_members
@kept
def findings(request: Any) -> HttpResponse:
    """The findings of a day that the address asks for."""
    view, asked = _asked(request)
    context = {"view": view, "day": view.assessment.day, "asked": asked, "page": asked.page(request.GET.get("page"))}
    return render(request, "web/findings.html", context)


@for_members
def export(request: Any, form: str) -> HttpResponse | StreamingHttpResponse:
    """The findings the list shows, all pages of them, as CSV or Excel. Raises Problem for a filter there is not."""
    view, asked = _asked(request)
    refuse(asked.strange)
    head, rows = [str(title) for title in COLUMNS.values()], (cells(one, lang()) for one in asked.lines())
    name = f"findings-{view.assessment.day}{'-then' if view.then else ''}"
    if form == "csv":
        body = exports.csv_of(head, rows)
        return attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    if form == "xlsx":
        return attached(HttpResponse(exports.xlsx_of(name, head, rows), content_type=XLSX), f"{name}.xlsx")
    raise Http404


def _asked(request: Any) -> tuple[Any, Answers]:
    view = known(institution_of(request), as_of(request), request.user)
    return view, answers(view, request.GET)
