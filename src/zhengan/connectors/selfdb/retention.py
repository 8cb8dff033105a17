"""Which backups need not be kept: beyond 35 days and 12 months, one a day and one a month stay; the last good one always."""

from __future__ import annotations

from collections.abc import Sequence

from zhengan.connectors.selfdb.manifest import Backup

DAYS = 35
MONTHS = 12


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """What may go. Of each of the latest 35 days and 12 months that have whole backups, the latest stays."""
    whole = sorted((one for one in backups if one.whole), key=lambda one: one.at, reverse=True)
    if not whole:
        return []  # a torn backup is better than none
    by_day: dict[object, Backup] = {}
    by_month: dict[object, Backup] = {}
    for one in whole:
        by_day.setdefault(one.at.date(), one)
        by_month.setdefault((one.at.year, one.at.month), one)
    kept = {one.path for one in [*list(by_day.values())[:DAYS], *list(by_month.values())[:MONTHS], whole[0]]}
    return [one for one in backups if one.path not in kept and one.at <= whole[0].at]
