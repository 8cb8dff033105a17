"""What every page knows: the member, the institution, and where static files lie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from zhengan.web.language import lang


def house(request: HttpRequest) -> dict[str, Any]:
    """The membership under which the page is seen, and whether it may write."""
    member = getattr(request, "member", None)
    return {
        "member": member,
        "institution": member.institution if member else None,
        "may_record": member is not None and member.role != "auditor",
        "lang": lang(),
        "languages": settings.LANGUAGES,
        "version": settings.VERSION,
    }
