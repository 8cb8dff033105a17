"""Texts that say nothing, and filing numbers that are none."""

from __future__ import annotations

import pytest

from zhengan.law.nothing import filed_under, says_nothing


@pytest.mark.parametrize(
    "text",
    [None, "无", "（无）", "无。", " 没有 ", "暂无", "不详", "待补充", "N/A", "n／a", "NONE", "-", "——", "/", "？", "空"],
)
def test_they_say_nothing(text: str | None) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["无法登录", "无响应", "死锁", "90 %", "大于 0", "0", "a", "没有行情推送", "压测需要；张三批准"])
def test_they_say_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["none", "None", "无", "无备案", "未备案", "暂未办理", "待办", "办理中", "没有", "否", "（无）"])
def test_nothing_was_filed(text: str) -> None:
    assert filed_under(text) is False


@pytest.mark.parametrize("text", [None, "-", "不详", "未知", "待补充", "未登记", "见附件", "N/A", "已备案", "?"])
def test_it_does_not_tell_whether(text: str | None) -> None:
    assert filed_under(text) is None


@pytest.mark.parametrize("text", ["31000012345-00001", "No. 31000012345", "３１０", "无锡 32020012345-00001"])
def test_it_is_a_number(text: str) -> None:
    assert filed_under(text) is True
