"""Somebody named between the word 住址 and a city: the name is masked, and the address begins at its city."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.masking.fast import engine
from zhengan.masking.fast import words as fast
from zhengan.masking.plain import districts, stars
from zhengan.masking.plain import han as plain
from zhengan.masking.spans import Found

LABELS = ("住址", "地址", "联系地址", "家庭住址", "户籍地址", "收件地址", "通讯地址")
LINKS = ("：", ":", ": ", "： ", "：　", "", "是", "为", " ")
NAMES = ("张伟", "李娜", "王小明", "陈丽华", "刘洋", "欧阳建国", "司马相如", "诸葛明")
DOTTED = ("买买提·艾力", "努尔兰·哈山", "阿里木江·吐尔逊")
FIRMS = ("中信证券", "国泰基金", "华夏银行", "大地期货", "鼎力律师事务所", "宏远集团", "天成公司")
UNKNOWN = ("孙", "麦麦提", "古丽", "紫荆公寓")  # no name that is known, no firm: a house may be told first
PLACES = (
    "北京市朝阳区建国路88号3栋501室", "上海市浦东新区世纪大道100号", "广东省深圳市南山区科技园路5号2栋",
    "杭州市西湖区文三路20号2幢301室", "杭州西湖区文三路20号", "北京海淀区中关村大街1号", "江苏南京鼓楼区汉口路22号",
    "新疆维吾尔自治区乌鲁木齐市天山区解放南路10号", "内蒙古自治区呼和浩特市赛罕区翠苑小区3栋", "重庆市渝中区解放碑路1号",
    "朝阳区建国路88号3栋501室", "余姚市阳明街道12号3栋",
)  # fmt: skip
# Behind a label, without a province or a city known to stand in front: as they stand.
OTHERS = (
    "光山县泼陂河镇东岳村12号", "泼陂河镇东岳村12号", "庄里镇北京路12号3栋501室", "翠苑小区上海路12号3栋", "锦绣江南3-2-501",
    "水岸星城3幢3单元1410室", "水岸南京城3幢3单元1410室", "建国路88号3栋501室", "双楼村大塘组3号", "沙河镇广州街12号2单元",
)  # fmt: skip
FIND = pytest.mark.parametrize("find", [plain.find, fast.find], ids=["plain", "fast"])
Finder = Callable[[bytes], list[Found]]


def found(find: Finder, text: str) -> list[tuple[str, str]]:
    data = text.encode()
    return [(data[one.start : one.end].decode(), one.kind) for one in find(data)]


@FIND
@pytest.mark.parametrize("name", NAMES)
def test_a_name_before_a_city(find: Finder, name: str) -> None:
    for label in LABELS:
        for link in LINKS:
            for place in PLACES:
                text = f"{label}{link}{name}{place}，"
                assert found(find, text) == [(name, "name"), (place, "address")], text


@FIND
@pytest.mark.parametrize("firm", FIRMS)
def test_a_firm_is_nobody(find: Finder, firm: str) -> None:
    for label in LABELS:
        for place in PLACES:
            assert found(find, f"{label}：{firm}{place}") == [(place, "address")]


@FIND
@pytest.mark.parametrize("place", OTHERS)
def test_without_a_city_an_address_begins_at_its_label(find: Finder, place: str) -> None:
    for label in LABELS:
        assert found(find, f"{label}：{place}") == [(place, "address")]


@pytest.mark.parametrize("mask", [stars.mask, engine.mask], ids=["plain", "fast"])
@pytest.mark.parametrize("before", [*UNKNOWN, *DOTTED])
def test_what_no_rule_knows_is_masked(mask: Callable[[bytes], bytes], before: str) -> None:
    """Whether found by itself or as part of the address: nothing of it is read, but for the first character."""
    for label in LABELS:
        for place in PLACES:
            masked = mask(f"{label}：{before}{place}".encode()).decode().removeprefix(f"{label}：")
            assert set(masked[1 : len(before)]) <= {"＊", "·"}, masked
            assert not set(place[-6:]) & set(masked[-6:])


@FIND
def test_a_place_that_a_name_seems_to_run_into(find: Finder) -> None:
    assert found(find, "家庭住址张伟光山县北向店乡邹畈村3组") == [("张伟", "name"), ("光山县北向店乡邹畈村3组", "address")]
    assert found(find, "张家村88号3栋")[-1][1] == "address"


@pytest.mark.parametrize(
    "value",
    ["张伟朝阳区建国路88号", "孙北京市朝阳区建国路88号", "王小明高新区科技路8号", "李娜开发区科技路8号", "张伟崇文区花市路1号"],
)
def test_a_mask_shows_no_name_as_a_district(value: str) -> None:
    """A column of addresses may hold one with a name, too."""
    assert districts.shown(value) == 0


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([*LABELS, ""]), st.sampled_from(LINKS),
    st.lists(st.sampled_from([*NAMES, *FIRMS, *UNKNOWN, *DOTTED, *"张李孙山江海南东光伟县区市"]), max_size=3),
    st.sampled_from([*PLACES, *OTHERS]),
)  # fmt: skip
def test_both_paths_say_the_same(label: str, link: str, before: list[str], place: str) -> None:
    data = f"{label}{link}{''.join(before)}{place}，".encode()
    assert [(one.start, one.end, one.kind) for one in fast.find(data)] == [
        (one.start, one.end, one.kind) for one in plain.find(data)
    ]
    assert engine.mask(data) == stars.mask(data)


@pytest.mark.parametrize("label", LABELS)
def test_masked_once_is_masked(label: str) -> None:
    for before in (*NAMES, *FIRMS, *DOTTED, *UNKNOWN):
        for place in (*PLACES, *OTHERS):
            once = engine.mask(f"{label}：{before}{place}，".encode())
            assert engine.mask(once) == once, once.decode()
