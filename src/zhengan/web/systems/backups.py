"""A year of backups as a calendar: each day what was backed up, and where the backups were checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengan.facts.continuity import BackupRun, RestoreTest
from zhengan.kit.time import DAY, to_cst, years_before

STATES = {
    "ok": gettext_lazy("成功"), "late": gettext_lazy("成功（补录）"), "failed": gettext_lazy("失败"),
    "none": gettext_lazy("无记录"), "before": gettext_lazy("未上线"),
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A day. ``state`` is a key of STATES; ``check``: whether a validity check that day passed (None: there was none)."""

    day: date
    state: str
    check: bool | None = None

    @property
    def words(self) -> str:
        """What the day shows, for those who do not see it."""
        said = str(STATES[self.state])
        if self.check is None:
            return said
        return said + _("，") + (_("验证有效") if self.check else _("验证无效"))


@dataclass(frozen=True)
class Month:
    """A month of the calendar; weeks begin on Monday, None stands for a day of another month."""

    first: date
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    """The calendar of a year, how many days of each state it has, and the days without a backup."""

    months: list[Month]
    counts: list[tuple[str, str, int]]
    checks: int

    @property
    def missing(self) -> list[Cell]:
        """The days without a successful backup, the latest first."""
        cells = (cell for month in self.months for week in month.weeks for cell in week if cell)
        return sorted((cell for cell in cells if cell.state in ("failed", "none")), key=lambda cell: cell.day, reverse=True)


def first_day(day: date) -> date:
    """The first day of the year that ends with ``day``."""
    return years_before(day, 1) + DAY


def year(runs: Iterable[BackupRun], checks: Iterable[RestoreTest], live: date, day: date, running: bool) -> Year:
    """The year up to ``day``. ``live``: since when the system runs; ``running``: the last day is not over."""
    by_day: dict[date, list[BackupRun]] = {}
    for run in runs:
        by_day.setdefault(to_cst(run.at).date(), []).append(run)
    tested: dict[date, bool] = {}
    for check in checks:
        on = to_cst(check.at).date()
        tested[on] = tested.get(on, True) and check.ok
    cells = []
    at = first_day(day)
    while at <= day:
        state = _state(by_day.get(at, []), at < live)
        if not (running and at == day and state == "none"):  # today may still bring one
            cells.append(Cell(at, state, tested.get(at)))
        at += DAY
    total = Counter(cell.state for cell in cells)
    counts = [(state, str(word), total[state]) for state, word in STATES.items() if total[state]]
    return Year(_months(cells), counts, sum(cell.check is not None for cell in cells))


def _state(runs: list[BackupRun], before: bool) -> str:
    good = [run for run in runs if run.ok]
    if good:
        return "late" if all(run.late for run in good) else "ok"
    if runs:
        return "failed"
    return "before" if before else "none"


def _months(cells: list[Cell]) -> list[Month]:
    made: list[Month] = []
    for cell in cells:
        first = cell.day.replace(day=1)
        if not made or made[-1].first != first:
            made.append(Month(first, [[None] * cell.day.weekday()]))
        weeks = made[-1].weeks
        if len(weeks[-1]) == 7:
            weeks.append([])
        weeks[-1].append(cell)
    for month in made:
        month.weeks[-1].extend([None] * (7 - len(month.weeks[-1])))
    return made
