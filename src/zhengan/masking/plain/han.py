"""The reference for names and addresses in Chinese text: line by line, left to right, an address before a name.

Nothing is looked at beyond the line but the end of a letter above it (``latin.closes``).
"""

from __future__ import annotations

from collections.abc import Iterator

from zhengan.masking.kinds.every import RANKS
from zhengan.masking.lexicon import LONGEST, PAIR, TITLE, doubles, is_han, surnames, words
from zhengan.masking.plain import escapes
from zhengan.masking.plain.addresses import PLACE, address_at
from zhengan.masking.plain.beside import ALNUM, CUE, JOINS, LETTER, cue_before, title_behind, word_behind
from zhengan.masking.plain.english import english
from zhengan.masking.plain.firms import incorporated, product
from zhengan.masking.plain.housed import AWAKE, COLONS, SURNAMED, runs_into
from zhengan.masking.plain.housed import addressed as housed
from zhengan.masking.plain.latin import (
    INITIALS,
    LETTERS_AND,
    OPENED,
    addressed,
    bracketed,
    closes,
    cued,
    enclosed,
    greeted,
    latin_after,
    signed,
)
from zhengan.masking.plain.names import DOTS, dotted, name_at
from zhengan.masking.plain.whole import called, named_otherwise
from zhengan.masking.spans import Found, settle

NAME, ADDRESS = "name", "address"
WHY = "以转义字符写成，读出后是姓名或住址"


def find(data: bytes) -> list[Found]:
    """Names and addresses in UTF-8 text by start, none over another; bytes that are no UTF-8 end what stands before them.

    Lines with Chinese characters among their escapes are read twice: as they are written, and as what they say.
    """
    found, spelt = as_written(data), [*in_escapes(data)]
    return settle([*found, *spelt], RANKS) if spelt else found


def in_escapes(data: bytes) -> Iterator[Found]:
    """What the lines say that are read twice, by start: a label in escapes speaks of what is written as it is, too."""
    for start, stop in escapes.lines(data):
        raw, places = escapes.read(data, start, stop)
        line = readable(raw)
        at = offsets(raw, line)
        for first, last, kind in find_in_line(line):
            low, high = places[at[first]], places[at[last]]
            spelt = high - low > at[last] - at[first]
            yield Found(low, high, kind, WHY if spelt else reason(line, first, last, kind))


def as_written(data: bytes) -> list[Found]:
    """What is found in a text whose escapes are no more than the signs that they are written with."""
    found: list[Found] = []
    offset = 0
    for raw in data.split(b"\n"):
        line = readable(raw)
        at = offsets(raw, line)
        under = signed(line) if offset and closes(data, offset - 1) else 0
        found += (
            Found(offset + at[start], offset + at[end], kind, reason(line, start, end, kind))
            for start, end, kind in find_in_line(line, under)
        )
        offset += len(raw) + 1
    return found


def readable(raw: bytes) -> str:
    """One character for each of the line's, NUL where it is none that names, addresses and what stands beside them use."""
    return "".join(c if used(c) else "\0" for c in raw.decode("utf-8", "surrogateescape"))


def used(char: str) -> bool:
    """ASCII, a no-break space, a dot, and U+2000–U+FFFF: what the fast path reads."""
    return char < "\x80" or char in "\u00a0·" or "\u2000" <= char < "\ud800" or "\ue000" <= char <= "\uffff"


def offsets(raw: bytes, line: str) -> list[int]:
    """The byte at which each character begins, and the end."""
    starts, k = [], 0
    for char in raw.decode("utf-8", "surrogateescape"):
        starts.append(k)
        k += 1 if "\udc80" <= char <= "\udcff" else len(char.encode())
    return [*starts, k]


