"""A ``logging.Filter`` for Python services: what is personal is masked before a handler sees it (Arts. 16.2, 34.1).

>>> handler.addFilter(MaskingFilter())          # on the handler: a logger's filter does not see its children's records
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections import deque
from collections.abc import ItemsView, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from zhengan.masking import choice
from zhengan.masking.message import mask_message
from zhengan.masking.validjson import still

FAILED = "[日志脱敏失败，原文未写出 masking failed, message withheld]"
SLOW = "[日志未写出：数字过多，没有脱敏内核 too many numbers to mask without compiled kernels: zhengan mask prepare]"
# Without one of these the engine leaves a text alone, for this is how the shortest of every kind is written: not in ASCII;
# an escape that may stand for a character; an address's @; seven figures one beside the other (a local number, a passport),
# which a number broken over a line end has on one of its lines; one to call with dots; a passport of letters and few figures;
# two parts of a name.
LIVELY = re.compile(
    r"[^\x00-\x7f]|%[0-9A-Fa-f]|\\[ux]|&#|@|[0-9](?:[ -]?[0-9]){6}|(?:1[3-9][0-9]|0[0-9]{2,3})\.[0-9]{4}\.[0-9]{4}"
    r"|[A-Z]{2}[0-9]{6}|[0-9]{2}[A-Z]{2}[0-9]{5}|[A-Z][0-9]{1,7}[A-Z]|[A-Z][A-Za-z'’]{0,11},? {1,3}[A-Z][A-Za-z]"
)
OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}
"""The attributes of every record. Any other came by ``extra``."""
NAMING = ("key", "name", "field", "label", "字段", "字段名", "项目", "名称")
VALUES = ("value", "val", "content", "值", "内容")
NUMBERS = (*VALUES, "no", "number", "id", "code", "号码", "编号")
"""Keys of a field's name and of its value, and of a number that the key above is of."""
NAMED = ("threadName", "processName", "taskName")
"""What a service calls its threads, processes and tasks, which may be by whom they serve."""
DEEPEST = 8  # levels of lists and mappings in an extra attribute
FIGURES = 10**20  # beyond, no number is anybody's
_plain = logging.Formatter()
_read = threading.local()
"""``effort``: of the texts of this thread's record so far, until the kernels are loaded."""


