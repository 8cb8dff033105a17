"""Operators by the names of policies, and the default masks of kinds."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators.test_keys import GOOD
from zhengan.kit.problem import Problem
from zhengan.masking.default_masks import default
from zhengan.masking.operators.keys import Key
from zhengan.masking.policy import operators

KEY = Key(GOOD)
OPTIONS = {"fpe": {"kind": "mobile", "key": KEY}, "fake": {"kind": "name", "key": KEY}, "hash": {"key": KEY}}


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        ("mobile", "13812345678", "138****5678"),
        ("mobile", "138-1234-5678", "138-****-5678"),
        ("mobile", "张伟 138 1234 5678", "＊＊ 1** **** 5678"),
        ("landline", "(021) 6888-1234", "(021) ****-1234"),
        ("resident_id", "11010519491231002X", "110***********002X"),
        ("resident_id", "110105 19491231 002X", "110*** ******** 002X"),
        ("resident_id", "110105 491231 002", "110*** ****** 002"),
        ("bank_card", "6228 4804 0256 4890 018", "6228 48** **** ***0 018"),
        ("bank_card", "6228480402564890018", "622848*********0018"),
        ("email", "zhang.san@example.com", "z********@example.com"),
        ("name", "张三丰", "张＊＊"),
        ("name", "欧阳修", "欧阳＊"),
        ("name", "欧阳", "欧＊"),
        ("name", "张", "＊"),
        ("address", "浙江省杭州市余杭区西溪路1号", "浙江省杭州市余杭区＊＊＊*＊"),
        ("address", "世纪大道100号", "＊＊＊＊***＊"),
        ("address", "浙江省杭州市余杭区", "＊＊＊＊＊＊＊＊＊"),
        ("securities_account", "A123456789", "A1****6789"),
    ],
)
def test_defaults(kind, text, masked):
    assert default(kind).value(text) == masked
    assert default(kind).value(masked) == masked, "twice is once"


@given(
    st.lists(st.none() | st.text("张欧阳司马0a·@区市省é -(", max_size=9), max_size=6),
    st.sampled_from(["name", "address", "email", "mobile"]),
)
@settings(deadline=None)
def test_defaults_keep_bytes_and_are_idempotent(texts, kind):
    once = default(kind).column(pa.array(texts, pa.string())).values
    assert [text and len(text.encode()) for text in once.to_pylist()] == [
        text and len(text.encode()) for text in texts
    ]
    assert default(kind).column(once).values.equals(once)


@pytest.mark.parametrize("name", operators())
def test_by_name(name):
    made = operators()[name](**OPTIONS.get(name, {}))
    assert made.name == name
    done = made.column(pa.array(["13812345678", None], pa.string()))
    assert len(done.values) == 2
    assert done.values[1].as_py() is None
    assert done.values[0].as_py() != "13812345678"


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("fpe", {"kind": "mobile", "cipher": "des"}, "masking-option"),
        ("fpe", {"kind": "resident_id", "sex": "hide"}, "masking-option"),
        ("hash", {"digest": "md5"}, "masking-option"),
        ("hash", {"domain": 7}, "masking-option"),
        ("keep", {"front": "3"}, "masking-option"),
        ("keep", {"front": -1}, "masking-option"),
        ("keep", {"front": True}, "masking-option"),
        ("generalise_date", {"to": "day"}, "masking-option"),
        ("redact", {"on_misfit": "ignore"}, "masking-option"),
        ("fpe", {"kind": "name"}, "masking-kind"),
    ],
)
def test_refused(name, options, code):
    with pytest.raises(Problem) as caught:
        operators()[name](**OPTIONS.get(name, {}) | options)
    assert caught.value.code == code
