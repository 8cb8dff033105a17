"""Coarser values, and what cannot be read."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking.operators.generalise import (
    GeneraliseAddress,
    GeneraliseAge,
    GeneraliseAmount,
    GeneraliseDate,
)

DATE, AGE, AMOUNT, PLACE = GeneraliseDate(), GeneraliseAge(), GeneraliseAmount(), GeneraliseAddress()


@pytest.mark.parametrize(
    ("operator", "text", "coarse"),
    [
        (DATE, "1991-01-02", "1991-01"),
        (DATE, "19910102", "1991-01"),
        (DATE, "20240102093000", "2024-01"),
        (DATE, "1991/1/2", "1991-01"),
        (DATE, "1991年1月2日", "1991-01"),
        (DATE, "1991年11月", "1991-11"),
        (DATE, "2024-02-29 09:30:00.123", "2024-02"),
        (DATE, "2024-02-29T09:30:00+08:00", "2024-02"),
        (GeneraliseDate(to="year"), "1991-12-31", "1991"),
        (GeneraliseDate(to="year"), "1991", "1991"),
        (GeneraliseDate(to="quarter"), "19910401", "1991Q2"),
        (GeneraliseDate(to="quarter"), "1991-12", "1991Q4"),
        (AGE, "36", "30-39"),
        (AGE, "9岁", "0-9"),
        (AGE, "99", "90+"),
        (GeneraliseAge(width=5, top=80), "79", "75-79"),
        (AMOUNT, "123456.78", "10万-50万"),
        (AMOUNT, "￥1,234,567元", "100万-500万"),
        (AMOUNT, "10000", "1万-5万"),
        (AMOUNT, "9999.99", "0-1万"),
        (AMOUNT, "-3", "0以下"),
        (AMOUNT, "99999999999", "1000万以上"),
        (PLACE, "浙江省杭州市余杭区五常街道西溪路556号", "浙江省杭州市余杭区"),
        (PLACE, "北京市朝阳区建国路88号", "北京市朝阳区"),
        (PLACE, "上海浦东新区世纪大道100号", "上海浦东新区"),
        (PLACE, "广东省深圳市福田区深南大道2012号", "广东省深圳市福田区"),
        (PLACE, "江苏省昆山市玉山镇人民路1号", "江苏省昆山市"),
        (PLACE, "昆山市阳光小区3栋201室", "昆山市"),
        (PLACE, "内蒙古自治区锡林郭勒盟正蓝旗上都镇", "内蒙古自治区锡林郭勒盟正蓝旗"),
        (PLACE, "新疆维吾尔自治区伊犁哈萨克自治州霍城县清水河镇", "新疆维吾尔自治区伊犁哈萨克自治州霍城县"),
        (PLACE, "湖北省恩施土家族苗族自治州恩施市舞阳坝街道", "湖北省恩施土家族苗族自治州恩施市"),
        (PLACE, "香港特别行政区中环德辅道中1号", "香港特别行政区"),
        (PLACE, "重庆市酉阳土家族苗族自治县桃花源街道", "重庆市酉阳土家族苗族自治县"),
        (PLACE, "广东省东莞市南城街道鸿福路100号", "广东省东莞市"),
        (GeneraliseAddress(to="city"), "浙江省杭州市余杭区五常街道", "浙江省杭州市"),
        (GeneraliseAddress(to="city"), "北京市朝阳区建国路88号", "北京市"),
        (GeneraliseAddress(to="province"), "浙江省杭州市余杭区五常街道", "浙江省"),
    ],
)
def test_values(operator, text, coarse):
    done = operator.column(pa.array([text, None, "", text]))
    assert done.values.to_pylist() == [coarse, None, "", coarse]
    assert done.misfits == 0
    assert operator.value(coarse) == coarse, "twice is once"


@pytest.mark.parametrize(
    ("operator", "text"),
    [
        (DATE, "1991-13-02"),
        (DATE, "不详"),
        (DATE, "13812345678"),
        (DATE, "0001-01-01"),
        (AGE, "151"),
        (AGE, "三十"),
        (AGE, "-1"),
        (AMOUNT, "abc"),
        (AMOUNT, "1,23,4"),
        (PLACE, "世纪大道100号"),
        (PLACE, "阳光小区3栋"),
        (GeneraliseAddress(to="province"), "杭州市"),
    ],
)
def test_misfits(operator, text):
    done = operator.column(pa.array([text, None]))
    assert done.misfits == 1
    assert set(done.values[0].as_py()) <= set("*＊")


@given(st.integers(0, 150), st.sampled_from([2, 3, 5, 10, 30]))
def test_ages_lie_in_their_bands(age, width):
    band = GeneraliseAge(width=width, top=90).value(str(age))
    low, _, high = band.partition("-")
    assert int(low) <= age <= int(high) if high else (band, age >= 90) == ("90+", True)


@given(st.dates())
def test_every_date_keeps_its_month(day):
    if day.year >= 1800 and day.year < 2200:
        for text in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
            assert DATE.value(text) == f"{day.year}-{day.month:02}"


def test_bad_options():
    for make in (
        lambda: GeneraliseAge(width=1),
        lambda: GeneraliseAge(width=20, top=90),
        lambda: GeneraliseAmount(edges=(5, 5)),
    ):
        with pytest.raises(Problem):
            make()
