"""The reference for names in Latin letters (Zhang Wei, ZHANG SAN): a surname that is known, and what shows that it is a name.

A cue and a colon stand before it, a greeting, Mr or Ms, a Chinese name of which it is the spelling, the address of a mail behind
it, or regards on the line above; or a Chinese name or a word such as 持卡人 and a space, a time in a chat, a field that a name in
capitals fills. In a sentence, behind words such as ask and by, its other parts must be of a given name too.
"""

from __future__ import annotations

import re

from zhengan.masking import lexicon
from zhengan.masking.lexicon import is_han, pinyin
from zhengan.masking.plain.beside import ALNUM, CUE, FIELD, LETTER, LETTERS, UPPER, at, cue_before, gap_before

LATIN_GAP = frozenset(" \"'“：:")
GREETINGS = ("Dear ", "Hi ", "Hello ", "Hey ")
INITIALS = frozenset(word[0] for word in GREETINGS)
SHORTEST, LONGEST, PARTS = 2, 12, 3  # letters of a part
BACK = 30  # characters of a name before the address of a mail
MAIL = 40  # within which the @ of that address stands
LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
WORD = 12  # letters of a word before a name
BLANKS_BEFORE = frozenset(" \t\u3000\u00a0")  # between 持卡人 and a name
# How far behind a name its papers are looked for, what may stand between a name and a word or a number of papers.
AHEAD, GAPS, MOST_GAPS = 20, frozenset(" \t,，、|;；\"'(（:："), 4
TRAVELS = ("passport", "permit", "护照", "通行证", "回乡证", "回鄉證")
FIGURES, OF_ID = 7, 15  # of the number of a passport, an ID or a mobile in the next cell; one less behind two letters
OPENERS = FIELD | frozenset(" \t\0:：=（(") | frozenset("，、。") | frozenset("[]【】「『)）.-*")
BETWEEN, MOST_BETWEEN = frozenset(" \t\u3000,，、|/;\"'"), 3  # a Chinese name and how it is spelt
SPEAKS, COLONS = frozenset("0123456789"), frozenset(":：")  # [14:10:43] Huang Zhaoyue: Hi
COMMA_ENDS, AFTER_SPACE = frozenset("\0\r,:：;|<)）\"'"), frozenset("<\0\r")  # behind Zhao, Xiaowei, and a space
LETTERS_AND = LETTER | frozenset(".,")
LISTED, MENTIONS, NOTED = "/ ", "@", 24  # XIE, GUOHUA / ZHANG, LIJUAN; @Li Na; characters of a note in brackets behind a label
NOTE_BEGINS = frozenset("(（\0")  # or what is no text
OPENED, CLOSED = frozenset("(（"), frozenset(")）,，;；、")  # 张伟（Zhang Wei，英文名）
NOTE_ENDS, SURE = frozenset(")）"), 5  # letters of two syllables that are no word
POINTED, HYPHEN = frozenset("'’"), "-"  # O'Connor, Jean-Luc
GREETED = frozenset(",，:：!！\0\r")  # behind whom a letter greets
LINE_ENDS = frozenset("\0\r")
ENDS = frozenset("\0\r,|(/")  # what may follow a name under a letter, or its space
# The line above a name that ends a letter: Best regards,
BLANKS, BEFORE_CLOSING = 8, 29  # bytes at the end of a line, and before its last word
CLOSING = re.compile(rb"(?:[A-Za-z, ]{0,28}[, ])?([A-Za-z]{2,12})[,.!~]?[ \t\r]{0,8}")
BLANK = re.compile(rb"[ \t\r]{0,8}")
MOST_BLANK, LINE = 2, 64  # lines between; bytes of a line


