"""What is compiled beforehand is what a run calls: afterwards a run compiles nothing more."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest
from click.testing import CliRunner

from zhengan.cli.main import cli
from zhengan.kit.say import say
from zhengan.masking import prepare
from zhengan.masking.prepare import bytecode, compiling, fresh, steps

RUN = """
import sys
from pathlib import Path
from numba.core import event
from zhengan.masking import policy, run
compiled, MANY = [], 3000  # so many lines that kernels are asked
class Heard(event.Listener):
    def on_start(self, e): compiled.append(e.data["dispatcher"].py_func.__qualname__)
    def on_end(self, e): pass
event.register("numba:compile", Heard())
folder = Path(sys.argv[1])
for encoding in ("utf-8", "gb18030"):
    source = folder / "in.txt"
    line = "联系人：欧阳修远，住址：浙江省杭州市余杭区文一西路969号，a@b.cn \\\\u5f20\\\\u4f1f\\n"
    source.write_bytes(line.encode(encoding) * MANY)
    run.mask(source, folder / "out.txt", policy.builtin(), encoding=encoding, force=True, threads=2)
(folder / "in.csv").write_text("tel,x\\n13812345678,\\n", encoding="utf-8")
(folder / "p.yaml").write_text('zhengan-masking: "1"\\nrest: leave\\ncolumns: {tel: {kind: mobile}}\\n', encoding="utf-8")
run.mask(folder / "in.csv", folder / "out.csv", policy.load(folder / "p.yaml", {}), encoding="utf-8", force=True)
(folder / "in.csv").write_text("order_no,x\\n13812345678,张伟\\n", encoding="utf-8")
run.mask(folder / "in.csv", folder / "out.csv", policy.builtin(), encoding="utf-8", force=True)
print(compiled, "zhengan.masking.fast.engine" in sys.modules)
"""


@pytest.mark.slow
def test_after_it_a_run_compiles_nothing(tmp_path: Path) -> None:
    for _what, act in steps():
        act()
    done = subprocess.run([sys.executable, "-c", RUN, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"


def test_what_is_asked_for_before_a_run_is_what_is_made_ready() -> None:
    """A kernel that ``ready`` did not call would be compiled in the first run that meets an escape, and announced for ever."""
    asks = "from zhengan.masking.fast import engine; engine.ready(); print([k for k in engine.KERNELS if not k.signatures])"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_step_says_what_it_is() -> None:
    assert len({str(what) for what, _act in steps()}) == 5


def test_what_is_loaded_is_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(str(tmp_path))
    source = tmp_path / "loaded_by_a_test.py"
    source.write_text("ONE = 1\n", "utf-8")
    importlib.import_module(source.stem)
    try:
        assert not fresh(source)
        bytecode()
        assert fresh(source)
        source.write_text("ONE = 2\n", "utf-8")
        os.utime(source, (2e9, 2e9))
        assert not fresh(source)
        source.write_text("ONE =", "utf-8")
        bytecode()  # what does not translate stays as it is
    finally:
        del sys.modules[source.stem]


def test_where_all_is_compiled_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no minutes are announced."""
    monkeypatch.setattr(prepare, "steps", lambda: iter([(say("识别内核"), prepare.recognition)]))
    prepare.recognition()
    done = CliRunner().invoke(cli, ["mask", "prepare"], env={"ZHENGAN_LANG": "zh"})
    assert "没有要编译的" in done.output and "仅首次" not in done.output and "已就绪" in done.output


def test_what_is_compiled_is_counted() -> None:
    with compiling() as made:
        numba.njit(lambda number: number + 1)(1)
    assert len(made) == 1
