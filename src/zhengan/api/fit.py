"""A question holds what its address knows, once each: a parameter misspelt or said twice would be answered otherwise."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, get_origin, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja.params.models import Query

from zhengan.kit.problem import Problem
from zhengan.kit.say import say

View = Callable[..., HttpResponse]
OPEN = "more_than_declared"


def open_query(view: View) -> View:
    """For a view that itself refuses the parameters it does not know, such as the fields of a register."""
    setattr(view, OPEN, True)
    return view


def fitting(view: View) -> View:
    """Refuse parameters that ``view`` does not declare, and those said twice of which it reads one."""
    hints = get_type_hints(view)
    declared = [name for name, one in inspect.signature(view).parameters.items() if isinstance(one.default, Query)]
    several = {name for name in declared if get_origin(hints[name]) is list}
    free = hasattr(view, OPEN)

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        for name, given in request.GET.lists():
            if name not in declared and not free:
                raise _unknown(name, declared)
            if len(given) > 1 and name not in several:
                what = say("参数“{name}”写了 {count} 次", name=name[:80], count=len(given))
                raise Problem(what, "只会采用其中一个", "请只写一次", code="parameter")
        return view(request, *args, **values)

    return checked


def _unknown(name: str, declared: list[str]) -> Problem:
    why = say("可用：{names}", names=declared) if declared else "此处不带参数"
    return Problem(say("没有参数“{name}”", name=name[:80]), why, "请改正或删去", code="parameter")
