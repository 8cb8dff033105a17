"""With a kind the ways of writing a value have one hash; without one the bytes decide."""

from __future__ import annotations

from typing import Any

import pytest

from zhengan.masking import policy
from zhengan.masking.operators.fpe import Fpe
from zhengan.masking.operators.hashed import Hash
from zhengan.masking.operators.keys import Key

KEY = Key(bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc"))
SAME = {
    "mobile": ["13812345678", "138-1234-5678", "+8613812345678", "13812345678 ", "0086 138 1234 5678", "\u300013812345678",
               "13812345678.0", " 13812345678.0 ", "8613812345678.0"],
    "resident_id": ["11010119900307005X", "11010119900307005x", " 110101 19900307 005x"],
    "email": ["abcd@x.com", "ABcd@x.com", "abcd@X.COM\t"],
    "bank_card": ["6222020200112233", "6222 0202 0011 2233", "6222-0202-0011-2233", "6222020200112233.0"],
    "fund_account": ["88012345", "88012345.0"],
    "digits": ["1234567", "1234567.0"],
    "social_credit_code": ["91310000MA1FL0000X", "91310000ma1fl0000x "],
    "landline": ["02112345678", "021-12345678", "(021) 1234 5678"],
    "securities_account": ["A123456789", "a123456789", "A 123456789"],
    "name": ["张三", " 张三", "张三\u3000"],
}


def hashed(kind: str, texts: list[str]) -> list[Any]:
    one = Hash(key=KEY, kind=kind)
    assert [one.value(text) for text in texts] == one.column(policy_array(texts)).values.to_pylist()
    return [one.value(text) for text in texts]


def policy_array(texts: list[str]) -> Any:
    import pyarrow as pa

    return pa.array(texts)


@pytest.mark.parametrize("kind", SAME)
def test_the_ways_of_writing_a_value_have_one_hash(kind: str) -> None:
    assert len(set(hashed(kind, SAME[kind]))) == 1
    assert hashed(kind, SAME[kind])[0] == Hash(key=KEY).value(SAME[kind][0])  # and that of the usual way is as ever
    assert len(set(hashed("", SAME[kind]))) == len(SAME[kind])


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("mobile", ["13812345678", "13812345679", "8613812345678a", "86138123456", "13812345678.00",
                    "13812345678.1", "021-12345678转1", " ", "\u3000"]),
        ("name", ["张三", "张 三", "李四"]),
        ("email", ["a@x.com", "a.b@x.com", "ab@x.com"]),
        ("resident_id", ["110101900307005", "11010119900307005X"]),
    ],
)
def test_other_values_have_others(kind: str, texts: list[str]) -> None:
    assert len(set(hashed(kind, texts))) == len(texts)


def test_bytes_that_are_no_text_have_a_hash_too() -> None:
    from zhengan.masking.formats.searching import of_bytes

    column = of_bytes([b"138-1234-5678", b"138-\xff", b"13812345678"])
    marks = Hash(key=KEY, kind="mobile").packed(column)[0].texts()
    assert marks[0] == marks[2] != marks[1]


def test_a_hash_joins_what_a_pseudonym_joins() -> None:
    for kind in ("mobile", "email"):
        pseudonyms = {"".join(c for c in str(Fpe(key=KEY, kind=kind).value(one)).strip().lower() if c not in "+- \u3000")[-11:]
                      for one in SAME[kind][:3]}  # fmt: skip
        assert len(pseudonyms) == 1, kind


def test_a_policy_needs_no_kind_for_a_hash(tmp_path: Any) -> None:
    path = tmp_path / "p.yaml"
    path.write_text('zhengan-masking: "1"\nkey: once\ncolumns: {a: {operator: hash}, b: {kind: mobile, operator: hash}}\n')
    columns = policy.load(path, {}, bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")).columns
    assert [columns[one].operator.kind for one in "ab"] == ["", "mobile"]  # type: ignore[union-attr]
