"""Short texts are read by the kernels once these are loaded, with the same answer; loading them keeps nobody waiting."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

import pytest

from zhengan.masking import choice, mask, message
from zhengan.masking.fast import engine
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.logfilter import SLOW as SLOW_NOTICE
from zhengan.masking.logfilter import MaskingFilter
from zhengan.masking.message import mask_message
from zhengan.masking.plain.find import find as read

LINE = "手机13916783204 客户李建国 登录成功 资金账号80015623"
CASES = [case.text for kind in EVERY for case in kind.cases]


@pytest.fixture(scope="module", autouse=True)
def ready():
    engine.ready()


def test_loaded_kernels_serve_texts_of_any_size():
    assert choice.loaded() and choice.kernels(1) is engine


def test_the_answer_is_the_references(monkeypatch):
    by_kernels = [mask_message(text) for text in CASES]
    monkeypatch.setattr(message, "kernels", lambda size: None)
    for text, one in zip(CASES, by_kernels, strict=True):
        other = mask_message(text)
        assert (one.text, one.doubtful, one.counts) == (other.text, other.doubtful, other.counts)
        assert [(s.start, s.end, s.kind) for s in one.spans] == [(s.start, s.end, s.kind) for s in other.spans]


def test_a_line_of_a_log_is_many_times_faster_than_by_the_reference():
    masking = MaskingFilter()
    record = logging.LogRecord("service", logging.INFO, "", 0, LINE, None, None)

    def by_filter() -> None:
        record.msg = LINE
        masking.filter(record)

    def spent(act, times: int) -> float:
        act()
        began = time.process_time()
        for _ in range(times):
            act()
        return (time.process_time() - began) / times

    assert min(spent(by_filter, 50) for _ in range(3)) * 4 < min(spent(lambda: read(LINE.encode()), 5) for _ in range(3))
    assert record.msg == "手机139****3204 客户李＊＊ 登录成功 资金账号80****23" == mask(LINE)


@pytest.mark.parametrize("warm", [True, False])
def test_loading_keeps_nobody_waiting_and_begins_only_where_it_is_asked_for(warm):
    program = (
        "import sys, time\nfrom zhengan.masking import choice\nfrom zhengan.masking.logfilter import MaskingFilter\n"
        f"began = time.monotonic()\nMaskingFilter(warm={warm})\nMaskingFilter(warm={warm})\n"
        "assert time.monotonic() - began < 0.5\n"
        f"assert choice.warmed() is {warm} and ('numba' in sys.modules) is {warm}\n"
        "import os\nchild = os.fork()\n"
        "if not child: os._exit(0 if choice.loaded() == " f"{warm}" " else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


SLOW = (
    "import io, logging, sys, time\n{before}\nfrom zhengan.masking.logfilter import SLOW, MaskingFilter\n"
    "out = io.StringIO()\nhandler = logging.StreamHandler(out)\nhandler.addFilter(MaskingFilter())\n"
    "log = logging.Logger('service')\nlog.addHandler(handler)\n"
    "began = time.process_time()\nlog.info({text!r} + ' 13812345678', extra={{'more': {text!r} + '13812345678'}})\n"
    "took = time.process_time() - began\nshown = out.getvalue().strip()\n"
    "assert took < 6, took\nassert '13812345678' not in shown\nassert (shown == SLOW) is {withheld}, shown[:90]\n"
)


@pytest.mark.parametrize(("before", "withheld"), [("", False), ("sys.modules['numba'] = None", True)])
@pytest.mark.parametrize("text", ["1 " * 5000, "1 2 a " * 2000, "１ " * 2000])
def test_a_record_of_very_many_numbers_waits_for_the_kernels_or_is_withheld(text, before, withheld):
    program = SLOW.format(before=before, text=text, withheld=withheld)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("call", ["mask('1 ' * 2000)", "mask_message('1 ' * 2000, 'sms')"])
def test_a_call_with_very_many_numbers_has_the_kernels_loaded(call):
    program = (
        "import time\nfrom zhengan.masking import mask\nfrom zhengan.masking.message import mask_message\n"
        f"began = time.process_time()\n{call}\nassert time.process_time() - began < 6\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_many_small_texts_of_one_record_are_counted_together(monkeypatch):
    monkeypatch.setattr(choice, "loaded", lambda: False)
    monkeypatch.setattr(choice, "warmed", lambda seconds=None: False)
    record = logging.LogRecord("service", logging.INFO, "", 0, "calm", None, None)
    record.more = ["1 " * 120 + "13812345678"] * 9
    MaskingFilter(warm=False).filter(record)
    assert record.more == record.msg == SLOW_NOTICE
    record = logging.LogRecord("service", logging.INFO, "", 0, LINE, None, None)
    MaskingFilter(warm=False).filter(record)  # the next begins anew
    assert record.msg == mask(LINE)
