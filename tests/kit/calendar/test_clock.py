"""Sessions at an instant: every edge the law's gate hangs on, and what holds for any instant."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.calendar import Session, default_calendar
from zhengan.kit.problem import Problem
from zhengan.kit.time import CST, parse_instant, start_of_day

calendar = default_calendar()
silver = calendar.clock(["SHFE.ag"])
CLOCKS = [
    calendar.clock(markets, breaks_inside=breaks)
    for markets in (
        ["SSE.A"],
        ["SHFE.ag"],
        ["SSE", "SHFE"],
        ["CFFEX", "CZCE.AP"],
        ["BSE", "INE.sc", "SSE.CONNECT"],
    )
    for breaks in (True, False)
]
known_instants = st.datetimes(datetime(2021, 1, 1), datetime(2026, 12, 31, 20, 54), timezones=st.just(CST))


@pytest.mark.parametrize(
    ("market", "text", "name"),
    [
        ("SSE", "2026-11-23 09:14:59", None),
        ("SSE", "2026-11-23 09:15", "开盘集合竞价"),
        ("SSE", "2026-11-23 09:27", "开盘前间歇"),
        ("SSE", "2026-11-23 10:30", "连续竞价"),
        ("SSE", "2026-11-23 11:30", "午间休市"),
        ("SSE", "2026-11-23 12:59:59", "午间休市"),
        ("SSE", "2026-11-23 14:57", "收盘集合竞价"),
        ("SSE.A", "2026-11-23 15:00", None),
        ("SSE.STAR", "2026-11-23 15:29:59", "盘后固定价格交易"),
        ("SSE.STAR", "2026-11-23 15:30", None),
        ("SSE.BLOCK", "2026-11-23 15:00", "大宗交易"),
        ("SSE", "2026-11-23 15:10", "大宗交易"),
        ("SZSE.CHINEXT", "2026-11-23 15:05", "盘后固定价格交易"),
        ("BSE", "2026-11-23 14:56", "连续竞价"),
        ("CFFEX.INDEX", "2026-11-23 09:24:59", None),
        ("CFFEX.INDEX", "2026-11-23 09:25", "开盘集合竞价"),
        ("CFFEX.IF", "2026-11-23 15:00", None),
        ("CFFEX.TREASURY", "2026-11-23 15:14:59", "连续竞价"),
        ("CFFEX", "2026-11-23 15:14:59", "连续竞价"),
        ("CFFEX", "2026-11-23 21:00", None),
        ("SHFE.ag", "2026-11-23 08:55", "开盘集合竞价"),
        ("SHFE.ag", "2026-11-23 10:15", "小节休息"),
        ("SHFE.ag", "2026-11-23 13:15", "午间休市"),
        ("SHFE.ag", "2026-11-23 15:00", None),
        ("SHFE.ag", "2026-11-23 20:54:59.999999", None),
        ("SHFE.ag", "2026-11-23 20:55", "夜盘集合竞价"),
        ("SHFE.ag", "2026-11-24 00:00", "夜盘"),
        ("SHFE.ag", "2026-11-28 01:30", "夜盘"),  # Friday's night session on Saturday morning
        ("SHFE.ag", "2026-11-28 02:29:59.999999", "夜盘"),
        ("SHFE.ag", "2026-11-28 02:30", None),
        ("SHFE.ag", "2026-11-28 02:31", None),
        ("SHFE.ag", "2026-11-30 01:30", None),  # Sunday evening holds no session
        ("SHFE.cu", "2026-11-28 00:59", "夜盘"),
        ("SHFE.cu", "2026-11-28 01:00", None),
        ("SHFE.rb", "2026-11-27 22:59", "夜盘"),
        ("SHFE.rb", "2026-11-27 23:00", None),
        ("SHFE.wr", "2026-11-27 21:30", None),
        ("SHFE", "2026-11-28 01:30", "夜盘"),  # a bare venue is as wide as its widest market
        ("INE.sc", "2026-11-28 02:29", "夜盘"),
        ("INE.ec", "2026-11-27 21:30", None),
        ("DCE", "2026-11-27 22:59", "夜盘"),
        ("DCE.jd", "2026-11-27 21:30", None),
        ("CZCE.SR", "2026-11-27 22:59", "夜盘"),
        ("CZCE.AP", "2026-11-27 21:30", None),
        ("GFEX", "2026-11-27 21:30", None),
        ("GFEX.lc", "2026-11-27 14:00", "连续竞价"),
        ("SHFE.ag", "2026-09-30 21:30", None),  # the evening before National Day
        ("SHFE.ag", "2026-10-01 01:00", None),
        ("SHFE.ag", "2026-10-08 09:00", "连续竞价"),
        ("SHFE.ag", "2026-10-08 21:00", "夜盘"),
        ("SHFE.ag", "2026-02-12 21:00", "夜盘"),
        ("SHFE.ag", "2026-02-13 21:00", None),  # the Friday before the Spring Festival
        ("SHFE.ag", "2026-02-24 21:00", "夜盘"),
        ("SHFE.ag", "2024-06-07 21:30", None),  # a Friday before a holiday that starts on the Monday
        ("SSE", "2026-09-20 10:30", None),  # a make-up Sunday
        ("SSE", "2026-12-31 23:00", None),
    ],
)
def test_what_runs_at_an_instant(market: str, text: str, name: str | None) -> None:
    clock, instant = calendar.clock([market]), parse_instant(text)
    session = clock.at(instant)
    assert (session.name if session else None) == name
    assert clock.inside(instant) is (name is not None)


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("SSE", "2026-11-23 12:00"),
        ("SSE", "2026-11-23 09:27"),
        ("SHFE.ag", "2026-11-23 10:20"),
        ("DCE", "2026-11-23 12:30"),
    ],
)
def test_breaks_follow_the_setting(market: str, text: str) -> None:
    assert calendar.clock([market]).inside(parse_instant(text))
    assert not calendar.clock([market], breaks_inside=False).inside(parse_instant(text))


def test_one_markets_lunch_is_anothers_session() -> None:
    both = calendar.clock(["SSE.A", "SHFE.ag"], breaks_inside=False)
    assert both.inside(parse_instant("2026-11-23 13:10"))
    running = calendar.clock(["SSE.A", "SHFE.ag"]).all_at(parse_instant("2026-11-23 13:10"))
    assert [(s.markets, s.name) for s in running] == [(("SSE.A",), "连续竞价"), (("SHFE.ag",), "午间休市")]


def test_a_night_session_belongs_to_the_next_trading_day() -> None:
    session = silver.at(parse_instant("2026-11-28 01:30"))
    assert session is not None
    assert session.trading_day == date(2026, 11, 30)
    assert (session.start, session.end) == (
        parse_instant("2026-11-27 21:00"),
        parse_instant("2026-11-28 02:30"),
    )
    assert session.markets == ("SHFE.ag",)
    assert session.verified


def test_hours_not_seen_in_a_public_source_say_so() -> None:
    at = parse_instant("2026-11-23 15:10")
    for market in ("CFFEX.TREASURY", "SSE.CONNECT", "SSE.BOND"):
        session = calendar.clock([market]).at(at)
        assert session is not None and not session.verified
    seen = calendar.clock(["SSE"]).at(at)
    assert seen is not None and seen.verified  # the verified row that covers the instant is the one shown


def test_hours_two_markets_share_are_as_certain_as_the_surer_row() -> None:
    session = calendar.clock(["SZSE.BLOCK", "SSE.BLOCK"]).at(parse_instant("2026-11-23 15:10"))
    assert session is not None and session.verified
    assert session.markets == ("SZSE.BLOCK", "SSE.BLOCK")


def test_what_trades_elsewhere_is_only_counted_when_named() -> None:
    late = parse_instant("2026-11-23 15:45")
    assert not calendar.clock(["SSE"]).inside(late)
    assert calendar.clock(["SSE.CONNECT"]).inside(late)


def test_a_market_without_night_sessions_keeps_the_evening_free_for_all_days() -> None:
    names = {
        session.name for session in calendar.clock(["GFEX"]).sessions(date(2026, 11, 1), date(2026, 11, 30))
    }
    assert "夜盘" not in names and "连续竞价" in names


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=8))])
def test_any_zone_is_understood(zone: datetime) -> None:
    assert silver.inside(parse_instant("2026-11-28 01:30").astimezone(zone))
    assert not silver.inside(parse_instant("2026-11-28 02:31").astimezone(zone))


@pytest.mark.parametrize(
    "ask", [silver.inside, silver.at, lambda at: silver.next_window(at, timedelta(hours=1))]
)
def test_an_instant_without_a_zone_is_refused(ask) -> None:
    with pytest.raises(Problem, match="没有时区"):
        ask(datetime(2026, 11, 23, 10, 30))


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("SSE", "2027-01-04 10:30"),
        ("SSE", "2027-03-03 12:00"),
        ("SHFE.ag", "2026-12-31 20:55"),  # whether it runs hangs on the first trading day of 2027
        ("SHFE.ag", "2027-01-01 01:00"),
        ("SHFE.ag", "2027-03-06 01:30"),
        ("SSE", "2020-12-31 10:30"),
        ("SSE", "2020-12-27 10:30"),
    ],
)
def test_beyond_the_tables_nothing_is_guessed(market: str, text: str) -> None:
    clock = calendar.clock([market])
    for ask in (clock.inside, clock.at, lambda at: clock.next_window(at, timedelta(0))):
        with pytest.raises(Problem) as caught:
            ask(parse_instant(text))
        assert caught.value.code == "calendar-unknown"


def test_the_refusal_names_the_year_and_the_way_out() -> None:
    with pytest.raises(Problem) as caught:
        silver.inside(parse_instant("2026-12-31 21:00"))
    assert "2027 年的放假安排尚未录入" in str(caught.value)
    assert "CSV 导入" in caught.value.do


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("SHFE.ag", "2027-03-06 12:00"),  # a Saturday noon
        ("SHFE.ag", "2027-03-07 21:30"),  # a Sunday evening
        ("SHFE.ag", "2027-01-01 10:30"),  # off by statute
        ("SHFE.ag", "2027-03-03 04:00"),  # no session has ever run then
        ("SSE", "2027-03-03 20:00"),
    ],
)
def test_what_is_certain_without_a_notice_is_answered(market: str, text: str) -> None:
    clock = calendar.clock([market])
    assert clock.inside(parse_instant(text)) is False
    assert clock.at(parse_instant(text)) is None


def test_the_sessions_of_a_day_in_order() -> None:
    found = silver.sessions(date(2026, 11, 23), date(2026, 11, 23))
    told = [(s.name, f"{s.start:%d %H:%M}", f"{s.end:%d %H:%M}", s.trading_day.day) for s in found]
    assert told == [
        ("开盘集合竞价", "23 08:55", "23 09:00", 23),
        ("连续竞价", "23 09:00", "23 10:15", 23),
        ("小节休息", "23 10:15", "23 10:30", 23),
        ("连续竞价", "23 10:30", "23 11:30", 23),
        ("午间休市", "23 11:30", "23 13:30", 23),
        ("连续竞价", "23 13:30", "23 15:00", 23),
        ("夜盘集合竞价", "23 20:55", "23 21:00", 24),
        ("夜盘", "23 21:00", "24 02:30", 24),
    ]
    with pytest.raises(Problem, match="2027 年"):
        silver.sessions(date(2026, 12, 31), date(2026, 12, 31))
    with pytest.raises(Problem, match="未录入"):
        silver.sessions(date(2020, 12, 31), date(2021, 1, 8))


@pytest.mark.parametrize(
    ("market", "after", "hours", "start", "end"),
    [
        ("SSE", "2026-11-23 10:30", 2, "2026-11-23 15:30", "2026-11-24 09:15"),
        ("SHFE.ag", "2026-11-27 21:30", 2, "2026-11-28 02:30", "2026-11-30 08:55"),
        ("SHFE.ag", "2026-11-23 15:00", 5, "2026-11-23 15:00", "2026-11-23 20:55"),
        ("SHFE.ag", "2026-11-23 16:30", 5, "2026-11-24 02:30", "2026-11-24 08:55"),
        ("SHFE.ag", "2026-11-24 02:30", 8, "2026-11-28 02:30", "2026-11-30 08:55"),
        ("SHFE.ag", "2026-09-30 10:00", 24, "2026-09-30 15:00", "2026-10-08 08:55"),
        ("SSE", "2026-12-31 16:00", 4, "2026-12-31 16:00", "2027-01-01 00:00"),  # as far as is known
    ],
)
def test_the_next_window(market: str, after: str, hours: int, start: str, end: str) -> None:
    window = calendar.clock([market]).next_window(parse_instant(after), timedelta(hours=hours))
    assert window == (parse_instant(start), parse_instant(end))


def test_a_window_that_is_not_to_be_had_is_refused() -> None:
    with pytest.raises(Problem, match="找不到连续"):
        silver.next_window(parse_instant("2026-12-31 16:00"), timedelta(hours=6))
    with pytest.raises(Problem, match="为负"):
        silver.next_window(parse_instant("2026-11-23 16:00"), timedelta(hours=-1))


def test_market_codes() -> None:
    assert calendar.resolve("shfe.AG") == "SHFE.ag"
    assert calendar.clock(["shfe.AG"]) is silver
    assert calendar.clock("SHFE.ag") is silver  # a single code is not a list of letters
    with pytest.raises(Problem) as caught:
        calendar.clock(["SHFE.agg"])
    assert "SHFE.ag" in caught.value.why
    assert "SHFE.ag" in caught.value.why and "CFFEX" not in caught.value.why  # what is close, not everything
    with pytest.raises(Problem, match="不认识的市场代码“纽约”") as caught:
        calendar.clock(["纽约"])
    assert "相近的有" not in caught.value.why and "SSE" in caught.value.why and "markets" not in caught.value.do
    with pytest.raises(Problem, match="没有写明服务的市场"):
        calendar.clock([])


@given(st.sampled_from(CLOCKS), known_instants)
def test_inside_agrees_with_at(clock, instant: datetime) -> None:
    session = clock.at(instant)
    assert clock.inside(instant) is (session is not None)
    assert session is None or session.start <= instant < session.end


@given(st.sampled_from(CLOCKS), known_instants, st.integers(0, 100 * 60))
def test_no_session_overlaps_a_window_found(clock, after: datetime, minutes: int) -> None:
    length = timedelta(minutes=minutes)
    try:
        start, end = clock.next_window(after, length)
    except Problem as problem:
        assert after + length > parse_instant("2026-10-01 00:00"), problem
        return
    assert after <= start
    assert end - start >= length
    assert clock.sessions(start, end) == []
    assert end == clock.last or clock.inside(end)


@given(st.sampled_from(CLOCKS), known_instants)
def test_sessions_of_a_moment_are_those_that_run(clock, instant: datetime) -> None:
    running = clock.all_at(instant)
    assert clock.sessions(instant, instant + timedelta(microseconds=1)) == sorted(running, key=lambda s: (s.start, s.end))


@given(st.sampled_from(CLOCKS), st.dates(date(2021, 1, 4), date(2026, 12, 30)))
def test_sessions_lie_where_the_clock_says(clock, day: date) -> None:
    found: list[Session] = clock.sessions(day, day)
    for session in found:
        assert session.start < session.end
        assert clock.inside(session.start)
        assert clock.inside(session.end - timedelta(microseconds=1))
        assert clock.breaks_inside or session.kind != "break"
    edges = {start_of_day(day), *(s.start for s in found), *(s.end for s in found)}
    for edge in edges:
        if start_of_day(day) <= edge < start_of_day(day) + timedelta(days=1):
            assert clock.inside(edge) is any(s.start <= edge < s.end for s in found)


@given(st.dates(date(2021, 1, 4), date(2026, 12, 30)))
def test_a_bare_venue_covers_each_of_its_markets(day: date) -> None:
    whole = calendar.clock(["SHFE"])
    for code in ("SHFE.ag", "SHFE.cu", "SHFE.rb", "SHFE.wr"):
        for session in calendar.clock([code]).sessions(day, day):
            assert whole.inside(session.start) and whole.inside(session.end - timedelta(seconds=1))


@pytest.mark.parametrize("instant", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_time_are_no_traceback(instant: datetime) -> None:
    for ask in (silver.inside, calendar.clock(["SSE.A"]).inside):
        try:
            assert ask(instant) is False
        except Problem as problem:
            assert problem.code == "calendar-unknown"


@pytest.mark.parametrize("code", ["HKEX", "SEHK", "SSE.hk", "港股通"])
def test_hong_kong_is_served_as_stock_connect(code: str) -> None:
    with pytest.raises(Problem, match="不认识的市场代码") as caught:
        default_calendar().resolve(code)
    assert "SSE.CONNECT" in caught.value.why and "SZSE.CONNECT" in caught.value.why


def test_a_market_s_name_leads_to_its_code() -> None:
    with pytest.raises(Problem, match="不认识的市场代码") as caught:
        default_calendar().resolve("白银")
    assert "SHFE.ag" in caught.value.why
