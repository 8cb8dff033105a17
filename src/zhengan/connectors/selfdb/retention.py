"""Which backups need not be kept: all of the latest seven days stay, then one a day for 35 days and one a month for 12
months; the last good one always. So one made by hand after a mistake does not replace the one of the night before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from zhengan.connectors.selfdb.manifest import Backup

ALL = timedelta(days=7)
DAYS = 35
MONTHS = 12


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """What may go. Of each of the latest 35 days and 12 months that have whole backups, the latest stays; of the week before
    the newest, each whole one."""
    whole = sorted((one for one in backups if one.whole), key=lambda one: one.at, reverse=True)
    if not whole:
        return []  # a torn backup is better than none
    by_day: dict[object, Backup] = {}
    by_month: dict[object, Backup] = {}
    for one in whole:
        by_day.setdefault(one.at.date(), one)
        by_month.setdefault((one.at.year, one.at.month), one)
    recent = [one for one in whole if one.at > whole[0].at - ALL]
    kept = {one.path for one in [*list(by_day.values())[:DAYS], *list(by_month.values())[:MONTHS], *recent]}
    return [one for one in backups if one.path not in kept and one.at <= whole[0].at]
