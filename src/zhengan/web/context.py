"""What every page knows: the member, what they have not read, the institution, and where static files lie."""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from zhengan.accounts.models import Membership
from zhengan.notices.services import unread
from zhengan.web.language import lang
from zhengan.web.moment import is_today


def house(request: HttpRequest) -> dict[str, Any]:
    """The membership under which the page is seen, and whether something may be written from it."""
    member = getattr(request, "member", None)
    return {
        "member": member,
        "unread": functools.cache(lambda: _unread(request, member) if member else 0),  # asked by the page's header alone
        "institution": member.institution if member else None,
        "may_record": member is not None and member.role != "auditor" and is_today(request),
        "lang": lang(),
        "languages": settings.LANGUAGES,
        "version": settings.VERSION,
    }


def _unread(request: HttpRequest, member: Membership) -> int:
    known: int | None = getattr(request, "unread", None)  # asked already, where the page may be kept
    return unread(member) if known is None else known
