"""Imports: a preview that names every bad cell, all or nothing; the template; what was imported, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhengan.accounts.access import may_change, require_change, visible
from zhengan.kit.problem import Problem, Where
from zhengan.records.models import Origin
from zhengan.registers import exporting, services
from zhengan.registers.called import names_in
from zhengan.registers.catalogue import register
from zhengan.registers.importing import ImportPlan, imported, touched_since
from zhengan.registers.imports.models import Import
from zhengan.registers.kit.register import Register
from zhengan.web.kit import uploads
from zhengan.web.kit.references import choices
from zhengan.web.kit.withdrawals import asked, status_of, wanted
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import form_of_today

SHOWN = 50
LISTED = 200
FEW = 20  # records named of those that keep an import from being taken back
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_members
def import_file(request: Any, name: str) -> HttpResponse:
    """Upload → preview → record all or nothing. Nothing is written before the preview is confirmed.

    A preview confirmed once more (Back, or a second click) leads to the import that came of it.
    """
    into = register(name)
    institution = institution_of(request)
    require_change(request.user, institution, into.writers)
    form_of_today(request)
    context: dict[str, Any] = {"register": into, "watch": uploads.new_token(), "most": uploads.MOST_BYTES}
    if request.method != "POST":
        return render(request, "registers/import.html", context)
    watched = uploads.Watched(request, request.POST.get("watch", ""))
    try:
        try:
            source, raw, token = uploads.receive(request)
        except Problem:
            if done := _done(request, into, uploads.sum_of(request, request.POST.get("token", ""))):
                return done
            raise
        plan = services.plan_import(name, raw, source, institution=institution, progress=watched.stage("reading"))
        if request.POST.get("confirm") and plan.sound:
            try:
                made = services.carry_out(
                    plan, institution=institution, by=request.user, origin=Origin.IMPORT, progress=watched.stage("recording")
                )
            except Problem as problem:  # others wrote between the check and the write
                plan = plan.refused(problem)
            else:
                uploads.forget(token)
                messages.success(request, _("已导入 %(count)s 条。") % {"count": len(made)})
                return redirect("register", code=institution.code, name=name)
        if request.POST.get("confirm") and (done := _done(request, into, plan.sha256)):
            return done
    finally:
        watched.over()
    preview = [[(field, getattr(fact, field.name)) for field in into.fields] for fact in plan.facts[:SHOWN]]
    names = {field.name: names_in(field.ref, institution) for field in into.fields if field.ref} if preview else {}
    context.update(plan=plan, preview=preview, names=names, token=token, wrong=wrong_cells(plan))
    context["more"] = len(plan.facts) - len(preview)
    return render(request, "registers/import.html", context, status=200 if plan.sound else 422)


def _done(request: Any, into: Register, sha256: str) -> HttpResponse | None:
    """The way to the import that stands of a file; None where there is none."""
    institution = institution_of(request)
    made = Import.objects.filter(institution=institution, register=into.name, sha256=sha256, undone_at=None).first()
    if made is None or not sha256:
        return None
    messages.info(request, _("这份文件已经导入，没有再次写入。"))
    return redirect("import-one", code=institution.code, pk=made.pk)


@for_members
def progress(request: Any, name: str, watch: str) -> JsonResponse:
    """How far an import of the reader's own has got, for the page that waits for it."""
    require_change(request.user, institution_of(request), register(name).writers)
    return JsonResponse(uploads.progress_of(request, watch) or {})


@for_members
def template(request: Any, name: str) -> HttpResponse:
    """The workbook to fill in: notes, drop-downs, formats, an example."""
    into = register(name)
    book = exporting.template(into, lang(), lambda ref: choices(ref, institution_of(request)))
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-template.xlsx"'
    return response


@for_members
def imports(request: Any) -> HttpResponse:
    """What was imported: which file, by whom, when, how many; the latest first."""
    institution = institution_of(request)
    rows = visible(request.user, Import).filter(institution=institution).select_related("undone_by").order_by("-pk")[:LISTED]
    shown = [(row, into := register(row.register), may_change(request.user, institution, into.writers)) for row in rows]
    return render(request, "registers/imports.html", {"rows": shown})


@for_members
def one(request: Any, pk: int) -> HttpResponse:
    """One import; for those who may write in its register, what refers to its records and the form that takes it back."""
    return _undoing(request, _import(request, pk))


@require_POST
@for_members
def undo(request: Any, pk: int) -> HttpResponse:
    """Take a whole import back: its records are withdrawn, their history stays."""
    institution = institution_of(request)
    require_change(request.user, institution)
    made = _import(request, pk)
    require_change(request.user, institution, register(made.register).writers)
    try:
        count = services.undo_import(made, by=request.user, **wanted(request))
    except Problem as problem:
        return _undoing(request, made, problem)
    messages.success(request, _("已撤销这次导入，撤回 %(count)s 条，历史保留。") % {"count": count})
    return redirect("imports", code=institution.code)


def _import(request: Any, pk: int) -> Import:
    institution = institution_of(request)
    made = get_object_or_404(visible(request.user, Import), pk=pk, institution=institution)
    made.institution = institution
    return made


def _undoing(request: Any, made: Import, wrong: Problem | None = None) -> HttpResponse:
    into = register(made.register)
    may = may_change(request.user, made.institution, into.writers)
    since = [] if made.undone_at or not may else touched_since(made)
    shown = asked(request, into, [] if made.undone_at or since or not may else imported(made), wrong)
    context = {"row": made, "register": into, "touched": since[:FEW], "untold": len(since[FEW:]), "may": may, **shown}
    return render(request, "registers/undo.html", context, status=status_of(wrong))


def wrong_cells(plan: ImportPlan) -> list[dict[str, Any]]:
    """Every problem of a plan as a row to show: where, in which column by which name, what, why, what to do."""
    return [_shown(plan.register, problem) for problem in plan.problems]


def _shown(into: Register, problem: Problem) -> dict[str, Any]:
    what, why, do = problem.spoken(lang())
    where = problem.where or Where()
    name = getattr(problem, "field", "")
    return {
        "line": where.line, "column": letters(where.column) if where.column else "",
        "field": into.field(name) if name else None, "what": what, "why": why, "do": do,
    }  # fmt: skip


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 → ``A``, 27 → ``AA``."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
