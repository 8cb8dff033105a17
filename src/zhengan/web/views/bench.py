"""The masking bench (脱敏试验台): a text pasted, what would be masked in it and why. Nothing of it is kept anywhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zhengan.kit.problem import Problem
from zhengan.web.member import for_members

CLAUSES = ("16.2", "34.1", "34.2")
"""The clauses whose pages lead here."""
MOST_BODY = 2_000_000  # bytes of the form: of a text somewhat too long the reader is told, and has it back
PURPOSES = (("message", _("短信、邮件、日志")), ("file", _("测试数据、共享文件（内置策略）")))
EXAMPLE = "parts/bench_example.txt"  # numbers that nobody has


@sensitive_post_parameters("text")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def bench(request: Any) -> HttpResponse:
    """An empty bench; a POST of ``text`` shows what becomes of it by ``purpose``. Any member may: nothing is written."""
    from zhengan.masking.bench import MOST  # its tables are read when the first reader comes

    context: dict[str, Any] = {"purposes": PURPOSES, "purpose": "message", "most": MOST, "text": ""}
    if request.method == "POST":
        asked = request.POST
        context["text"] = render_to_string(EXAMPLE) if "example" in asked else _plain(asked.get("text", ""))
        context["purpose"] = "file" if asked.get("purpose") == "file" else "message"
        try:
            context.update(_tried(context["text"], context["purpose"]))
        except Problem as problem:
            context["problem"] = problem
    return render(request, "web/bench.html", context, status=422 if "problem" in context else 200)


bench.most_body = MOST_BODY  # type: ignore[attr-defined]


def _plain(text: str) -> str:
    """The text as it was pasted: a form sends other line ends, and a page cannot show a NUL."""
    return text.replace("\r\n", "\n").replace("\0", "\ufffd")


def _tried(text: str, purpose: Any) -> dict[str, Any]:
    """What the page shows of a text; nothing of a blank one. Raises Problem where it is too long."""
    from zhengan.masking.bench import trial
    from zhengan.web.kit.marks import MOST_LISTED, marks, pieces

    if not text.strip():
        return {"blank": True}
    found = trial(text, purpose)
    places = marks(text, found)
    return {
        "trial": found, "pieces": list(pieces(text, places)), "rows": places[:MOST_LISTED],
        "unlisted": max(0, len(places) - MOST_LISTED), "lines": min(24, max(6, found.masked.count("\n") + len(text) // 60 + 2)),
    }  # fmt: skip
