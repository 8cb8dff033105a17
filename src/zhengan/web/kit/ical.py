"""Deadlines as an iCalendar document (RFC 5545): all-day events with stable identifiers, that a desk calendar subscribes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from zhengan.kit.say import say
from zhengan.kit.time import DAY
from zhengan.web.kit.deadlines import Deadline

FOLD = 75  # octets a line may hold, its line break not counted
MOST_LINES = 60  # subjects told in one event


def document(
    name: str, due: Iterable[Deadline], stamped: datetime, lang: str, address: Callable[[Deadline], str]
) -> bytes:
    """The calendar called ``name``. ``stamped``: the instant of the assessment it is drawn from; ``address``: an event's page."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zhengan//Deadlines//ZH", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H",
    ]  # fmt: skip
    for one in due:
        lines += _event(one, stamped, lang, address(one))
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) + b"\r\n" for line in lines)


def _event(one: Deadline, stamped: datetime, lang: str, address: str) -> Iterator[str]:
    heading = " ".join(filter(None, (one.clause, one.heading(lang))))
    if len(one.lines) == 1 and one.clause:
        heading = f"{heading} · {one.lines[0].subject}"
    elif len(one.lines) > 1:
        heading = f"{heading} × {len(one.lines)}"
    if one.provisional:
        heading = say("暂定：{heading}", heading=heading).render(lang)
    elif one.overdue:
        heading = say("已逾期：{heading}", heading=heading).render(lang)
    told = [f"{line.subject}: {line.says.render(lang)}" for line in one.lines[:MOST_LINES] if line.says]
    if one.provisional:
        told.insert(0, one.provisional.render(lang))
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}@zhengan"
    yield f"DTSTAMP:{stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_basic(one.day)}"
    yield f"DTEND;VALUE=DATE:{_basic(one.day + DAY)}"
    yield f"SUMMARY:{escape(heading)}"
    if told:
        yield f"DESCRIPTION:{escape(chr(10).join(told))}"
    yield f"URL:{address}"
    yield f"STATUS:{'TENTATIVE' if one.provisional else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """A text value: backslash, semicolon, comma and line break as the standard writes them; other controls left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(char for char in plain if char >= " " and char != "\x7f")


def fold(line: str) -> bytes:
    """A content line in UTF-8, folded so that no line is longer than 75 octets and no character is cut."""
    parts: list[bytes] = []
    held = b""
    for char in line:
        raw = char.encode()
        if len(held) + len(raw) > FOLD - (1 if parts else 0):  # a continuation begins with a space
            parts.append(held)
            held = b""
        held += raw
    return b"\r\n ".join([*parts, held])


def _basic(day: date) -> str:
    return f"{day:%Y%m%d}"
