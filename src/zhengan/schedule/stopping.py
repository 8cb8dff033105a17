"""Hearing that this process is asked to stop, whichever of its threads the system tells.

Python runs a signal's handler in the main thread, which may be asleep. Of two signals that come together, one wakes the
main thread and the other wakes another thread, which takes both: the main thread finds nothing, sleeps on, and neither
handler ever runs. And a handler that sets a ``threading.Event`` may interrupt the very thread that holds its lock. So
the byte that the C-level handler writes wherever it runs (``signal.set_wakeup_fd``) is read by a thread of its own.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping

Acts = Mapping[int, Callable[[], object]]
ENDS = (signal.SIGINT, signal.SIGTERM)


def listen(acts: Acts) -> None:
    """Have a thread do what belongs to each signal; call it in the main thread. The last call in a process holds.

    SIGINT with nothing to do is ignored: a terminal sends it to the parent too, which says what is to be done. A process
    that was forked and has not called ``listen`` yet ends at SIGTERM.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    ours = os.getpid()

    def heard(number: int, _frame: object) -> None:
        if number == signal.SIGTERM and os.getpid() != ours:
            os._exit(0)

    for number in {*ENDS, *acts}:
        signal.signal(number, heard)
    threading.Thread(target=_acting, args=(reading, acts), name="zhengan-signals", daemon=True).start()


def _acting(reading: int, acts: Acts) -> None:
    while given := os.read(reading, 1):
        if act := acts.get(given[0]):
            act()
