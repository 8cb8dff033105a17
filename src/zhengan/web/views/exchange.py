"""Files out: exports as CSV and Excel, and a CSV to fill in; files in are in ``imports``."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.models import Record
from zhengan.records.titles import called
from zhengan.registers.catalogue import register
from zhengan.registers.kit.register import Register
from zhengan.web.kit import exports
from zhengan.web.kit.listing import listing, selected
from zhengan.web.kit.picked import list_left, versions
from zhengan.web.kit.problempage import problem_page
from zhengan.web.kit.strange import refuse
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import past_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_members
def export(request: Any, name: str, form: str) -> HttpResponse | StreamingHttpResponse:
    """The rows the list shows, all pages of them, or those ticked there (``v``), as CSV or Excel.

    Of a ticked record goes out what stands (or stood on the day of the list), whatever version the reader saw. One that was
    withdrawn since is told of in place of the file, which has no room for a note: a link leads to the rest. Raises Problem
    for a filter or an order there is not.
    """
    into = register(name)
    institution = institution_of(request)
    past = past_of(request)
    asked = listing(into, institution, request.GET, past)
    refuse(asked.strange)
    ticked = versions(into, institution, request.GET)
    rows = selected(into, institution, asked.filters, asked.search, asked.days, past).ordered(asked.order)
    if ticked is not None:
        uids = {row.uid for row in ticked}
        known = into.model.objects.filter(institution=institution).versions(uids).known(past and past.known_at)
        rows = known.ordered(asked.order)
        gone = sorted(uids - {*rows.values_list("uid", flat=True)})
        if gone:
            return _without(request, into, [row for row in ticked if row.uid in gone], [row.pk for row in rows])
    called = name if past is None else f"{name}-{past.valid_on}"
    if form == "csv":
        body = exports.as_csv(into, rows.iterator(chunk_size=2000), lang())
        return attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{called}.csv")
    if form == "xlsx":
        book = exports.as_xlsx(into, rows.iterator(chunk_size=2000), lang())
        return attached(HttpResponse(book, content_type=XLSX), f"{called}.xlsx")
    raise Http404


def _without(request: Any, into: Register, gone: list[Record], rest: list[int]) -> HttpResponse:
    """The page that names ticked records withdrawn since, and leads to the export of the rest."""
    names = [f"{row.uid} {called(row)}".strip() for row in gone]
    problem = Problem(
        say("所选记录中有 {count} 条已被撤回：{names}", count=len(gone), names=names), "已撤回的记录不导出",
        "请导出其余各条，或返回列表重新选择" if rest else "请返回列表重新选择", code="gone",
    )  # fmt: skip
    lead = (list_left(institution_of(request), into.name, request.GET), _("返回列表"))
    if rest:
        query = request.GET.copy()
        query.setlist("v", rest)
        lead = (f"?{query.urlencode()}", _("导出其余 %(n)s 条") % {"n": len(rest)})
    return problem_page(request, problem, 409, lead)


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
