"""Where the district of an address ends: the same places as the patterns give in RE2, in which they are written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking.operators.districts import TO, Level, up_to

PIECES = """
中国 北京 浙江省 内蒙古自治区 杭州市 恩施州 自治州 余杭区 小区 光山县 县 市 区 镇 路 1 村 （ 香港特别行政区 a 锡林郭勒盟 地区 社区
旗
"""
ADDRESSES = st.lists(st.one_of(st.sampled_from([*PIECES.split(), "\t", " "]), st.text(max_size=2)), max_size=8).map("".join)


@pytest.mark.parametrize("level", TO)
@settings(max_examples=300, deadline=None)
@given(st.lists(ADDRESSES | st.none(), max_size=5))
def test_the_same_as_re2(level: Level, addresses: list[str | None]) -> None:
    column = pa.array(addresses, pa.large_string())
    found = pc.extract_regex(column, rf"^\s*(?:中国)?(?P<place>{'|'.join(TO[level])})")
    assert up_to(column, level).to_pylist() == pc.struct_field(found, "place").to_pylist()


def test_bytes_that_are_no_text_begin_with_no_place() -> None:
    raw = pa.array(["杭州市".encode() + b"\xff", "杭州市西湖区".encode()], pa.large_binary())
    column = pa.Array.from_buffers(pa.large_string(), 2, raw.buffers())
    assert up_to(column, "district").to_pylist() == [None, "杭州市西湖区"]
