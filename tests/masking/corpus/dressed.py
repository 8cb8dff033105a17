"""A fourth corpus, of structured kinds whose meaning stands around them: in enumerations, tables, fields, and odd dress; and a
fifth, of whole logs, chats, mails, forms, statements and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.masking.corpus import numbers, people
from tests.masking.corpus.build import STAYS, Text, fill

Make = Callable[[Random], str]


def cut(value: str, sep: str, *sizes: int) -> str:
    """The value in pieces of these sizes and the rest, with ``sep`` between."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(value[at : at + size])
        at += size
    return sep.join(piece for piece in (*pieces, value[at:]) if piece)


def wide(text: str) -> str:
    """The text in full-width figures."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def cell(rng: Random) -> str:
    return rng.choice(("138", "150", "177", "186", "199")) + numbers.digits(rng, 8)


def identity(rng: Random) -> str:
    return numbers.resident_id(rng).replace(" ", "")


def card(rng: Random) -> str:
    return numbers.bank_card(rng).replace(" ", "")


def line(rng: Random) -> tuple[str, str]:
    area, _, local = numbers.landline(rng).partition("-")
    return area, local


PERSONAL: dict[str, tuple[str, Make]] = {
    slot: (kind, make)
    for kind, slots in (
        ("name", {"name": people.name}),
        ("fund_account", {
            "fund_account": numbers.fund_account, "fund8": lambda rng: "88" + numbers.digits(rng, 6),
            "fund10": lambda rng: "10" + numbers.digits(rng, 8), "fund12": lambda rng: "31" + numbers.digits(rng, 10),
        }),
        ("securities_account", {
            "shanghai": numbers.securities_account, "shenzhen": lambda rng: "0" + numbers.digits(rng, 9),
            "unified": numbers.unified_account,
        }),
        ("futures_code", {"futures_code": numbers.futures_code}),
        ("mobile", {
            "mobile": cell, "mobile_dots": lambda rng: cut(cell(rng), ".", 3, 4),
            "mobile_dash": lambda rng: cut(cell(rng), "-", 3, 4),
            "mobile_brackets": lambda rng: (lambda v: f"({v[:3]}){cut(v[3:], '-', 4)}")(cell(rng)),
            "mobile_abroad": lambda rng: "+86-" + cell(rng), "mobile_wide": lambda rng: wide(cell(rng)),
            "mobile_spaced": lambda rng: cut(cell(rng), " ", 3, 4),
        }),
        ("resident_id", {
            "resident_id": identity, "old_id": numbers.old_id, "id_wide": lambda rng: wide(identity(rng)),
            "id_spaced": lambda rng: cut(identity(rng), " ", 6, 8),
            "id_fours": lambda rng: cut(identity(rng), " ", 4, 4, 4, 4),
            "id_one": lambda rng: " ".join(identity(rng)),
        }),
        ("bank_card", {
            "bank_card": card, "card_dashes": lambda rng: cut(card(rng), "-", 4, 4, 4, 4),
            "card_nbsp": lambda rng: cut(card(rng), "\u00a0", 4, 4, 4, 4),
            "card_spaces": lambda rng: cut(card(rng), " ", 4, 4, 4, 4),
        }),
        ("email", {"email": numbers.email, "email_wide": lambda rng: numbers.email(rng).replace("@", "＠")}),
        ("passport", {
            "passport": numbers.passport,
            "passport_new": lambda rng: "E" + rng.choice("ABCDFGHJK") + numbers.digits(rng, 7),
            "passport_low": lambda rng: numbers.passport(rng).lower(),
        }),
        ("permit", {
            "permit_h": lambda rng: "H" + numbers.digits(rng, 8), "permit_m": lambda rng: "M" + numbers.digits(rng, 8),
            "permit_c": lambda rng: "C" + rng.choice("ABCDEFGH") + numbers.digits(rng, 7),
            "permit_old": lambda rng: "H" + numbers.digits(rng, 10), "permit_tw": lambda rng: "0" + numbers.digits(rng, 7),
        }),
        ("landline", {
            "landline": numbers.landline, "line_brackets": lambda rng: "({}){}".format(*line(rng)),
            "line_wide_brackets": lambda rng: "（{}）{}".format(*line(rng)), "line_joined": lambda rng: "".join(line(rng)),
            "line_local": lambda rng: rng.choice("2345678") + numbers.digits(rng, 7),
            "line_abroad": lambda rng: "+86 {} {}".format(*(lambda v: (v[0][1:], v[1]))(line(rng))),
            "line_ext": lambda rng: "{}-{}{}{}".format(*line(rng), rng.choice(("转", " 转 ")), numbers.digits(rng, 3)),
            "line_hyphen_ext": lambda rng: "{}-{}-{}".format(*line(rng), numbers.digits(rng, 3)),
            "line_brackets_ext": lambda rng: "({}){}转{}".format(*line(rng), numbers.digits(rng, 4)),
            "line_abroad_ext": lambda rng: "+86 {} {} ext. 523".format(*(lambda v: (v[0][1:], v[1]))(line(rng))),
            "line_dash": lambda rng: "{}—{}".format(*line(rng)),
        }),
    )
    for slot, make in slots.items()
}  # fmt: skip
NOT: dict[str, Make] = STAYS | {
    f"d{n}": (lambda rng, n=n: rng.choice("123456789") + numbers.digits(rng, n - 1)) for n in range(1, 21)
} | {
    "date8": lambda rng: f"20{rng.randint(20, 26)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}",
    "service": lambda rng: f"400-{numbers.digits(rng, 3)}-{numbers.digits(rng, 4)}",
    "clock6": lambda rng: f"{rng.randint(9, 15):02}{rng.randint(0, 59):02}{rng.randint(0, 59):02}",
}  # fmt: skip


def templates(held: bool, of: str) -> tuple[list[str], list[str]]:
    """Those with personal data and those without."""
    text = Path(__file__).with_name(f"{of}_{'held' if held else 'seen'}.txt").read_text("utf-8")
    with_data, without = text.split("# without personal data\n")
    return with_data.splitlines()[1:], without.splitlines()


def dressed_corpus(rng: Random, rounds: int, held: bool, of: str = "dressed") -> list[Text]:
    """Every template of the half, ``rounds`` times; ``of``: "dressed", or "shapes" for the fifth corpus."""
    with_data, without = templates(held, of)
    return [fill(template, rng, PERSONAL, NOT) for _ in range(rounds) for template in (*with_data, *without)]
