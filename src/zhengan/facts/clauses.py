"""The clauses of Order 218 by their numbers alone: what a fact may name.

Facts know nothing of the law; that these are its clauses, all of them and no others, a test holds against its text.
"""

from __future__ import annotations

from collections.abc import Iterator

ARTICLES = 75
PARAGRAPHS = {  # of the articles that have more than one
    3: 2, 4: 2, 6: 2, 9: 2, 10: 2, 14: 2, 15: 2, 16: 3, 18: 2, 20: 3, 21: 3, 22: 2, 23: 2, 26: 3, 27: 2, 31: 2,
    34: 2, 38: 2, 39: 2, 45: 3, 52: 2, 53: 2, 54: 2, 55: 2, 56: 2, 59: 3, 61: 2, 62: 2, 63: 2, 64: 2, 74: 2,
}  # fmt: skip
ITEMS = {"5.1": 8, "71.1": 7}  # of the paragraphs that are told by their items


def _clauses() -> Iterator[str]:
    for article in range(1, ARTICLES + 1):
        for number in range(1, PARAGRAPHS.get(article, 1) + 1):
            paragraph = f"{article}.{number}"
            items = ITEMS.get(paragraph, 0)
            yield from (f"{paragraph}({item})" for item in range(1, items + 1)) if items else (paragraph,)


CLAUSES = frozenset(_clauses())