def latin(line: str, k: int, foreign: bool = False) -> int:
    """Where a name in Latin letters that begins at ``k`` ends (Zhang Wei, ZHANG SAN); 0: none. It needs a cue before it.

    ``foreign``: a usual given name shows one as well as a surname does (Emily Clark, WERNER THOMAS).
    """
    end, parts, known = k, 0, False
    while parts < PARTS:
        start = end + (1 if parts else 0)
        if parts and at(line, end) != " ":
            break
        if parts == 1 and foreign:
            start += initial(line, start)
        stop = past_letters(line, start)
        label = parts > 1 and at(line, stop) in COLONS  # Name: Xu Liang Nationality: JPN
        if label or not SHORTEST <= stop - start <= LONGEST or at(line, start) not in UPPER:
            break
        part = spelt(line, start, stop)
        known |= part in pinyin() or (foreign and lexicon.latin().get(part, 0) & lexicon.GIVEN != 0)
        end, parts = stop, parts + 1
    return end if known and parts >= 2 and at(line, end) not in ALNUM else 0


def initial(line: str, k: int) -> int:
    """The length of a middle name's initial at ``k``, with its point and the space behind it; 0 for none: Emily R. Carter."""
    if at(line, k) not in UPPER or at(line, k + 1) != ".":
        return 0
    return 3 if at(line, k + 2) == " " and at(line, k + 3) in UPPER else 0


def spelt(line: str, start: int, stop: int) -> str:
    """A part of a name as it is looked up: in lower case, without a hyphen or an apostrophe."""
    return "".join(c for c in line[start:stop].lower() if c in LOWER)


def parts_of(line: str, k: int, end: int) -> list[str]:
    """The parts of a name as they are looked up; an initial is none of them."""
    return [spelt(one, 0, len(one)) for one in line[k:end].split(" ") if not one.endswith(".")]


def past_letters(line: str, k: int) -> int:
    """Where a part of a name ends that begins at ``k``: a run of letters, O'Connor, or Jean-Luc."""
    stop = letters(line, k)
    if stop - k == 1 and at(line, stop) in POINTED and at(line, stop + 1) in UPPER:
        return letters(line, stop + 1)
    if at(line, stop) == HYPHEN and at(line, stop + 1) in LETTER:
        more = letters(line, stop + 1)
        return more if more - k <= LONGEST and at(line, more) not in ALNUM else stop
    return stop


def inverted(line: str, k: int, closed: bool = True) -> int:
    """Where a name ends that begins at ``k`` with its surname and a comma or a stroke (Zhao, Xiaowei; ZHAO/XIAOWEI), and no
    sentence goes on, which does not matter where ``closed`` is off; 0: none."""
    comma = letters(line, k)
    start = comma + (2 if line[comma : comma + 2] == ", " else at(line, comma) == "/")
    end = letters(line, start)
    sized = SHORTEST <= comma - k <= LONGEST and SHORTEST <= end - start <= LONGEST
    if start == comma or not sized or at(line, k) not in UPPER or at(line, start) not in UPPER:
        return 0
    first, second = line[k:comma].lower(), line[start:end].lower()
    if first in pinyin():
        if not given(second):
            return 0
    elif not lexicon.latin().get(first, 0) & lexicon.FAMILY or not lexicon.latin().get(second, 0) & lexicon.GIVEN:
        return 0  # LINDQVIST, OLIVIA
    return end if not closed or at(line, end) in COMMA_ENDS or (at(line, end) == " " and at(line, end + 1) in AFTER_SPACE) else 0


