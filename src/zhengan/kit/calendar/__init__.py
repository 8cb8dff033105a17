"""Three questions kept apart: is it a working day, is it a trading day, does a trading session run at this instant."""

from zhengan.kit.calendar.clock import Session, SessionClock
from zhengan.kit.calendar.load import Calendar, default_calendar, lay_over, load_calendar
from zhengan.kit.calendar.tables import Certainty
from zhengan.kit.calendar.trading import TradingCalendar
from zhengan.kit.calendar.work import Deadline, WorkCalendar

__all__ = [
    "Calendar",
    "Certainty",
    "Deadline",
    "Session",
    "SessionClock",
    "TradingCalendar",
    "WorkCalendar",
    "default_calendar",
    "lay_over",
    "load_calendar",
]