def find_in_line(line: str, under: int = 0) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each, in characters of the line; ``under``: where a name under a letter ends that begins it."""
    taken: list[tuple[int, int, str]] = [(0, under, NAME)] if under else []
    i, floor = under, 0
    while i < len(line):
        step = at_place(line, i, floor, joined(line, i, taken), last_name(taken))
        if step is None:
            i += 1 if between(line, i, taken) else skip(line, i)
            continue
        start, end, _ = step
        while taken and taken[-1][1] > start:  # 张家村88号: the longer one
            begun, _, kind = taken.pop()
            if kind == NAME and step[2] == ADDRESS and start - begun > 1:  # 张伟 + 光山县, not 张伟光 + 山县
                taken.append((begun, start, NAME))
        taken.append(step)
        i = max(end, i + 1)
        if step[2] == ADDRESS:  # an address may not begin inside another, a name with a dot may take up one without
            floor = end
    yield from taken


def skip(line: str, i: int) -> int:
    """How far to go on where nothing begins: over a place (石家庄 + 支行), or a word that begins as a name would, but not one
    that leads to an address."""
    for size in range(LONGEST, 1, -1):
        flags = words().get(line[i : i + size], 0) & ~PAIR if i + size <= len(line) else 0
        if flags & PLACE or (flags and line[i] in surnames() and line[i] not in SURNAMED):
            return size
    return 1


def between(line: str, i: int, taken: list[tuple[int, int, str]]) -> bool:
    """Whether a word that seems to begin at ``i`` is none, since another word or a name ends there: 股东 + 吴旭.

    Of two that overlap a place is the likelier, save behind a name: 银行 + 长沙.
    """
    if taken and taken[-1][1:] == (i, NAME):
        return True
    starts = range(max(0, i + 1 - LONGEST), i)
    return not word_behind(line, i, PLACE) and any(words().get(line[k : i + 1], 0) & ~PAIR for k in starts)


def joined(line: str, i: int, taken: list[tuple[int, int, str]]) -> bool:
    """Whether a sign or a word joins what stands at ``i`` to the name found last: 张伟、于敏."""
    return bool(taken) and taken[-1][1:] == (i - 1, NAME) and line[i - 1] in JOINS


def last_name(taken: list[tuple[int, int, str]]) -> int:
    """Where what was found last ends, -1 where that is no name."""
    return taken[-1][1] if taken and taken[-1][2] == NAME else -1


def at_place(line: str, i: int, floor: int, listed: bool, last: int) -> tuple[int, int, str] | None:
    """What is known by the character at ``i``; ``last``: where the name found last ends."""
    one = line[i]
    if is_han(one):
        if address := address_at(line, i, floor):
            return (*address, ADDRESS)
        if one in AWAKE and (address := housed(line, i)):
            return (*address, ADDRESS)
        end = name_at(line, i, listed)
        if end and (named_otherwise(line, i) or incorporated(line, end) or product(line, end)):
            return None
        end -= end - i > 2 and runs_into(line, end - 1)
        return (i, end, NAME) if end else None
    if one in DOTS:
        name = dotted(line, i)
        return (*name, NAME) if name and name[0] >= floor else None
    if one in COLONS and (address := housed(line, i)):
        return (*address, ADDRESS)
    if one in LETTER and line[i + 1 : i + 2] == " " and (street := english(line, i)) and street[0] >= floor:
        return (*street, ADDRESS)
    name = in_letters(line, i, last)
    return (*name, NAME) if name and name[0] >= floor else None


def in_letters(line: str, i: int, last: int) -> tuple[int, int] | None:
    """Start and end of the name in Latin letters, or without a surname, that is known by the sign or the letter at ``i``."""
    one = line[i]
    if one in ":：=":
        return latin_after(line, i) or called(line, i)
    if one in INITIALS and (name := greeted(line, i)):
        return name
    if one in OPENED:
        near = last > 0 and (last == i or (last == i - 1 and line[last] == " "))
        return (bracketed(line, i) if near else None) or enclosed(line, i)
    if one in LETTERS_AND:
        return cued(line, i, last)
    return addressed(line, i) if line[i : i + 2] == " <" else None


def reason(line: str, start: int, end: int, kind: str) -> str:
    """What speaks for a name or an address, in a few words that say nothing of it."""
    if kind == ADDRESS and not is_han(line[start]) and line[start] in ALNUM:
        return "门牌与英文道路名"
    if kind == ADDRESS:
        return "地名之后有道路、村居或门牌" if word_behind(line, start, PLACE) else "道路或村居之后有门牌、楼栋或房号"
    if any(dot in line[start:end] for dot in DOTS):
        return "以间隔号相连的姓名"
    if not is_han(line[start]):
        return "姓名字样、称呼或姓名之后，落款处，或邮箱之前的拼音姓名"
    if line[start] not in surnames() and line[start : start + 2] not in doubles():
        return "姓名字样之后一格的全部"
    if cue_before(line, start) == CUE:
        return "姓名、称谓等字样或字段之后，姓氏与名字用字相符"
    if title_behind(line, end) & TITLE:
        return "称谓等字样之前，姓氏与名字用字相符"
    return "姓氏与名字用字相符，前后文佐证"
