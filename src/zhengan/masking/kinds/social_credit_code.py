"""Unified social credit codes (GB 32100): an organisation's, so they stay, and nothing inside them is masked."""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def valid(value: str) -> bool:
    """Eighteen characters of the alphabet with the right check character."""
    if len(value) != 18 or any(char not in ALPHABET for char in value):
        return False
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(value, WEIGHTS, strict=False))
    return ALPHABET[(31 - total % 31) % 31] == value[17]


KIND = Kind(
    name="social_credit_code",
    zh="统一社会信用代码",
    en="unified social credit code",
    form="18 位，字母表不含 I、O、S、V、Z，末位校验；属机构，不脱敏",
    valid=valid,
    keep=Keep(18, 0),
    rank=11,
    personal=False,
    source="GB 32100-2015",
    columns=("统一社会信用代码", "credit_code", "uscc"),
    cases=(Case("91110000600037341L", (), "其中的数字不当作证件或账号"),),
)
