"""Files out: exports as CSV and Excel, and a CSV to fill in; files in are in ``imports``."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse

from zhengan.registers.catalogue import register
from zhengan.web.kit import exports
from zhengan.web.kit.listing import listing, selected
from zhengan.web.kit.picked import versions
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of, known_on

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_members
def export(request: Any, name: str, form: str) -> HttpResponse | StreamingHttpResponse:
    """The rows the list shows, all pages of them, or those ticked there (``v``), as CSV or Excel."""
    into = register(name)
    institution = institution_of(request)
    known_at = known_on(day_of(request))
    asked = listing(into, institution, request.GET, known_at)
    ticked = versions(into, institution, request.GET)
    rows = selected(into, institution, asked.filters, asked.search, known_at).ordered(asked.order)
    if ticked is not None:
        rows = into.model.objects.filter(pk__in=[row.pk for row in ticked]).ordered(asked.order)
    if form == "csv":
        body = exports.as_csv(into, rows.iterator(chunk_size=2000), lang())
        return attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    if form == "xlsx":
        book = exports.as_xlsx(into, rows.iterator(chunk_size=2000), lang())
        return attached(HttpResponse(book, content_type=XLSX), f"{name}.xlsx")
    raise Http404


@for_members
def template(request: Any, name: str) -> StreamingHttpResponse:
    """An empty CSV with the right header, to fill in."""
    into = register(name)
    body = exports.as_csv(into, [], lang())
    return attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{name}-template.csv")


def attached(response: Any, filename: str) -> Any:
    """The response as a file to save."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
