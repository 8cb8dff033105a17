"""A line of a service's log through the logging filter, beside the same line masked by the readable reference alone."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable

from benchmarks.table import Row
from zhengan.masking import choice
from zhengan.masking.fast import engine
from zhengan.masking.logfilter import MaskingFilter
from zhengan.masking.plain.stars import mask as by_reference

LINE = "手机13916783204 客户李建国 登录成功 资金账号80015623"
LINES, RUNS, LEAST = 2000, 5, 3


def a_second(act: Callable[[], object], times: int) -> float:
    """How often in a second."""
    act()
    began = time.perf_counter()
    for _ in range(times):
        act()
    return times / (time.perf_counter() - began)


def run() -> list[Row]:
    """Lines a second, once the kernels are loaded."""
    engine.ready()
    masking, raw = MaskingFilter(), LINE.encode()
    assert choice.loaded()

    def filtered() -> None:
        masking.filter(logging.LogRecord("service", logging.INFO, "", 0, LINE, None, None))

    figure = statistics.median(a_second(filtered, LINES) for _ in range(RUNS))
    other = statistics.median(a_second(lambda: by_reference(raw), LINES // 20) for _ in range(RUNS))
    return [Row("logging filter, a line of 30 characters", figure, "lines/s", "by the reference", other, figure / other,
                f"≥ {LEAST} times", figure / other >= LEAST)]  # fmt: skip
