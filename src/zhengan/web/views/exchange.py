"""Files in and out: an import with a preview that names every bad cell, exports, and templates to fill in."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhengan.accounts.access import require_change
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.models import Origin
from zhengan.registers import services
from zhengan.registers.catalogue import register
from zhengan.registers.kit.table import MOST_BYTES
from zhengan.web.kit import exports
from zhengan.web.kit.listing import listing, selected
from zhengan.web.language import lang
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import day_of, known_on

SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
KEPT_FOR = 24 * 3600  # seconds an upload waits for its confirmation


@for_members
def import_file(request: Any, name: str) -> HttpResponse:
    """Upload → preview → record all or nothing. Nothing is written before the preview is confirmed."""
    into = register(name)
    institution = institution_of(request)
    require_change(request.user, institution, into.writers)
    context: dict[str, Any] = {"register": into}
    if request.method != "POST":
        return render(request, "registers/import.html", context)
    source, raw, token = _received(request)
    plan = services.plan_import(name, raw, source, institution=institution)
    if request.POST.get("confirm") and plan.sound:
        made = services.carry_out(plan, institution=institution, by=request.user, origin=Origin.IMPORT)
        _path(token).unlink(missing_ok=True)
        messages.success(request, _("已导入 %(count)s 条。") % {"count": len(made)})
        return redirect("register", code=institution.code, name=name)
    preview = [[(field, getattr(fact, field.name)) for field in into.fields] for fact in plan.facts[:SHOWN]]
    context.update(plan=plan, preview=preview, token=token, source=source, more=len(plan.facts) - len(preview))
    return render(request, "registers/import.html", context, status=200 if plan.sound else 422)


@for_members
def export(request: Any, name: str, form: str) -> HttpResponse | StreamingHttpResponse:
    """The rows the list shows, all pages of them, as CSV or Excel."""
    into = register(name)
    institution = institution_of(request)
    known_at = known_on(day_of(request))
    asked = listing(into, institution, request.GET, known_at)
    rows = selected(into, institution, asked.filters, asked.search, known_at).order_by(asked.order, "pk")
    if form == "csv":
        body = exports.as_csv(into, rows.iterator(chunk_size=2000), lang())
        return _attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    if form == "xlsx":
        book = exports.as_xlsx(into, rows.iterator(chunk_size=2000), lang())
        return _attached(HttpResponse(book, content_type=XLSX), f"{name}.xlsx")
    raise Http404


@for_members
def template(request: Any, name: str) -> StreamingHttpResponse:
    """An empty CSV with the right header, to fill in."""
    into = register(name)
    body = exports.as_csv(into, [], lang())
    return _attached(StreamingHttpResponse(body, content_type="text/csv; charset=utf-8"), f"{name}-template.csv")


def _attached(response: Any, filename: str) -> Any:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _received(request: Any) -> tuple[str, bytes, str]:
    """The uploaded file, kept aside until it is confirmed; or the one kept by an earlier preview of this session."""
    held: dict[str, str] = request.session.get("uploads", {})
    file = request.FILES.get("file")
    if file is not None:
        if file.size > MOST_BYTES:
            what, why = say("文件过大（{size} 字节）", size=file.size), say("上限 {most} 字节", most=MOST_BYTES)
            raise Problem(what, why, "请拆分后导入", code="too-large")
        raw, token = file.read(), secrets.token_urlsafe(24)
        _sweep()
        _path(token).write_bytes(raw)
        request.session["uploads"] = {**dict(list(held.items())[-4:]), token: file.name[:200]}
        return file.name[:200], raw, token
    token = request.POST.get("token", "")
    if token not in held or not TOKEN.fullmatch(token) or not _path(token).exists():
        raise Problem("没有收到文件", "未选择文件，或预览已过期", "请重新选择文件", code="no-file")
    return held[token], _path(token).read_bytes(), token


def _path(token: str) -> Path:
    settings.UPLOADS.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(settings.UPLOADS / token)


def _sweep() -> None:
    """Uploads nobody confirmed are removed after a day."""
    for path in _path("").iterdir():
        if path.stat().st_mtime < time.time() - KEPT_FOR:
            path.unlink(missing_ok=True)
