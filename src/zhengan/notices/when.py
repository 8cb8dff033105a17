"""When a mail may leave: at once or with the day's digest, never in quiet hours, save what is urgent. Knows no clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from zhengan.kit.time import to_cst
from zhengan.notices.models import Preference

DAY = timedelta(days=1)


def ready_at(wish: Preference, made_at: datetime, urgent: bool) -> datetime:
    """The first instant at which a notice made then may be mailed to this member."""
    made = to_cst(made_at)
    if urgent:
        return made
    if wish.digest == Preference.Digest.DAILY:
        today = made.replace(hour=wish.hour, minute=0, second=0, microsecond=0)
        made = today if today >= made else today + DAY
    return after_quiet(wish, made)


def after_quiet(wish: Preference, at: datetime) -> datetime:
    """``at`` itself, or the end of the quiet hours it lies in; they may run over midnight."""
    at = to_cst(at)
    start, end = wish.quiet_from, wish.quiet_to
    if start is None or end is None or start == end:
        return at
    clock = at.time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    if not inside:
        return at
    over = at.replace(hour=end.hour, minute=end.minute, second=end.second, microsecond=0)
    return over if over > at else over + DAY
