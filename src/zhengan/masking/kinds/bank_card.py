"""Bank cards: a known issuer and the Luhn check, or the Luhn check after a word such as 卡号.

Luhn alone passes one random number in ten, so an unknown issuer without a label is not a card.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.kinds.tables import bins


def luhn(value: str) -> bool:
    """The check of ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(value)):
        n = int(digit) * (1 + place % 2)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


def issued(value: str) -> bool:
    """The first digits belong to a Chinese issuer."""
    return value[:2] in bins() or value[:6] in bins()


def shaped(value: str) -> bool:
    """Sixteen to nineteen digits that pass Luhn and are not one digit repeated."""
    return (
        16 <= len(value) <= 19 and value.isascii() and value.isdigit() and luhn(value) and len(set(value)) > 1
    )


def valid(value: str) -> bool:
    """Known issuer and Luhn."""
    return shaped(value) and issued(value)


KIND = Kind(
    name="bank_card",
    zh="银行卡号",
    en="bank card",
    form="16 至 19 位，Luhn 校验，发卡行前缀在表内；前缀不在表内时须有“卡号”等字样；可按 4-4-4-4(-3) 分组",
    valid=valid,
    keep=Keep(6, 4),
    rank=4,
    source="ISO/IEC 7812-1",
    columns=("银行卡", "卡号", "银行卡号", "银行账号", "bank_card", "card_no", "出金账号", "入金账号", "对方账号", "存管账号",
             "银期签约账号", "khyhzh"),
    cases=(
        Case("对方户名 财付通 对方账号 788149470", (), "对方账号不是资金账号"),
        Case("6228480402564890018", ("6228480402564890018",)),
        Case("卡号 6228 4804 0256 4890 018。", ("6228 4804 0256 4890 018",)),
        Case("卡号 6227 00159 530 8927 921，卡号 6228480402564890018 100，订单 6227 00159 530 8927 921",
             ("6227 00159 530 8927 921", "6228480402564890018"), "识别错的空格，须有字样"),
        Case("卡号 6222 0212\n3456 7890 128", ("6222 0212\n3456 7890 128",), "中间换行"),
        Case("卡号 62284804-0256489001", (), "Luhn 不符"),
        Case("卡号 62284804-02564890018", ("62284804-02564890018",), "前八位一段"),
        Case("6222021234567890", (), "Luhn 不符"),
        Case("卡号 6222 0212\n3456 7890 129", (), "换行前后相接，Luhn 不符"),
        Case("1234567812345670", (), "Luhn 相符，发卡行未知"),
        Case("银行卡号：1234567812345670", ("1234567812345670",), "有标签"),
        Case("订单号：6228480402564890018", (), "订单号"),
    ),
)
