"""What stands beside a candidate name in its line, and what that says: points to the left, points to the right.

A line is a list of characters; nothing here looks past its ends, so a text may be cut between any two lines.
"""

from __future__ import annotations

from zhengan.masking.lexicon import (
    HOME,
    LONGEST,
    NEVER,
    ORGAN,
    PAIR,
    STRONG,
    TITLE,
    VERB,
    WEAK,
    WORD,
    given,
    is_han,
    keys,
    words,
)

# Points. A name needs NAME of them: its characters give 4 to 10, what stands beside it the rest.
NAME = 11
CUE, LISTED, MAYBE, CLEAR, NOT_ONE, INSIDE = 7, 4, 3, 2, -6, -20
CALLED, DETAILS, ORGANISATION, STOCK = 5, 3, -20, -9

LINKS = frozenset(" \t\u3000\u00a0:：=＝\"'“”‘’「『（(【[）)】]>＞-—*")
FIELD = frozenset("'\",|^\t<>;，；")
STOCK_GAP = frozenset(" \t,，|\"'(（、/")
DETAIL_GAP = frozenset(",，、;；|（( \"'\t")
COLONS = frozenset(":：=")
# One character before a name, or behind it, that is a word by itself.
BEFORE = frozenset("由和与及请致让为是向给同对被找叫等的并经把将跟因从替帮代陪应据诉受系予派听问或至@")
# What a name may follow that is a word with what stands before it (见过, 聊到), once no word goes across.
SINCE = "于"
LOOSE = frozenset("了过着到见问夸劝约替骂催写付查父母有")
SPANS = WORD | STRONG | WEAK | TITLE  # of a word of two that goes across into a name: 房东, 会计
# What joins a name to the one before it; what a word for somebody ends in (产权人, 行动人).
JOINS, SOMEBODY = frozenset("、；;/和与及跟"), frozenset("人员者岗")
RECORD, MEETING = "记录", "会议"
CLOSED = frozenset("】]")  # behind who sends one
SENDERS = ("证券", "基金")  # what the name of who sends an SMS ends with
MASKED = "＊"  # what the masks write over a Chinese character
UPPER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LETTER = UPPER | frozenset("abcdefghijklmnopqrstuvwxyz")
ALNUM = LETTER | frozenset("0123456789")
KEY, FIGURES = LETTER | frozenset("_-"), frozenset("0123456789")
SPACES = " \u3000"
GAP, LETTERS = 5, 24
COMPANIES = ("有限公司", "责任公司")  # behind whose whole name one of its people may stand, or behind that and a space
COMPANY_ENDS = frozenset(" \u3000司")
LABELS, STROKES = 16, frozenset("/／")  # characters of labels in a row, and what joins them
SPEAKER = 3  # characters of the short name by which somebody speaks in a chat
# What names of wealth products end with, numbers of their series, and what may stand before a code in brackets.
BRANDS, SERIES = frozenset("宝利盈丰发鑫赢益享添红"), frozenset("0123456789一二三四五六七八九十")
CODED, MOST_CODED = frozenset("基金产品股票证券代码:： "), 6
# How the codes of shares, funds and convertible bonds begin at the three exchanges.
STOCK_CODES = (
    "000", "001", "002", "003", "300", "301", "600", "601", "603", "605", "688", "689", "430", "83", "87", "92",
)  # fmt: skip


def at(line: str, k: int) -> str:
    """The character there, or a NUL beyond the ends."""
    return line[k] if 0 <= k < len(line) else "\0"


def word_behind(line: str, k: int, flags: int) -> int:
    """The flags of the longest word that begins at ``k`` and has one of ``flags``; 0: none."""
    for size in range(LONGEST, 1, -1):
        found = words().get(line[k : k + size], 0) if k + size <= len(line) else 0
        if found & flags:
            return found
    return 0


def word_before(line: str, k: int, flags: int) -> int:
    """The same of the longest word that ends before ``k``; one or two spaces between its characters are read over (姓 名)."""
    chars: list[str] = []
    while len(chars) < LONGEST:
        if not is_han(at(line, k - 1)):
            gap = 2 if at(line, k - 2) in SPACES else 1
            if not (chars and at(line, k - 1) in SPACES and is_han(at(line, k - 1 - gap))):
                break
            k -= gap
        chars.append(line[k - 1])
        k -= 1
    for size in range(len(chars), 1, -1):
        found = words().get("".join(reversed(chars[:size])), 0)
        if found & flags:
            return found
    return 0


