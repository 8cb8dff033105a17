"""Resident ID (GB 11643), and the numbers written in its form: residence permits of Hong Kong, Macao and Taiwan
residents (regions 81, 82, 83) and the foreign permanent resident ID of 2023 (9, province, country, birth date).

Eighteen characters prove themselves: region, birth date and check digit. The region is checked to the prefecture, so that
a county younger than our table is not missed. The legacy form of fifteen has no check digit: it needs a county
of the table, or the prefecture and a label such as 身份证. Nor has the older permit of foreigners that we can check: its country,
prefecture and birth date must fit.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.kinds.countries import COUNTRIES
from zhengan.masking.kinds.tables import counties, prefectures, provinces

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1880, 2049
CHINA = "156"  # ISO 3166: a foreigner's country is another


def check_digit(body: str) -> str:
    """The eighteenth character that belongs to seventeen digits."""
    return CHECKS[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def is_date(year: int, month: int, day: int) -> bool:
    """A day of the Gregorian calendar."""
    if not (1 <= month <= 12 and 1 <= day <= DAYS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (month == 2 and day == 29 and not leap)


def region(body: str) -> bool:
    """The first six digits name a prefecture, or a foreigner's province and country."""
    if body[0] == "9":
        return body[1:3] in provinces() and body[3:6] not in ("000", CHINA)
    return body[:4] in prefectures()


def valid18(value: str) -> bool:
    """Eighteen characters with a region, a birth date and the right check digit."""
    body = value[:17]
    if len(value) != 18 or not (body.isascii() and body.isdigit()) or value[17].upper() not in CHECKS:
        return False
    year = int(body[6:10])
    return (
        FIRST_YEAR <= year <= LAST_YEAR
        and is_date(year, int(body[10:12]), int(body[12:14]))
        and region(body)
        and check_digit(body) == value[17].upper()
    )


def valid15(value: str, by_prefecture: bool = False) -> bool:
    """Fifteen digits with a known county (or only its prefecture) and a birth date in 19xx."""
    if len(value) != 15 or not (value.isascii() and value.isdigit()):
        return False
    known = value[:4] in prefectures() if by_prefecture else value[:6] in counties()
    return known and is_date(1900 + int(value[6:8]), int(value[8:10]), int(value[10:12]))


def valid_older(value: str) -> bool:
    """The permanent residence permit before 2017: country, prefecture, birth date in six digits, and two digits."""
    body = value[3:]
    return (
        len(value) == 15
        and value[:3] in COUNTRIES
        and body.isascii()
        and body.isdigit()
        and body[:4] in prefectures()
        and is_date(2000 + int(body[4:6]), int(body[6:8]), int(body[8:10]))
    )


def valid(value: str) -> bool:
    """Any of the forms."""
    return valid18(value) or valid15(value) or valid_older(value)


KIND = Kind(
    name="resident_id",
    zh="居民身份证号",
    en="resident ID",
    form="17 位数字加校验码；15 位旧号；港澳台居民居住证（81、82、83）、外国人永久居留身份证（9）同式；"
    "旧式外国人永久居留证为国家代码加 12 位",
    valid=valid,
    keep=Keep(3, 4),
    rank=1,
    source="GB 11643-1999; GB/T 2260; 国办发〔2018〕81号",
    columns=("身份证", "身份证号", "证件号", "证件号码", "id_card", "id_no", "cert_no", "identity_no", "identity_card",
             "identified_card_no", "公民身份号码", "證件號碼", "身份证明文件号码", "证件代码", "khsfzh", "khzjhm"),
    cases=(
        Case("id=310104198503121235.0 qty=310104198503121235.05", ("310104198503121235",), "读成小数的号码"),
        Case("360426\u200b19910101\u200b0071", ("360426\u200b19910101\u200b0071",), "零宽空格，从网页复制所得"),
        Case("身份证是360 426 1991 01 01 0071，对", ("360 426 1991 01 01 0071",), "逐段读出"),
        Case("360426 1991 01 01 0071", ("360426 1991 01 01 0071",), "逐段读出"),
        Case("身份证号360426199101010071，已核验", ("360426199101010071",)),
        Case(
            "11010519491231002x 与 120103198806018241", ("11010519491231002x", "120103198806018241"), "小写 x"
        ),
        Case("360426 19910101 0071", ("360426 19910101 0071",), "6-8-4 分组"),
        Case("１１０１０５１９４９１２３１００２Ｘ", ("１１０１０５１９４９１２３１００２Ｘ",), "全角"),
        Case("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",), "识别图片所得，字间有空格"),
        Case("43021119441105204 X，11010519491231002-X，110105 19491231 002 x",
             ("43021119441105204 X", "11010519491231002-X", "110105 19491231 002 x"), "X 之前有空格或短横"),
        Case("11010519491231002 X1，11010519491231002-Xa，11010519491231002  X，11010519491231003 X", (),
             "X 属于后面的词；两个空格；校验码不符"),
        Case("旧号 110105491231002", ("110105491231002",), "15 位无校验码，凭县级代码和出生日期"),
        Case("永久居留证KOR110185062101，换发前", ("KOR110185062101",), "旧式外国人永久居留证"),
        Case("KOR110185992101 ABC110185062101 订单号：KOR110185062101", (), "不是日期，不是国家，是订单"),
        Case("身份证号 3604261991\r\n01010071", ("3604261991\r\n01010071",), "中间换行"),
        Case("身份证360426199101010071abc 360426199101010071name=a", ("360426199101010071",) * 2, "后面紧接字母"),
        Case("360426199101010071a1b2 a360426199101010071", (), "更长的一串"),
        Case("CN=051@chen@0440304195611182947@1, CN=051@Chen@044030419561118108X@1",
             ("440304195611182947", "44030419561118108X"), "证书主体名称，0 是身份证"),
        Case("@1440304195611182947@1 @0440304195611182948@1 0440304195611182947@1", (), "不是证书中的身份证"),
        Case("11576^Ab^A510104195410047826^A^A18^A", ("510104195410047826",), "字段之间的控制字符写作 ^A"),
        Case("旅客 ZHENG/FANGFA 证件 NI510104195410047826", ("510104195410047826",), "客票中的证件号"),
        Case("XNI510104195410047826 ^a510104195410047826 FNA510104195410047826", (), "别的词的一部分"),
        Case("0178890831      11010519931025047219996427448020644419913000858", ("110105199310250472",),
             "定长记录，前后无分隔"),
        Case("A12345678911010519851001105X20250102 11010519931025047220250102123",
             ("11010519851001105X", "110105199310250472"), "前后紧接别的号码"),
        Case("110105199310250472202501021 36042619910101007112", (), "放不下另一个号码，是编号"),
        Case("0.12311010519931025047212345678 00000000000110105199310250472.5 000-11010519931025047212345678", (),
             "小数；短横相连"),
        Case("11010520141025048800000000123 11010519931025047300000000123 11019919931025047200000000123 "
             "11010519931325048600000000123", (),
             "一串数字中：日期不在 1900 至 2009 年，校验码、县级代码、日期不符"),
        Case("360426199101010072", (), "校验码不符"),
        Case("订单 202401011230450001", (), "年月日时分秒加 4 位序号"),
    ),
)
