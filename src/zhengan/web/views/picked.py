"""Records ticked in a list and changed together: one field of all of them corrected, or all of them withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhengan.accounts.access import require_change
from zhengan.kit.problem import Problem
from zhengan.records.models import Origin, Record
from zhengan.records.services import Conflict
from zhengan.registers import services
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import register
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.web.kit import listing
from zhengan.web.kit.forms import cells_from, cells_of
from zhengan.web.kit.onefield import CLEAR, clearable, control_of, stated, written
from zhengan.web.kit.picked import MOST, Standing, list_left, standing, versions
from zhengan.web.kit.withdrawals import asked, status_of, wanted
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import form_of_today

DONE = "picked"
"""What the message of a change carries: what the rows were ticked for is done, and the list unticks them."""


@for_members
def amend(request: Any, name: str) -> HttpResponse:
    """Give one field of every ticked record the same value: which field first, then the value beside what stands."""
    into, read = _ticked(request, name)
    found = standing(into, institution_of(request), read)
    field = next((one for one in into.fields[1:] if one.name == _asked(request).get("field")), None)
    wrong: Problem | None = None
    if request.method == "POST" and field and read:
        try:
            return _amend(request, into, read, field)
        except Problem as problem:
            wrong, found = problem, standing(into, institution_of(request), read)
    context = {
        **_shown(request, into, read, found, field), **_refused(wrong, _("未更正。请核对后再次提交。")), "title": _("批量更正"),
        **(_input(request, into, found.rows, field, wrong) if field and found.rows else {}),
        "field": field, "offered": into.fields[1:], "remark": request.POST.get("remark", ""),
        "help": _("为选中的记录改同一项；其余各项不变，旧版本保留在历史中。有一条不合，全部不改。"),
        "again": _("再次提交只改所选的这一项，他人更正的其余各项予以保留。"),
    }  # fmt: skip
    return render(request, "registers/amend_several.html", context, status=422 if wrong else 200)


@for_members
def withdraw(request: Any, name: str) -> HttpResponse:
    """Close every ticked record: what refers to them is shown, and one reason asked."""
    into, read = _ticked(request, name)
    found = standing(into, institution_of(request), read)
    wrong: Problem | None = None
    if request.method == "POST" and read:
        try:
            services.withdraw_several(read, by=request.user, **wanted(request))
        except Problem as problem:
            wrong, found = problem, standing(into, institution_of(request), read)
        else:
            messages.success(request, _("已撤回 %(n)s 条，历史保留。") % {"n": len(read)}, extra_tags=DONE)
            return redirect(list_left(institution_of(request), name, _asked(request)))
    context = {
        **_shown(request, into, read, found), **asked(request, into, [row.uid for row in found.rows], wrong),
        **_refused(wrong, _("未撤回。请核对后再次提交。")), "title": _("批量撤回"),
        "help": _("只用于登记有误的记录。撤回后不再参与判定，历史保留；事情起了变化的，请更正，或填写截止日。"),
        "again": _("再次提交即撤回现行版本。"),
    }  # fmt: skip
    return render(request, "registers/withdraw_several.html", context, status=status_of(wrong))


@for_members
def matching(request: Any, name: str) -> JsonResponse:
    """What a list's filters leave, over all its pages, to be ticked at once: as many as one turn takes, in the list's order."""
    return JsonResponse(listing.matching(register(name), institution_of(request), request.GET, MOST), safe=False)


def _ticked(request: Any, name: str) -> tuple[Register, list[Record]]:
    """The versions that were ticked, those that no longer stand among them."""
    into, institution = register(name), institution_of(request)
    require_change(request.user, institution, into.writers)
    form_of_today(request)
    return into, list(versions(into, institution, _asked(request)) or [])


def _amend(request: Any, into: Register, read: list[Record], field: Field) -> HttpResponse:
    """Write the value into every record; raises Problem where it does not fit, or one of them changed."""
    cell = written(into, field, stated(read, into, field), request.POST)
    changed = [(row, {**cells_from(row, into), field.name: cell}) for row in read]
    remark = request.POST.get("remark", "")[:500]
    made = services.amend_several(changed, by=request.user, origin=Origin.PAGE, remark=remark)
    _tell_amended(request, len(made), len(read) - len(made))
    return redirect(list_left(institution_of(request), into.name, _asked(request)))


def _input(request: Any, into: Register, rows: list[Record], field: Field, wrong: Problem | None) -> dict[str, Any]:
    """The input of the field: what was written into it, or else what all the records state."""
    now = stated(rows, into, field)
    value = cells_of(into, request.POST)[field.name] if request.method == "POST" else now.shared
    control = control_of(into, institution_of(request), field, value, wrong)
    clearing = request.POST.get(CLEAR) == "1"
    return {"stated": now, "control": control, "clearable": clearable(into, field), "clearing": clearing}


def _refused(wrong: Problem | None, unsaid: str) -> dict[str, Any]:
    """What is said of a refusal: of records changed meanwhile, they themselves instead of the first one's name."""
    overtaken = isinstance(wrong, Conflict)
    return {"problem": None if overtaken else wrong, "unsaid": unsaid if overtaken else ""}


def _shown(
    request: Any, into: Register, read: list[Record], found: Standing, field: Field | None = None
) -> dict[str, Any]:
    columns = [into.field(name) for name in into.columns if field is None or name != field.name]
    names = {one.name: names_in(one.ref, institution_of(request)) for one in into.fields if one.ref}
    lists = {"list": _asked(request).get("list", ""), "back": list_left(institution_of(request), into.name, _asked(request))}
    return {"register": into, "read": read, "rows": found.rows, "found": found, "columns": columns, "names": names, **lists}


def _asked(request: Any) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET  # type: ignore[no-any-return]


def _tell_amended(request: Any, changed: int, same: int) -> None:
    told = _("已更正 %(n)s 条，旧版本保留在历史中。") % {"n": changed}
    if same:
        told += _("另有 %(n)s 条原已如此，未改动。") % {"n": same}
    messages.success(request, told, extra_tags=DONE)
