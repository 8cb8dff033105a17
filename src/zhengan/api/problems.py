"""Whatever goes wrong → one shape: ``{"problems": [{code, what, why, do, …}]}`` with the status that fits it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zhengan.api.door import MOST_BODY, lang_of, too_large
from zhengan.kit.problem import Problem, Problems
from zhengan.kit.say import Say, say

STATUS = {
    "not-allowed": 403, "no-token": 401, "no-register": 404, "no-article": 404, "law-article": 404, "no-record": 404,
    "no-address": 404, "no-data-set": 404, "conflict": 409, "duplicate-id": 409, "imported-before": 409, "too-large": 413,
    "length-required": 411, "media-type": 415, "key-reused": 422, "referred-to": 422,
    "masking-slow": 413,
}  # fmt: skip
WHY = {
    "missing": "必须写明这一项", "extra_forbidden": "没有这一项", "string_type": "应为文字", "int_parsing": "应为整数",
    "int_type": "应为整数", "int_from_float": "应为整数", "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false", "dict_type": "应为对象", "model_attributes_type": "应为对象", "list_type": "应为列表",
    "literal_error": "不在可选值之内", "string_too_short": "文字过短",
    "greater_than_equal": "数值过小", "less_than_equal": "数值过大", "too_long": "列表过长",
}  # fmt: skip
log = logging.getLogger(__name__)


def connect(api: NinjaAPI) -> None:
    """Let every error of an API be answered in this shape."""
    api.add_exception_handler(Problem, refusal)
    api.add_exception_handler(ValidationError, _misfit)
    api.add_exception_handler(AuthenticationError, lambda request, _: refusal(request, no_token()))
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(Http404, lambda request, _: refusal(request, no_address(request)))
    api.add_exception_handler(RequestDataTooBig, lambda request, _: refusal(request, too_large(MOST_BODY)))
    api.add_exception_handler(UnreadablePostError, lambda request, _: refusal(request, broken()))


def answer(data: Any, status: int = 200) -> HttpResponse:
    """Plain data as JSON."""
    return answer_text(json.dumps(data, ensure_ascii=False, allow_nan=False), status)


def answer_text(body: str, status: int = 200) -> HttpResponse:
    """JSON text; never stored by a proxy, since the same address answers otherwise tomorrow."""
    headers = {"Cache-Control": "no-store", "Vary": "Authorization, Accept-Language"}
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8", headers=headers)


def refusal(
    request: HttpRequest, problem: Problem, status: int | None = None, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A problem, or several, as an answer; several, or one nobody gave a status, are a bad request."""
    found = problem.problems if isinstance(problem, Problems) else [problem]
    chosen = status or (STATUS.get(problem.code, 400) if len(found) == 1 else 400)
    made = answer({"problems": problems_data(found, lang_of(request)), **(more or {})}, chosen)
    if chosen == 401:
        made.headers["WWW-Authenticate"] = "Bearer"
    return made


def problems_data(found: Iterable[Problem], lang: str) -> list[dict[str, Any]]:
    """Problems as plain data; ``field`` names the field at fault where one is."""
    return [{**one.as_dict(lang), "field": getattr(one, "field", "") or None} for one in found]


def no_token() -> Problem:
    """Nobody is known by this token."""
    why = "请求没有带上有效的令牌：缺少、已吊销、已过期或写错"
    return Problem("需要令牌", why, "请在请求头写明 Authorization: Bearer 令牌", code="no-token")


def no_address(request: HttpRequest) -> Problem:
    """There is nothing there."""
    why = say("{path} 不在接口之内", path=request.path[:200])
    return Problem("没有这个地址", why, "请查阅 /api/v1/docs", code="no-address")


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja says only that a body cannot be parsed; what the strict reader said stands behind it."""
    cause = error.__cause__
    if isinstance(cause, Problem):
        return refusal(request, cause)
    return refusal(request, Problem(str(error), code="request"), error.status_code)


def broken() -> Problem:
    """What came is no whole and proper request."""
    return Problem("请求没有收全", "连接中断，或请求头不合规范", "请重发", code="request")


def _allowed(error: Any) -> Say | None:
    """The words that fit, where only some do; how long a text may be, where one is too long."""
    if error["type"] == "string_too_long":
        return say("文字过长，上限 {most} 字", most=int(error["ctx"]["max_length"]))
    expected = error.get("ctx", {}).get("expected", "")
    words = re.findall(r"'([^']*)'", expected) if error["type"] in ("literal_error", "enum") else []
    return say("可用：{names}", names=words) if words else None


def _misfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What pydantic found, in our words."""
    found: list[Problem] = []
    for one in error.errors[:50]:
        where = [str(part) for part in one["loc"] if part not in ("body", "query", "path", "header")]
        if "query" in one["loc"]:
            where = where[:1]  # of a parameter that may be given several times, its place among them says nothing
        name = ".".join(where[-3:])[:80] or str(one["loc"][0])
        why = _allowed(one) or WHY.get(one["type"], one["msg"])
        found.append(Problem(say("“{name}”不合要求", name=name), why, "请对照 /api/v1/docs 改正", code="value"))
    return refusal(request, Problems(found), 400)