def cued(line: str, k: int, last: int = -1) -> tuple[int, int] | None:
    """The name behind the space behind ``k``, where a word that ends there shows it: Mr. Li Wei, ask Li Na, Thanks, Li Na; or
    the name of which the word is the first. ``last``: where the name found last ends."""
    if at(line, k + 1) != " " or at(line, k + 2) not in UPPER:
        return None
    stop = k + (line[k] in LETTER)
    start = stop
    while stop - start <= WORD and at(line, start - 1) in LETTER:
        start -= 1
    says = lexicon.latin().get(line[start:stop].lower(), 0)
    if at(line, k) in UPPER and stop - start != SHORTEST and at(line, start - 1) != "/":
        says = 0  # of words in capitals, RM and MR, and what stands behind a word of another language
    if line[k] in LETTER:
        beside = at(line, start - 1) == "/" or (at(line, start - 1) == " " and is_han(at(line, start - 2)))
        end = latin(line, k + 2, foreign=True) if says & lexicon.TITLED or (says & lexicon.LABEL and beside) else 0
        end = end or (told(line, k + 2, says) if says & (lexicon.CUE | lexicon.WHO) else 0)
    else:
        titled = line[k] == "."
        end = latin(line, k + 2, foreign=titled) if says & (lexicon.TITLED if titled else lexicon.SIGN) else 0
        end = end or (whole(line, k + 2) if says & lexicon.SIGN and not titled else 0)  # Tks, Emily Clark
    if at(line, start - 1) in ALNUM:
        return None
    if end:
        return k + 2, end
    start = hyphened(line, start) if line[k] in LETTER else start
    if start < 0:
        return None
    end = first_of(line, start, last) if line[k] in LETTER else said(line, start) if line[k] == "," else 0
    return (start, end) if end else None


def hyphened(line: str, k: int) -> int:
    """Where the first part of a name begins of which what begins at ``k`` may be the end (Jean- + Luc); -1: in a longer word."""
    if at(line, k - 1) != HYPHEN or at(line, k - 2) not in LETTER:
        return k
    start = k - 1
    while k - start <= WORD and at(line, start - 1) in LETTER:
        start -= 1
    return -1 if at(line, start - 1) in ALNUM else start


def told(line: str, k: int, says: int) -> int:
    """Where the name ends that begins at ``k`` behind a word that may show one; 0 for none. Behind a word for a person (client,
    spouse) a name of Europe may stand, too."""
    end = likely(line, k) or papered(line, k)
    return end or (whole(line, k) if says & lexicon.WHO else 0)


def first_of(line: str, k: int, last: int) -> int:
    """Where the name ends whose first part begins at ``k``, by what stands before that; 0 for none."""
    if at(line, k) not in UPPER:
        return 0
    gap = gap_before(line, k)
    near = BLANKS_BEFORE.issuperset(line[gap:k]) or k - gap == 1
    if near and is_han(at(line, gap - 1)) and cue_before(line, k) == CUE:  # 持卡人 XU JUN, 姓名[Sarah Rossi]
        end = latin(line, k, foreign=True)
        if end:
            return end
    if is_han(at(line, gap - 1)) and BLANKS_BEFORE.issuperset(line[gap:k]) and cue_before(line, k) > 0:  # 境外董事Stefan Carter
        end = whole(line, k)
        if end:
            return end
    if opened(line, k) and (end := papered(line, k)):
        return end
    if at(line, k - 1) == MENTIONS and at(line, k - 2) not in ALNUM:
        return likely(line, k)
    if 0 < k - last <= MOST_BETWEEN and last > 0 and BETWEEN.issuperset(line[last:k]):  # 叶金宝  YE MINYING
        return whole(line, k)
    if speaks(line, k):
        end = likely(line, k)
        return end if at(line, end) in COLONS else 0
    if at(line, k - 1) == "\0":
        end = whole(line, k)
        noted = at(line, end) == " " and at(line, end + 1) in OPENED and not likely(line, k)  # Michael Thompson (SWIFT ops)
        if end and (noted or at(line, end) in LINE_ENDS):
            return end
    return filling(line, k)


def filling(line: str, k: int) -> int:
    """Where the name ends that begins at ``k`` and fills a cell of a table, or has a note in brackets, or is in capitals and such
    that nothing else is written so: SU HUIMIN; 0 for none."""
    end = whole(line, k)
    if not end:
        return 0
    upper, clear = UPPER.issuperset(line[k:end].replace(" ", "")), sure(line, k, end)
    if at(line, k - 1) in FIELD or at(line, k - 1) == "\0":
        fills = at(line, end) in FIELD
        if fills and ((upper and likely(line, k)) or clear):
            return end
        if clear and at(line, end) in OPENED:
            return end
    return end if upper and clear and opened(line, k) else 0


