"""Values → written cells: what ``read_cells`` reads back as the same values, and no spreadsheet takes for a formula."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from datetime import date, datetime
from typing import Any

from zhengan.kit.time import to_cst
from zhengan.registers.kit.fields import Field
from zhengan.registers.kit.figures import written as figures_written
from zhengan.registers.kit.words import NO, NOTHING, YES, spoken_word

RISKY = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def write_cell(field: Field, value: Any) -> str:
    """A field's value as people write it in a cell, in the language of the moment; nothing recorded: an empty cell."""
    if value is None:
        return ""
    if field.control == "json":
        text = figures_written(value)
        return json.dumps([_plain(part) for part in value], ensure_ascii=False) if text is None else text
    if field.many:
        return ";".join(_one(field, part) for part in value) or NOTHING
    return _one(field, value)


def guarded(text: str) -> str:
    """A text no spreadsheet takes for a formula. Full-width signs count: after NFKC they are the same signs."""
    return GUARD + text if _risky(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given; any other as it is."""
    return text[1:] if text.startswith(GUARD) and _risky(text[1:]) else text


def _risky(text: str) -> bool:
    bare = text.lstrip(GUARD)  # so that a text which looks guarded by itself comes back whole
    return unicodedata.normalize("NFKC", bare).lstrip().startswith(RISKY)


def _one(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, datetime):
        return to_cst(value).replace(tzinfo=None).isoformat(" ")  # China time, as cells are read; fractions are kept
    if isinstance(value, date):
        return value.isoformat()
    # Only a chosen word is spoken: a system may well be called `core` or `risk`.
    return spoken_word(field.name, value) if field.words else str(value)


def _plain(part: Any) -> dict[str, Any]:
    stated = {f.name: getattr(part, f.name) for f in dataclasses.fields(part)}
    return {name: _days(value) for name, value in stated.items() if value is not None}


def _days(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
