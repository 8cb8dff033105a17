"""Pages kept for a moment: asked again by the same member while nothing was written, a page is not made again.

What a page may depend on is part of its key or of its mark: the member and their role, the language, the address, what
they have not read, the minute, and the institution's last write or assessment. Only the token that guards forms differs
from one answer to the next, and it is put in anew.
"""

from __future__ import annotations

import functools
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token

from zhengan.notices.services import unread
from zhengan.records.clock import now
from zhengan.web.language import lang

MOST = 24 * 1024 * 1024  # bytes of all pages together
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}"')


@dataclass(frozen=True)
class Page:
    """A page as it was made, and the mark of what it was made from."""

    mark: tuple[Any, ...]
    body: bytes
    content_type: str


class Pages:
    """The pages a process keeps, the least lately asked let go first. Threads share it."""

    def __init__(self, most: int = MOST):
        self.most = most
        self._pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: tuple[Any, ...], mark: tuple[Any, ...]) -> Page | None:
        """The page made from exactly this, or None."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.mark != mark:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[Any, ...], page: Page) -> None:
        """Keep a page in the place of an older one."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._bytes > self.most:
                _key, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Let go of everything: for tests, which change databases."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


PAGES = Pages()


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what a view answers to a member's GET. For views that show records, findings and the clock, and nothing else."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **options: Any) -> HttpResponse:
        if request.method != "GET" or len(get_messages(request)):
            return view(request, *args, **options)
        key, mark = _key(request), _mark(request)
        page = PAGES.get(key, mark)
        if page is None:
            response = view(request, *args, **options)
            if response.status_code == 200 and not response.streaming and not response.cookies:
                PAGES.put(key, Page(mark, response.content, response["Content-Type"]))
            return response
        body = page.body
        if TOKEN.search(body):
            body = TOKEN.sub(rb'\g<1>' + get_token(request).encode() + b'"', body)
        return HttpResponse(body, content_type=page.content_type)

    return answer


def _key(request: Any) -> tuple[Any, ...]:
    """Whose page it is, and which."""
    return request.member.pk, request.get_full_path(), lang()


def _mark(request: Any) -> tuple[Any, ...]:
    """What it is made from, taken before it is made: what is written meanwhile has the next one made anew."""
    member, house = request.member, request.member.institution
    request.unread = unread(member)
    minute = now().replace(second=0, microsecond=0)
    return house.ticked_at, house.name, member.role, request.user.get_username(), request.unread, minute
