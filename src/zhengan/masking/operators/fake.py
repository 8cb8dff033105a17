"""Believable values of the same kind: the same value gets the same fake under a key and domain, in every table.

Numbers, IDs and mailboxes that fit their kind go through ``Fpe``: no two get the same fake, but whoever has the key can go
back. Names, addresses, and numbers that do not fit, are drawn by a keyed function: two different ones may get the same
fake (names are about 40 million, so that among a million distinct names some 1 in 80 shares its fake; real names
do so far more), and the key does not lead back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import as_names, say
from zhengan.masking import lexicon
from zhengan.masking.kinds import bank_card, resident_id
from zhengan.masking.kinds.tables import counties, rows
from zhengan.masking.operators import draws
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.districts import up_to
from zhengan.masking.operators.fpe import KINDS as FPE_KINDS
from zhengan.masking.operators.fpe import Fpe
from zhengan.masking.operators.hashed import chosen, marks, numbered
from zhengan.masking.operators.keys import Key
from zhengan.masking.operators.packed import Flags, Packed

ROADS = [
    "人民", "建设", "解放", "中山", "和平", "新华", "文化", "胜利",
    "长江", "黄河", "朝阳", "光明", "幸福", "友谊", "滨河", "学府",
]  # fmt: skip
LOCAL = "abcdefghijklmnopqrstuvwxyz"


class Draw:
    """Choices drawn from 32 keyed bytes, one after the other; equal bytes, equal choices."""

    def __init__(self, mark: bytes):
        self.rest = int.from_bytes(mark, "big")

    def below(self, count: int) -> int:
        """A number below ``count``; uneven by less than one in 2¹²⁸ over the few drawn for a value."""
        self.rest, number = divmod(self.rest, count)
        return number

    def of(self, choices: str | list[str]) -> str:
        """One of them."""
        return choices[self.below(len(choices))]

    def digits(self, count: int) -> str:
        """So many digits."""
        return f"{self.below(10**count):0{count}}"


@cache
def surnames() -> list[str]:
    """Common surnames: those that seldom begin another word."""
    return sorted(char for char, weight in lexicon.surnames().items() if weight >= 3)


@cache
def given_names() -> list[str]:
    """Characters usual in given names."""
    return sorted(char for char, weight in lexicon.given().items() if weight >= 2)


@cache
def cities() -> list[str]:
    """Prefectures of the table of regions."""
    return sorted({name for _, name, _ in rows("regions.csv") if name.endswith(("市", "州", "盟"))})


@cache
def mainland() -> list[str]:
    """Region codes of counties."""
    return sorted(code for code in counties() if code[0] < "8" and code[4:] != "00")


def fake_name(draw: Draw, text: str) -> str:
    """A surname and as many characters as the name has, two at least and three at most."""
    length = min(max(len(text), 2), 3)
    return draw.of(surnames()) + "".join(draw.of(given_names()) for _ in range(length - 1))


def fake_names(words: NDArray[np.uint32], texts: list[str]) -> list[str]:
    """``fake_name`` of many, from eight words of keyed bytes each: one by one they took twice as long as finding them."""
    first, more = surnames(), given_names()
    drawn = draws.below(words, np.array([len(first), len(more), len(more)], np.int64)).tolist()
    return [
        first[a] + more[b] + (more[c] if len(text) > 2 else "") for (a, b, c), text in zip(drawn, texts, strict=True)
    ]


def fake_address(draw: Draw, text: str) -> str:
    """The district that ``text`` is (or, where it is empty, a city) and a made-up street, house and room."""
    street = f"{draw.of(ROADS)}路{1 + draw.below(999)}号{1 + draw.below(30)}栋{1 + draw.below(30)}{1 + draw.below(4):02}室"
    return (text or draw.of(cities())) + street


def fake_resident(draw: Draw, _: str) -> str:
    """A valid ID of somebody born between 1950 and 1999."""
    born = date(1950, 1, 1) + timedelta(draw.below(18_262))
    body = f"{draw.of(mainland())}{born:%Y%m%d}{draw.digits(3)}"
    return body + resident_id.check_digit(body)


def fake_card(draw: Draw, _: str) -> str:
    """Nineteen digits of UnionPay that pass Luhn's check."""
    body = "6228" + draw.digits(14)
    return next(body + check for check in "0123456789" if bank_card.luhn(body + check))


