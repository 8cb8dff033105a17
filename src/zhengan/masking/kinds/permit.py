"""Travel permits: 回乡证 (H or M, eight digits, two more on old ones), 往来港澳通行证 (C, W), 往来台湾通行证 (L, T), 台胞证
(eight digits)."""

from __future__ import annotations

import re

from zhengan.masking.kinds.base import Case, Keep, Kind

FORM = re.compile(r"[HM]\d{8}(?:\d\d)?|[CLTW]\d{8}|C[A-HJ-NP-Z]\d{7}|\d{8}(?:\d\d)?", re.ASCII | re.IGNORECASE)


def valid(value: str) -> bool:
    """One of the forms."""
    return FORM.fullmatch(value) is not None


KIND = Kind(
    name="permit",
    zh="往来通行证号",
    en="travel permit",
    form="回乡证 H、M 加 8 位（旧证再加 2 位）；往来港澳、台湾 C、W、L、T 加 8 位或 C 加字母加 7 位、台胞证 8 位须有字样",
    valid=valid,
    keep=Keep(2, 2),
    rank=10,
    verified=False,
    columns=("通行证", "回乡证", "台胞证", "permit_no"),
    cases=(
        Case("回乡证H12345678", ("H12345678",)),
        Case("往来港澳通行证：C12345678", ("C12345678",)),
        Case("台胞证 12345678", ("12345678",)),
        Case("证件类型：台湾居民来往大陆通行证；证件号码：12345678", ("12345678",), "证件类型在前"),
        Case("证件类型,证件号码,级别\n台胞证,12345678,普通", ("12345678",), "证件类型在左边一格"),
        Case("类别,通行证号\n甲,C12345678", ("C12345678",), "表头是通行证"),
        Case("往来台湾通行证 T12345678", ("T12345678",)),
        Case("证件类别：台湾居民来往大陆通行证\n投资人证件号码：12345678", ("12345678",), "证件类型在上一行"),
        Case('"certType": "台胞证",\n    "certNo": "12345678"', ("12345678",), "证件类型在上一行"),
        Case("姓名：台胞证\n备注\n证件号码：12345678", (), "隔了一行"),
        Case("□ 身份证 ☑ 台胞证 □ 护照\n证件号码：12345678", ("12345678",), "打勾的一项"),
        Case("□ 身份证 □ 台胞证\n证件号码：12345678", ("12345678",), "没有打勾的，最近一项为准"),
        Case("往来港澳通行证由配偶持有，号码C12345678", ("C12345678",), "前一分句说明证件类型"),
        Case("備用通行證號碼 C12345678", ("C12345678",), "繁体"),
        Case("证件号码：12345678", ()),
        Case("台湾居民来往大陆通行证\n姓名 甲   证件号码 12345678", ("12345678",), "标题说明证件类型"),
        Case("台胞证\n姓名 甲\n居民身份证\n证件号码 12345678", (), "最近的标题为准"),
        Case("编号 C12345678", ()),
    ),
)
