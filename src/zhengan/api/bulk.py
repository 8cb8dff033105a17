"""Very many records in one streamed upload, a JSON object a line: all of them or none, every bad line named.

The same road as an imported file: checked among themselves and with what stands, listed among the imports, undone whole.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zhengan.accounts.tokens import require_token
from zhengan.api.described import WRITE, key_header
from zhengan.api.door import institution_of, lang_of, person_of, refuse_large, token_of, too_large
from zhengan.api.once import once, replay_stream
from zhengan.api.problems import answer, problems_data, refusal
from zhengan.api.shapes import BulkOut, BulkRefusal
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import say
from zhengan.records.models import Origin
from zhengan.registers import services
from zhengan.registers.catalogue import register
from zhengan.registers.importing import ImportPlan
from zhengan.registers.kit.table import MOST_BYTES
from zhengan.registers.kit.workbook import is_workbook

router = Router(tags=["台账"], by_alias=True)
CHUNK = 256 * 1024
TYPE = "application/x-ndjson"
PASSES = 3  # leaving out a line can leave another without the record it pointed to
BODY = {
    "required": True,
    "content": {TYPE: {"schema": {"type": "string"}, "example": '{"system": "core", "at": "2026-11-22 02:00", "ok": true}\n'}},
}


@router.post(
    "/registers/{name}/bulk", summary="批量上传",
    response={200: BulkOut, **WRITE, 400: BulkRefusal},
    openapi_extra={**key_header(), "requestBody": BODY},
)  # fmt: skip
def bulk(
    request: HttpRequest,
    name: str,
    keep: Literal["all", "sound"] = Query("all", description="all：有一行不对就全不登记；sound：略过不对的行"),
    dry_run: bool = Query(False, description="只核对，不登记"),
) -> HttpResponse:
    """Record what the lines state."""
    require_token(token_of(request), register(name).writers)
    raw, sha256 = _read(request)
    kept = replay_stream(request, sha256)
    if kept is not None:
        return kept
    institution, source = institution_of(request), f"{name}.ndjson"
    plan = services.plan_import(name, raw, source, institution=institution)
    skipped: list[Problem] = []
    for _ in range(PASSES):
        if keep == "all" or not plan.problems or plan.cut or not _lines(plan):
            break
        skipped += plan.problems
        raw = _without(raw, _lines(plan))
        plan = services.plan_import(name, raw, source, institution=institution)
    if plan.problems:
        return refusal(request, Problems([*skipped, *plan.problems]), _status(plan), {"cut": plan.cut})
    data = {"register": name, "recorded": 0, "dry_run": dry_run, "recorded_at": None}
    data["problems"] = problems_data(skipped, lang_of(request))
    if dry_run:
        return answer({**data, "recorded": len(plan.facts)})

    def work() -> tuple[int, Any]:
        made = services.carry_out(plan, institution=institution, by=person_of(request), origin=Origin.API)
        return 200, {**data, "recorded": len(made), "recorded_at": made.recorded_at.isoformat()}

    return once(request, work, content=sha256)


def _read(request: HttpRequest) -> tuple[bytes, str]:
    """The body, read in pieces and never more than the limit, with its SHA-256."""
    if request.content_type != TYPE:
        what = say("不接受 {type}", type=(request.content_type or "")[:80])
        raise Problem(what, "批量上传是每行一个 JSON 对象", say("请把 Content-Type 写作 {type}", type=TYPE), code="media-type")
    refuse_large(request, MOST_BYTES)
    body, digest = bytearray(), hashlib.sha256()
    while piece := request.read(CHUNK):
        body += piece
        digest.update(piece)
        if len(body) > MOST_BYTES:
            raise too_large(MOST_BYTES)
    if not body.strip():
        raise Problem("请求体是空的", "没有记录可登记", "请每行写一个 JSON 对象", code="empty")
    if is_workbook(bytes(body[:8])):
        raise Problem("请求体是电子表格", "批量上传是每行一个 JSON 对象", "请在网页上导入电子表格", code="media-type")
    return bytes(body), digest.hexdigest()


def _status(plan: ImportPlan) -> int:
    """The same upload twice is a conflict; anything else is the lines' fault."""
    return 409 if [problem.code for problem in plan.problems] == ["imported-before"] else 400


def _lines(plan: ImportPlan) -> set[int]:
    """The lines at fault; none where some fault has no line, for then leaving lines out mends nothing."""
    lines = {problem.where.line if problem.where else None for problem in plan.problems}
    return set() if None in lines else {line for line in lines if line is not None}


def _without(raw: bytes, lines: set[int]) -> bytes:
    """The same bytes with some lines left blank, so that the others keep their numbers."""
    return b"\n".join(b"" if number in lines else line for number, line in enumerate(raw.split(b"\n"), 1))
