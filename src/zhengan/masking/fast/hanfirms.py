"""The rules of ``plain.firms`` on bytes and on a window of code points: names of firms and funds that begin like a person's."""

from __future__ import annotations

from zhengan.masking import lexicon
from zhengan.masking.fast import hantables as tab
from zhengan.masking.fast.handotted import AND
from zhengan.masking.fast.hanline import char, is_han, trait, word_behind
from zhengan.masking.fast.hannames import NOT_IN_FIRM
from zhengan.masking.fast.hanwake import han_at
from zhengan.masking.fast.lex import jit
from zhengan.masking.fast.raw import apart, byte
from zhengan.masking.plain import firms

MOST_STYLE, MOST_FIGURES, MOST_REST = firms.MOST_STYLE, firms.MOST_FIGURES, firms.MOST_REST
INCORPORATED = tuple((tab.packed(word[:2]), tab.packed(word[2:])) for word in firms.INCORPORATED)
TRADES, FIRMS_ARE = (tuple(tab.packed(word) for word in sorted(some)) for some in (firms.TRADES, firms.FIRMS_ARE))
FIRM_STARTS, MOST_FIRM = tuple(sorted({ord(word[0]) for word in firms.INCORPORATED})), firms.MOST_FIRM
SERIES = tuple(sorted(ord(c) for c in firms.SERIES))
PRODUCTS = tuple(tab.packed(word) for word in sorted(firms.PRODUCTS))
REACH = max(MOST_FIRM + 8, MOST_STYLE + MOST_FIGURES + MOST_REST + 3)  # characters that are looked at
VERB, TITLE = lexicon.VERB, lexicon.TITLE


@jit
def numbered(buf, p, n):
    """Whether the number of a series may stand at ``p``: up to three figures of one byte or three, and 号 or 期."""
    apart()
    for _ in range(MOST_FIGURES):
        if p >= n:
            return False
        if 48 <= byte(buf, p) <= 57:
            p += 1
        elif byte(buf, p) == 0xEF:
            p += 3
        else:
            break
    return p + 2 < n and han_at(buf, p) in SERIES


@jit
def incorporated(line, n, e, tables):
    """Whether a firm's name goes on at ``e`` up to 有限公司."""
    apart()
    for q in range(e, e + MOST_FIRM):
        one = char(line, n, q)
        if not is_han(one):
            return False
        if ends_firm(line, n, q):
            return True
        named_so = q == e and one == AND and (char(line, n, q + 1) << 16 | char(line, n, q + 2)) in FIRMS_ARE
        if one in NOT_IN_FIRM and not named_so:
            return False
        trade = (one << 16 | char(line, n, q + 1)) in TRADES or ends_firm(line, n, q + 2)
        if not trade and word_behind(line, n, q, VERB | TITLE, tables):
            return False
    return False


@jit
def ends_firm(line, n, k):
    """Whether what the name of a firm ends with stands at ``k``."""
    if char(line, n, k) not in FIRM_STARTS:
        return False
    first, second = (char(line, n, k) << 16 | char(line, n, k + 1)), (char(line, n, k + 2) << 16 | char(line, n, k + 3))
    return (first, second) in INCORPORATED


@jit
def product(line, n, e, tables):
    """Whether the name of a fund goes on at ``e``."""
    apart()
    k = e
    while k - e < MOST_STYLE and is_han(char(line, n, k)) and char(line, n, k) not in NOT_IN_FIRM:
        if word_behind(line, n, k, VERB | TITLE, tables):
            break
        k += 1
    first = k
    while k - first < MOST_FIGURES and trait(char(line, n, k), tab.DIGIT, tables):
        k += 1
    if k == first or char(line, n, k) not in SERIES:
        return False
    for q in range(k + 1, k + 1 + MOST_REST):
        one = char(line, n, q)
        if (one << 16 | char(line, n, q + 1)) in PRODUCTS:
            return True
        if not (is_han(one) or trait(one, tab.DIGIT, tables)) or one in NOT_IN_FIRM:
            return False
    return False
