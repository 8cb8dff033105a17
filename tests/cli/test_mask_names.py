"""Names of files in another encoding: masked, checked and audited like others, and told as far as they can be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GBK = os.fsdecode("客户".encode("gbk"))


@pytest.mark.parametrize(("source", "target"), [("a.csv", f"{GBK}.csv"), (f"{GBK}.csv", "o.csv")])
@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_a_name_in_gbk(tmp_path: Path, source: str, target: str, json_too: tuple[str, ...]) -> None:
    try:
        (tmp_path / source).write_text("手机\n13812345678\n", "utf-8")
    except OSError:
        pytest.skip("file names are UTF-8 here")
    code = "from zhengan.cli.main import main; main()"

    def zhengan(*words: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "ZHENGAN_LANG": "zh", "PYTHONIOENCODING": "utf-8:strict"}
        return subprocess.run([sys.executable, "-c", code, "mask", *words, *json_too], cwd=tmp_path, env=env,
                              capture_output=True, text=True)  # fmt: skip

    done = zhengan("run", source, "-o", target)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "\\udcbf" in done.stdout
    record = json.loads((tmp_path / f"{target}.audit.json").read_bytes())
    assert (record["source"]["name"], record["target"]["name"]) == (source, target)
    assert zhengan("check", target).returncode == 0
    assert zhengan("check", source).returncode == (1 if source != target else 0)
