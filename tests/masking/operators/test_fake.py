"""Fakes: believable, the same for the same, others under another key."""

from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators import values
from tests.masking.operators.test_keys import GOOD
from zhengan.kit.problem import Problem
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.operators.fake import DRAWN, Draw, Fake, fake_name, surnames
from zhengan.masking.operators.fpe import KINDS, Fpe
from zhengan.masking.operators.hashed import macs
from zhengan.masking.operators.keys import Key

KEY = Key(GOOD)
ALL = sorted({*KINDS, *DRAWN})


@pytest.mark.parametrize("kind", ALL)
def test_same_for_the_same(kind):
    texts = ["张三", None, "", "13812345678", "张三", "x@y.cn", "13812345678", "浙江省杭州市余杭区西溪路1号"]
    one = Fake(key=KEY, kind=kind).column(pa.array(texts))
    assert one.misfits == 0
    masked = one.values.to_pylist()
    assert masked[1:3] == [None, ""]
    assert masked[0] == masked[4] and masked[3] == masked[6]
    assert all(new != old for new, old in zip(masked, texts, strict=True) if old)
    assert Fake(key=KEY, kind=kind).column(pa.array(texts[::-1])).values.to_pylist() == masked[::-1]
    assert Fake(key=Key(GOOD[::-1]), kind=kind).value("张三丰") != Fake(key=KEY, kind=kind).value("张三丰")
    assert Fake(key=KEY, kind=kind, domain="x").value("张三丰") != Fake(key=KEY, kind=kind).value("张三丰")


@pytest.mark.parametrize("kind", sorted(set(ALL) & set(BY_NAME) - {"fund_account", "social_credit_code"}))
@given(text=st.text(min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_rubbish_gets_a_valid_fake(kind, text):
    fits = Fpe(key=KEY, kind=kind).column(pa.array([text])).misfits == 0
    assert fits or BY_NAME[kind].valid(Fake(key=KEY, kind=kind).value(text))


@pytest.mark.parametrize(
    "kind", ["resident_id", "bank_card", "mobile", "landline", "email", "passport", "permit"]
)
def test_drawn_values_are_valid(kind):
    texts = [f"无{n}" for n in range(300)]
    fakes = Fake(key=KEY, kind=kind).column(pa.array(texts)).values.to_pylist()
    assert [fake for fake in fakes if not BY_NAME[kind].valid(fake)] == []
    assert len(set(fakes)) == 300


def test_valid_ids_do_not_collide():
    random = Random(1)
    ids = list(dict.fromkeys(values.resident(random) for _ in range(5000)))
    fakes = Fake(key=KEY, kind="resident_id").column(pa.array(ids)).values.to_pylist()
    assert len(set(fakes)) == len(ids)
    assert all(map(values.id_valid, fakes))


def test_names():
    fakes = (
        Fake(key=KEY, kind="name").column(pa.array(["张三", "欧阳娜娜", "李小龙", "A"])).values.to_pylist()
    )
    assert [len(fake) for fake in fakes] == [2, 3, 3, 2]
    assert all(fake[0] in surnames() for fake in fakes)
    many = Fake(key=KEY, kind="name").column(pa.array([f"某{n}三" for n in range(2000)])).values.to_pylist()
    assert len(set(many)) > 1990, "drawn from enough names"


def test_addresses_keep_their_district():
    fake = Fake(key=KEY, kind="address").value("浙江省杭州市余杭区五常街道西溪路556号")
    assert fake.startswith("浙江省杭州市余杭区")
    assert "西溪" not in fake and "五常" not in fake
    assert "世纪" not in Fake(key=KEY, kind="address").value("世纪大道100号")


def test_refused():
    with pytest.raises(Problem, match="colour"):
        Fake(key=KEY, kind="colour")


def test_many_names_as_one_by_one():
    names = [f"{a}{b}" for a in ("张", "欧阳", "", "x") for b in ("伟", "三丰", "艾力·买买提", "é😀", "王" * 60, "1")]
    secret = KEY.derive("fake/name/d")
    drawn = [fake_name(Draw(mark), name) for mark, name in zip(macs(secret, [n.encode() for n in names]), names, strict=True)]
    assert Fake(key=KEY, kind="name", domain="d").column(pa.array(names)).values.to_pylist() == drawn
