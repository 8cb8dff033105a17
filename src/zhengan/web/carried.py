"""What was sent with a form after the log-in had run out: it waits in the page, signed, while its sender logs in again.

Nothing of it is stored here. After the log-in its sender sees it and sends it, or does not; nobody else does. Who he is tells
a mark in his browser, for his session is gone. Only records, incidents and their lines wait: what acts at a press (to
withdraw, to run, to make a token) is to be pressed again by who sees what he does. An incident that is declared waits with the
instant of its first press, for the clock of the law runs from there; its sender sees it, signed, before he sends it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, resolve
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from zhengan.records.clock import now
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.words import spoken_word
from zhengan.web.language import lang

SALT, FIELD = "zhengan.carried", "carried"
HOLDS = 60 * 60  # seconds until it must be filled in anew
MOST = 64 * 1024  # bytes of a form
HOUSE = "/i/"  # the pages of institutions
DECLARED, DETECTED = "incidents", "detected"  # where an incident is declared, and the field that says since when
WAITING = {"record-new", "record-edit", "incident-room", DECLARED}  # by their names in the address table
WHO = "zhengan_who"  # the cookie with the mark of who was logged in last
IN_PLACE = {"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML"}
OURS = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Carried:
    """A form: the mark of who sent it, where it goes, and its fields in order."""

    who: str
    path: str
    items: list[tuple[str, str]]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What its sender reads again: what was filled in, by the names that the form gave it."""
        register = REGISTERS.get("incidents" if self.declares else self._to.kwargs.get("name", ""))
        fields = {field.name: field for field in register.fields} if register else {}
        labels = {name: field.label(lang()) for name, field in fields.items()} or {
            "text": _("内容"), "name": _("名称"), "reason": _("理由"), "at": _("时刻"), "to": _("截止日"),
        }  # fmt: skip
        labels |= {"remark": _("备注"), "why": _("理由")}
        words = {"true": _("是"), "false": _("否")}

        def said(name: str, value: str) -> str:
            fixed = name in fields and value in fields[name].words
            return spoken_word(name, value) if fixed else words.get(value, value)

        return [(labels[name], said(name, value)) for name, value in self.items if value and name in labels]

    @property
    def declares(self) -> bool:
        """Whether it declares an incident."""
        return bool(self._to.url_name == DECLARED)

    @property
    def _to(self) -> ResolverMatch:
        return resolve(self.path.partition("?")[0])

    def signed(self) -> str:
        """It as a text that nobody else can make."""
        return signing.dumps([self.who, self.path, self.items], salt=SALT, compress=True)


def of_text(text: str) -> Carried | None:
    """What ``signed`` gave; None where it is none, or older than ``HOLDS``."""
    try:
        who, path, items = signing.loads(text, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        return None
    return Carried(who, path, [(name, value) for name, value in items])


def mark_of(user: Any) -> str:
    """By which a browser remembers who was logged in; it tells nobody who that is."""
    return salted_hmac(SALT, str(user.pk)).hexdigest()


class LoggedIn(LoginRequiredMiddleware):
    """Who is not logged in is asked to; what he was sending is carried along, or he is told that it is lost."""

    def process_view(self, request: Any, view_func: Any, view_args: Any, view_kwargs: Any) -> HttpResponse | None:
        """As ever; and who is logged in is remembered for the answer."""
        answer: HttpResponse | None = super().process_view(request, view_func, view_args, view_kwargs)
        if request.user.is_authenticated:
            request.mark = mark_of(request.user)
        return answer

    def process_response(self, request: Any, response: HttpResponse) -> HttpResponse:
        """The mark goes into the browser, where it is not there yet."""
        mark = getattr(request, "mark", "")
        if mark and request.COOKIES.get(WHO) != mark:
            response.set_cookie(WHO, mark, max_age=HOLDS * 24, httponly=True, samesite="Lax", secure=request.is_secure())
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        """A form gets the log-in page at once, in the place of the page where a script sent it; the rest is led there."""
        if request.method != "POST" or not request.path.startswith(HOUSE):
            return super().handle_no_permission(request, view_func)  # type: ignore[no-any-return]
        waits = request.COOKIES.get(WHO) and request.resolver_match.url_name in WAITING and not _too_much(request)
        carried = _of_request(request).signed() if waits else ""
        shown = {"run_out": True, FIELD: carried, "next": request.path}
        scripted = "HX-Request" in request.headers  # which looks at nothing but what was well answered
        answer = render(request, "registration/login.html", shown, status=200 if scripted else 403)
        if scripted:
            for name, value in IN_PLACE.items():
                answer.headers[name] = value
        return answer


def _too_much(request: HttpRequest) -> bool:
    """Files, and forms longer than people fill in."""
    return bool(request.FILES) or int(request.META.get("CONTENT_LENGTH") or 0) > MOST


def _of_request(request: HttpRequest) -> Carried:
    items = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    carried = Carried(request.COOKIES[WHO], request.get_full_path(), items)
    return replace(carried, items=_with_instant(items)) if carried.declares else carried


def _with_instant(items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A declaration in which nobody wrote when it was detected says this second: that of the press, not of the log-in."""
    if any(name == DETECTED and value.strip() for name, value in items):
        return items
    rest = [(name, value) for name, value in items if name != DETECTED]
    return [*rest, (DETECTED, f"{now():%Y-%m-%d %H:%M:%S}")]
