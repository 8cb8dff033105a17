"""Pseudonyms of the same form: valid, reversible, joined, and none twice."""

import pickle
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.operators import values
from tests.masking.operators.test_keys import GOOD
from zhengan.kit.problem import Problem
from zhengan.masking.kinds.structured import BY_NAME
from zhengan.masking.operators import ff1_plain
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.fpe import KINDS, Fpe
from zhengan.masking.operators.keys import Key

KEY = Key(GOOD)
KINDS_CIPHERS = pytest.mark.parametrize("cipher", ["aes", "sm4"])


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def sample(kind: str, random: Random) -> str:
    """A value of a kind, as its validator has it."""
    match kind:
        case "resident_id":
            return values.resident(random)
        case "bank_card":
            return values.card(random, random.randint(16, 19))
        case "social_credit_code":
            return values.credit(random)
        case "mobile":
            return (
                random.choice(["", "", "+86", "0086", "86"])
                + "1"
                + random.choice("3456789")
                + digits(random, 9)
            )
        case "landline":
            return random.choice(["010", "021"]) + random.choice("2345678") + digits(random, 7)
        case "email":
            return (
                random.choice(["zhang.san", "li_si99", "wang-wu", "88012345"])
                + digits(random, 4)
                + "@example.com.cn"
            )
        case "securities_account":
            return random.choice(["A" + digits(random, 9), digits(random, 10), digits(random, 12)])
        case "futures_code":
            return digits(random, random.choice([8, 12]))
        case "passport":
            return random.choice(
                ["E" + digits(random, 8), "EA" + digits(random, 7), "14" + digits(random, 7)]
            )
        case "permit":
            return random.choice(
                [
                    "H" + digits(random, 8),
                    "M" + digits(random, 10),
                    "CA" + digits(random, 7),
                    digits(random, 8),
                ]
            )
    return digits(random, random.randint(7, 16))


@pytest.mark.parametrize("kind", KINDS)
@KINDS_CIPHERS
def test_valid_reversible_distinct(kind, cipher):
    random = Random(218)
    texts = list(dict.fromkeys(sample(kind, random) for _ in range(400 if cipher == "sm4" else 3000)))
    operator = Fpe(key=KEY, kind=kind, cipher=cipher)
    done = operator.column(pa.array(texts))
    masked = done.values.to_pylist()
    assert done.misfits == 0
    assert operator.revealing().column(done.values).values.to_pylist() == texts
    assert len(set(masked)) == len(texts)
    assert [len(text) for text in masked] == [len(text) for text in texts]
    assert sum(a == b for a, b in zip(masked, texts, strict=True)) < 3
    if kind in BY_NAME:
        valid = BY_NAME[kind].valid
        assert all(valid(text) for text in texts), "the sample itself"
        assert [text for text in masked if not valid(text)] == []


def test_our_own_oracle_agrees():
    random = Random(7)
    for kind, valid in (
        ("resident_id", values.id_valid),
        ("bank_card", values.luhn_valid),
        ("social_credit_code", values.credit_valid),
    ):
        texts = [sample(kind, random) for _ in range(500)]
        assert all(map(valid, texts))
        assert all(map(valid, Fpe(key=KEY, kind=kind).column(pa.array(texts)).values.to_pylist())), kind


@pytest.mark.parametrize("count", [6, 11, 19, 24, 36])
def test_digits_are_ff1_and_nothing_else(count):
    """Anybody with the key can restore them by the standard alone."""
    operator = Fpe(key=KEY, kind="digits")
    block = Blocks(KEY.derive("fpe/aes/digits/")).one
    text = digits(Random(count), count)
    assert operator.value(text) == "".join(
        map(str, ff1_plain.encrypt(block, 10, b"", [int(c) for c in text]))
    )


def test_a_mobile_number_is_ff1_with_its_prefix_as_tweak():
    block = Blocks(KEY.derive("fpe/aes/mobile/")).one
    sealed = ff1_plain.encrypt(block, 10, b"138", [1, 2, 3, 4, 5, 6, 7, 8])
    assert Fpe(key=KEY, kind="mobile").value("13812345678") == "138" + "".join(map(str, sealed))


