"""运行状况: the jobs of this node, what became of them, and running one now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhengan.accounts.access import may_change, members, require_change, sees_all
from zhengan.accounts.models import Role
from zhengan.schedule import status
from zhengan.schedule.jobs import TASKS
from zhengan.schedule.leases import ask
from zhengan.web.member import for_members, institution_of

MAY_RUN = (Role.OFFICER,)


@for_members
def running(request: Any) -> HttpResponse:
    """Each job, who holds it and until when, its last result and next time; the latest runs, the heartbeat and today's peak."""
    may_run = may_change(request.user, institution_of(request), MAY_RUN)
    runs = status.latest_runs()
    shown = [(run, TASKS[run.job.name].title, outcome) for run, outcome in runs if run.job.name in TASKS]
    context = {
        "standing": status.standing(), "alive": status.alive(), "runs": shown, "may_run": may_run,
        # A job serves every institution of the node: what it tells and who asked for it may be another's.
        "whole": sees_all(request.user), "own": set(members(institution_of(request))),
    }  # fmt: skip
    return render(request, "web/running.html", context)


@require_POST
@for_members
def run_now(request: Any, job: str) -> HttpResponse:
    """Have a job done out of its turn; officers only."""
    institution = institution_of(request)
    require_change(request.user, institution, MAY_RUN)
    if job not in TASKS:
        raise Http404
    ask(job, request.user.get_username())
    messages.success(request, _("已安排，几秒内开始。"))
    return redirect("running", code=institution.code)
