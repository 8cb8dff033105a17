"""The cases of the kinds that are read from Chinese text, on the reference and on the fast path; what their masks keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import han as fast
from zhengan.masking.fast import hanlist
from zhengan.masking.kinds import address, name
from zhengan.masking.kinds.base import Case, Kind
from zhengan.masking.kinds.name_list import NameList
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
    ],
)
def test_what_the_mask_of_an_address_keeps(value: str, kept: str) -> None:
    assert value[: address.shown(value)] == kept


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
