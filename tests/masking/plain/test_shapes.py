"""Where a number stands tells what it is, on the reference and on the fast path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhengan.masking.fast import engine
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.plain import structured
from zhengan.masking.spans import Found

FUND = "fund_account"
OWNED = {
    "客户张三（88012345）": ["88012345"],
    "为客户：李小明女士 (1002345678)办理": [],  # a space before the bracket
    "投资者李小明女士(1002345678)转账": ["1002345678"],
    "户名：王先生（880123456789）": ["880123456789"],
    "委托人陈*（88012345），持有人张＊＊(88012346)": ["88012345", "88012346"],
    "客户A（88012345）、客户甲（88012346）": ["88012345", "88012346"],
}
NOT_OWNED = [
    "张三（88012345）", "客户经理张三（80012345）", "联系人张三（88012345）", "员工李四（00012345）", "顾问王五(80012345)",
    "客户张三（15）", "客户李四（2026）", "客户王五（20250611）", "客户张三（600519）", "贵州茅台（600519）",
    "客户张三（88012345元）", "客户周期（88012345）", "客户金额（88012345）", "客户代表（88012345）", "客户单号（88012345）",
    "客户服务部（88012345）", "客户号（88012345）", "客户张三（客户号 88012345）", "客户张三（88012345678901）",
    "客户张三丰收（88012345）", "客户ID（88012345）",
]  # fmt: skip


@pytest.fixture(params=[structured.find, engine.find], ids=["plain", "fast"])
def find(request: pytest.FixtureRequest) -> Callable[[str], list[tuple[str, str]]]:
    def numbers(text: str) -> list[tuple[str, str]]:
        data = text.encode()
        found: list[Found] = request.param(data)
        return [(data[one.start : one.end].decode(), one.kind) for one in found if one.kind in BY_NAME]

    return numbers


@pytest.mark.parametrize("text", OWNED)
def test_in_brackets_behind_a_customer(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == [(value, FUND) for value in OWNED[text]]


@pytest.mark.parametrize("text", NOT_OWNED)
def test_in_brackets_behind_others(text: str, find: Callable[[str], list[tuple[str, str]]]) -> None:
    assert find(text) == []
