"""Whatever refuses a request under /api/ answers in JSON: a host not served, a method not offered, the server's own faults.

The interface words its own refusals (``problems``). What stands around it — Django, the framework, the pages' bounds —
would answer a program in HTML or bare text; this, outside all of them, has the last word.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

UNDER = "/api/"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")  # headers that say more about a refusal than its body


class JsonErrors:
    """An error answered in anything but JSON under /api/ is answered again, with the same status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or not request.path_info.startswith(UNDER) or kind.startswith("application/json"):
            return response
        return _again(request, response)


def _again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    # imported here: a server that is asked for pages alone starts without the interface, see ``entry``
    from zhengan.api.problems import refusal

    problem = getattr(response, "problem", None) or _worded(request, response)
    made = refusal(request, problem, response.status_code)
    for name in KEPT:
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made


def _worded(request: HttpRequest, response: HttpResponse) -> Problem:
    """What a status says where nobody said more."""
    from zhengan.api.problems import broken, no_address

    status = response.status_code
    if status == 404:
        return no_address(request)
    if status == 405:
        why = say("可用：{names}", names=response.headers.get("Allow", ""))
        return Problem(say("此处不接受 {method}", method=(request.method or "")[:20]), why, "请查阅 /api/v1/docs", code="method")
    if status >= 500:
        why = "不是请求的错，详情在服务日志中"
        return Problem("服务器出错", why, "请稍后重试；若仍如此，请把时间与请求告知管理员", code="server")
    return broken()
