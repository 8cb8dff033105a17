"""``check`` reads a text as ``run`` does: what the header of a table says of a number counts, wherever a piece is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask

TABLE = "客户姓名|订单号|金额\n" + "张伟明|13812345678|13812345678.00\n" * 60


@pytest.mark.parametrize("chunk", [1 << 20, 600])
@pytest.mark.parametrize("separator", ["|", "\t", ","])
def test_what_run_leaves_under_a_header_is_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, separator: str
) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(TABLE.replace("|", separator), encoding="utf-8")
    mask(source, target, policy.builtin())
    assert "13812345678" in target.read_text(encoding="utf-8")
    monkeypatch.setattr(files, "CHUNK", chunk)
    assert check(target).clean
    remains = check(source)
    assert remains.counts == {"name": 60}
    assert [place["line"] for place in remains.places[:2]] == [2, 3]
