"""The board: the law as a wall, and what needs somebody's attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from zhengan.accounts.models import Institution
from zhengan.assess.payload import Shown
from zhengan.assess.services import View, between, known
from zhengan.assess.summary import counts, each, tile
from zhengan.facts.institution import Institution as Body
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.kit.time import end_of_day
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import Changed, Comparison
from zhengan.law.loader import load_law
from zhengan.law.scope import audience
from zhengan.registers.called import names_in
from zhengan.registers.collect import collect
from zhengan.web.kept import kept
from zhengan.web.kit.markets import today
from zhengan.web.kit.strange import Strange
from zhengan.web.member import for_members, institution_of
from zhengan.web.moment import as_of, by_then, past_of, read_day
from zhengan.web.room.room import going_on
from zhengan.web.templatetags.house import STATES

WEEK = timedelta(days=7)
SOON = timedelta(days=30)
FEW = 6
PRINTED = 300  # breaches on the printed board; a page that is made for the screen as well must stay quick
GROUPS = {"changed": _("有变化"), "binding": _("约束本机构")}
FEW_CHANGES = 4  # of each sort; the rest unfold


@for_members
@kept
def board(request: Any) -> HttpResponse:
    """The wall of 75 articles as of a day, what changed since an earlier one, what falls due and who fell silent."""
    institution, past = institution_of(request), past_of(request)
    view = known(institution, as_of(request), request.user)
    day = view.assessment.day
    verdicts = view.verdicts
    since = _since(request, day)
    changes = _changes(view, since, by_then(request))
    groups = {"changed": _changed(changes), "binding": _binding(institution, view, verdicts)}
    wanted, only = request.GET.get("verdict", ""), request.GET.get("only", "")
    lit = groups.get(only, set() if only else None)
    tiles = [
        (chapter, [
            (one, bool(wanted and wanted != one.state) or (lit is not None and one.article.number not in lit))
            for one in (tile(article, verdicts) for article in chapter.articles)
        ])
        for chapter in load_law().chapters
    ]  # fmt: skip
    breaches = view.all.by_verdict.get(Verdict.NOT_MET, ())
    context = {
        "view": view,
        "day": day,
        "chapters": tiles,
        "looks": ",".join(f"{one.state}{dim:d}" for _chapter, several in tiles for one, dim in several),
        "counts": counts(verdicts),
        "each": each(view.all.by_verdict),
        "wanted": wanted,
        "only": only,
        "strange": _strange(wanted, only),
        "groups": [(name, GROUPS[name], len(articles)) for name, articles in groups.items()],
        "changes": _in_parts(changes),
        "since": since,
        "before": day - timedelta(days=1),
        "silent": view.all.silent[:FEW],
        "more_silent": max(0, len(view.all.silent) - FEW),
        "due": _due(view),
        "breaches": breaches[:FEW],
        "more_breaches": max(0, len(breaches) - FEW),
        "printed": min(len(breaches), PRINTED), "unprinted": max(0, len(breaches) - PRINTED),
        "markets": today(),
        "going": going_on(institution, past, names_in("systems", institution, past and past.known_at)),
    }
    return render(request, "web/board.html", context)


def _strange(wanted: str, only: str) -> list[Strange]:
    """What the address asks for and the wall does not know: then no tile is lit."""
    found = [Strange("verdict", wanted, str(_("结论")))] if wanted and wanted not in STATES else []
    return [*found, *([Strange("only", only, str(_("突出")))] if only and only not in GROUPS else [])]


def _since(request: HttpRequest, day: date) -> date:
    """Since when changes are told: a day before the one shown, a week before it where none is asked for.

    Raises Problem for what is no date, and for a day that is not earlier.
    """
    text = request.GET.get("since", "").strip()
    since = read_day(text) if text else day - WEEK
    if since >= day:
        what = say("“什么变了”须与更早的一天比较：{since} 不早于 {day}", since=since, day=day)
        raise Problem(what, "两天须有先后", "请选择更早的日期", code="since")
    return since


def _changes(view: View, since: date, then: bool) -> Comparison[Shown] | None:
    """Against how an earlier day stands (``then``: stood by what was known at its own end); None where that lies before the
    law or before the records."""
    if since < load_law().effective:
        return None
    try:
        return between(known(view.institution, AsOf(since, end_of_day(since) if then else None)), view)
    except Problem:
        return None


def _changed(changes: Comparison[Shown] | None) -> set[int]:
    """The articles of which something appeared or is gone."""
    if changes is None:
        return set()
    return {int(one.now.clause.split(".")[0]) for group in (changes.appeared, changes.cleared) for one in group}


def _binding(institution: Institution, view: View, verdicts: Mapping[str, Verdict]) -> set[int]:
    """The articles that ask something of this institution: judged and applicable, or awaiting a rule and of its kind."""
    day = view.assessment.day
    bodies = [one for one in collect(institution, {Body}, view.then)[Body] if isinstance(one, Body) and one.holds_on(day)]
    kinds = {audience(one) for one in bodies} | {"cii"}
    return {
        duty.article for duty in load_law().duties
        if (verdicts[duty.id] is not Verdict.NOT_APPLICABLE if duty.id in verdicts
            else duty.status == "pending" and kinds.intersection(duty.who))
    }  # fmt: skip


def _in_parts(changes: Comparison[Shown] | None) -> list[tuple[str, str, list[Any], list[Any]]] | None:
    """What appeared and what is gone: the name, the class of its tag, the first few, and the rest."""
    if changes is None:
        return None
    sorts = ((_("新出现"), "new", changes.appeared), (_("已消除"), "gone", changes.cleared))
    told = [(name, look, _once(some)) for name, look, some in sorts if some]
    return [(name, look, some[:FEW_CHANGES], some[FEW_CHANGES:]) for name, look, some in told]


def _once(changes: Iterable[Changed[Shown]]) -> list[Changed[Shown]]:
    """Without what another rule of the same clause says in the same words: a missing record is missing to all of them."""
    return list({(one.now.clause, one.now.subject, one.now.digest): one for one in reversed([*changes])}.values())[::-1]


def _due(view: View) -> list[Shown]:
    """What must be done within thirty days, and what should have been, the earliest first."""
    first, last = view.assessment.day, view.assessment.day + SOON
    dated = takewhile(lambda finding: finding.due <= last, view.all.dated)  # type: ignore[operator]
    open_ = (f for f in dated if f.verdict is not Verdict.NOT_APPLICABLE or f.due >= first)  # type: ignore[operator]
    return [*islice(open_, FEW)]
