"""A form sent from a page that is no longer good: opened before its reader logged in or out elsewhere, or by somebody else."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from zhengan.kit.problem import Problem
from zhengan.web.kit.problempage import problem_page

FOREIGN = REASON_BAD_ORIGIN.partition("%")[0]


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django calls a CSRF failure. Whoever is logged in already and sent the log-in form again is simply led on."""
    if request.user.is_authenticated and request.path == reverse("login"):
        messages.info(request, _("您已登录为 %(user)s。要换用其他账号，请先退出。") % {"user": request.user.get_username()})
        return redirect("home")
    return problem_page(request, _told(reason), 403, (_page_of(request), _("重新打开该页")))


def _told(reason: str) -> Problem:
    what = "没有提交，什么都没有改动"
    if reason == REASON_NO_CSRF_COOKIE:
        why = "浏览器没有送回 Cookie，无法确认是您本人提交"
        return Problem(what, why, "请允许本站使用 Cookie，重新打开该页后再提交", code="no-cookie")
    if reason.startswith(FOREIGN):
        why = "提交所来自的网址不是本站的网址"
        do = "请由本站网址进入；若经反向代理访问，请管理员核对 ZHENGAN_HOSTS 与 ZHENGAN_HTTPS"
        return Problem(what, why, do, code="origin")
    why = "此页打开之后，您在另一窗口登录或退出过，旧页面不再有效；这是为防止他人冒用您的身份"
    return Problem(what, why, "请重新打开该页；要求登录的，登录后再提交，所填内容须重填", code="stale-page")


def _page_of(request: HttpRequest) -> str:
    """The page the form stood on, where the browser names it and it is one of ours; else the address itself, or home."""
    came = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}):
        parts = urlsplit(came)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.path if request.path == reverse("login") else reverse("home")
