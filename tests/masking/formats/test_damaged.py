"""A file of columns that Arrow cannot read: why, in the reader's language, with Arrow's own words behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.run import mask

TABLE = pa.table({"姓名": ["张伟", "李娜"] * 3000, "次": [str(k) for k in range(6000)]})
Spoil = Callable[[bytes], bytes]
SPOILT: dict[str, tuple[Spoil, str]] = {
    "empty": (lambda data: b"", "空的"), "cut off": (lambda data: data[:-100], "没有写完"),
    "other": (lambda data: b"hello, world", "开头没有"),
    "middle": (lambda data: data[:600] + b"\xff" * 600 + data[1200:], "读不出"),
}  # fmt: skip


def stored(path: Path) -> bytes:
    if path.suffix == ".parquet":
        pq.write_table(TABLE, path)
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(TABLE, str(path), compression="uncompressed")
    else:
        with pa.ipc.new_stream(str(path), TABLE.schema) as writer:
            writer.write_table(TABLE, max_chunksize=1000)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["a.parquet", "a.feather", "stream.arrow"])
@pytest.mark.parametrize("how", SPOILT)
def test_said_with_arrows_words_behind(tmp_path: Path, name: str, how: str) -> None:
    path, out = tmp_path / name, tmp_path / f"o{Path(name).suffix}"
    spoil, word = SPOILT[how]
    path.write_bytes(spoil(stored(path)))
    for refused in (lambda: mask(path, out, policy.builtin()), lambda: check(path)):
        with pytest.raises(Problem, match="读不了") as problem:
            refused()
        why, words = problem.value.why.split("；原话：")
        assert (word in why or (how, name) == ("cut off", "stream.arrow")) and words.isascii()
    assert not out.exists()