def key_before(line: str, k: int) -> str:
    """What a field's name that ends before ``k`` holds: person, other, home, or "" when it says nothing."""
    start = k
    while k - start < LETTERS and at(line, start - 1) in KEY:
        start -= 1
    return keys().get(line[start:k].lower().replace("_", "").replace("-", ""), "")


def gap_before(line: str, k: int) -> int:
    """Where the run of colons, quotes and spaces before ``k`` begins, at most ``GAP`` of them."""
    start = k
    while k - start < GAP and at(line, start - 1) in LINKS:
        start -= 1
    return start


def cue_before(line: str, i: int) -> int:
    """Points of a cue before ``i``, past colons, quotes and spaces; 0: none."""
    if at(line, i - 1) == "@":
        return 0 if of_firm(line, i - 1) else CUE
    k = gap_before(line, i)
    if is_han(at(line, k - 1)):
        flags = word_before(line, k, STRONG | WEAK | NEVER)
        # 「客户: 张三」 is a field; 「客户张三」 may be prose.
        colon = any(c in COLONS for c in line[k:i])
        if flags & STRONG and noted(line, k):
            return 0
        if flags & STRONG or (colon and (flags & WEAK or headed(line, k))):
            return CUE
        if flags & NEVER:
            company = i - k <= 1 and at(line, i - 1) in COMPANY_ENDS and line[max(0, k - 4) : k] in COMPANIES
            return 0 if signature(line, k) or company or of_house(line, k, i) else NOT_ONE
        return MAYBE if flags & WEAK else 0
    if k < i and at(line, k - 1) in KEY:
        return {"person": CUE, "other": NOT_ONE}.get(key_before(line, k), 0)
    return 0


def noted(line: str, k: int) -> bool:
    """Whether the label that ends at ``k`` is of what was noted, not of who did: 通话记录, but 会议记录."""
    return line[max(0, k - 2) : k] == RECORD and is_han(at(line, k - 3)) and line[max(0, k - 4) : k - 2] != MEETING


def headed(line: str, k: int) -> bool:
    """Whether the first of the labels joined by strokes that end at ``k`` says that a name comes first: 户名/账号/开户行：."""
    start = first = k
    while k - start < LABELS and (is_han(at(line, start - 1)) or at(line, start - 1) in STROKES):
        start -= 1
        first = start if line[start] in STROKES else first
    return first < k and word_before(line, first, STRONG) != 0


def of_firm(line: str, k: int) -> bool:
    """Whether who speaks, one of a few characters at the beginning of a line, is said at the ``@`` at ``k`` to be of a firm:
    小李@申万："""
    start = k
    while k - start < SPEAKER and is_han(at(line, start - 1)):
        start -= 1
    return 0 < k - start and at(line, start - 1) == "\0"


def signature(line: str, k: int) -> bool:
    """Whether the bracket at ``k`` ends who sends a message, 【华泰证券】 or [华泰证券], not what follows, 【证券】."""
    return at(line, k) in CLOSED and sender(line, k)


def of_house(line: str, k: int, i: int) -> bool:
    """Whether the short name of a house ends at ``k`` and one space leads to ``i``, as in a list of guests: 博盈基金 曾玉梓, but
    not 申购基金 and a product."""
    return i == k + 1 and at(line, k) in SPACES and sender(line, k) and not word_before(line, k - 2, NEVER | VERB)


def sender(line: str, k: int) -> bool:
    """Whether the short name of a house of securities or funds ends at ``k``."""
    return line[max(0, k - 2) : k] in SENDERS and is_han(at(line, k - 3)) and is_han(at(line, k - 4))


def stock_before(line: str, i: int) -> bool:
    """Whether a stock's code stands before: 600519,贵州茅台."""
    k = i
    while i - k < 3 and at(line, k - 1) in STOCK_GAP:
        k -= 1
    return k - 6 >= 0 and is_stock(line[k - 6 : k]) and at(line, k - 7) not in ALNUM


def is_stock(code: str) -> bool:
    """Six ASCII digits that begin as the codes of listed stocks and funds do."""
    return len(code) == 6 and all(c in "0123456789" for c in code) and code.startswith(STOCK_CODES)


