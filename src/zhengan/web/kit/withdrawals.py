"""Before something is withdrawn: which current records refer to it, shown before a reason is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from zhengan.kit.problem import Problem
from zhengan.registers.kit.register import Register
from zhengan.registers.referring import Referring, referring
from zhengan.web.member import institution_of

STATUS = {"referred-to": 422}


@dataclass(frozen=True)
class Shown:
    """One register whose records refer to what is to go; ``query`` narrows its list to them where a filter can."""

    of: Referring
    query: str


def asked(request: Any, into: Register, uids: Collection[str], wrong: Problem | None) -> dict[str, Any]:
    """What the form shows: the records that refer to these, what was written before, and what was wrong with it."""
    found = referring(into, institution_of(request), uids)
    return {
        "references": [Shown(one, _query(one.register, into, uids)) for one in found], "problem": wrong,
        "total": sum(one.count for one in found), **wanted(request),
    }  # fmt: skip


def wanted(request: HttpRequest) -> dict[str, Any]:
    """What the form says: the reason, and whether the writer knows what refers to it."""
    return {"why": request.POST.get("why", ""), "knowing": request.POST.get("knowing") == "1"}


def status_of(wrong: Problem | None) -> int:
    """The status of the page."""
    return STATUS.get(wrong.code, 400) if wrong else 200


def _query(other: Register, into: Register, uids: Collection[str]) -> str:
    if len(uids) != 1:
        return ""
    filters = [name for name in other.filters if other.field(name).ref == into.name and not other.field(name).many]
    return urlencode({filters[0]: next(iter(uids))}) if filters else ""
