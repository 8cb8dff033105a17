"""The words of an SQL statement whose texts are blanked, as a tree: what stands between brackets, and between CASE and END,
is one node. Comments are blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from zhengan.masking.formats.sql.names import bare

TEXT, NUMBER, WORD, NAME, OP, GROUP, ARRAY, CASE = "text", "number", "word", "name", "op", "(", "[", "case"
TOKEN = re.compile(
    rb"(?P<blank>(?:[\s\0]|/\*!\d*|\*/)+)"
    rb"|(?P<text>(?:[Uu]&|_\w+[\s\0]*|[NnEeXxBb])?'(?:\\{1,2}x)?\0*')"
    rb"|(?P<dollar>\$(?P<tag>[A-Za-z_\x80-\xff]?[\w\x80-\xff]*)\$\0+\$(?P=tag)\$)"
    rb"|(?P<number>(?:0[xX][0-9A-Fa-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?![\w.\x80-\xff]))"
    rb"|(?P<word>[\w@$\x80-\xff]+)"
    rb'|(?P<name>`(?:[^`]|``)*`|"(?:[^"]|"")*")'
    rb"|(?P<op>::|:=|=>|<=>|<>|!=|<=|>=|->>|->|#>>|#>|\|\||&&|.)",
    re.DOTALL,
)
DEEPEST = 60
"""How many brackets may stand within each other."""
WORDS = frozenset(
    b"null true false default not in is like ilike between and or xor exists any all some distinct as asc desc when then else "
    b"end collate binary interval array row escape uescape similar to regexp rlike sounds using both leading trailing from at "
    b"div mod symmetric notnull isnull unknown nulls first last separator nothing current_date current_time "
    b"current_timestamp localtime localtimestamp current_user session_user matched by".split()
)
"""Words of the language that are no columns, and no functions before a bracket."""


class Strange(Exception):
    """A statement about rows that is not understood: ``form``, ``width`` (so many values as there are no columns) or
    ``columns`` (of a table whose columns are not known)."""


class Node(NamedTuple):
    """One word, or what stands between brackets: where it begins and ends. Of a text, begin is that of what it says."""

    kind: str
    value: Any
    start: int
    end: int


def tree(text: bytes) -> list[Node]:
    """The nodes of a statement."""
    root: list[Node] = []
    open_ = [(root, "")]
    for token in TOKEN.finditer(text):
        kind, said = token.lastgroup, token[0]
        here, sort = open_[-1]
        if kind == "blank":
            continue
        if kind == "op" and said in (b"(", b"["):
            deeper(open_, GROUP if said == b"(" else ARRAY, token)
        elif kind == "op" and said in (b")", b"]"):
            while open_[-1][1] == CASE:
                open_.pop()
            if len(open_) > 1:
                open_.pop()
        elif kind in ("text", "dollar"):
            sign = said.index(b"'" if kind == "text" else b"$")
            body = said.find(b"\0", sign)
            width = said.rindex(b"\0") + 1 - body if body >= 0 else 0
            here.append(Node(TEXT, width, token.start() + max(body, sign), token.end()))
        elif kind == "word":
            low = said.lower()
            if low == b"case":
                deeper(open_, CASE, token)
            elif low == b"end" and sort == CASE:
                open_.pop()
            else:
                here.append(Node(WORD, low, *token.span()))
        else:
            here.append(Node(kind or OP, said, *token.span()))
    return root


def deeper(open_: list[tuple[list[Node], str]], kind: str, token: re.Match[bytes]) -> None:
    """One bracket more."""
    if len(open_) > DEEPEST:
        raise Strange("form")
    made: list[Node] = []
    open_[-1][0].append(Node(kind, made, *token.span()))
    open_.append((made, kind))


def is_word(node: Node | None, *words: bytes) -> bool:
    """Whether a node is one of these words of the language."""
    return node is not None and node.kind == WORD and node.value in words


def is_op(node: Node | None, *signs: bytes) -> bool:
    """Whether a node is one of these signs."""
    return node is not None and node.kind == OP and node.value in signs


def called(node: Node | None) -> bool:
    """Whether a node may be the name of something."""
    return node is not None and (node.kind == NAME or (node.kind == WORD and node.value not in WORDS))


def at(nodes: list[Node], k: int) -> Node | None:
    """A node, None behind the end and before the beginning."""
    return nodes[k] if 0 <= k < len(nodes) else None


def parts(nodes: list[Node], sign: bytes = b",") -> Iterator[list[Node]]:
    """What stands between commas."""
    first = 0
    for k, node in enumerate(nodes):
        if node.kind == OP and node.value == sign:
            yield nodes[first:k]
            first = k + 1
    if first < len(nodes):
        yield nodes[first:]


def terms(nodes: list[Node]) -> Iterator[list[Node]]:
    """What stands between AND and OR, commas and semicolons; the AND of BETWEEN is none."""
    first, between = 0, False
    for k, node in enumerate(nodes):
        if node.kind == WORD and node.value == b"and" and between:
            between = False
        elif (node.kind == WORD and node.value in (b"and", b"or", b"xor")) or (
            node.kind == OP and node.value in (b"&&", b",", b";")
        ):
            yield nodes[first:k]
            first = k + 1
        elif node.kind == WORD and node.value == b"between":
            between = True
    if first < len(nodes):
        yield nodes[first:]


def path_at(nodes: list[Node], k: int) -> tuple[list[str], int]:
    """The name, with what stands in front of its dots, that begins at a node, and the node behind it."""
    path: list[str] = []
    while called(at(nodes, k)) or (path and k < len(nodes) and nodes[k].kind == WORD):
        path.append(bare(nodes[k].value))
        if not (is_op(at(nodes, k + 1), b".") and (called(at(nodes, k + 2)) or is_word(at(nodes, k + 2), *WORDS))):
            return path, k + 1
        k += 2
    return path, k


def past_type(nodes: list[Node], k: int) -> int:
    """Behind the name of a type that begins at a node: character varying(20)[]."""
    while called(at(nodes, k)) or (is_op(at(nodes, k), b".") and called(at(nodes, k + 1))):
        k += 1
    while (node := at(nodes, k)) and node.kind in (GROUP, ARRAY):
        k += 1
    return k


def is_query(nodes: list[Node]) -> bool:
    """Whether that is a statement of its own between brackets."""
    first, then = at(nodes, 0), at(nodes, 1)
    if is_word(first, b"insert", b"replace"):
        return then is not None and then.kind != GROUP
    if first and first.kind == GROUP:
        return is_query(first.value) and (then is None or is_word(then, b"union", b"except", b"intersect", b"order", b"limit"))
    return is_word(first, b"select", b"with", b"values", b"update", b"delete", b"merge", b"table") and len(nodes) > 1
