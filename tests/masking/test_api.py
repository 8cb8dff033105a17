"""The two calls most people need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.masking_text import text
from zhengan import masking
from zhengan.masking.plain import stars


def test_find_says_what_and_why() -> None:
    (one,) = masking.find("手机13812345678")
    assert (one.start, one.end, one.kind) == (6, 17, "mobile")
    assert one.why
    assert masking.find("手机13812345678".encode()) == [one]


def test_mask_gives_back_what_it_got() -> None:
    assert masking.mask("手机13812345678") == "手机138****5678"
    assert masking.mask(b"\xff13812345678") == b"\xff138****5678"
    assert masking.mask("\udcff13812345678") == "\udcff138****5678"


def test_long_texts_by_kernels_short_ones_by_the_reference_the_same_answer() -> None:
    long = text(30_000)
    assert len(long) > masking.FEW
    assert masking.mask(long) == stars.mask(long)


def test_without_numba_the_same_answer_and_a_word_about_it() -> None:
    program = (
        "import sys; sys.modules['numba'] = None\n"
        "import warnings; warnings.simplefilter('always')\n"
        "from zhengan import masking\n"
        "long = '，13812345678' * 2000\n"
        "assert masking.mask(long) == '，138****5678' * 2000\n"
        "masking.mask(long)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("没有安装 numba") == 1


@pytest.mark.parametrize("module", ["numba", "numpy", "django", "pyarrow"])
def test_importing_is_light(module: str) -> None:
    program = f"import sys, zhengan.masking; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
