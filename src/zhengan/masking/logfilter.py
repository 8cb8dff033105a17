"""A ``logging.Filter`` for Python services: what is personal is masked before a handler sees it (Arts. 16.2, 34.1).

>>> handler.addFilter(MaskingFilter())          # on the handler: a logger's filter does not see its children's records
"""

from __future__ import annotations

import logging
import re

from zhengan.masking.message import mask_message

FAILED = "[日志脱敏失败，原文未写出 masking failed, message withheld]"
# Six digits or nearly so, an @ or an escape, anything that is not ASCII: without one of them nothing personal is there.
LIVELY = re.compile(r"[0-9](?:[ -]?[0-9]){5}|@|%40|[^\x00-\x7f]|%3[0-9]|\\u00|&#|[:=]\s*\"?[A-Z]")
_plain = logging.Formatter()


class MaskingFilter(logging.Filter):
    """Masks the message with its arguments, the traceback and the stack. Any thread; never raises into the service.

    Where the engine fails the message is withheld and says so: nothing leaks, and the record still tells level and place.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record in place; it always passes."""
        try:
            message = _masked(record.getMessage())
            trace = record.exc_text or (_plain.formatException(record.exc_info) if record.exc_info else None)
            trace = trace and _masked(trace)
            stack = record.stack_info and _masked(record.stack_info)
        except Exception:
            message, trace, stack = FAILED, None, None
        record.msg, record.args = message, None
        record.exc_text, record.exc_info, record.stack_info = trace, None, stack
        return True


def _masked(text: str) -> str:
    return mask_message(text, "mail").text if LIVELY.search(text) else text
