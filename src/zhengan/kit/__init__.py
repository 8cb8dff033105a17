"""Measures and manners every other package stands on: problems, time, spans, limits, messages, calendars."""
