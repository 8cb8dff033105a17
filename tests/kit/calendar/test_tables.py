"""Importing tables: what a new notice or new hours change, and what a bad table is told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from zhengan.kit.calendar import default_calendar, load_calendar
from zhengan.kit.calendar.load import DATA
from zhengan.kit.problem import Problem
from zhengan.kit.time import parse_instant

HOLIDAYS = "year,kind,first,last,name,source,verified,checked\n"
CLOSURES = "venues,first,last,name,source,verified,checked\n"
HOURS = "hours,when,kind,start,end,name\n"
MARKETS = "market,name,valid_from,hours,in_venue,source,verified,checked\n"
# Made up: no notice for 2027 was known when this was written.
YEAR_2027 = HOLIDAYS + "".join(
    f"2027,{kind},2027-{first},2027-{last},{name},假设的通知,no,2026-11-23\n"
    for kind, first, last, name in [
        ("off", "01-01", "01-03", "元旦"),
        ("off", "02-05", "02-12", "春节"),
        ("work", "02-14", "02-14", "春节"),
        ("off", "04-03", "04-05", "清明节"),
        ("off", "05-01", "05-05", "劳动节"),
        ("off", "06-09", "06-09", "端午节"),
        ("off", "09-15", "09-15", "中秋节"),
        ("off", "10-01", "10-07", "国庆节"),
    ]
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_years_notice_moves_the_horizon(tmp_path: Path) -> None:
    calendar = load_calendar([write(tmp_path, "holidays.csv", YEAR_2027)])
    assert calendar.known_through == date(2027, 12, 31)
    assert calendar.work.add(date(2026, 12, 15), 15).provisional is False
    assert calendar.work.is_working(date(2027, 2, 14))
    silver = calendar.clock(["SHFE.ag"])
    assert silver.inside(parse_instant("2027-01-04 10:30"))
    assert not silver.inside(parse_instant("2026-12-31 21:30"))  # now known: the New Year holiday follows
    assert silver.last == parse_instant("2027-12-31 20:55")
    assert not calendar.work.source(2027).verified
    assert default_calendar().known_through == date(2026, 12, 31)


def test_a_year_given_again_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = (DATA / "holidays.csv").read_text(encoding="utf-8").splitlines()
    rows = [line for line in shipped if line.startswith("2026,") and "2026-10-10" not in line]
    calendar = load_calendar([write(tmp_path, "again.csv", HOLIDAYS + "\n".join(rows))])
    assert default_calendar().work.is_working(date(2026, 10, 10))
    assert not calendar.work.is_working(date(2026, 10, 10))


def test_new_hours_hold_from_their_day_on(tmp_path: Path) -> None:
    row = "SHFE.wr,线材,2026-06-01,commodity night-2300,yes,假设的通知,no,2026-11-23\n"
    calendar = load_calendar([write(tmp_path, "markets.csv", MARKETS + row)])
    wire = calendar.clock(["SHFE.wr"])
    assert not wire.inside(parse_instant("2026-05-29 21:30"))  # the Friday evening before
    assert wire.inside(parse_instant("2026-06-01 21:30"))
    session = wire.at(parse_instant("2026-06-01 21:30"))
    assert session is not None and not session.verified


def test_a_folder_may_bring_a_new_market_with_its_own_hours(tmp_path: Path) -> None:
    write(tmp_path, "hours.csv", HOURS + "late,day,trading,16:00,17:00,试点交易\n")
    write(tmp_path, "markets.csv", MARKETS + "SSE.PILOT,试点,2026-07-01,late,yes,假设的通知,no,2026-11-23\n")
    calendar = load_calendar([tmp_path])
    assert calendar.clock(["SSE.PILOT"]).inside(parse_instant("2026-07-01 16:30"))
    assert not calendar.clock(["SSE.PILOT"]).inside(parse_instant("2026-06-30 16:30"))
    assert calendar.clock(["SSE"]).inside(parse_instant("2026-07-01 16:30"))


def test_a_closure_of_one_venue_leaves_the_others_open(tmp_path: Path) -> None:
    row = "SSE,2026-11-23,2026-11-23,临时休市,假设的公告,no,2026-11-23\n"
    calendar = load_calendar([write(tmp_path, "closures.csv", CLOSURES + row)])
    at = parse_instant("2026-11-23 10:30")
    assert not calendar.clock(["SSE"]).inside(at)
    assert calendar.clock(["SZSE"]).inside(at)
    both = calendar.clock(["SSE", "SZSE"])
    session = both.at(at)
    assert both.inside(at) and session is not None and session.markets == ("SZSE",)
    assert calendar.work.is_working(date(2026, 11, 23))


def test_a_closure_cancels_the_night_session_of_its_eve(tmp_path: Path) -> None:
    row = "SHFE,2026-11-24,2026-11-24,临时休市,假设的公告,no,2026-11-23\n"
    calendar = load_calendar([write(tmp_path, "closures.csv", CLOSURES + row)])
    assert default_calendar().clock(["SHFE.ag"]).inside(parse_instant("2026-11-23 21:30"))
    assert not calendar.clock(["SHFE.ag"]).inside(parse_instant("2026-11-23 21:30"))
    assert calendar.clock(["INE.sc"]).inside(parse_instant("2026-11-23 21:30"))


def test_a_byte_order_mark_and_blank_lines_are_no_obstacle(tmp_path: Path) -> None:
    path = write(tmp_path, "h.csv", "\ufeff" + YEAR_2027.replace("\n", "\r\n") + "\r\n,,,,,,,\r\n")
    assert load_calendar([path]).known_through.year == 2027


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a,b\n1,2\n", 1, "表头不是任何一种日历表"),
        ("", 1, "表头不是任何一种日历表"),
        (HOLIDAYS + "2027,off\n", 2, "应有 8 列，实有 2 列"),
        (YEAR_2027.replace("2027,off,2027-01-01", "27,off,2027-01-01"), 2, "不是年份"),
        (YEAR_2027.replace("2027-01-01,", "2027-1-1,"), 2, "first 列“2027-1-1”不是日期"),
        (YEAR_2027.replace("2027-01-01,", "2027-13-01,"), 2, "first 列“2027-13-01”不是日期"),
        (YEAR_2027.replace("2027-01-01,2027-01-03", "2027-01-03,2027-01-01"), 2, "不是一段假期"),
        (YEAR_2027.replace("2027,off,2027-02-05", "2027,rest,2027-02-05"), 3, "kind 列“rest”不在可选值内"),
        (YEAR_2027.replace("元旦", ""), 2, "name 列是空的"),
        (YEAR_2027.replace("中秋节", "中元节"), 2, "2027 年缺少中秋节"),
        (YEAR_2027.replace("2027-05-01", "2027-05-02"), 2, "2027-05-01 未列为放假"),
        (YEAR_2027.replace("02-14", "02-15"), 4, "2027-02-15 不是周末"),
        (YEAR_2027.replace("02-14", "02-06"), 4, "既放假又上班"),
        (
            YEAR_2027.replace("2027,", "2029,").replace("2027-", "2029-").replace("02-14", "02-18"),
            2,
            "缺少 2028 年",
        ),
        (
            YEAR_2027 + "2027,off,2028-05-01,2028-05-01,劳动节,假设,no,2026-11-23\n",
            10,
            "不属于 2027 年的通知",
        ),
        (HOURS + "x,day,trading,09:00,08:00,倒置\n", 2, "end 不晚于 start"),
        (HOURS + "x,day,trading,9:00,10:00,少一位\n", 2, "start 列“9:00”不是时间"),
        (HOURS + "x,day,trading,09:00,09:60,六十分\n", 2, "end 列“09:60”不是时间"),
        (HOURS + "x,night,trading,21:00,33:00,太晚\n", 2, "end 列“33:00”不是时间"),
        (HOURS + "x,day,trading,09:00,25:00,过夜\n", 2, "日间时段越过了零点"),
        (HOURS + "x,night,trading,01:00,02:00,凌晨\n", 2, "夜盘早于 18:00 开始"),
        (HOURS + "x,day,trading,09:00,11:00,甲\nx,day,trading,10:00,12:00,乙\n", 3, "“乙”与“甲”重叠"),
        (MARKETS + "XSE.a,甲,2026-01-01,commodity,yes,源,no,2026-11-23\n", 2, "交易所“XSE”没有登记"),
        (MARKETS + "SSE.a,甲,2026-01-01,nothing,yes,源,no,2026-11-23\n", 2, "没有名为 nothing 的时段组"),
        (MARKETS + "SSE.a,甲,2026-01-01,,yes,源,no,2026-11-23\n", 2, "“SSE.a”没有时段"),
        (CLOSURES + "XSE,2026-01-05,2026-01-05,休市,源,no,2026-11-23\n", 2, "不认识的交易所 XSE"),
        (HOLIDAYS + '2027,"off\n', 2, "不是合格的 CSV"),
    ],
)
def test_a_bad_table_is_refused_at_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = write(tmp_path, "bad.csv", text)
    with pytest.raises(Problem) as caught:
        load_calendar([path])
    assert what in caught.value.what
    assert caught.value.where is not None
    assert (caught.value.where.source, caught.value.where.line) == (str(path), line)
    assert caught.value.do


def test_what_is_no_table_at_all(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="没有日历表"):
        load_calendar([tmp_path])
    with pytest.raises(Problem, match="没有日历表"):
        load_calendar([tmp_path / "absent.csv"])
    big = write(tmp_path, "big.csv", HOLIDAYS + "x" * 1_000_001)
    with pytest.raises(Problem, match="文件过大"):
        load_calendar([big])
    (tmp_path / "big.csv").write_bytes(HOLIDAYS.encode() + "元旦".encode("gbk"))
    with pytest.raises(Problem, match="UTF-8"):
        load_calendar([big])


def test_every_shipped_row_has_its_source_and_the_day_it_was_checked() -> None:
    calendar = default_calendar()
    certain = [row.certainty for row in calendar.holidays]
    certain += [row.certainty for rows in calendar.markets.values() for row in rows]
    assert all(c.source and c.checked >= date(2026, 11, 23) for c in certain)
    unsure = {code for code, rows in calendar.markets.items() if not rows[-1].certainty.verified}
    assert {"SSE.CONNECT", "SSE.BOND", "CFFEX.TREASURY", "GFEX", "GFEX.lc"} <= unsure
    assert {"SSE.A", "SHFE.ag", "DCE.m", "CZCE.SR", "INE.sc", "CFFEX.INDEX"}.isdisjoint(unsure)


def test_all_venues_are_there_and_trade() -> None:
    calendar = default_calendar()
    venues = {code for code in calendar.markets if "." not in code}
    assert venues == {"SSE", "SZSE", "BSE", "CFFEX", "SHFE", "INE", "DCE", "CZCE", "GFEX"}
    for venue in venues:
        start, end = calendar.clock([venue]).next_window(
            parse_instant("2026-11-23 10:30"), timedelta(hours=4)
        )
        assert start < end