def fake_email(draw: Draw, _: str) -> str:
    """Twelve letters at example.com (RFC 2606: nobody's)."""
    return "".join(draw.of(LOCAL) for _ in range(12)) + "@example.com"


def fake_number(draw: Draw, text: str) -> str:
    """As many digits as there are characters, ten at least."""
    return draw.digits(min(max(len(text), 10), 36))


DRAWN: dict[str, Callable[[Draw, str], str]] = {
    "name": fake_name,
    "address": fake_address,
    "resident_id": fake_resident,
    "bank_card": fake_card,
    "email": fake_email,
    "mobile": lambda draw, _: "1" + draw.of("3456789") + draw.digits(9),
    "landline": lambda draw, _: "010" + draw.of("2345678") + draw.digits(7),
    "passport": lambda draw, _: "E" + draw.digits(8),
    "permit": lambda draw, _: "H" + draw.digits(8),
    "securities_account": lambda draw, _: "A" + draw.digits(9),
    "futures_code": lambda draw, _: draw.digits(12),
}


@dataclass(frozen=True, kw_only=True)
class Fake(Operator):
    """A believable value of ``kind`` for each value; every value fits, so there are no misfits."""

    name: ClassVar[str] = "fake"
    key: Key = field(repr=False)
    kind: str
    domain: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in FPE_KINDS and self.kind not in DRAWN:
            kinds = as_names(sorted({*FPE_KINDS, *DRAWN}))
            raise Problem(
                say("{kind} 没有假值", kind=self.kind),
                say("可用于 {kinds}", kinds=kinds),
                "其他数据改用哈希（hash）或标签（redact）",
                code="masking-kind",
            )

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The fakes."""
        nothing = np.zeros(len(column), np.bool_)
        if self.kind not in FPE_KINDS:
            return self.drawn(column, column.filled), nothing
        permuted, misfits = Fpe(key=self.key, kind=self.kind, domain=f"fake/{self.domain}").treat(column)
        return (
            permuted.replaced(misfits, self.drawn(column, misfits)) if misfits.any() else permuted
        ), nothing

    def drawn(self, column: Packed, wanted: Flags) -> Packed:
        """Fakes drawn by a keyed function for the wanted rows; the other rows empty."""
        texts, which = numbered(column)
        which = np.where(wanted, which, -1)
        needed = np.unique(which[which >= 0])
        distinct = [texts[i].decode() for i in needed]
        words = marks(self.key.derive(f"fake/{self.kind}/{self.domain}"), Packed.of(distinct), "sha256")
        fakes = fake_names(words, distinct) if self.kind == "name" else self.one_by_one(words, distinct)
        places = np.full(len(texts) + 1, -1)
        places[needed] = np.arange(needed.size)
        return chosen(fakes, places[which], column)

    def one_by_one(self, words: NDArray[np.uint32], texts: list[str]) -> list[str]:
        """The fake of each text by its keyed bytes, eight words a row."""
        make, raw = DRAWN.get(self.kind, fake_number), words.astype(">u4").tobytes()
        return [make(Draw(raw[32 * k : 32 * k + 32]), hint) for k, hint in enumerate(self.hints(texts))]

    def hints(self, texts: list[str]) -> list[str]:
        """What of each value may shape its fake: of an address its district, of others the length."""
        if self.kind != "address":
            return texts
        return [place or "" for place in up_to(pa.array(texts, pa.large_string()), "district").to_pylist()]
