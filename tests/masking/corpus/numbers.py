"""Numbers that prove themselves and numbers that only look so; the check sums here are the corpus's own."""

from __future__ import annotations

import string
from datetime import date, timedelta
from random import Random

from tests.masking.corpus.lists import listed

REGIONS = listed("""
110101 110105 110108 120103 130102 140105 150102 210102 220102 230103 310101 310115 320102 320505 330106 340104
350203 360426 370202 410105 420106 430104 440305 440106 450103 460105 500103 510107 520102 530102 540102 610113
620102 630103 640104 650102
""")
BINS = {
    "622202": 19,
    "622848": 19,
    "621700": 19,
    "621661": 19,
    "622588": 16,
    "621483": 16,
    "622690": 16,
    "621226": 19,
    "622262": 17,
    "621799": 19,
    "622908": 18,
    "622155": 16,
    "621285": 19,
}
AREAS = {
    "010": 8,
    "021": 8,
    "022": 8,
    "023": 8,
    "0755": 8,
    "020": 8,
    "0571": 8,
    "0512": 8,
    "025": 8,
    "028": 8,
    "0871": 8,
    "0731": 8,
    "0376": 7,
    "0552": 7,
}


def digits(rng: Random, n: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(n))


def id_check(body: str) -> str:
    """By the definition, ISO 7064 MOD 11-2: the running product, not a table of weights."""
    p = 10
    total = 0
    for d in body:
        total = (total + int(d)) * 2 % 11
    p = (12 - total) % 11
    return "X" if p == 10 else str(p)


def luhn_check(body: str) -> str:
    total = 0
    for n, d in enumerate(reversed(body)):
        v = int(d) * (2 if n % 2 == 0 else 1)
        total += sum(map(int, str(v)))
    return str(-total % 10)


def birth(rng: Random, first: int = 1940, last: int = 2008) -> date:
    start = date(first, 1, 1)
    return start + timedelta(days=rng.randrange((date(last, 12, 31) - start).days))


def resident_id(rng: Random) -> str:
    region = rng.choice(REGIONS) if rng.random() > 0.05 else rng.choice(["810000", "820000", "830000"])
    body = region + birth(rng).strftime("%Y%m%d") + digits(rng, 3)
    value = body + id_check(body)
    roll = rng.random()
    if roll < 0.1:
        value = value.replace("X", "x")
    elif roll < 0.16:
        value = f"{value[:6]} {value[6:14]} {value[14:]}"
    return value


def old_id(rng: Random) -> str:
    return rng.choice(REGIONS) + birth(rng, 1940, 1985).strftime("%y%m%d") + digits(rng, 3)


def mobile(rng: Random) -> str:
    head = rng.choice(
        listed(
            "130 131 133 135 136 137 138 139 150 151 152 158 159 166 170 176 177 180 182 185 186 187 188 189 191 198 199"
        )
    )
    tail = digits(rng, 8)
    roll = rng.random()
    if roll < 0.75:
        return head + tail
    if roll < 0.85:
        return f"{head}-{tail[:4]}-{tail[4:]}"
    if roll < 0.92:
        return f"{head} {tail[:4]} {tail[4:]}"
    return "+86" + rng.choice(["", " ", "-"]) + head + tail


def landline(rng: Random) -> str:
    area = rng.choice(list(AREAS))
    return f"{area}-{rng.choice('2345678')}{digits(rng, AREAS[area] - 1)}"


def bank_card(rng: Random) -> str:
    head = rng.choice(list(BINS))
    body = head + digits(rng, BINS[head] - len(head) - 1)
    value = body + luhn_check(body)
    return " ".join(value[k : k + 4] for k in range(0, len(value), 4)) if rng.random() < 0.2 else value


HOSTS = listed("qq.com 163.com 126.com gmail.com sina.com.cn outlook.com foxmail.com hotmail.com")


def email(rng: Random) -> str:
    user = rng.choice(
        ["zhangwei", "li.na", "wang_qiang", "liuyang88", "chenjing", "zhao.min2020", "sun-li", "xm"]
    ) + (digits(rng, 2) if rng.random() < 0.4 else "")
    return f"{user}@{rng.choice(HOSTS)}"


def securities_account(rng: Random) -> str:
    return rng.choice("ABCDE") + digits(rng, 9)


def unified_account(rng: Random) -> str:
    return "18" + digits(rng, 10)


def passport(rng: Random) -> str:
    return rng.choice("EG") + digits(rng, 8)


def fund_account(rng: Random) -> str:
    return rng.choice("123456789") + digits(rng, rng.choice([7, 9, 11]))


def futures_code(rng: Random) -> str:
    return f"{rng.randint(1, 400):04d}" + digits(rng, 8)


def uscc(rng: Random) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91" + rng.choice(REGIONS) + "".join(rng.choice(alphabet) for _ in range(9))
    total = sum(alphabet.index(c) * pow(3, n, 31) for n, c in enumerate(body))
    return body + alphabet[-total % 31]


# What must stay.


def order_number(rng: Random) -> str:
    return (
        (date(2024, 1, 1) + timedelta(days=rng.randrange(600))).strftime("%Y%m%d")
        + f"{rng.randint(9, 15):02d}{rng.randint(0, 59):02d}{rng.randint(0, 59):02d}"
        + digits(rng, 4)
    )


def snowflake(rng: Random) -> str:
    return "17" + digits(rng, 17)


def epoch_ms(rng: Random) -> str:
    return str(rng.randint(1_600_000_000_000, 1_760_000_000_000))


def amount(rng: Random) -> str:
    value = rng.randint(1, 99_999_999) / 100
    return rng.choice([f"{value:,.2f}", f"{value:.2f}", str(int(value) + 1)])


def ip(rng: Random) -> str:
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


def hexes(rng: Random, n: int) -> str:
    return "".join(rng.choice("0123456789abcdef") for _ in range(n))


def uuid(rng: Random) -> str:
    return "-".join(hexes(rng, n) for n in (8, 4, 4, 4, 12))


def moment(rng: Random) -> str:
    day = date(2024, 1, 1) + timedelta(days=rng.randrange(600))
    return f"{day} {rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}.{rng.randint(0, 999):03d}"


def day(rng: Random) -> str:
    d = date(2024, 1, 1) + timedelta(days=rng.randrange(600))
    return rng.choice([d.isoformat(), f"{d.year}年{d.month}月{d.day}日", d.strftime("%Y%m%d")])


def version(rng: Random) -> str:
    return f"{rng.randint(1, 9)}.{rng.randint(0, 20)}.{rng.randint(0, 99)}"


def coordinates(rng: Random) -> str:
    return f"{rng.uniform(73, 135):.6f},{rng.uniform(18, 53):.6f}"


def contract(rng: Random) -> str:
    return f"{''.join(rng.choice(string.ascii_uppercase) for _ in range(2))}-{rng.randint(2019, 2025)}-{digits(rng, 5)}"


def stock(rng: Random) -> str:
    return rng.choice(["600", "601", "603", "000", "002", "300", "688"]) + digits(rng, 3)
