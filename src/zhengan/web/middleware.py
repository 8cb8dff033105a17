"""Which language a page speaks, and what a Problem looks like to somebody at a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.clock import now
from zhengan.registers.kit.table import MOST_BYTES
from zhengan.schedule.peaks import REQUESTS
from zhengan.web.gateway import BUSY, LARGE, LATE, MOST, PATIENCE, SLOWEST, SMALL, UNREAD
from zhengan.web.kit.problempage import problem_page
from zhengan.web.kit.uploads import too_large

Next = Callable[[HttpRequest], HttpResponse]
CHOICES = dict(settings.LANGUAGES)
MOST_BODY = MOST_BYTES + 1024 * 1024  # the form around a file of the largest kind
MACHINES = "/api/"  # who asks there is answered in JSON, by the interface itself
AGAIN = 10  # seconds after which who was sent away may ask again


class Counted:
    """Every request counts towards the busiest second of the day."""

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        REQUESTS.one(now())
        return self.get_response(request)


class ChosenLanguage:
    """Chinese, unless the reader chose otherwise by a click. What the browser prefers is not asked.

    Desks in China often run an English browser for people who read Chinese: it tells of the software installed, not of
    the reader, and who it would mislead are the many.
    """

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in CHOICES else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class BoundedBodies:
    """What is larger than any import is refused before a byte of it is read; a view may set another bound (``most_body``)."""

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, options: Any) -> HttpResponse | None:
        told = request.META.get("CONTENT_LENGTH") or "0"
        size = int(told[:20]) if told.isascii() and told.isdigit() else 0  # without a length, none of a body is read
        own = getattr(view, "most_body", None)
        if size > (own or MOST_BODY):
            return problem_page(request, too_large(size, own) if own else too_large(size), 413)
        return self._unread(request, size)

    def _unread(self, request: HttpRequest, size: int) -> HttpResponse | None:
        """Where the gateway did not receive a body that the view would have taken."""
        why = request.META.get(UNREAD)
        if why == LATE:
            return problem_page(request, late(), 408)
        if why == BUSY:
            response = problem_page(request, busy(), 503)
            response.headers["Retry-After"] = str(AGAIN)
            return response
        if why == LARGE and size <= MOST:  # larger than what is taken from somebody unknown
            return problem_page(request, too_large(size, SMALL), 413)
        return None


def late() -> Problem:
    """What is told where the rest of a request did not come in time."""
    why = say("等候 {seconds} 秒仍未收到其余部分，或平均每秒不足 {rate} 字节", seconds=int(PATIENCE), rate=SLOWEST)
    return Problem("请求没有及时收全", why, "请检查网络后重发", code="late")


def busy() -> Problem:
    """What is told where too many requests are being received already."""
    why = "同时在收的请求或文件过多，或服务正在停止"
    return Problem("服务正忙，没有接收请求的内容", why, say("请在 {seconds} 秒后重发", seconds=AGAIN), code="busy")


def behind() -> bool:
    """Whether the tables are of an earlier version than the program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def older_tables() -> Problem:
    """What is told where the program was renewed and its tables were not."""
    why, fix = "程序已更新，表结构尚未随之更新", "请停止服务，运行 zhengan init（不改动已有记录），再启动"
    return Problem("数据库还是旧版本的", why, fix, code="older-tables")


class ProblemPages:
    """A Problem no view expected becomes a page that says what, why and what to do; never a traceback."""

    STATUS = {"not-allowed": 403, "no-register": 404, "too-large": 413, "no-article": 404, "law-article": 404}

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and not request.path_info.startswith(MACHINES):
            return _not_by_itself(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (OperationalError, ProgrammingError)) and behind():
            return problem_page(request, older_tables(), 503)
        if not isinstance(exception, Problem):
            return None
        return problem_page(request, exception, self.STATUS.get(exception.code, 400))


def _not_by_itself(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """A page in the place of Django's empty one, for whoever opens the address of a button; it leads to where that stands."""
    what, why = "此网址不能直接打开", "它只用于提交页面上的按钮或表单；没有改动任何内容"
    if request.method not in ("GET", "HEAD"):
        what, why = "此处不接受提交", "这个网址只供查看；没有改动任何内容"
    above = _above(request.path_info)
    lead = (above, _("打开所在的页面")) if above else None
    page = problem_page(request, Problem(what, why, "请打开所在的页面后再操作", code="method"), 405, lead)
    page.headers["Allow"] = refused.headers["Allow"]
    return page


def _above(path: str) -> str:
    """The nearest address above one that is an address itself; empty where there is none."""
    parts = path.strip("/").split("/")
    for count in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:count])}/"
        try:
            resolve(above)
        except Http404:
            continue
        return above
    return ""