def sure(line: str, k: int, end: int) -> bool:
    """Whether a name is a given name and a surname of Europe, or a surname in pinyin and two syllables that are no other word."""
    first, *_, last = parts_of(line, k, end)
    known = lexicon.latin()
    if known.get(first, 0) & lexicon.GIVEN and known.get(last, 0) & lexicon.FAMILY:
        return True
    return spelt_out(first, last)


def opened(line: str, k: int) -> bool:
    """Whether no word of a longer name stands before ``k``: a sign or a Chinese character does, or a blank and one of these."""
    one = at(line, k - 1)
    if one == " ":
        one = at(line, k - 2)
    return one in OPENERS or is_han(one)


def papered(line: str, k: int) -> int:
    """Where the name ends that begins at ``k`` and whose papers follow: Wang Qiang，Passport EJ…; Marcus Henderson | 834498481;
    in a cell before one of a number it must be known in all its parts. 0 for none."""
    first = line[k : letters(line, k)].lower()
    if first not in pinyin() and not given(first):
        return 0
    end = whole(line, k)
    if end and numbered(line, end):
        return end
    end = end or called(line, k)
    if not end:
        return 0
    ahead = line[end : end + AHEAD].partition("\0")[0].lower()
    if any(word in ahead for word in TRAVELS):
        return end
    return end if papers(line, end) else 0


def papers(line: str, k: int) -> bool:
    """Whether a word that speaks of a name's papers stands behind its end ``k``: vs (watchlist), holder."""
    start = past_gaps(line, k)
    stop = letters(line, start)
    return start > k and lexicon.latin().get(line[start:stop].lower(), 0) & lexicon.PAPERS != 0


def past_gaps(line: str, k: int) -> int:
    """Behind the signs that may stand between a name and its papers."""
    end = k
    while end - k < MOST_GAPS and at(line, end) in GAPS:
        end += 1
    return end


def numbered(line: str, end: int) -> bool:
    """Whether a cell ends at ``end``, and the next begins with the number of a passport, an ID or a mobile; or a space, and the
    number of an ID or of a passport with letters stands behind it."""
    start = past_gaps(line, end)
    cell = bool(FIELD & set(line[end:start]))
    if not cell and (start != end + 1 or at(line, end) != " "):
        return False
    k = start
    while k - start < 2 and at(line, k) in UPPER:
        k += 1
    stop, most = k, FIGURES - (k - start == 2)
    if not cell and k == start:
        most = OF_ID
    while stop - k < most and at(line, stop) in SPEAKS:
        stop += 1
    return stop - k == most or (k - start == 1 and stop - k == 2 and at(line, stop) in UPPER and at(line, stop + 1) in SPEAKS)


def whole(line: str, k: int) -> int:
    """Where a name ends that begins at ``k`` and is known in all its parts, and no further word begins with a capital; 0: none.

    In pinyin, or an English given name, and a surname behind it."""
    end = likely(line, k)
    return end or called(line, k, known=True)


def called(line: str, k: int, known: bool = False) -> int:
    """Where a name ends that begins at ``k`` with a usual given name of Europe; 0 for none. ``known``: the last part must be a
    surname that is."""
    end = likely(line, k)
    if end:
        return end
    end = latin(line, k, foreign=True)
    if not end or (at(line, end) == " " and at(line, end + 1) in UPPER):
        return 0
    parts = parts_of(line, k, end)
    flags = [lexicon.latin().get(part, 0) for part in parts]
    if not flags[0] & lexicon.GIVEN or any(one & lexicon.COMMON for one in flags) or nobody(line, k, end):
        return 0
    last = parts[-1]
    return end if not known or flags[-1] & (lexicon.FAMILY | lexicon.GIVEN) or last in pinyin() else 0


