"""A request that Django does not take: by a name that is not served, with too much in it, or not proper otherwise."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from zhengan.facts.rawtext import without_controls
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.web.kit.problempage import problem_page
from zhengan.web.kit.uploads import too_large


def unfit(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django calls a bad request, said so that the reader can act; a program is told the same in JSON."""
    if isinstance(exception, RequestDataTooBig):
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        return problem_page(request, too_large(size, settings.DATA_UPLOAD_MAX_MEMORY_SIZE), 413)
    return problem_page(request, _told(request, exception), 400)


def _told(request: HttpRequest, exception: Exception | None) -> Problem:
    if isinstance(exception, DisallowedHost):
        host = without_controls(str(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))[:100])
        why = say("请求的主机名是“{host}”；服务只应答管理员列出的主机名", host=host)
        do = "请管理员把主机名写入 ZHENGAN_HOSTS 后重启（或 make run HOST=主机名），或改用已列出的网址"
        return Problem("此网址不在所服务的网址之内", why, do, code="host")
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent)):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0
        if isinstance(exception, TooManyFilesSent):
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES or 0
        return Problem("请求的参数过多", say("上限 {most} 个", most=most), "请减少参数，或分几次请求", code="too-many")
    return Problem("请求不合规范", "请求头或网址中有不能接受的内容", "请检查后重发", code="request")
