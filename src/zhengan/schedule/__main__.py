"""``python -m zhengan.schedule NAME``: one job, if it is due and free, in this process. Begun by ``schedule.apart``."""

from __future__ import annotations

import os
import sys
import threading
import time

LATER = 10  # how much later than the pages its turn at the processor comes
LOOK = 1.0  # seconds between two looks for whoever began it


def main(name: str) -> None:
    """Do the job; end at once when whoever began it is gone."""
    import django

    django.setup()  # DJANGO_SETTINGS_MODULE comes with the environment of whoever began it
    from zhengan.schedule import logbook, runner
    from zhengan.schedule.leases import take

    if hasattr(os, "nice"):
        os.nice(LATER)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="zhengan-parent", daemon=True).start()
    logbook.listen()
    claim = take(name, runner.holder())
    if claim is not None:
        runner.do(claim)


def _end_with(parent: int) -> None:
    """Nothing is left half written: a day is judged and stored in one transaction, under a claim that still stands."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