def said(line: str, k: int) -> int:
    """Where a name with a comma ends that begins at ``k`` and speaks in a chat, or is written in capitals alone in its line or
    before a word of papers; 0 for none."""
    if speaks(line, k):
        end = inverted(line, k)
        return end if at(line, end) in COLONS else 0
    if not opened(line, k) and line[max(0, k - 2) : k] != LISTED:
        return 0
    end = inverted(line, k, closed=False)
    if end and is_han(at(line, gap_before(line, k) - 1)) and cue_before(line, k) == CUE:  # 姓名 LINDQVIST, OLIVIA
        return end
    if end and catalogued(line, k, end):
        return end
    if not UPPER.issuperset(line[k:end].replace(", ", "")):
        return 0
    alone = at(line, k - 1) == "\0" and at(line, end) in LINE_ENDS
    return end if end and (alone or papers(line, end)) else 0


def catalogued(line: str, k: int, end: int) -> bool:
    """Whether a name with a comma that begins at ``k`` shows by itself what it is: a surname in pinyin in capitals, and two
    syllables that are no word of English: XIE, GUOHUA; WU, Zecai."""
    if not UPPER.issuperset(line[k : line.index(",", k)]):
        return False
    first, _, second = line[k:end].lower().partition(", ")
    common = lexicon.latin().get(first, 0) & lexicon.COMMON
    return not common and at(line, end) not in ALNUM and spelt_out(first, second)


def spelt_out(first: str, last: str) -> bool:
    """Whether a surname in pinyin and two syllables that are no other word make up a name."""
    return first in pinyin() and len(last) >= SURE and last not in lexicon.latin() and given(last)


def speaks(line: str, k: int) -> bool:
    """Whether a time stands before who speaks: [2023-05-16 14:10:43] or 14:10:43."""
    if at(line, k - 1) != " ":
        return False
    return at(line, k - 2) == "]" or (at(line, k - 2) in SPEAKS and at(line, k - 3) in SPEAKS and at(line, k - 4) == ":")


def likely(line: str, k: int) -> int:
    """Where a name ends that begins at ``k`` in a sentence, 0 for none: all its parts are of a given name, or all but a surname,
    and no further word begins with a capital."""
    end = latin(line, k)
    if not end or (at(line, end) == " " and at(line, end + 1) in UPPER) or nobody(line, k, end):
        return 0
    parts = parts_of(line, k, end)
    if any(lexicon.latin().get(one, 0) & lexicon.COMMON for one in parts):
        return 0
    others = [part for part in parts if not given(part)]
    return end if not others or (len(others) == 1 and others[0] in pinyin()) else 0


def given(word: str) -> bool:
    """A given name: an English one that is usual, or one or two syllables."""
    known = lexicon.latin()
    if known.get(word, 0) & (lexicon.GIVEN | lexicon.SYLLABLE | lexicon.CANTON):
        return True
    cuts = range(1, len(word))
    return any(known.get(word[:cut], 0) & known.get(word[cut:], 0) & lexicon.SYLLABLE for cut in cuts)


def signed(line: str) -> int:
    """Where the name ends with which a line under the end of a letter begins; 0 for none."""
    end = (latin(line, 0) or inverted(line, 0) or called(line, 0)) if at(line, 0) in UPPER else 0
    return end if end and (at(line, end) in ENDS or (at(line, end) == " " and at(line, end + 1) in ENDS)) else 0


def closes(data: bytes, end: int) -> bool:
    """The line that ends at ``end``, past up to two of nothing, ends a letter: Best regards,"""
    for _ in range(MOST_BLANK + 1):
        low = data.rfind(b"\n", max(0, end - LINE), end) + 1
        if not low and end > LINE:
            return False
        if not BLANK.fullmatch(data, low, end):
            found = CLOSING.fullmatch(data, low, end)
            return bool(found and lexicon.latin().get(found[1].decode().lower(), 0) & lexicon.SIGN)
        if not low:
            return False
        end = low - 1
    return False


def letters(line: str, k: int) -> int:
    """Where the run of ASCII letters from ``k`` ends."""
    end = k
    while end - k < LETTERS and at(line, end) in LETTER:
        end += 1
    return end


