"""The reference for names of firms, funds and plans that begin like a person's."""

from __future__ import annotations

from zhengan.masking.lexicon import TITLE, VERB, is_han
from zhengan.masking.plain.beside import at, word_behind
from zhengan.masking.plain.names import AND, HOUSES, NOT_IN_FIRM
from zhengan.masking.plain.units import DIGIT

# What ends the name of a firm, within some characters behind what reads as a person's.
INCORPORATED = ("有限公司", "有限责任", "股份公司", "股份有限", "集团公司", "合伙企业")
TRADES, MOST_FIRM = frozenset({"咨询", "租赁", "培训", "认证", "出版"}), 12
FIRMS_ARE = HOUSES | {"投资", "科技", "信息", "资产", "实业", "建设", "电子", "医药", "能源", "股份", "软件", "网络", "企业"}
SERIES, PRODUCTS = frozenset("号號期"), frozenset({"基金", "计划", "产品", "信托", "計劃", "產品", "信託"})
MOST_STYLE, MOST_FIGURES, MOST_REST = 6, 3, 16  # characters before the number (成长), of it, and behind 号


def incorporated(line: str, e: int) -> bool:
    """Whether a firm's name goes on at ``e`` up to 有限公司: 李文 + 堂食品有限公司. A verb, a title or a small word parts it."""
    for q in range(e, e + MOST_FIRM):
        if not is_han(at(line, q)):
            return False
        if line[q : q + 4] in INCORPORATED:
            return True
        named_so = q == e and at(line, q) == AND and line[q + 1 : q + 3] in FIRMS_ARE  # 国盛嘉 + 和投资有限公司
        if at(line, q) in NOT_IN_FIRM and not named_so:
            return False
        trade = line[q : q + 2] in TRADES or line[q + 2 : q + 6] in INCORPORATED
        if word_behind(line, q, VERB | TITLE) and not trade:
            return False
    return False


def product(line: str, e: int) -> bool:
    """Whether the name of a fund goes on at ``e``: 张伟 + 成长1号集合资产管理计划. A verb, a title or a small word parts it."""
    k = e
    while k - e < MOST_STYLE and is_han(at(line, k)) and at(line, k) not in NOT_IN_FIRM:
        if word_behind(line, k, VERB | TITLE):
            break
        k += 1
    first = k
    while k - first < MOST_FIGURES and at(line, k) in DIGIT:
        k += 1
    if k == first or at(line, k) not in SERIES:
        return False
    for q in range(k + 1, k + 1 + MOST_REST):
        if line[q : q + 2] in PRODUCTS:
            return True
        if not (is_han(at(line, q)) or at(line, q) in DIGIT) or at(line, q) in NOT_IN_FIRM:
            return False
    return False
