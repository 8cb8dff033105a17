"""Which rows of a list were ticked: each box carries the version the reader saw."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, QueryDict

from zhengan.accounts.models import Institution
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.records.models import Record
from zhengan.registers.kit.register import Register

MOST = 200  # a page of a list has fewer
LONGEST = 18  # digits that every database's number holds


def versions(into: Register, institution: Institution, data: QueryDict) -> Sequence[Record] | None:
    """The versions ticked (``v``), by identifier; None where none is asked for.

    Raises Http404 where one of them is none of the institution's, Problem where they are too many for one turn.
    """
    asked = set(data.getlist("v"))
    if not asked:
        return None
    if len(asked) > MOST:
        what = say("一次选了 {count} 条", count=len(asked))
        raise Problem(what, say("一次至多 {most} 条", most=MOST), "请分几次处理", code="too-many")
    if not all(one.isascii() and one.isdigit() and len(one) <= LONGEST for one in asked):
        raise Http404
    rows = list(into.model.objects.filter(institution=institution, pk__in=asked).order_by("uid", "pk"))
    if len(rows) != len({int(one) for one in asked}):
        raise Http404
    return rows
