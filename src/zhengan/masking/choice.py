"""Reference or kernels: which answers sooner. The answer is the same.

The reference reads some 200 KB a second, a line of a log in some milliseconds, and needs nothing; loading the kernels takes a
second or two, and compiling them, once after an installation, most of a minute (``zhengan mask prepare`` does it beforehand).
Once they are loaded they serve texts of any size. What lives long and reads short texts has them loaded in the background
(``warm``). What asks here: ``masking.mask``, messages, the logging filter, and ``run.by_reference`` for text files.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import threading
import warnings
from contextlib import suppress
from functools import cache
from typing import Any

ENGINE = "zhengan.masking.fast.engine"
FEW, SOON, WORTH_COMPILING = 20_000, 200_000, 1 << 20
"""Bytes from which kernels are worth a call, worth being loaded, and worth being compiled."""


FIGURES = re.compile("[0-9０-９][ \t\r\n\u00a0-]{1,4}(?=[0-9０-９])")
MANY = 1000
"""Groups of figures that are read on and on: each may take the reference half a millisecond. From how many on the kernels are
waited for: half a second of the reference at worst."""
LENGTH = 2000  # characters of any text that count as one: how long a text may be is the caller's to say
LOADING = 10.0  # seconds, of which a second or two is used


def effort(text: str) -> int:
    """What the reference takes for a text at worst, in groups of figures."""
    return len(FIGURES.findall(text)) + len(text) // LENGTH


def late(effort: int) -> bool:
    """Whether a text would keep its reader waiting: it takes the reference seconds and there are no kernels, not even after they
    have been loaded, which is done here and waited for where compiled code of them is on disk."""
    if effort <= MANY or loaded():
        return False
    warm()
    return not warmed(LOADING)


def kernels(size: int) -> Any:
    """The engine's module where it serves a text of that size better than the reference, else None.

    Without Numba that is never, which is said once for texts that would want it.
    """
    if _loaded or loaded():
        return sys.modules[ENGINE]
    if size < (FEW if ENGINE in sys.modules else SOON):
        return None
    try:
        engine = importlib.import_module(ENGINE)
    except ImportError:
        warn_once()
        return None
    return engine if size >= WORTH_COMPILING or engine.compiled() else None


_loaded = False
_loading: threading.Thread | None = None
_turn = threading.Lock()


def loaded() -> bool:
    """Whether the kernels stand in memory, so that the next call begins at once."""
    global _loaded
    if not _loaded and (engine := sys.modules.get(ENGINE)):
        _loaded = all(kernel.signatures for kernel in getattr(engine, "KERNELS", ())) and hasattr(engine, "ready")
    return _loaded


def warm() -> None:
    """Has the kernels loaded in the background, where compiled code of them is on disk: else, and until then, the reference
    serves. Nothing is ever compiled here: that would take the processor from the service for a minute."""
    global _loading
    with _turn:
        if _loaded or _loading:
            return
        _loading = threading.Thread(target=_load, name="zhengan-masking-kernels", daemon=True)
        _loading.start()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=warmed)  # a child forked amid the loading would wait for it for ever


def warmed(seconds: float | None = None) -> bool:
    """Waits for what ``warm`` began; whether the kernels are loaded."""
    if _loading and _loading is not threading.current_thread():
        _loading.join(seconds)
    return loaded()


def _load() -> None:
    with suppress(Exception):  # without Numba, or with a cache that cannot be read: the reference serves
        engine = importlib.import_module(ENGINE)
        if engine.compiled():
            engine.ready()


@cache
def warn_once() -> None:
    """Says that the kernels are missing."""
    warnings.warn("没有安装 numba，脱敏改用参考实现，结果相同但慢得多：pip install zhengan[masking]", stacklevel=5)