class MaskingFilter(logging.Filter):
    """Masks the message with its arguments, the traceback, the stack, and what came by ``extra``: texts, bytes and whole
    numbers, in lists and mappings too; another object by its text. Any thread; never raises into the service.

    The arguments stay beside the message, masked, where both together say what the masked message says: some formatters
    (uvicorn's) read them.

    Short lines are read by the compiled kernels as soon as these are loaded, which happens in the background (``warm``); until
    then, and where they were not compiled (``zhengan mask prepare``), by the reference: the same result, many times slower.

    A record of very many numbers, which would take the reference seconds, waits a second for the kernels to be loaded; where
    there are none its texts are withheld, and it says so.

    Where the engine fails the message is withheld and says so: nothing leaks, and the record still tells level and place.
    """

    def __init__(self, name: str = "", *, warm: bool = True):
        super().__init__(name)
        if warm:
            choice.warm()

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record in place; it always passes."""
        extra = {key: value for key, value in record.__dict__.items() if key not in OWN}
        _read.effort = 0
        try:
            message, args = _message(record)
            trace = record.exc_text or (_plain.formatException(record.exc_info) if record.exc_info else None)
            trace = trace and _masked(trace)
            stack = record.stack_info and _masked(record.stack_info)
            extra = {key: _told(key, value) for key, value in extra.items()}
            extra |= {key: _masked(value) for key in NAMED if isinstance(value := record.__dict__.get(key), str)}
        except Exception as error:
            why = SLOW if isinstance(error, Late) else FAILED
            message, args, trace, stack = why, None, None, None
            if isinstance(record.msg, Mapping):  # its formatter asks for one
                message = {"event": why}
            extra = dict.fromkeys((*extra, *(key for key in NAMED if record.__dict__.get(key))), why)
        record.msg, record.args = message, args
        record.exc_text, record.exc_info, record.stack_info = trace, None, stack
        record.__dict__.update(extra)
        return True


class Late(Exception):
    """The texts of a record would keep the service waiting."""


def _message(record: logging.LogRecord) -> tuple[Any, Any]:
    """The masked message: as it was written, with masked arguments, or formatted, without. A mapping, which formatters of JSON
    take field by field (structlog, python-json-logger), stays one, its values masked."""
    if isinstance(record.msg, Mapping):
        return _as_dict(record.msg), record.args and _told("", record.args)
    if not record.args:
        return _masked(record.getMessage()), record.args
    written = str(record.msg)
    whole = _masked(written % _spoken(record.args))
    try:
        args = _told("", record.args)
        if _masked(written) == written and written % args == whole:
            return written, args
    except Late:
        raise
    except Exception:  # a masked number is none for %d
        return whole, None
    return whole, None


def _spoken(value: Any, depth: int = 0) -> Any:
    """Arguments, masked where their text in a message does not say what they are: bytes, of which only those of ASCII can be
    read there, and names of fields with their values."""
    if depth > DEEPEST:
        return value
    if _unreadable(value) or _paired(value):
        return _told("", value)
    if isinstance(value, Mapping):
        made = _told("", value) if any(map(_unreadable, value)) else {key: _spoken(one, depth + 1) for key, one in value.items()}
        return value if made == value else made
    if type(value) in (list, tuple):
        made = type(value)(_spoken(one, depth + 1) for one in value)
        return value if made == value else made
    return value


def _unreadable(value: Any) -> bool:
    """Whether a message shows bytes by their numbers."""
    return isinstance(value, (bytes, bytearray)) and not value.isascii()


def _paired(value: Any) -> bool:
    """Whether something is a list of keys with their values: [("fund_account", "88012345")]."""
    if isinstance(value, ItemsView):
        return True
    many = isinstance(value, (list, tuple, set, frozenset, deque)) and bool(value)
    return many and all(type(one) in (tuple, list) and len(one) == 2 and isinstance(one[0], (str, bytes)) for one in value)


def _as_dict(fields: Mapping[Any, Any]) -> Any:
    """A mapping's fields, masked, in a mapping of the same sort where that can be made anew. An exception among them becomes the
    masked text of its traceback, under the name that those who write it give it."""
    held = dict(fields)
    if trace := _traced(held.get("exc_info")):
        del held["exc_info"]
        held.setdefault("exception", trace)
    made = _mapped(held, 0)
    try:
        return made if type(fields) is dict else type(fields)(made)  # type: ignore[call-arg]
    except Exception:
        return made


def _traced(exception: Any) -> str:
    """The traceback of what stands under ``exc_info``: an exception, its three parts, or True for the one being handled."""
    if exception is True:
        exception = sys.exc_info()
    if isinstance(exception, BaseException):
        exception = (type(exception), exception, exception.__traceback__)
    told = isinstance(exception, tuple) and len(exception) == len(sys.exc_info()) and isinstance(exception[1], BaseException)
    return _plain.formatException(exception) if told else ""


def _masked(text: str) -> str:
    """A text masked. Raises Late."""
    if not LIVELY.search(text):
        return text
    if not choice.loaded():
        _read.effort = getattr(_read, "effort", 0) + choice.effort(text)
        if choice.late(_read.effort):
            raise Late
    return still(text, mask_message(text, "mail"))


def _told(key: Any, value: Any, depth: int = 0) -> Any:
    """A value under its key, which may say what it is (``fund_account``); what cannot be masked is left as it is.

    What the caller handed over stays unchanged: a list or a mapping is written anew.
    """
    if depth > DEEPEST:
        return FAILED
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (str, bytes, bytearray, memoryview, int, float, Decimal)):
        return _plainly(key, value)
    if isinstance(value, Mapping):
        return _mapped(value, depth, key)
    names, make = getattr(value, "_fields", ()), getattr(value, "_make", None)
    if isinstance(value, tuple) and make:  # a NamedTuple
        return make(_told(name, one, depth + 1) for name, one in zip(names, value, strict=True))
    if isinstance(value, ItemsView):
        value = [*value]
    if isinstance(value, (list, tuple, set, frozenset, deque)):
        if _paired(value):
            made = [type(one)((_told("", one[0], depth + 1), _told(one[0], one[1], depth + 1))) for one in value]
        else:
            made = [_told(key, one, depth + 1) for one in value]
        return next(kind(made) for kind in (list, tuple, frozenset, set, deque) if isinstance(value, kind))
    return _by_text(key, value, depth)


def _plainly(key: Any, value: Any) -> Any:
    """A text, bytes or a number; itself where nothing is personal. A number is looked at where it is a whole one."""
    if isinstance(value, str):
        before = str.__str__(value)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        before = bytes(value).decode("utf-8", "surrogateescape")
    elif isinstance(value, int) or (isfinite(value) and abs(value) < FIGURES and value == int(value)):
        before = str(int(value))
    else:
        return value
    after = _under(key, before)
    if after == before:
        return value
    return after.encode("utf-8", "surrogateescape") if isinstance(value, (bytes, bytearray, memoryview)) else after


def _mapped(value: Mapping[Any, Any], depth: int, above: Any = "") -> dict[Any, Any]:
    """A mapping with its keys masked, too; of keys that are the same then, all but the first have a number behind them.

    What is called a value is that of what the mapping says it is (``key``, ``name``), or of the key ``above``."""
    made: dict[Any, Any] = {}
    said = next((one for name, one in value.items() if str(name).lower() in NAMING and isinstance(one, str)), "")
    for name, one in value.items():
        first = shown = _told("", name, depth + 1)
        number = 1
        while shown in made:
            number += 1
            shown = f"{first} ({number})"
        meant = str(name).lower()
        made[shown] = _told((meant in VALUES and said) or (meant in NUMBERS and above) or name, one, depth + 1)
    return made


def _by_text(key: Any, value: Any, depth: int) -> Any:
    """Any other object: itself where neither its text nor, of a dataclass, its fields show anything personal; else the masked
    text."""
    try:
        text, shown = str(value), repr(value)
    except Exception:
        return FAILED
    after = _under(key, text)
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name, None) for one in fields(value)}
        made = _mapped(held, depth)
        if any(made[name] is not one and made[name] != one for name, one in held.items()):
            return _masked(f"{type(value).__name__}({', '.join(f'{name}={one!r}' for name, one in made.items())})")
    return after if after != text else value if _masked(shown) == shown else _masked(shown)


def _under(key: Any, text: str) -> str:
    """The text masked as what stands behind ``key=``, or by itself where its key is personal, too."""
    key = key.decode("utf-8", "replace") if isinstance(key, bytes) else key
    cue = f"{key}=" if key else ""
    after = _masked(cue + text)
    return after.removeprefix(cue) if after.startswith(cue) else _masked(text)
