"""Masking what is masked changes nothing, whatever stands beside what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.corpus.build import corpus
from zhengan.masking.fast import engine
from zhengan.masking.kinds.every import EVERY
from zhengan.masking.message import mask_message
from zhengan.masking.plain import stars

PIECES = """
张伟 王芳 欧阳修远 欧阳 李 买买提·艾力 北京市朝阳区建国路88号3栋501室 建设路88号3栋2单元
河南省信阳市光山县北向店乡邹畈村3组
客户 尊敬的 先生 联系人： 姓名: 住址： 位于 手机 13812345678 ， 。 、 ； （ ） | , " 说 与 600519 收 来电 138****5678
张＊ 欧阳＊＊ ＊＊
"""
ALL = [*PIECES.split(), "Zhang Wei", " "]
SIGNS = "，。、；（）|,\" \n：说与在"
# Side by side without a sign between, at most three values: more in a row are no text.
TEXTS = st.lists(st.tuples(st.lists(st.sampled_from(ALL), max_size=3), st.sampled_from(SIGNS)), max_size=6).map(
    lambda parts: "".join("".join(some) + sign for some, sign in parts)
)


@pytest.mark.parametrize("text", [case.text for kind in EVERY for case in kind.cases])
def test_the_cases_of_every_kind(text: str) -> None:
    once = stars.mask(text.encode())
    assert stars.mask(once) == once


def test_the_corpus() -> None:
    for held in (False, True):
        for text in corpus(seed=5, rounds=2, held=held):
            once = engine.mask(text.data)
            assert engine.mask(once) == once, text.data.decode()


@pytest.mark.parametrize("text", ["张伟，Zhang Wei张伟欧阳修远，", "张伟欧阳修远，", "客户张伟欧阳修远来电"])
def test_a_name_that_would_end_within_one_that_is_masked(text: str) -> None:
    """张伟 + 欧阳＊＊ was read as 张伟欧 + 阳＊＊."""
    once = stars.mask(text.encode())
    assert stars.mask(once).decode() == once.decode() == engine.mask(once).decode()
    assert engine.mask(text.encode()) == once


@settings(max_examples=2500, deadline=None)
@given(TEXTS)
def test_any_mixture(text: str) -> None:
    once = stars.mask(text.encode())
    assert stars.mask(once).decode() == once.decode()


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_messages(text: str) -> None:
    once = mask_message(text).text
    assert mask_message(once).text == once
