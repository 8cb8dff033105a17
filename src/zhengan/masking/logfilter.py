"""A ``logging.Filter`` for Python services: what is personal is masked before a handler sees it (Arts. 16.2, 34.1).

>>> handler.addFilter(MaskingFilter())          # on the handler: a logger's filter does not see its children's records
"""

from __future__ import annotations

import logging
import re
from typing import Any

from zhengan.masking.message import mask_message

FAILED = "[日志脱敏失败，原文未写出 masking failed, message withheld]"
# Without one of these the engine leaves a text alone, for this is how the shortest of every kind is written: not in ASCII;
# an escape that may stand for a character; an address's @; seven figures one beside the other (a local number, a passport),
# which a number broken over a line end has on one of its lines; a mobile number with dots; a passport of letters and few figures;
# two parts of a name.
LIVELY = re.compile(
    r"[^\x00-\x7f]|%[0-9A-Fa-f]|\\[ux]|&#|@|[0-9](?:[ -]?[0-9]){6}|1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}"
    r"|[A-Z]{2}[0-9]{6}|[A-Z][0-9]{1,7}[A-Z]|[A-Z][A-Za-z'’]{0,11},? {1,3}[A-Z][A-Za-z]"
)
OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}
"""The attributes of every record. Any other came by ``extra``."""
DEEPEST = 8  # levels of lists and mappings in an extra attribute
_plain = logging.Formatter()


class MaskingFilter(logging.Filter):
    """Masks the message with its arguments, the traceback, the stack, and what came by ``extra``: texts and whole numbers, in
    lists and mappings too. Any thread; never raises into the service.

    Where the engine fails the message is withheld and says so: nothing leaks, and the record still tells level and place.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record in place; it always passes."""
        extra = {key: value for key, value in record.__dict__.items() if key not in OWN}
        try:
            message = _masked(record.getMessage())
            trace = record.exc_text or (_plain.formatException(record.exc_info) if record.exc_info else None)
            trace = trace and _masked(trace)
            stack = record.stack_info and _masked(record.stack_info)
            extra = {key: _told(key, value) for key, value in extra.items()}
        except Exception:
            message, trace, stack = FAILED, None, None
            extra = dict.fromkeys(extra, FAILED)
        record.msg, record.args = message, None
        record.exc_text, record.exc_info, record.stack_info = trace, None, stack
        record.__dict__.update(extra)
        return True


def _masked(text: str) -> str:
    return mask_message(text, "mail").text if LIVELY.search(text) else text


def _told(key: Any, value: Any, depth: int = 0) -> Any:
    """A value under its key, which may say what it is (``fund_account``); what cannot be masked is left as it is.

    What the caller handed over stays unchanged: a list or a mapping is written anew.
    """
    if depth > DEEPEST:
        return FAILED
    if isinstance(value, str):
        return _under(key, value)
    if isinstance(value, int) and not isinstance(value, bool):
        after = _under(key, str(value))
        return value if after == str(value) else after
    if isinstance(value, dict):
        return {_told("", name, depth + 1): _told(name, one, depth + 1) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        made = [_told(key, one, depth + 1) for one in value]
        return made if isinstance(value, list) else tuple(made)
    return value


def _under(key: Any, text: str) -> str:
    """The text masked as what stands behind ``key=``, or by itself where its key is personal, too."""
    cue = f"{key}=" if key else ""
    after = _masked(cue + text)
    return after.removeprefix(cue) if after.startswith(cue) else _masked(text)
