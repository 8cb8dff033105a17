"""How exact the masking is by kind, on the seeded corpus of the tests, beside patterns with check sums in Python's `re`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.table import Row
from tests.masking.corpus import numbers
from tests.masking.corpus.build import Text, corpus, fresh_corpus
from tests.masking.corpus.score import Score, score
from zhengan.masking.fast import words
from zhengan.masking.plain import structured

SEEN, HELD, ROUNDS = 20230501, 20240218, 25
STRUCTURED = (
    "resident_id", "mobile", "landline", "bank_card", "email", "securities_account", "futures_code", "fund_account",
    "passport", "permit",
)  # fmt: skip
BOUNDS = {
    "structured": (STRUCTURED, 0.999, 0.995),
    "name": (("name",), 0.95, 0.92),
    "address": (("address",), 0.95, 0.90),
}
# What a careful engineer writes in an afternoon: the peer.
PEER = re.compile(
    r"(?P<resident_id>(?<!\d)\d{17}[\dXx](?!\d))|(?P<bank_card>(?<!\d)62\d{14,17}(?!\d))"
    r"|(?P<mobile>(?<!\d)(?:\+86[ -]?)?1[3-9]\d{9}(?!\d))"
    r"|(?P<landline>(?<!\d)0\d{2,3}-\d{7,8}(?!\d))|(?P<email>[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})"
    r"|(?:(?:姓名|户名|联系人|客户|收款人)[：:]?)(?P<name>[\u4e00-\u9fff]{2,3}(?=[，,。；;\s]|先生|女士))"
    r"|(?P<address>[\u4e00-\u9fff]{2,}(?:省|市)[\u4e00-\u9fff0-9A-Za-z]+?(?:号|室|村|组)"
    r"(?:[0-9A-Za-z]+(?:栋|幢|座|单元|室|号楼))*)"
)


def by_patterns(data: bytes) -> Iterator[tuple[int, int, str]]:
    """What the peer finds, its numbers checked."""
    text = data.decode()
    for match in PEER.finditer(text):
        kind = str(match.lastgroup)
        value = match[kind]
        if kind == "resident_id" and numbers.id_check(value[:17]) != value[17].upper():
            continue
        if kind == "bank_card" and numbers.luhn_check(value[:-1]) != value[-1]:
            continue
        start, end = match.span(kind)
        yield len(text[:start].encode()), len(text[:end].encode()), kind


def ours(data: bytes) -> Iterator[tuple[int, int, str]]:
    """What masking finds."""
    for one in (*words.find(data), *structured.find(data)):
        yield one.start, one.end, one.kind


def rows(label: str, texts: list[Text], peer: Score) -> Iterator[Row]:
    """Precision and recall of each group of kinds, and of each kind."""
    result = score(texts, ours, (*STRUCTURED, "name", "address"))
    for name, (kinds, precision, recall) in BOUNDS.items():
        for what, measure, bound in (
            ("precision", Score.precision, precision),
            ("recall", Score.recall, recall),
        ):
            figure, other = measure(result, *kinds), measure(peer, *kinds)
            ratio = figure / other if other else None
            yield Row(
                f"masking, {name}, {what}, {label} templates",
                figure,
                "",
                "re with check sums",
                other,
                ratio,
                f"≥ {bound}",
                figure >= bound,
            )
    for kind in (kind for kind in STRUCTURED if result.right[kind] + result.missed[kind]):
        yield Row(
            f"masking, {kind}, recall, {label} templates",
            result.recall(kind),
            "",
            "re with check sums",
            peer.recall(kind),
        )


def run() -> list[Row]:
    """The table: both halves of the corpus, and those of the texts of many sorts (written blind, all read since)."""
    found: list[Row] = []
    for label, seed, held in (("seen", SEEN, False), ("held-back", HELD, True)):
        texts = corpus(seed, ROUNDS, held)
        found += rows(label, texts, score(texts, by_patterns, (*STRUCTURED, "name", "address")))
    for seed, half in enumerate("CDEFG", 7):
        texts = fresh_corpus(Random(seed), 20, half)
        found += rows(f"half {half}", texts, score(texts, by_patterns, (*STRUCTURED, "name", "address")))
    return found
