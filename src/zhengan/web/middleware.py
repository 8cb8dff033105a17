"""Which language a page speaks, and what a Problem looks like to somebody at a browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from zhengan.kit.problem import Problem

Next = Callable[[HttpRequest], HttpResponse]
CHOICES = dict(settings.LANGUAGES)


class ChosenLanguage:
    """Chinese, unless the reader chose otherwise by a click. What the browser prefers is not asked."""

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in CHOICES else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class ProblemPages:
    """A Problem no view expected becomes a page that says what, why and what to do; never a traceback."""

    STATUS = {"not-allowed": 403, "no-register": 404, "no-article": 404, "law-article": 404}

    def __init__(self, get_response: Next):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        status = self.STATUS.get(exception.code, 400)
        return render(request, "web/problem.html", {"problem": exception}, status=status)
