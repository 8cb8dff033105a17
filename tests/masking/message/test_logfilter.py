"""A service's log: nothing personal in it, whatever way it came in, and no error of ours in the service."""

from __future__ import annotations

import io
import logging
import threading
import time

import pytest

from zhengan.masking import logfilter
from zhengan.masking.logfilter import FAILED, MaskingFilter


@pytest.fixture
def log():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.addFilter(MaskingFilter())
    logger = logging.Logger("service")
    logger.addHandler(handler)
    return logger, out


def test_arguments_are_masked_after_formatting(log):
    logger, out = log
    logger.info("客户%s，手机%s%s", "张伟", 1381234, "5678")
    logger.info("phone=%(p)s", {"p": "13812345678"})
    assert out.getvalue() == "INFO 客户张＊，手机138****5678\nINFO phone=138****5678\n"


def test_tracebacks_and_stacks_are_masked(log):
    logger, out = log
    try:
        raise ValueError("身份证360426199101010071")
    except ValueError:
        logger.exception("failed", stack_info=True)
    text = out.getvalue()
    assert "ValueError: 身份证360***********0071" in text and "360426199101010071" not in text.split("raise")[-1].split("\n")[-2]
    assert "Stack (most recent call last)" in text and "360426199101010071" not in text


@pytest.mark.parametrize("broken", [("%d", "x"), ("%s %s", "x")])
def test_a_message_that_cannot_be_formatted_is_withheld(log, broken):
    logger, out = log
    logger.info(*broken)
    assert out.getvalue() == f"INFO {FAILED}\n"


def test_an_engine_that_fails_leaks_nothing_and_stops_nobody(log, monkeypatch):
    logger, out = log

    def fail(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(logfilter, "mask_message", fail)
    logger.warning("手机13812345678")
    assert out.getvalue() == f"WARNING {FAILED}\n"


def test_many_threads_write_whole_masked_lines(log):
    logger, out = log
    threads = [threading.Thread(target=lambda: [logger.info("手机%s", 13812345678) for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert out.getvalue() == "INFO 手机138****5678\n" * 400


def test_a_calm_message_costs_little():
    record = logging.LogRecord("x", 20, "f", 1, "GET /api/v1/items 200 in %d ms", (12,), None)
    filter_ = MaskingFilter()

    def taken(text: str) -> float:
        best = 1.0
        for _ in range(5):
            begun = time.perf_counter()
            for _ in range(200):
                record.msg, record.args = text, None
                filter_.filter(record)
            best = min(best, time.perf_counter() - begun)
        return best / 200

    assert taken("GET /api/v1/items 200 in 12 ms") * 5 < taken("手机13812345678 已登录，订单 12345678")
