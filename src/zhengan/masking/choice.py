"""Reference or kernels: which answers sooner. The answer is the same.

The reference reads some 200 KB a second and needs nothing; loading the kernels takes a second or two, and compiling them,
once after an installation, most of a minute (``zhengan mask prepare`` does it beforehand). What asks here: ``masking.mask``,
messages, and ``run.by_reference`` for text files.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from functools import cache
from typing import Any

ENGINE = "zhengan.masking.fast.engine"
FEW, SOON, WORTH_COMPILING = 20_000, 200_000, 1 << 20
"""Bytes from which kernels are worth a call, worth being loaded, and worth being compiled."""


def kernels(size: int) -> Any:
    """The engine's module where it serves a text of that size better than the reference, else None.

    Without Numba that is never, which is said once for texts that would want it.
    """
    if size < (FEW if ENGINE in sys.modules else SOON):
        return None
    try:
        engine = importlib.import_module(ENGINE)
    except ImportError:
        warn_once()
        return None
    return engine if size >= WORTH_COMPILING or engine.compiled() else None


@cache
def warn_once() -> None:
    """Says that the kernels are missing."""
    warnings.warn("没有安装 numba，脱敏改用参考实现，结果相同但慢得多：pip install zhengan[masking]", stacklevel=5)
