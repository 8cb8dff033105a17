"""The cases of the kinds that are read from Chinese text, on the reference and on the fast path; what their masks keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import hanlist
from zhengan.masking.fast import words as fast
from zhengan.masking.kinds import address, name
from zhengan.masking.kinds.base import Case, Kind
from zhengan.masking.kinds.name_list import NameList
from zhengan.masking.plain import districts
from zhengan.masking.plain import han as plain
from zhengan.masking.spans import Found

CASES = [(kind, case) for kind in (name.KIND, address.KIND) for case in kind.cases]


@pytest.mark.parametrize("find", [plain.find, fast.find], ids=["plain", "fast"])
@pytest.mark.parametrize(
    ("kind", "case"), CASES, ids=[f"{kind.name}-{case.text[:12]}" for kind, case in CASES]
)
def test_cases(find: Callable[[bytes], list[Found]], kind: Kind, case: Case) -> None:
    data = case.text.encode()
    assert (
        tuple(data[one.start : one.end].decode() for one in find(data) if one.kind == kind.name)
        == case.values
    )


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_the_reason_is_said_and_holds_no_value(kind: Kind, case: Case) -> None:
    for one in plain.find(case.text.encode()):
        assert one.why and not any(value in one.why for value in case.values)


@pytest.mark.parametrize(
    ("kind", "case"), CASES, ids=[f"{kind.name}-{case.text[:12]}" for kind, case in CASES]
)
def test_values_of_the_cases_are_valid(kind: Kind, case: Case) -> None:
    assert all(map(kind.valid, case.values))


@pytest.mark.parametrize("value", ["张", "的了", "王小明的弟弟", "", "Zhang", "北京", "·"])
def test_what_is_no_name(value: str) -> None:
    assert not name.valid(value)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("张伟", "张"),
        ("欧阳修", "欧阳"),
        ("欧阳修远", "欧阳"),
        ("欧阳", "欧"),
        ("买买提·艾力", "买"),
        ("Zhang Wei", "Z"),
    ],
)
def test_what_the_mask_of_a_name_keeps(value: str, kept: str) -> None:
    assert value[: name.shown(value)] == kept


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("北京市朝阳区建国路88号3栋2单元501室", "北京市朝阳区"),
        ("河南省信阳市光山县北向店乡邹畈村3组", "河南省信阳市光山县"),
        ("新疆维吾尔自治区乌鲁木齐市天山区解放南路10号", "新疆维吾尔自治区乌鲁木齐市天山区"),
        ("湖北省恩施土家族苗族自治州利川市滨江大道9号", "湖北省恩施土家族苗族自治州利川市"),
        ("建设路88号3栋2单元501室", ""),
        ("河北省保定市雄县长江路309号", "河北省保定市雄县"),
        ("江苏省南通崇川区花园路1570号", "江苏省南通崇川区"),
        ("四川省成都市高新区翠苑小区3号楼", "四川省成都市高新区"),
        ("广东省佛山市顺德区世纪大道148号", "广东省佛山市顺德区"),
        ("广东省东莞南城街道工农路1114号", "广东省东莞"),
        ("青岛市市南区体育路754号", "青岛市市南区"),
        ("中国浙江省 杭州市 西湖区 文三路1号", "中国浙江省 杭州市 西湖区"),
        ("香港特别行政区观塘区开源道6号", "香港特别行政区观塘区"),
        ("重庆市彭水苗族土家族自治县汉葭街道1号", "重庆市彭水苗族土家族自治县"),
        ("江西省南昌县莲塘镇1号", "江西省南昌县"),
        ("湖北省黄冈市麻城市金桥大道9号", "湖北省黄冈市麻城市"),
        ("黑龙江省哈尔滨市道里区中央大街1号", "黑龙江省哈尔滨市道里区"),
        ("吉林省长春市二道区东盛大街1号", "吉林省长春市二道区"),
        ("河南省新乡市红旗区新飞大道1号", "河南省新乡市红旗区"),
        ("内蒙古自治区呼伦贝尔市额尔古纳市哈撒尔路1号", "内蒙古自治区呼伦贝尔市额尔古纳市"),
        ("南京路513号", ""),
        ("中山三路33号", ""),
        ("香港中路366号", ""),
        ("杭州路12号", ""),
        ("上海南京西路120号", "上海"),
        ("中山公园3号", ""),
        ("红旗大街982弄8号301室", ""),
        ("延吉市红旗大街300号", "延吉市"),
        ("北京劲松三区12号楼", "北京"),
        ("幸福里小区3栋", ""),
        ("阳光城市花园3栋", ""),
        ("湖州市新市镇12号", "湖州市"),
        ("城关大超市3楼", ""),
        ("浙江省杭州市余杭区", ""),
        ("", ""),
    ],
)
def test_what_the_mask_of_an_address_keeps(value: str, kept: str) -> None:
    """Province, city and district, and nothing of what only sounds like one."""
    assert value[: districts.shown(value)] == kept


def test_a_list_finds_what_no_rule_would() -> None:
    listed = NameList(["安全", "佘一行", "Li Na", "王", "佘一行舟"])
    data = "安全来电，佘一行舟与佘一行、Li Nan、Li Na。王".encode()
    assert [data[one.start : one.end].decode() for one in listed.find(data)] == [
        "安全",
        "佘一行舟",
        "佘一行",
        "Li Na",
    ]
    assert hanlist.find(data, hanlist.pack(listed)) == listed.find(data)
    assert len(listed) == 4 and "安全" in listed and "王" not in listed