@pytest.mark.parametrize(
    ("kind", "plain", "written"),
    [
        ("mobile", "13812345678", ["138-1234-5678", "+86 13812345678", "0086-138-1234-5678",
            wide("13812345678"), "138\u00a01234\u00a05678"]),
        ("bank_card", "6228480402564890018", ["6228 4804 0256 4890 018", wide("6228480402564890018")]),
        ("resident_id", "11010519491231002X", ["110105 19491231 002X", "11010519491231002x", wide("11010519491231002X")]),
        ("landline", "01062345678", ["010-62345678", "（010）6234 5678"]),
        ("passport", "E12345678", ["e12345678"]),
    ],
)  # fmt: skip
def test_however_it_is_written(kind, plain, written):
    """Grouping and width stay; what they hold is the pseudonym of the bare number."""

    def bare(text: str) -> str:
        half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text).upper()
        kept = "".join(c for c in half if c.isalnum())
        return kept.removeprefix("0086").removeprefix("86") if kind == "mobile" else kept

    operator = Fpe(key=KEY, kind=kind)
    expected = operator.value(plain)
    for text in written:
        masked = operator.value(text)
        assert bare(masked) == expected, text
        gaps = [c if not c.isalnum() else "" for c in text]
        assert [c if not c.isalnum() else "" for c in masked] == gaps
        assert bare(operator.revealing().value(masked)) == plain


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("resident_id", "360426199101010072"),  # check digit
        ("resident_id", "36042619910230007X"),  # no such day
        ("resident_id", "36042619910101007"),
        ("resident_id", "110105491232002"),
        ("resident_id", "1101054912310AB"),
        ("bank_card", "6222021234567890"),  # Luhn
        ("bank_card", "62220212345"),
        ("mobile", "138****5678"),
        ("mobile", "1381234567"),
        ("mobile", "8513812345678"),  # not 86
        ("mobile", "x13812345678"),
        ("fund_account", "12345"),
        ("digits", "12a4567"),
        ("digits", "1" * 37),
        ("digits", "1" * 80),
        ("digits", "------"),
        ("email", "tom@x.cn"),  # 36³ < 10⁶
        ("email", "12345@qq.com"),  # 10⁵ < 10⁶
        ("email", "zhang san@x.cn"),
        ("email", "nobody"),
        ("email", "张三丰啊@x.cn"),
        ("social_credit_code", "91110000600037341M"),
        ("social_credit_code", "91110000600037341"),
        ("passport", "张12345678"),
        ("securities_account", "AB12345678"),
    ],
)
def test_misfits(kind, text):
    done = Fpe(key=KEY, kind=kind).column(pa.array([text, None, ""]))
    assert done.misfits == 1
    assert set(done.values[0].as_py()) <= set("*＊")
    assert done.values.to_pylist()[1:] == [None, ""]
    assert Fpe(key=KEY, kind=kind, on_misfit="keep").value(text) == text


def test_the_examples_of_the_domain_fit():
    for kind, texts in {
        "resident_id": ["360426199101010071", "120103198806018241", "11010519491231002X", "110105491231002"],
        "social_credit_code": ["91110000600037341L"],
        "bank_card": ["6228480402564890018"],
    }.items():
        assert Fpe(key=KEY, kind=kind).column(pa.array(texts)).misfits == 0


