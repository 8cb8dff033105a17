"""The corpus: fill the templates, note where each value went."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.masking.corpus import firm, fresh, numbers, people, plain_words, templates

Make = Callable[[Random], str]
SLOT = re.compile(r"\{([a-z_]+[0-9]*)\}")


@dataclass(frozen=True)
class Label:
    """Bytes ``[start, end)`` of the text hold a value of ``kind``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Text:
    """One text in UTF-8, its labels, and the template it came from."""

    data: bytes
    labels: tuple[Label, ...]
    template: str


PERSONAL: dict[str, tuple[str, Callable[[Random], str]]] = {
    slot: (kind, make)
    for kind, slots in (
        (
            "name",
            {"name": people.name, "spaced": people.spaced, "dotted": people.dotted, "latin": people.latin},
        ),
        ("address", {"address": people.address, "local": people.local}),
        ("resident_id", {"resident_id": numbers.resident_id, "old_id": numbers.old_id}),
        ("mobile", {"mobile": numbers.mobile}),
        ("landline", {"landline": numbers.landline}),
        ("bank_card", {"bank_card": numbers.bank_card}),
        ("email", {"email": numbers.email}),
        (
            "securities_account",
            {"securities_account": numbers.securities_account, "yima": numbers.unified_account},
        ),
        ("passport", {"passport": numbers.passport}),
        ("fund_account", {"fund_account": numbers.fund_account}),
        ("futures_code", {"futures_code": numbers.futures_code}),
    )
    for slot, make in slots.items()
}
STAYS: dict[str, Callable[[Random], str]] = {
    "order_number": numbers.order_number,
    "snowflake": numbers.snowflake,
    "epoch_ms": numbers.epoch_ms,
    "amount": numbers.amount,
    "amount_plain": lambda rng: f"{rng.randint(1, 9_999_999) / 100:.2f}",
    "price": lambda rng: f"{rng.randint(100, 99_999) / 100:.2f}",
    "ip": numbers.ip,
    "hex32": lambda rng: numbers.hexes(rng, 32),
    "hex64": lambda rng: numbers.hexes(rng, 64),
    "uuid": numbers.uuid,
    "moment": numbers.moment,
    "day": numbers.day,
    "version": numbers.version,
    "coordinates": numbers.coordinates,
    "contract": numbers.contract,
    "stock": numbers.stock,
    "uscc": numbers.uscc,
    "fund_account_plain": lambda rng: "u" + numbers.digits(rng, 5),
    "n2": lambda rng: str(rng.randint(22, 80)),
    "n4": lambda rng: numbers.digits(rng, 4),
    "n6": lambda rng: "1" + numbers.digits(rng, 5),
    "bank": lambda rng: rng.choice(plain_words.BANKS),
}


def words(held: bool) -> dict[str, Callable[[Random], str]]:
    """The words of one half."""
    w = plain_words
    lists = (
        {"company": w.COMPANIES_HELD, "place": w.PLACES_HELD, "term": w.TERMS_HELD, "phrase": w.PHRASES_HELD}
        if held
        else {
            "company": w.COMPANIES_SEEN,
            "place": w.PLACES_SEEN,
            "term": w.TERMS_SEEN,
            "phrase": w.PHRASES_SEEN,
        }
    )
    return {slot: (lambda rng, some=some: rng.choice(some)) for slot, some in lists.items()}


def fill(template: str, rng: Random, personal: dict[str, tuple[str, Make]], stays: dict[str, Make]) -> Text:
    """One text of a template; ``personal``: slot → kind and maker; ``stays``: slot → maker."""
    out, labels, at = bytearray(), [], 0
    template_text = template.replace("\\n", "\n").replace("\\t", "\t")
    for match in SLOT.finditer(template_text):
        out += template_text[at : match.start()].encode()
        at = match.end()
        slot = match.group(1)
        if slot in personal:
            kind, make = personal[slot]
            value = make(rng).encode()
            labels.append(Label(len(out), len(out) + len(value), kind))
            out += value
        else:
            out += stays[slot](rng).encode()
    out += template_text[at:].encode()
    return Text(bytes(out), tuple(labels), template)


def corpus(seed: int, rounds: int, held: bool) -> list[Text]:
    """Every template of the half, ``rounds`` times (a firm's, of which there are more, half as often), those without personal
    data three times as often."""
    rng = Random(seed)
    with_data, without = (
        (templates.HELD, templates.HELD_PLAIN) if held else (templates.SEEN, templates.SEEN_PLAIN)
    )
    stays = STAYS | words(held)
    first = [fill(t, rng, PERSONAL, stays) for _ in range(rounds) for t in [*with_data, *without, *without, *without]]
    return first + firm_corpus(Random(seed + 1), -(-rounds // 2), held)


def firm_corpus(rng: Random, rounds: int, held: bool) -> list[Text]:
    """The same of a firm's templates."""
    with_data, without = firm.templates(held)
    personal, stays = firm.personal(held), STAYS | firm.stays(held)
    return [fill(t, rng, personal, stays) for _ in range(rounds) for t in [*with_data, *without, *without, *without]]


def fresh_corpus(rng: Random, rounds: int, half: str) -> list[Text]:
    """The same of half C, D, E, F or G of the texts of many sorts, those without personal data as often as the others."""
    with_data, without = fresh.templates(half)
    personal, stays = PERSONAL | fresh.personal(half), STAYS | fresh.stays(half)
    found = []
    for _ in range(rounds):
        for template in (*with_data, *without):
            text, slots = fresh.fixed(template, personal, rng)
            found.append(fill(text, rng, slots, stays))
    return found
