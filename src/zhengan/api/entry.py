"""The door to the interface, which opens the rest of it when the first program knocks.

The interface and what it stands on take about as long to import as all the pages; a server that is asked for pages alone
starts without them.
"""

from __future__ import annotations

import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import re_path, resolve
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # a token in a header, never a cookie: no browser sends it unasked
@login_not_required
def enter(request: HttpRequest, rest: str) -> HttpResponse:
    """Pass a request on to the address it names below /api/v1/. HEAD is answered as GET, whose body the server leaves out."""
    found = resolve("/" + rest, urlconf="zhengan.api.urls")
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    try:
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    finally:
        request.method = asked
    return answer


enter.most_body = sys.maxsize  # type: ignore[attr-defined]  # the interface bounds bodies itself, each address its own


urlpatterns = [re_path(r"^(?P<rest>.*)$", enter, name="api")]
