"""What is compiled beforehand is what a run calls: afterwards a run compiles nothing more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zhengan.masking.prepare import steps

RUN = """
import sys
from pathlib import Path
from numba.core import event
from zhengan.masking import policy, run
compiled = []
class Heard(event.Listener):
    def on_start(self, e): compiled.append(e.data["dispatcher"].py_func.__qualname__)
    def on_end(self, e): pass
event.register("numba:compile", Heard())
folder = Path(sys.argv[1])
for encoding in ("utf-8", "gb18030"):
    source = folder / "in.txt"
    source.write_bytes("联系人：欧阳修远，住址：浙江省杭州市余杭区文一西路969号，a@b.cn\\n".encode(encoding) * 3)
    run.mask(source, folder / "out.txt", policy.builtin(), encoding=encoding, force=True, threads=2)
(folder / "in.csv").write_text("tel,x\\n13812345678,\\n", encoding="utf-8")
(folder / "p.yaml").write_text('zhengan-masking: "1"\\nrest: leave\\ncolumns: {tel: {kind: mobile}}\\n', encoding="utf-8")
run.mask(folder / "in.csv", folder / "out.csv", policy.load(folder / "p.yaml", {}), encoding="utf-8", force=True)
print(compiled)
"""


@pytest.mark.slow
def test_after_it_a_run_compiles_nothing(tmp_path: Path) -> None:
    for _what, act in steps():
        act()
    done = subprocess.run([sys.executable, "-c", RUN, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_step_says_what_it_is() -> None:
    assert len({str(what) for what, _act in steps()}) == 4
