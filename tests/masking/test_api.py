"""The two calls most people need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.masking_text import text
from zhengan import masking
from zhengan.masking import choice, kept
from zhengan.masking.fast import engine
from zhengan.masking.message import mask_message
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


def test_half_a_character_and_bytes_of_every_sort() -> None:
    half = "手机13812345678\ud83d"
    assert masking.mask(half) == "手机138****5678\ud83d" and masking.mask(half + "\udcff") == "手机138****5678\ud83d\udcff"
    assert [(one.start, one.end) for one in masking.find(half)] == [(6, 17)]
    for kind in (bytearray, memoryview):
        assert masking.mask(kind(b"13812345678")) == b"138****5678" and masking.find(kind(b"13812345678"))


@pytest.mark.parametrize("ask", [masking.mask, masking.find, mask_message])
@pytest.mark.parametrize("wrong", [None, 13812345678, ["13812345678"]])
def test_what_is_no_text_is_refused_without_its_value(ask: Callable[[object], object], wrong: object) -> None:
    with pytest.raises(TypeError, match=f"wanted, not {type(wrong).__name__}$"):
        ask(wrong)
    with pytest.raises(TypeError, match="str wanted, not bytes"):
        mask_message(b"13812345678")  # type: ignore[arg-type]


def test_long_texts_by_kernels_short_ones_too_once_these_are_loaded_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.ready()
    long = text(30_000)
    assert choice.kernels(len(long)) and choice.kernels(100)
    monkeypatch.setattr(choice, "_loaded", False)
    monkeypatch.setattr(choice, "loaded", lambda: False)
    assert choice.kernels(len(long)) and not choice.kernels(100)
    assert masking.mask(long) == stars.mask(long)


def test_without_numba_the_same_answer_and_a_word_about_it() -> None:
    program = (
        "import sys; sys.modules['numba'] = None\n"
        "import warnings; warnings.simplefilter('always')\n"
        "from zhengan import masking\n"
        "from zhengan.masking import choice; choice.SOON = 20_000\n"
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


def test_before_anything_is_compiled_a_small_text_is_answered_by_the_reference(tmp_path: Path) -> None:
    """A process of a fresh installation: nothing compiled, and nothing that waits for it."""
    program = (
        "import sys; from zhengan import masking; from zhengan.masking import choice; from zhengan.masking.fast import engine\n"
        "assert not engine.compiled()\n"
        "assert choice.kernels(choice.WORTH_COMPILING - 1) is None and choice.kernels(choice.WORTH_COMPILING) is engine\n"
        "assert masking.mask('客户张伟手机13812345678' * 1000) == '客户张＊手机138****5678' * 1000\n"
        "assert not engine.structured.signatures\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_kernels_are_kept_where_one_may_write(tmp_path: Path) -> None:
    """Beside the source, else under ZHENGAN_HOME."""
    assert kept.cache_folder(kept.HERE, {}) == ""
    closed = tmp_path / "package"
    closed.mkdir()
    (closed / "__pycache__").write_text("no folder")
    home = {"ZHENGAN_HOME": str(tmp_path / "var")}
    assert kept.cache_folder(closed, home) == str(tmp_path / "var" / "cache" / "kernels")
    assert kept.cache_folder(closed, {**home, "NUMBA_CACHE_DIR": "own"}) == ""
    assert kept.cache_folder(closed, {}) == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (r'{"realName":"\u5f20\u4f1f","mobile":"13812345678"}', r'{"realName":"\u5f20\uff0a","mobile":"138****5678"}'),
        ("name=%E5%BC%A0%E4%BC%9F&ts=1700000000000", "name=%E5%BC%A0%EF%BC%8A&ts=1700000000000"),
    ],
)
def test_names_written_as_escapes_are_found_and_masked(text: str, masked: str) -> None:
    (one,) = (one for one in masking.find(text) if one.kind == "name")
    assert text[one.start : one.end] in (r"\u5f20\u4f1f", "%E5%BC%A0%E4%BC%9F")
    assert masking.mask(text) == masked
    assert masking.mask(masked) == masked
    assert mask_message(text).text == masked
