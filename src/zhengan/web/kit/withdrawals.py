"""Before something is withdrawn: which current records refer to it, shown before a reason is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.registers.called import names_in
from zhengan.registers.checking import refuse_only_institution
from zhengan.registers.kit.register import Register
from zhengan.registers.referring import Referring, referring
from zhengan.web.member import institution_of

STATUS = {"referred-to": 422, "conflict": 422}


@dataclass(frozen=True)
class Shown:
    """One register whose records refer to what is to go; ``query`` narrows its list to them where a filter can."""

    of: Referring
    query: str


def asked(request: Any, into: Register, uids: Collection[str], wrong: Problem | None) -> dict[str, Any]:
    """What the form shows: the records that refer to these, what was written before, and what was wrong with it."""
    institution = institution_of(request)
    found = referring(into, institution, uids)
    return {
        "references": [Shown(one, _query(one, into, institution)) for one in found], "problem": wrong,
        "total": sum(one.count for one in found), "barred": barred(into, institution, uids), **wanted(request),
    }  # fmt: skip


def barred(into: Register, institution: Institution, uids: Collection[str]) -> Problem | None:
    """Why these cannot go, whatever reason is given: they are the institution's own record."""
    try:
        refuse_only_institution(into, institution, uids)
    except Problem as problem:
        return problem
    return None


def wanted(request: HttpRequest) -> dict[str, Any]:
    """What the form says: the reason, and whether the writer knows what refers to it."""
    return {"why": request.POST.get("why", ""), "knowing": request.POST.get("knowing") == "1"}


def status_of(wrong: Problem | None) -> int:
    """The status of the page."""
    return STATUS.get(wrong.code, 400) if wrong else 200


def _query(one: Referring, into: Register, institution: Institution) -> str:
    """The filter that leaves just these records; none where the list has no such filter, or they call it by several names."""
    other = one.register
    filters = [name for name in other.filters if other.field(name).ref == into.name]
    offered = one.names & names_in(into.name, institution).keys() if filters else frozenset()
    return urlencode({filters[0]: next(iter(offered))}) if len(offered) == 1 else ""
