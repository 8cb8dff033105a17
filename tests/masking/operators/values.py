"""Values for tests, made by rules of their own: an oracle that shares nothing with the package."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

REGIONS = ("110105", "360426", "120103", "442124", "310115", "810000", "830000")
WEIGHTS = [2 ** (17 - k) % 11 for k in range(17)]  # GB 11643 gives them as powers of two
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_check(body: str) -> str:
    total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
    return next(c for c, value in zip("0123456789X", range(11), strict=True) if (total + value) % 11 == 1)


def id_valid(text: str) -> bool:
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return len(text) == 18 and text[:17].isdigit() and text[17] == id_check(text[:17])


def resident(random: Random, regions=REGIONS, since=date(1880, 1, 1), until=date(2049, 12, 31)) -> str:
    born = since + timedelta(random.randrange((until - since).days + 1))
    body = f"{random.choice(regions)}{born:%Y%m%d}{random.randrange(1000):03}"
    return body + id_check(body)


def luhn_valid(text: str) -> bool:
    digits = [int(char) for char in reversed(text)]
    return sum(digits[::2] + [sum(divmod(2 * d, 10)) for d in digits[1::2]]) % 10 == 0


def card(random: Random, length: int = 19) -> str:
    body = "62" + "".join(random.choice("0123456789") for _ in range(length - 3))
    return next(body + check for check in "0123456789" if luhn_valid(body + check))


def credit_valid(text: str) -> bool:
    total = sum(ALPHABET.index(char) * pow(3, k, 31) for k, char in enumerate(text[:17]))
    body = sum(int(char, 36) * w for char, w in zip(text[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    own = "0X987654321"[body % 11]
    return text[16] == own and (total + ALPHABET.index(text[17])) % 31 == 0


def credit(random: Random) -> str:
    while True:
        text = "91" + "110000" + "".join(random.choice(ALPHABET) for _ in range(8))
        for own in "0123456789X":
            for check in ALPHABET:
                if credit_valid(text + own + check):
                    return text + own + check