def latin_after(line: str, k: int) -> tuple[int, int] | None:
    """The name in Latin letters after the colon, quote or sign of equality at ``k``, when a cue stands before it."""
    start = k + 1
    while start - k < 4 and at(line, start) in LATIN_GAP:
        start += 1
    if at(line, start) not in UPPER:
        return None
    end = latin(line, start, foreign=True) or inverted(line, start)
    if not end:
        return None
    if cue_before(line, start) == CUE:
        return (start, end) if not nobody(line, start, end) else None
    says = word_says(line, k)
    if says & (lexicon.LABEL | lexicon.TITLED):
        return (start, end) if not nobody(line, start, end) else None
    end = told(line, start, says) if says & (lexicon.CUE | lexicon.WHO) else 0
    return (start, end) if end else None


def word_says(line: str, k: int) -> int:
    """What the word in Latin letters that ends before ``k`` says of a name; 0 for none."""
    k = unnoted(line, k)
    start = k
    while k - start <= WORD and at(line, start - 1) in LETTER:
        start -= 1
    return 0 if at(line, start - 1) in ALNUM or at(line, start - 1) in "._-" else lexicon.latin().get(line[start:k].lower(), 0)


def unnoted(line: str, k: int) -> int:
    """``k`` before a note in brackets that ends there: Full name (as in passport): Jason Chan."""
    if at(line, k - 1) not in NOTE_ENDS:
        return k
    start = k - 1
    while k - start < NOTED and at(line, start) not in NOTE_BEGINS:
        start -= 1
    if at(line, start) not in OPENED:
        return k
    return start - (at(line, start - 1) == " ")


def nobody(line: str, k: int, end: int) -> bool:
    """Whether a place or a firm is written like a name: Hong Kong, Guo Tai."""
    return lexicon.latin().get(spelt(line, k, end), 0) & lexicon.NOBODY != 0


def greeted(line: str, k: int) -> tuple[int, int] | None:
    """The name behind the greeting that begins at ``k``."""
    if at(line, k - 1) in ALNUM:
        return None
    for word in GREETINGS:
        if line[k : k + len(word)] == word:
            start = k + len(word)
            end = latin(line, start) or inverted(line, start)
            if not end and at(line, found := called(line, start)) in GREETED:
                end = found
            return (start, end) if end else None
    return None


def bracketed(line: str, k: int) -> tuple[int, int] | None:
    """The name in the bracket that opens at ``k``: 张伟 (Zhang Wei)."""
    end = latin(line, k + 1, foreign=True)
    return (k + 1, end) if end and at(line, end) in CLOSED else None


def enclosed(line: str, k: int) -> tuple[int, int] | None:
    """The name that fills the bracket that opens at ``k``: ext. 6945（Jiang Ying）."""
    end = likely(line, k + 1)
    return (k + 1, end) if end and at(line, end) in NOTE_ENDS else None


def addressed(line: str, k: int) -> tuple[int, int] | None:
    """The name before the space at ``k``, behind which an address stands: Zhang Wei <zw@example.com>, or Zhang, Wei."""
    if "@" not in line[k + 2 : k + MAIL].partition("\0")[0]:
        return None
    start = end = k
    for _ in range(PARTS):
        one = end
        while end - one < LONGEST and k - one < BACK and at(line, one - 1) in LETTER:
            one -= 1
        if one == end or at(line, one) not in UPPER or at(line, one - 1) in ALNUM:
            break
        start = one
        if at(line, one - 1) != " ":
            break
        end = one - 1
    if start == k:
        return None
    if latin(line, start) == k:
        return start, k
    if at(line, start - 1) != " " or at(line, start - 2) != ",":
        return None
    first = start - 2
    while start - first < LETTERS and at(line, first - 1) in LETTER:
        first -= 1
    return (first, k) if at(line, first - 1) not in ALNUM and inverted(line, first) == k else None
