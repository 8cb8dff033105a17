"""The place with which an address begins: a column gives what the reference reads, value by value."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking.operators.districts import LEVELS, Level, up_to
from zhengan.masking.plain import districts

PIECES = """
中国 北京 浙江省 内蒙古自治区 杭州市 恩施州 自治州 余杭区 小区 光山县 县 市 区 镇 路 1 村 （ 香港特别行政区 a 锡林郭勒盟 地区 社区
旗 红旗大街 南京路 昆山市 é 😀 中山公园
"""
ADDRESSES = st.lists(st.one_of(st.sampled_from([*PIECES.split(), "\u3000", " "]), st.text(max_size=2)), max_size=8).map("".join)


def read(address: str | None, level: Level) -> str | None:
    """By the reference."""
    start, end = districts.place(address or "", LEVELS[level])
    return (address or "")[start:end].translate(dict.fromkeys(map(ord, districts.GAPS))) or None


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
@settings(max_examples=300, deadline=None)
@given(st.lists(ADDRESSES | st.none(), max_size=5))
def test_a_column_gives_what_the_reference_reads(level: Level, kind: pa.DataType, addresses: list[str | None]) -> None:
    found = up_to(pa.array(["", *addresses], kind)[1:], level)
    assert found.type == kind
    assert found.to_pylist() == [read(one, level) for one in addresses]


@pytest.mark.parametrize(
    ("address", "province", "city", "district"),
    [
        ("浙江省 杭州市 西湖区文三路1号", "浙江省", "浙江省杭州市", "浙江省杭州市西湖区"),
        ("北京市朝阳区建国路88号", "北京市", "北京市", "北京市朝阳区"),
        ("江苏省昆山市玉山镇", "江苏省", "江苏省", "江苏省昆山市"),  # a city of a county's rank is a district
        ("中国吉林省长春市", "吉林省", "吉林省长春市", "吉林省长春市"),
        ("红旗大街12号", None, None, None),  # called after a place, or after none
        ("南京路1号", None, None, None),
    ],
)
def test_levels(address: str, province: str | None, city: str | None, district: str | None) -> None:
    column = pa.array([address])
    assert [up_to(column, level).to_pylist() for level in LEVELS] == [[province], [city], [district]]


def test_a_masked_address_shows_what_a_generalised_one_is() -> None:
    for address in ("广东省深圳市福田区深南大道2012号", "呼和浩特市赛罕区翠苑小区3栋", "彭水苗族土家族自治县汉葭街道"):
        assert up_to(pa.array([address]), "district").to_pylist() == [address[: districts.shown(address)]]


def test_strokes_between_the_parts_stand_like_spaces() -> None:
    for address, place in (
        ("北京市/朝阳区/建国路88号", "北京市/朝阳区"),
        ("江苏省-苏州市-姑苏区-平江路12号", "江苏省-苏州市-姑苏区"),
        ("建国路88号/3栋", ""),
    ):
        assert address[: districts.shown(address)] == place
        assert up_to(pa.array([address]), "district").to_pylist() == [place.replace("/", "").replace("-", "") or None]


def test_bytes_that_are_no_text_begin_with_no_place() -> None:
    raw = pa.array(["杭州市".encode() + b"\xff", "杭州市西湖区".encode()], pa.large_binary())
    column = pa.Array.from_buffers(pa.large_string(), 2, raw.buffers())
    assert up_to(column, "district").to_pylist() == [None, "杭州市西湖区"]