def before(line: str, i: int, listed: bool) -> int:
    """Points for what stands before a name that begins at ``i``; ``listed``: another that it is joined to."""
    cue = cue_before(line, i)
    if listed and 0 <= cue < LISTED:
        return LISTED
    if cue > 0:
        return cue
    if word_before(line, i + 1, HOME):
        return INSIDE  # 居住于 + 海南
    one = at(line, i - 1)
    if is_han(one):
        if cue == 0 and (one not in BEFORE or at(line, i) == SINCE) and inside(line, i):  # 对于 + 王强
            return INSIDE
        if one in SOMEBODY:
            return cue + MAYBE
        return cue + (CLEAR if one in BEFORE or one in LOOSE or word_before(line, i, ~PAIR) else 0)
    if stock_before(line, i):
        return STOCK
    if one == MASKED:  # a name or an address was there: as little as a Chinese character says
        return cue
    return cue + (1 if one in ALNUM else MAYBE if one in COLONS else CLEAR)


def inside(line: str, i: int) -> bool:
    """Whether a word begins at the character before ``i`` that goes on: 房东 + 李, 儿童 + 文学, 俄罗斯 + 人."""
    return bool(words().get(line[i - 1 : i + 1], 0) & SPANS or words().get(line[i - 1 : i + 2], 0) & WORD)


def title_behind(line: str, k: int) -> int:
    """The flags of a title or an organisation's word at ``k``, past two spaces."""
    for _ in range(2):
        if at(line, k) in " \u3000":
            k += 1
    return word_behind(line, k, TITLE | ORGAN)


def behind(line: str, e: int) -> int:
    """Points for what stands behind a name that ends at ``e``."""
    flags = title_behind(line, e)
    if flags & TITLE:
        return CALLED
    if (flags & ORGAN and not softened(line, e)) or numbered(line, e):
        return ORGANISATION
    one = at(line, e)
    if dated(line, e):
        return CLEAR
    if is_han(one):
        if given().get(one, 1) == 0 or one in BEFORE or word_behind(line, e, VERB):
            return CLEAR
        return (CLEAR if given().get(one, 1) < 3 else 1) if word_behind(line, e, ~PAIR) else 0
    if one in "(（" and stock_at(line, e + 1):
        return STOCK
    return CLEAR + (DETAILS if details(line, e) else 0)


def dated(line: str, k: int) -> bool:
    """Whether a time or a year is told at ``k``: 罗楠 + 于12:10."""
    return at(line, k) == SINCE and at(line, k + 1) in FIGURES


def stock_at(line: str, k: int) -> bool:
    """Whether a stock's code stands at ``k``, or behind a word such as 基金代码 and a colon."""
    for _ in range(MOST_CODED):
        if at(line, k) not in CODED:
            break
        k += 1
    return is_stock(line[k : k + 6]) and at(line, k + 6) not in ALNUM


def numbered(line: str, e: int) -> bool:
    """Whether a name that ends as those of wealth products do has a number of its series behind it: 宁康宝1号; or one that ends
    with a number has 号 behind it: 江海一号."""
    if at(line, e) == "号" and at(line, e - 1) in SERIES:
        return True
    k = e
    while k - e < 2 and at(line, k) in SERIES:
        k += 1
    return k > e and at(line, k) == "号" and at(line, e - 1) in BRANDS


def softened(line: str, k: int) -> bool:
    """Whether a longer word stands at ``k`` than that of an organisation: 证券交易合同 beside 证券."""
    return not word_behind(line, k, ~PAIR) & (ORGAN | TITLE)


def details(line: str, e: int) -> bool:
    """Whether a name's further details follow: 「，男」「（身份证…」, a mobile or a longer number."""
    k = e
    while k - e < 3 and at(line, k) in DETAIL_GAP:
        k += 1
    sex = k + 1 if k == e and at(line, k) in ":：" else k  # 东方洁：女，1972年生
    if at(line, sex) in "男女" and not is_han(at(line, sex + 1)):
        return True
    digits, q = 0, k
    while digits < 11 and at(line, q) in "0123456789":
        digits, q = digits + 1, q + 1
        q += digits in (3, 7) and at(line, q) in "- "  # 139-1678-3204
    return digits == 11 or bool(word_behind(line, k, TITLE) & TITLE)


def field(line: str, i: int, e: int) -> int:
    """A point for a candidate that fills a field: 'x', |x|, <b>x</b>."""
    return 1 if at(line, i - 1) in FIELD and at(line, e) in FIELD else 0
