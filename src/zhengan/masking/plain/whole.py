"""The reference for names that are known by filling a field: with a character that hardly stands in one, behind a cue for a
person (王均, 任正非), and whatever their surname, or without one, behind a label of names (姓名：卿泽华, custName=卓玛)."""

from __future__ import annotations

from zhengan.masking.lexicon import (
    PAIR,
    STRONG,
    WORD,
    doubles,
    given,
    is_han,
    surnames,
    transliterated,
    words,
)
from zhengan.masking.plain.beside import (
    ALNUM,
    COLONS,
    CUE,
    KEY,
    LETTERS,
    MASKED,
    NOT_ONE,
    at,
    before,
    cue_before,
    gap_before,
    key_before,
    word_before,
)
from zhengan.masking.plain.latin import LATIN_GAP

RARE = frozenset("于向在序得来每自起里也非无勿则即由从往同与及会让令为以所何并均曾采尽未皆再又者都可")
LEAST = 2  # the weight of a surname
NAMES, MOST_FIELD = ("名称", "简称", "全称"), 12  # of things; characters before one that is seen in the name of one
LABELS, ENDINGS = ("姓名", "联系人", "经办人", "持卡人", "收件人"), ("name", "xm")  # of keys, with more before: not "name" itself
CLIENT = "khmc"  # 客户名称
MOST = 8  # characters of a name without a surname
GOES_ON = ALNUM | COLONS | {MASKED} | frozenset("·•・‧_")  # behind what is no whole name


def filling(line: str, i: int) -> int:
    """Where such a name ends that begins at ``i``; 0: none does."""
    if is_han(at(line, i - 1)) or surnames().get(at(line, i), 0) < LEAST:
        return 0
    end = i + 1
    while end - i < 4 and is_han(at(line, end)):
        end += 1
    rest = frozenset(line[i + 1 : end])
    never = any(given().get(one, 1) == 0 for one in rest - RARE)
    if not 2 <= end - i <= 3 or at(line, end) in GOES_ON or not rest & RARE or never:
        return 0
    if words().get(line[i : i + 2], 0) & ~PAIR or words().get(line[i:end], 0) & ~PAIR:
        return 0
    return end if before(line, i, False) >= CUE else 0


def called(line: str, k: int) -> tuple[int, int] | None:
    """Start and end of the name that fills the field behind the colon or the sign of equality at ``k``: of characters with which
    names of other languages are written, or of two to four of any that stand in names."""
    start = k + 1
    while start - k < 4 and at(line, start) in LATIN_GAP:
        start += 1
    end = start
    while end - start <= MOST and is_han(at(line, end)):
        end += 1
    if not 2 <= end - start <= MOST or is_han(at(line, end)) or at(line, end) in GOES_ON:
        return None
    word = words().get(line[start:end], 0)
    if word & ~PAIR and not word & PAIR:
        return None
    foreign = transliterated().issuperset(line[start:end])
    if labelled(line, k):
        return (start, end) if foreign or likely(line, start, end) else None
    return (start, end) if foreign and end - start > 2 and word_before(line, gap_before(line, k), STRONG) else None


def named_otherwise(line: str, i: int) -> bool:
    """Whether the character at ``i`` stands within the name of a thing, which fills a field: 产品名称：金元 + 顺安沣楠."""
    start = i
    while i - start < MOST_FIELD and is_han(at(line, start - 1)):
        start -= 1
    end = gap_before(line, start)
    if not end < start < i or cue_before(line, start) != NOT_ONE:
        return False
    return line[:end].endswith(NAMES) or line[:end].lower().endswith(ENDINGS[0])


def likely(line: str, start: int, end: int) -> bool:
    """Whether Chinese characters in a field of names may be one: two of a usual given name, or three or four in which no common
    word stands, but as the given name behind a surname (邵开心)."""
    flags = words().get(line[start : start + 2], 0)
    if end - start == 2:
        return bool(flags & PAIR)
    if end - start > 4 or flags & ~PAIR:
        return False
    if end - start == 3 and surnames().get(line[start], 0) > LEAST and words().get(line[start + 1 : end], 0) & ~PAIR == WORD:
        return True
    family = 2 if line[start : start + 2] in doubles() else int(line[start] in surnames())
    if any(given().get(one, 1) == 0 for one in frozenset(line[start + family : end]) - RARE):
        return False
    return not any(words().get(line[q : q + 2], 0) & ~PAIR for q in range(start + 1, end - 1))


def labelled(line: str, k: int) -> bool:
    """Whether a label of persons' names ends before the sign at ``k``."""
    end = gap_before(line, k)
    if line[:end].endswith(LABELS):
        return True
    said = line[max(0, end - LETTERS) : end].lower()
    size = next((len(one) for one in ENDINGS if said.endswith(one)), 0)
    more = size > 0 and at(line, end - size - 1) in KEY
    return (more or said.endswith(CLIENT)) and key_before(line, end) == "person"
