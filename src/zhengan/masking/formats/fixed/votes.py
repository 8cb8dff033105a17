"""What stands at a place of records of fixed width, by what nearly all of them have there.

A field is believed where values prove themselves (identity numbers, cards), or where their form and how they vary leave no
other choice: of mobile numbers the second figure differs from record to record and all behind it take every value, which
hours, days, codes and amounts do not. Accounts that are mere figures are told of, never believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from zhengan.masking.kinds import bank_card, mobile, name, resident_id
from zhengan.masking.lexicon import is_han

Place = tuple[int, int]
Rows = Sequence[str]
NUMBERS = ("resident_id", "bank_card", "mobile", "securities_account")
NEARLY, SURE, MOST, FEW = 0.95, 0.9, 0.8, 0.05
EMPTY = " 0\0"
"""What fills a field that holds nothing."""
LEAST, VARIED = 10, 4
"""Rows that tell what does not prove itself, and figures that a place must take among them."""
LOOKED_AT, GLANCE = 200, 20
ID, CELL, CARDS, ACCOUNT, FIGURES = 18, 11, (19, 18, 17, 16), 10, 6
DAY = 8


def fields(rows: Rows) -> dict[Place, str]:
    """The fields that are believed, and their kinds."""
    rows = rows[:LOOKED_AT]
    width = max(map(len, rows))
    figures = [share(rows, k, str.isdecimal) for k in range(width + 1)]
    made: dict[Place, str] = {}
    for kind, sizes, good in (
        ("resident_id", (ID,), identities), ("bank_card", CARDS, cards), ("mobile", (CELL,), mobiles),
        ("securities_account", (ACCOUNT,), accounts),
    ):  # fmt: skip
        for size in sizes:
            for low in range(width - size + 1):
                at = low, low + size
                if min(figures[low + 1 : low + 9]) >= FEW and not taken(made, at) and good(rows, at):
                    made[at] = kind
    for low in texts(rows):
        at = low, behind(rows, figures, made, low)
        if not taken(made, at) and names(rows, at):
            made[at] = "name"
    return made


def share(rows: Rows, k: int, good: Callable[[str], bool]) -> float:
    """Of how many rows the character at a place is of a sort."""
    return sum(good(row[k : k + 1]) and row[k].isascii() for row in rows) / len(rows)


def taken(made: dict[Place, str], at: Place) -> bool:
    """Whether a place is another field's."""
    return any(low < at[1] and at[0] < high for low, high in made)


def values(rows: Rows, at: Place) -> list[str]:
    """What rows have there that is not empty."""
    return [text.strip(" \0") for row in rows if (text := row[slice(*at)]).strip(EMPTY)]


def proven(rows: Rows, at: Place, valid: Callable[[str], bool], most: float, least: int = 5) -> list[str]:
    """The values there, where so many are valid; none else."""
    few = values(rows[:GLANCE], at)
    if 2 * sum(map(valid, few)) < most * len(few):
        return []
    held = values(rows, at)
    return held if len(held) >= max(least, len(rows) // 5) and sum(map(valid, held)) >= most * len(held) else []


def identities(rows: Rows, at: Place) -> bool:
    """Identity numbers; some may be other papers."""
    return bool(proven(rows, at, resident_id.valid18, MOST))


def cards(rows: Rows, at: Place) -> bool:
    """Bank cards, of different lengths too, where blanks fill them up; nobody's by the first figures alone."""
    held = proven(rows, at, bank_card.valid, SURE)
    return len({*held}) > 2 and len({one[-6:] for one in held}) > 2


def mobiles(rows: Rows, at: Place) -> bool:
    """Mobile numbers."""
    held = [one for one in proven(rows, at, mobile.valid, NEARLY, LEAST) if len(one) == CELL]
    second = Counter(one[1] for one in held).most_common()
    return len(second) > 2 and second[0][1] <= MOST * len(held) and all(free(held, k) for k in range(2, CELL))


def free(held: Sequence[str], k: int) -> bool:
    """Whether a figure takes any value, six and more too, as those of hours, months, days and minutes do not all."""
    figures = {one[k] for one in held}
    return len(figures) >= VARIED and max(figures) >= "6"


def accounts(rows: Rows, at: Place) -> bool:
    """Accounts of Shanghai, by their letter; what stands behind one of a market is no code of a security."""
    held = proven(rows, at, lambda one: len(one) == ACCOUNT and "A" <= one[0] <= "F" and one[1:].isdecimal(), NEARLY, LEAST)
    before = share(rows, at[0] - 1, str.isalpha) if at[0] else 0
    return bool(held) and before < FEW and 2 * len({*held}) >= len(held) and all(free(held, k) for k in range(4, ACCOUNT))


def texts(rows: Rows) -> Iterator[int]:
    """Where texts in Chinese begin."""
    for k in range(max(map(len, rows))):
        begun = sum(is_han(row[k]) and not (k and (is_han(row[k - 1]) or row[k - 1] == "\0")) for row in rows if k < len(row))
        if begun >= SURE * len(rows):
            yield k


def names(rows: Rows, at: Place) -> bool:
    """Names, which are hardly ever the same."""
    held = [text.replace("\0", "") for text in proven(rows, at, lambda one: name.valid(one.replace("\0", "")), SURE, LEAST)]
    return 2 * len({*held}) >= len(held) > 0


def behind(rows: Rows, figures: Sequence[float], made: dict[Place, str], low: int) -> int:
    """Where a text ends that begins there: before figures, a field that is known, or another text."""
    for k in range(low + 1, len(figures) - 1):
        begun = sum(row[k - 1 : k] == " " and row[k : k + 1] not in ("", " ") for row in rows)
        if figures[k] >= NEARLY or taken(made, (k, k + 1)) or 2 * begun >= len(rows):
            return k
    return len(figures) - 1


def runs(rows: Rows) -> Iterator[Place]:
    """Where nearly all rows have figures; stars over them count."""
    rows = rows[:LOOKED_AT]
    low = -1
    for k in range(max(map(len, rows)) + 1):
        held = [row[k] for row in rows if k < len(row)]
        many = sum(char in "0123456789*" for char in held)
        inside = 2 * many >= len(rows) and many + sum(char in "Xx" for char in held) >= NEARLY * len(rows)
        if inside and low < 0:
            low = k
        elif not inside and low >= 0:
            yield low, k
            low = -1


def unlike(rows: Rows, run: Place, made: dict[Place, str]) -> Iterator[Place]:
    """Of figures those that may be an account: in no field that is known, no day, and in hardly any two rows the same."""
    rows = rows[:LOOKED_AT]
    known = [k for at in made for k in range(*at)] + [k for low in days(rows, run) for k in range(low, low + DAY)]
    k = run[0]
    while k < run[1]:
        stop = k
        while stop < run[1] and stop not in known:
            stop += 1
        moved = [j for j in range(k, stop) if len({row[j : j + 1] for row in rows} - {"*"}) > 2]
        if len(moved) >= FIGURES and 2 * len({row[k:stop] for row in rows}) >= len(rows):
            yield k, stop
        k = stop + 1


def days(rows: Rows, run: Place) -> list[int]:
    """Where in figures a day begins in every row."""
    return [low for low in range(run[0], run[1] - DAY + 1) if all(day(row[low : low + DAY]) for row in rows[:LOOKED_AT])]


def day(text: str) -> bool:
    """Whether it is one of this century or the last."""
    dated = len(text) == DAY and text.isascii() and text.isdecimal() and text[:2] in ("19", "20")
    return dated and resident_id.is_date(int(text[:4]), int(text[4:6]), int(text[6:]))
