"""What an expression gives that is no value of the columns in it: figures of functions, signs of regular expressions and of
LIKE. ``length(id_no) = 18`` and ``account ~ '^[0-9]{9}$'`` say nothing of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengan.masking.formats.sql.tokens import GROUP, OP, Node, at, is_op, is_query, is_word

FIGURES = frozenset(
    b"length char_length character_length octet_length bit_length lengthb len position instr instrb locate strpos charindex "
    b"patindex mod count sum extract date_part datediff timestampdiff year month day quarter week sign isnull ascii ord crc32 "
    b"strcmp field find_in_set row_number rank dense_rank ntile cardinality array_length json_length json_array_length "
    b"jsonb_array_length regexp_instr regexp_count regexp_like json_valid json_contains exists".split()
)
"""Functions that give no value of a column, nor a part of one: what is compared with them is none."""
REGEXP = frozenset(b"regexp_instr regexp_count regexp_like regexp_replace regexp_substr regexp_match regexp_matches "
                   b"regexp_split_to_array regexp_split_to_table".split())  # fmt: skip
"""Functions of which the second argument is a regular expression."""
NAMERS = frozenset(b"nextval currval setval to_regclass pg_get_serial_sequence current_setting set_config".split())
"""Functions whose texts are names of things."""
PATTERNS = frozenset((b"regexp", b"rlike", b"similar", b"~"))
SYNTAX = re.compile(rb"\[(?:\^?\])?(?:\[:\w+:\]|\\+.|[^\]\\])*\]|\{\d{0,4}(?:,\d{0,4})?\}|\\+.|\(\?\S?", re.DOTALL)
"""What is no sign by itself in a regular expression: [0-9], {9}, \\d."""
RUN = re.compile(rb"[0-9A-Za-z]{5,}|(?:[\xc2-\xf4][\x80-\xbf]+){2,}")
"""So many signs in a row are somebody's in a regular expression; fewer are the beginning of many."""
BETWEEN = re.compile(rb"[^%_\\]+")
WORDY = re.compile(rb"[^\W_]|[\x80-\xff]")
REGULAR, LIKE = "regular", "like"


def remainder(nodes: list[Node]) -> bool:
    """Whether an expression is what is left of a division (a % 2, a MOD 2)."""
    return any(is_op(one, b"%") or (k and is_word(one, b"mod") and nodes[k - 1].kind != OP) for k, one in enumerate(nodes))


def figured(nodes: list[Node]) -> bool:
    """Whether a function of an expression gives a figure, and no value of a column."""
    return remainder(nodes) or any(
        one.kind == GROUP and (is_word(at(nodes, k - 1), *FIGURES) or (not is_query(one.value) and figured(one.value)))
        for k, one in enumerate(nodes)
    )


def pattern_of(nodes: list[Node]) -> str:
    """What a text is for what compares it: a regular expression, a pattern of LIKE, or itself."""
    if is_word(at(nodes, 0), b"like", b"ilike") or (is_op(at(nodes, 0), b"~") and is_op(at(nodes, 1), b"~")):
        return LIKE
    return REGULAR if nodes and nodes[0].value in PATTERNS else ""


def runs(said: bytes, pattern: str) -> Iterator[tuple[int, int]]:
    """Where values stand in a regular expression, and in what LIKE is told."""
    if pattern == REGULAR:
        said = SYNTAX.sub(lambda one: bytes(len(one[0])), said)
    for run in (RUN if pattern == REGULAR else BETWEEN).finditer(said):
        if WORDY.search(run[0]):
            yield run.span()