@pytest.mark.slow
def test_a_million_ids_are_permuted():
    """One county, a million different IDs: a million different pseudonyms, each valid, and back."""
    random = np.random.default_rng(218)
    days = random.choice(np.arange("1930-01-01", "2000-01-01", dtype="datetime64[D]"), 1000, replace=False)
    stamps = np.char.replace(np.sort(days).astype(str), "-", "")
    bodies = [f"110105{stamp}{n:03}" for stamp in stamps for n in range(1000)]
    ids = pa.array([body + values.id_check(body) for body in bodies])
    operator = Fpe(key=KEY, kind="resident_id")
    done = operator.column(ids)
    assert done.misfits == 0
    assert pc.count_distinct(done.values).as_py() == 1_000_000
    assert operator.revealing().column(done.values).values.equals(ids)
    assert all(
        values.id_valid(text) for text in done.values.take(pa.array(range(0, 1_000_000, 50))).to_pylist()
    )
    years = {int(text[6:10]) // 10 for text in done.values.to_pylist()}
    assert years == set(range(193, 200)), "spread over the zone, and only over it"


@given(seed=st.integers(0, 10**9), by_sex=st.booleans(), regions=st.booleans())
@settings(max_examples=40, deadline=None)
def test_options_of_ids(seed, by_sex, regions):
    random = Random(seed)
    texts = [values.resident(random) for _ in range(20)]
    operator = Fpe(
        key=KEY,
        kind="resident_id",
        sex="keep" if by_sex else "permute",
        region="permute" if regions else "keep",
    )
    masked = operator.column(pa.array(texts)).values.to_pylist()
    assert operator.revealing().column(pa.array(masked)).values.to_pylist() == texts
    assert all(BY_NAME["resident_id"].valid(text) for text in masked)
    if by_sex:
        assert [int(text[16]) % 2 for text in masked] == [int(text[16]) % 2 for text in texts]
    kept = [old[:6] == new[:6] for old, new in zip(texts, masked, strict=True)]
    mainland = [same for same, old in zip(kept, texts, strict=True) if old[0] != "8"]
    assert all(same for same, old in zip(kept, texts, strict=True) if not regions or old[0] == "8")
    assert not regions or sum(mainland) < 3


@given(st.integers(0, 10**9))
@settings(max_examples=30, deadline=None)
def test_both_forms_of_an_id_stay_together(seed):
    from datetime import date

    old = values.resident(Random(seed), since=date(1900, 1, 1), until=date(1999, 12, 31))
    for operator in (Fpe(key=KEY, kind="resident_id"), Fpe(key=KEY, kind="resident_id", sex="keep")):
        new = operator.value(old)
        assert operator.value(old[:6] + old[8:17]) == new[:6] + new[8:17]


def test_regions_unknown_to_the_table_do_not_fit_when_permuted():
    body = "999999" + "19910101" + "007"
    body = "119999" + body[6:]
    text = body + values.id_check(body)
    assert Fpe(key=KEY, kind="resident_id").column(pa.array([text])).misfits == 0
    assert Fpe(key=KEY, kind="resident_id", region="permute").column(pa.array([text])).misfits == 1


@pytest.mark.parametrize("kind", KINDS)
def test_joins_keep_their_rows(kind):
    random = Random(3)
    people = list(dict.fromkeys(sample(kind, random) for _ in range(500)))
    orders = [random.choice(people) for _ in range(2000)] + [sample(kind, random) for _ in range(300)]
    one, other = pa.table({"k": people}), pa.table({"k": orders, "n": range(len(orders))})
    operator = Fpe(key=KEY, kind=kind)
    masked = [operator.column(table["k"]).values for table in (one, other)]
    joined = one.join(other, "k", join_type="inner").num_rows
    again = (
        pa.table({"k": masked[0]})
        .join(pa.table({"k": masked[1], "n": other["n"]}), "k", join_type="inner")
        .num_rows
    )
    assert again == joined >= 2000


def test_keys_kinds_domains_and_ciphers_are_apart():
    text = "016812345678"
    operators = [
        Fpe(key=KEY, kind="futures_code"),
        Fpe(key=KEY, kind="securities_account"),
        Fpe(key=KEY, kind="fund_account"),
        Fpe(key=KEY, kind="futures_code", domain="外包测试"),
        Fpe(key=KEY, kind="futures_code", cipher="sm4"),
        Fpe(key=Key(GOOD[::-1]), kind="futures_code"),
    ]
    assert len({operator.value(text) for operator in operators}) == len(operators)


def test_the_same_last_digits_behind_another_prefix_differ():
    operator = Fpe(key=KEY, kind="mobile")
    assert len({operator.value(f"13{n}12345678")[3:] for n in range(10)}) == 10


def test_an_email_of_digits_stays_one_and_others_do_not_become_one():
    operator = Fpe(key=KEY, kind="email")
    random = Random(5)
    numbers = [f"{random.randrange(10**6):06}@qq.com" for _ in range(200)]
    words = ["".join(random.choice("ab01234567") for _ in range(4)) + "@qq.com" for _ in range(4000)]
    words = [word for word in words if not word[:4].isdigit()]
    masked = operator.column(pa.array(numbers + words)).values.to_pylist()
    assert all(text[:6].isdigit() for text in masked[:200])
    assert not any(text[:4].isdigit() for text in masked[200:])
    assert operator.value("Zhang.San@Example.com") == operator.value("zhang.san@Example.com")


def test_refused():
    with pytest.raises(Problem, match="name"):
        Fpe(key=KEY, kind="name")
    with pytest.raises(Problem):
        Fpe(key=KEY, kind="resident_id", zones=(1990, 1991)).value("360426199101010071")


def test_sent_to_workers_and_never_shown():
    operator = Fpe(key=KEY, kind="mobile")
    masked = operator.value("13812345678")
    assert pickle.loads(pickle.dumps(operator)).value("13812345678") == masked
    assert "8f1c" not in repr(operator).lower()
    assert "secret" not in operator.__getstate__()


@given(
    st.lists(st.none() | st.text("0123456789 -+()X张１２，ab@", max_size=22), max_size=10),
    st.sampled_from(KINDS),
)
@settings(max_examples=300, deadline=None)
def test_anything_is_taken_and_nothing_passes(texts, kind):
    """Rubbish neither stops it nor comes out as it went in, save what has nothing in it."""
    operator = Fpe(key=KEY, kind=kind)
    done = operator.column(pa.array(texts, pa.string()))
    done.values.validate(full=True)
    for text, masked in zip(texts, done.values.to_pylist(), strict=True):
        if not text:
            assert masked == text
        elif set(masked) <= set("*＊"):
            assert len(masked.encode()) == len(text.encode())
        else:
            assert operator.revealing().value(masked).casefold() == text.casefold()


@pytest.mark.parametrize("row", [0, 1, 511, 512, 513, 1023])
@pytest.mark.parametrize("other", ["62284804025648901", "622848040256489", "622848040256489a", "6228 4804 0256 4890", None, ""])
def test_one_value_of_another_sort_in_a_column_alike(row, other):
    """Columns of nothing but digits, all as many, are read many values at once: one other value, wherever, ends that."""
    random, operator = Random(row), Fpe(key=KEY, kind="digits")
    column = [digits(random, 16) for _ in range(1024)]
    masked = operator.column(pa.array(column)).values.to_pylist()
    mixed = operator.column(pa.array([*column[:row], other, *column[row + 1 :]]))
    assert mixed.values.to_pylist() == [*masked[:row], operator.value(other), *masked[row + 1 :]]
    assert mixed.misfits == (other == "622848040256489a")
    assert masked[3] == operator.value(column[3])


NUMBERS = {"mobile": "13812345678", "bank_card": "6222020200112230", "fund_account": "88012345", "digits": "1234567",
           "resident_id": "110101900307005"}  # fmt: skip


@pytest.mark.parametrize("kind", NUMBERS)
def test_whole_numbers_that_were_held_as_fractions_keep_their_end(kind):
    """And join those that were not."""
    one = Fpe(key=KEY, kind=kind)
    plain = NUMBERS[kind]
    texts = [plain, f"{plain}.0", None, "", f"{plain}.5", ".0", f"{plain}.0"]
    made = one.column(pa.array(texts))
    first, second, *rest = made.values.to_pylist()
    assert first not in (plain, None) and second == f"{first}.0" and set(first) != {"*"}
    assert rest == [None, "", "*" * (len(plain) + 2), "**", second] and made.misfits == 2
    assert one.revealing().column(pa.array([first, second])).values.to_pylist() == [plain, f"{plain}.0"]
