"""Sentences: written for people, stored as data, read back the same."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.quantities import UNITS, Quantity
from zhengan.kit.say import Say, say, spoken
from zhengan.kit.time import CST

scalars = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(CST)),
    st.integers(0, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
    st.builds(Quantity, st.integers(0, 10**6).map(float), st.sampled_from(sorted(UNITS)), st.sampled_from(["", "≥"])),
)
names = st.text("abcxyz", min_size=1, max_size=3)


def sentences(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Say]:
    return st.dictionaries(names, values, max_size=3).map(
        lambda pairs: Say("、".join(f"“{{{name}}}”" for name in pairs) or "无", pairs)
    )


any_sentence = sentences(st.recursive(scalars, lambda inner: st.lists(inner, max_size=2) | sentences(inner), max_leaves=4))


@given(any_sentence)
def test_stored_as_json_and_read_back_it_says_the_same(sentence: Say) -> None:
    stored = json.loads(json.dumps(sentence.as_data(), ensure_ascii=False))
    again = Say.from_data(stored)
    assert str(again) == str(sentence)
    assert again.render("en") == sentence.render("en")
    assert again.as_data() == stored


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("核心", "核心", "核心"),
    (1234567, "1,234,567", "1,234,567"),
    (0, "0", "0"),
    (1.0, "1", "1"),
    (100.0, "100", "100"),
    (1234.5, "1,234.5", "1,234.5"),
    (57.483, "57.48", "57.48"),
    (0.004, "0.004", "0.004"),  # a small figure is not nought
    (0.0, "0", "0"),
    (date(2026, 3, 3), "2026-03-03", "2026-03-03"),
    (datetime(2026, 3, 3, 10, 30, tzinfo=CST), "2026-03-03 10:30", "2026-03-03 10:30"),
    (datetime(2026, 3, 3, 10, 30, 5, tzinfo=CST), "2026-03-03 10:30:05", "2026-03-03 10:30:05"),
    (timedelta(minutes=57, seconds=29), "57 分 29 秒", "57 min 29 s"),
    (timedelta(days=2, hours=6), "2 天 6 小时", "2 d 6 h"),
    (timedelta(0), "0 秒", "0 s"),
    (["甲", "乙"], "甲、乙", "甲, 乙"),
    ([], "", ""),
])  # fmt: skip
def test_values_as_people_write_them(value: object, zh: str, en: str) -> None:
    assert (spoken(value), spoken(value, "en")) == (zh, en)


def test_values_never_act_as_templates() -> None:
    assert str(say("“{name}”", name="{0.__class__} {other} %s")) == "“{0.__class__} {other} %s”"
    assert str(say("百分之 {五十}")) == "百分之 {五十}"  # without values nothing is replaced


def test_a_sentence_inside_a_sentence() -> None:
    inner = say("{days} 天", days=3)
    assert str(say("缺 {what}", what=inner)) == "缺 3 天"
    assert str(Say.from_data(json.loads(json.dumps(say("缺 {what}", what=[inner, inner]).as_data())))) == "缺 3 天、3 天"


def test_a_name_may_be_called_text() -> None:
    assert str(say("“{text}”不是日期", text="x")) == "“x”不是日期"


def test_a_figure_is_not_rounded_onto_the_whole_number_that_it_misses() -> None:
    for value, said in ((2.99685, "2.997 倍"), (1.999999, "1.999999 倍"), (2.0, "2.00 倍"), (4.0587, "4.06 倍")):
        assert str(Quantity(value, "times")) == said
    assert str(say("容量 {value}", value=1999.999)) == "容量 1,999.999"
    assert str(say("容量 {value}", value=2000.0)) == "容量 2,000"


@pytest.mark.parametrize(
    "value, told", [(1e308, "1e+308"), (-1.5e300, "-1.5e+300"), (1e17, "100,000,000,000,000,000"), (0.1, "0.1")]
)
def test_a_figure_out_of_all_measure_is_short(value: float, told: str) -> None:
    assert spoken(value) == spoken(value, "en") == told
