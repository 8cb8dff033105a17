"""Tables of pages in which cells are joined: what stands below a head is told by counting cells, which here does not come out.

    | 营业部        | 资金账号 |
    | 北京 (2 rows) | 88****45 |
    | 88012345                 |   the first cell of its row, and not under 营业部
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from zhengan.masking.headers import kind_of_header

ACCOUNTS = frozenset(("fund_account", "futures_code", "securities_account", "bank_card"))
TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table\s*>", re.IGNORECASE | re.DOTALL)  # none within it
JOINED = re.compile(r"<t[dh]\b[^<>]*\b(?:row|col)span\s*=\s*[\"']?0*(?:[2-9]|1[0-9])", re.IGNORECASE)
ROW = re.compile(r"<tr\b", re.IGNORECASE)
CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)(?=<t[dhr]\b|</t[dhr]|</table|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
NUMBER = re.compile(r"[A-Za-z]?[0-9]{6,19}")


def spanned(page: str) -> bool:
    """Whether a masked page has a table with joined cells, a head of accounts in it, and a number that is shown below."""
    return any(headed([*rows(one[0])]) for one in TABLE.finditer(page) if JOINED.search(one[0]))


def rows(table: str) -> Iterator[list[str]]:
    """The texts of the cells of each row."""
    for row in ROW.split(table)[1:]:
        yield [" ".join(html.unescape(TAG.sub(" ", one[1])).split()) for one in CELL.finditer(row)]


def headed(table: list[list[str]]) -> bool:
    """Whether a row has a cell that names accounts and no number behind it, and a row below one that is nothing but a number."""
    at = next((k for k, row in enumerate(table) if heads(row)), len(table))
    return any(NUMBER.fullmatch(cell) for row in table[at + 1 :] for cell in row)


def heads(row: list[str]) -> bool:
    """Whether a row names accounts as a head does: with no value beside the name."""
    return any(
        kind_of_header(cell.replace(" ", "")) in ACCOUNTS and not any(map(str.isdigit, "".join(row[k + 1 : k + 2])))
        for k, cell in enumerate(row)
    )
