"""Stars, labels and nothing: lengths kept, missing kept, and masking twice changes nothing more."""

import pickle

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking.kinds.base import Keep
from zhengan.masking.operators.packed import Packed
from zhengan.masking.operators.star import Drop, Redact, Star, StarNumber

TEXTS = st.lists(st.none() | st.text(max_size=24) | st.text("0123456789*＊张é😀", max_size=24), max_size=8)


def star(char: str) -> str:
    return "＊" if len(char.encode()) == 3 else "*" * len(char.encode())


def units(text: str) -> int:
    return sum(len(star(char)) for char in text)


def expected(text: str, front: int, back: int) -> str:
    """Character by character: stars for all that reaches beyond what stays."""
    result, before = "", 0
    for char in text:
        after = before + len(star(char))
        inside = after <= front or before >= units(text) - back
        result += char if inside else star(char)
        before = after
    return result


@pytest.mark.parametrize(
    ("operator", "text", "masked"),
    [
        (Star(front=3, back=4), "13812345678", "138****5678"),
        (Star(front=3, back=4), "11010519491231002X", "110***********002X"),
        (Star(front=6, back=4), "6228480402564890018", "622848*********0018"),
        (Star(front=1, hidden=0), "张三", "张＊"),
        (Star(front=1, hidden=0), "张", "＊"),
        (Star(front=2, hidden=0), "欧阳娜娜", "欧阳＊＊"),
        (Star(front=1, hidden=0), "Zoë", "Z***"),
        (Star(front=1, before="@"), "zhang.san@example.com", "z********@example.com"),
        (Star(front=1, before="@"), "ab@x.cn", "**@x.cn"),
        (Star(front=1, before="@"), "no address", "**********"),
        (Star(), "😀x", "*****"),
        (Redact(), "13812345678", "[已脱敏]"),
        (Redact(label="某"), "x", "某"),
        (Redact(), "", ""),
        (Drop(), "x", None),
        (Star(), None, None),
        (Redact(), None, None),
    ],
)
def test_values(operator, text, masked):
    assert operator.value(text) == masked


@given(TEXTS, st.integers(0, 8), st.integers(0, 8))
def test_the_rule_of_kinds(texts, front, back):
    masked = Star(front=front, back=back).packed(Packed.of(texts))[0].texts()
    assert masked == [text and expected(text, *Keep(front, back).split(units(text))) for text in texts]


@given(TEXTS, st.integers(0, 8), st.integers(0, 8))
def test_without_a_least(texts, front, back):
    masked = Star(front=front, back=back, hidden=0).packed(Packed.of(texts))[0].texts()
    assert masked == [
        text and (expected(text, front, back) if units(text) > front + back else expected(text, 0, 0))
        for text in texts
    ]


@given(TEXTS, st.integers(0, 8), st.integers(0, 8), st.sampled_from(["", "@"]), st.sampled_from([0, 4]))
def test_twice_is_once_and_bytes_are_kept(texts, front, back, before, hidden):
    operator = Star(front=front, back=back, before=before, hidden=hidden)
    once = operator.packed(Packed.of(texts))[0]
    assert once.offsets.tolist() == Packed.of(texts).offsets.tolist()
    assert operator.packed(once)[0].texts() == once.texts()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_types_slices_and_chunks(kind):
    texts = ["13812345678", None, "", "13987654321", "13812345678"]
    whole = pa.array(texts, pa.string()).cast(kind)
    for values in (whole, whole.slice(1, 3), pa.chunked_array([whole, whole.slice(3)]), whole.slice(0, 0)):
        masked = Star(front=3, back=4).column(values).values
        assert masked.type == values.type
        assert masked.to_pylist() == [t and t[:3] + "****" + t[7:] for t in values.to_pylist()]
        masked.validate(full=True) if isinstance(masked, pa.Array) else None


def test_text_under_a_missing_value_goes():
    """Arrow allows bytes under a null; they would travel on in the file."""
    hidden = pa.Array.from_buffers(
        pa.string(),
        2,
        [pa.py_buffer(b"\x02"), pa.array([0, 6, 7], pa.int32()).buffers()[1], pa.py_buffer(b"secretx")],
    )
    assert hidden.to_pylist() == [None, "x"]
    masked = Star(front=9, hidden=0).column(hidden).values
    assert masked.to_pylist() == [None, "*"]
    assert b"secret" not in masked.buffers()[2].to_pybytes()


@pytest.mark.parametrize(
    ("fate", "masked"),
    [("star", "**********"), ("redact", "[已脱敏]"), ("keep", "no address")],
)
def test_fates_of_misfits(fate, masked):
    operator = Star(front=1, before="@", on_misfit=fate)
    done = operator.column(pa.array(["no address", None, "zhang@x.cn", ""]))
    assert done.values.to_pylist() == [masked, None, "z****@x.cn", ""]
    assert done.misfits == 1


def test_a_misfit_can_stop_the_run_and_is_not_shown():
    with pytest.raises(Problem) as caught:
        Star(front=1, before="@", on_misfit="error").column(pa.array(["a@b.cn", "13812345678"]))
    assert caught.value.code == "masking-misfit"
    assert "第 2 个值" in caught.value.why
    assert "138" not in str(caught.value)


def test_bad_options_and_types():
    with pytest.raises(Problem):
        Star(on_misfit="ignore")
    with pytest.raises(Problem, match="int64"):
        Star().column(pa.array([13812345678]))


def test_goes_to_workers():
    operator = Star(front=3, back=4, on_misfit="redact")
    assert pickle.loads(pickle.dumps(operator)) == operator


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王伟13812345678", "＊＊1******5678"),
        ("13812345678王伟", "138******78＊＊"),
        ("李秀英：13812345678", "＊＊＊＊*******5678"),
        ("138-1234-5678", "138-****-5678"),
        ("１３８１２３４５６７８", "１３８＊＊＊＊５６７８"),  # figures, too, are none of Chinese
        ("tel 13812345678", "tel *******5678"),
    ],
)
def test_beside_a_number_nothing_chinese_stays(text: str, masked: str) -> None:
    operator = StarNumber(front=3, back=4)
    once = operator.packed(Packed.of([text]))[0].texts()
    assert once == [masked]
    assert operator.packed(Packed.of(once))[0].texts() == [masked]
