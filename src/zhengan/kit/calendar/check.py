"""What makes the tables as a whole a calendar: each check raises Problem at the row that breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from zhengan.kit.calendar.tables import Closure, Holiday, Market, Phase
from zhengan.kit.calendar.work import DAY, STATUTORY
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
SLACK = timedelta(days=10)  # a notice reaches into the neighbouring years by a few days at most
ALWAYS_OFF = STATUTORY - {(5, 2)}  # 2 May became a day off in 2025


def check_holidays(holidays: Sequence[Holiday]) -> None:
    """Years without a gap, each whole (seven festivals, statutory days).

    Make-up days fall on weekends, and no day is both off and working.
    """
    off: set[date] = set()
    made_up: dict[date, Holiday] = {}
    for row in holidays:
        if not date(row.year, 1, 1) - SLACK <= row.first <= row.last <= date(row.year, 12, 31) + SLACK:
            what = say("{day} 不属于 {year} 年的通知", day=row.first, year=str(row.year))
            _fail(row.where, what, "年份与日期不符", "请核对 year 与日期")
        for day in (row.first + DAY * i for i in range((row.last - row.first).days + 1)):
            if row.working and day.weekday() < 5:
                _fail(
                    row.where, say("{day} 不是周末，却标为调休上班日", day=day), "调休上班日只会是周六或周日", "请核对日期"
                )
            if row.working:
                made_up[day] = row
            else:
                off.add(day)
    for day in sorted(off & made_up.keys()):
        _fail(made_up[day].where, say("{day} 既放假又上班", day=day), "同一天只能是其一", "请删去其中一行")
    years = sorted({row.year for row in holidays})
    for year in years:
        rows = [row for row in holidays if row.year == year]
        if year - 1 not in years and year != years[0]:
            _fail(
                rows[0].where,
                say("缺少 {year} 年的放假安排", year=str(year - 1)),
                "年份之间不得有空缺",
                say("请先导入 {year} 年", year=str(year - 1)),
            )
        _check_year(year, rows, off)


def _check_year(year: int, rows: Sequence[Holiday], off: set[date]) -> None:
    names = " ".join(row.name for row in rows if not row.working)
    missing = [festival for festival in FESTIVALS if festival not in names]
    if missing:
        why = "一年的放假安排须整年导入，不与原有的混用"
        _fail(rows[0].where, say("{year} 年缺少{missing}", year=str(year), missing=missing), why, "请按通知补全七个节日")
    for month, day in sorted(ALWAYS_OFF):
        if date(year, month, day) not in off:
            why = "该日依《全国年节及纪念日放假办法》放假"
            _fail(rows[0].where, say("{day} 未列为放假", day=date(year, month, day)), why, "请核对日期")


def check_phases(phases: Mapping[str, Sequence[Phase]]) -> None:
    """Within a set no two phases overlap; day phases end by midnight and night phases start in the evening."""
    for rows in phases.values():
        for row in rows:
            if not row.night and row.end > 24 * 3600:
                _fail(row.where, "日间时段越过了零点", "越过零点的是夜盘", "请将 when 列改为 night")
            if row.night and row.start < 18 * 3600:
                why = "夜盘写在开始的那个晚上，凌晨写成 25:00、26:30"
                _fail(row.where, "夜盘早于 18:00 开始", why, "请核对 start")
        for earlier, later in pairwise(sorted(rows, key=lambda row: (row.night, row.start))):
            if earlier.night == later.night and later.start < earlier.end:
                _fail(
                    later.where,
                    say("“{later}”与“{earlier}”重叠", later=later.name, earlier=earlier.name),
                    "同一组时段之内不得重叠",
                    "请核对起止时间",
                )


def check_markets(
    markets: Mapping[str, Sequence[Market]],
    phases: Mapping[str, Sequence[Phase]],
    closures: Iterable[Closure],
) -> None:
    """Each market has its venue and keeps known hours; each closure names known venues."""
    for rows in markets.values():
        for row in rows:
            if row.venue not in markets:
                _fail(
                    row.where,
                    say("“{code}”所属的交易所“{venue}”没有登记", code=row.code, venue=row.venue),
                    "",
                    say("请先为 {venue} 写一行", venue=row.venue),
                )
            unknown = [name for name in row.hours if name not in phases]
            if unknown:
                why = say("已知：{known}", known=list(phases))
                _fail(row.where, say("没有名为 {names} 的时段组", names=unknown), why, "请核对 hours 列")
            if "." in row.code and not row.hours:
                _fail(row.where, say("“{code}”没有时段", code=row.code), "没有时段的市场会被当作从不开市", "请填写 hours 列")
    for closure in closures:
        strange = [venue for venue in closure.venues if venue not in markets or "." in venue]
        if strange:
            _fail(closure.where, say("不认识的交易所 {venues}", venues=strange), "", "请写交易所代码，例如 SSE SZSE")


def _fail(where: Where, what: str | Say, why: str | Say, do: str | Say) -> None:
    raise Problem(what, why, do, code="calendar-table", where=where)
