"""Records ticked in a list and changed together: one field of all of them corrected, or all of them withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengan.accounts.access import require_change
from zhengan.kit.problem import Problem
from zhengan.records.models import Origin, Record
from zhengan.registers import services
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import register
from zhengan.registers.kit.cells import Cell
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.register import Register
from zhengan.web.kit.forms import cells_from, cells_of
from zhengan.web.kit.onefield import CLEAR, clearable, control_of, stated, written
from zhengan.web.kit.picked import versions
from zhengan.web.kit.withdrawals import asked, status_of, wanted
from zhengan.web.member import for_members, institution_of


@for_members
def amend(request: Any, name: str) -> HttpResponse:
    """Give one field of every ticked record the same value: which field first, then the value beside what stands."""
    into, rows = _ticked(request, name)
    field = next((one for one in into.fields[1:] if one.name == _asked(request).get("field")), None)
    now = stated(rows, into, field) if field and rows else None
    value: Cell = now.shared if now else ""
    wrong: Problem | None = None
    if request.method == "POST" and field and now:
        value, remark = cells_of(into, request.POST)[field.name], request.POST.get("remark", "")[:500]
        try:
            cell = written(into, field, now, request.POST)
            changed = [(row, {**cells_from(row, into), field.name: cell}) for row in rows]
            made = services.amend_several(changed, by=request.user, origin=Origin.PAGE, remark=remark)
        except Problem as problem:
            wrong, rows = problem, _standing(into, rows)
            now = stated(rows, into, field)
        else:
            _tell_amended(request, len(made), len(rows) - len(made))
            return redirect(_back(request, name))
    context = {
        **_shown(request, into, rows, field), "field": field, "offered": into.fields[1:], "stated": now, "problem": wrong,
        "control": control_of(into, institution_of(request), field, value, wrong) if field else None,
        "clearable": field and clearable(into, field), "clearing": request.POST.get(CLEAR) == "1",
        "remark": request.POST.get("remark", ""), "title": _("批量更正"),
        "help": _("为选中的记录改同一项；其余各项不变，旧版本保留在历史中。有一条不合，全部不改。"),
    }  # fmt: skip
    return render(request, "registers/amend_several.html", context, status=422 if wrong else 200)


@for_members
def withdraw(request: Any, name: str) -> HttpResponse:
    """Close every ticked record: what refers to them is shown, and one reason asked."""
    into, rows = _ticked(request, name)
    wrong: Problem | None = None
    if request.method == "POST" and rows:
        try:
            services.withdraw_several(rows, by=request.user, **wanted(request))
        except Problem as problem:
            wrong, rows = problem, _standing(into, rows)
        else:
            messages.success(request, _("已撤回 %(n)s 条，历史保留。") % {"n": len(rows)})
            return redirect(_back(request, name))
    context = {
        **_shown(request, into, rows), **asked(request, into, [row.uid for row in rows], wrong), "title": _("批量撤回"),
        "help": _("只用于登记有误的记录。撤回后不再参与判定，历史保留；事情起了变化的，请更正，或填写截止日。"),
    }  # fmt: skip
    return render(request, "registers/withdraw_several.html", context, status=status_of(wrong))


def _ticked(request: Any, name: str) -> tuple[Register, list[Record]]:
    """The versions that were ticked; of an address opened anew, those that still stand."""
    into, institution = register(name), institution_of(request)
    require_change(request.user, institution, into.writers)
    rows = list(versions(into, institution, _asked(request)) or [])
    return into, rows if request.method == "POST" else [row for row in rows if row.superseded_at is None]


def _standing(into: Register, rows: list[Record]) -> list[Record]:
    """What stands by now of the records that were ticked: saving again, having seen it, is a choice."""
    known = into.model.objects.filter(institution=rows[0].institution, uid__in=[row.uid for row in rows])
    return list(known.current().order_by("uid")) or rows


def _shown(request: Any, into: Register, rows: list[Record], field: Field | None = None) -> dict[str, Any]:
    columns = [into.field(name) for name in into.columns if field is None or name != field.name]
    names = {one.name: names_in(one.ref, institution_of(request)) for one in [*columns, field] if one and one.ref}
    lists = {"list": _asked(request).get("list", ""), "back": _back(request, into.name)}
    return {"register": into, "rows": rows, "columns": columns, "names": names, **lists}


def _asked(request: Any) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET  # type: ignore[no-any-return]


def _tell_amended(request: Any, changed: int, same: int) -> None:
    told = _("已更正 %(n)s 条，旧版本保留在历史中。") % {"n": changed}
    if same:
        told += _("另有 %(n)s 条原已如此，未改动。") % {"n": same}
    messages.success(request, told)


def _back(request: Any, name: str) -> str:
    """The address of the list as it was left: its filters, its order and its page."""
    query = QueryDict(_asked(request).get("list", "")).urlencode()  # read and written anew: nothing but a query comes of it
    address = reverse("register", kwargs={"code": institution_of(request).code, "name": name})
    return f"{address}?{query}" if query else address
