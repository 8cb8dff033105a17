"""JSON in a mail, laid out over lines or as a table: which number is an account is said by keys that stand far from it.

    {                            {
      "fundAccount": {             "columns": ["khxm", "zjzh"],
        "value": "88012345"        "rows": [["Anna", "88012345"]]
      }                          }
    }

Masking a text hears what stands beside a number. What the keys name and the mask has left is found here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from zhengan.masking.headers import kind_of_header, speaks_against

ACCOUNTS = frozenset(("fund_account", "futures_code", "securities_account", "bank_card"))
BEGUN = re.compile(r"[{\[]\s*[\"{\[]")
NUMBER = re.compile(r"[A-Z]?[0-9]{6,19}")
DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{6})?")
DEEPEST, MOST, FURTHEST = 64, 1000, 1 << 25
"""Levels of what is looked at, places in a text where JSON may begin and does not, and characters that are read in vain."""
UNREAD = object()
READ = json.JSONDecoder(object_pairs_hook=tuple, parse_float=lambda text: None, parse_int=str)


def left(text: str, masked: str) -> bool:
    """Whether an account that keys of JSON name stands in the masked text as it did, or any number does in one of which so much
    only begins like JSON that the rest was not looked at."""
    numbers: set[str] = set()
    whole = True
    for value in values(text):
        whole &= value is not UNREAD
        numbers.update(accounts(value, "", 0))
    remain = NUMBER.findall(masked) if numbers or not whole else []
    return bool(remain) and (not whole or not numbers.isdisjoint(remain))


def values(text: str) -> Iterator[Any]:
    """Every object and array of a text, objects as tuples of keys with what stands under them, numbers as they are spelt;
    ``UNREAD`` at last where the rest was not looked at."""
    place = failed = vain = 0
    while found := BEGUN.search(text, place):
        if failed >= MOST or vain >= FURTHEST:
            yield UNREAD
            return
        try:
            value, place = READ.raw_decode(text, found.start())
            yield value
        except (json.JSONDecodeError, RecursionError) as error:
            failed, vain = failed + 1, vain + getattr(error, "pos", len(text)) - found.start()
            place = found.start() + 1


def accounts(value: Any, above: str, depth: int) -> Iterator[str]:
    """The numbers in a value whose keys, or the names of whose columns, say that they are accounts; ``above``: the name of one
    above."""
    if depth > DEEPEST:
        return
    if isinstance(value, str):
        if above and NUMBER.fullmatch(value) and not DAY.fullmatch(value):
            yield value
    elif isinstance(value, tuple):
        said = next((one for _, one in value if named(one)), "") if all(isinstance(one, str | None) for _, one in value) else ""
        heads = next((one for _, one in value if isinstance(one, list) and any(map(named, one))), [])
        for key, one in value:
            own = key if named(key) else "" if speaks_against(key) or kind_of_header(key) else above or said
            yield from accounts(one, own, depth + 1)
            yield from below(one, heads)
    elif isinstance(value, list):
        if value and isinstance(value[0], list):
            yield from below(value[1:], value[0])
        for one in value:
            yield from accounts(one, above, depth + 1)


def below(rows: Any, heads: list[Any]) -> Iterator[str]:
    """Numbers in rows, or in one, in a column whose name says that it holds accounts."""
    for row in rows if isinstance(rows, list) else ():
        for head, one in zip(heads, row if isinstance(row, list) else (), strict=False):
            if named(head):
                yield from accounts(one, head, DEEPEST)


def named(word: Any) -> bool:
    """Whether a word is the name of accounts."""
    return isinstance(word, str) and kind_of_header(word) in ACCOUNTS and not speaks_against(word)
