"""What programs assign by names: variables of PL/SQL and T-SQL, defaults of parameters, arguments behind their names.

``v_khmc := '张三'``, ``DECLARE @khmc nvarchar(20) = N'张三'``, ``p_open(khmc => '张三')``, ``EXEC p_open @khmc = N'张三'``: the
name says what the value is, as that of a column does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from zhengan.masking.formats.sql.definitions import DEFINING, STANDING, Definition
from zhengan.masking.formats.sql.names import LARGEST, bare
from zhengan.masking.formats.sql.owned import Schema
from zhengan.masking.formats.sql.shapes import READ as READ_BESIDE
from zhengan.masking.formats.sql.shapes import Found, Shapes
from zhengan.masking.formats.sql.statements import ROWS
from zhengan.masking.formats.sql.tokens import (
    ARRAY,
    GROUP,
    NAME,
    WORD,
    Node,
    Strange,
    at,
    called,
    is_op,
    is_word,
    parts,
    path_at,
    tree,
)  # fmt: skip

ASSIGNING = re.compile(
    rb"(?i):=|=>|\A\s*(?:/\*.*?\*/\s*)*(?:DECLARE|EXEC|EXECUTE|IF|ELSIF|WHILE)\b"
    rb"|\b(?:PROC|PROCEDURE|FUNCTION)\b[^;]*\bDEFAULT\b|\b(?:BEGIN|THEN|ELSE|LOOP)\s+(?:IF|ELSIF|WHILE)\b"
)
"""A statement in which something is assigned, or a variable compared."""
PROGRAM = re.compile(rb"(?i)(?:CREATE|ALTER)\s+(?:OR\s+\w+\s+)?(?:(?:NON)?EDITIONABLE\s+)?"
                     rb"(?:PROC|FUNC|TRIGGER|PACKAGE|TYPE\s+BODY)")  # fmt: skip
"""What is made is a program. What a table or a view is made of is read elsewhere."""
CALLING = re.compile(rb"(?i)(?:EXEC|EXECUTE|CALL)\b")
ASKING = (b"if", b"elsif", b"elseif", b"while", b"until", b"when")
STEPS = (b"begin", b"then", b"else", b"loop", b"declare", b"is")
VERBS = (b"exec", b"execute", b"call", b"set", b"let", b"constant", b"exception", b"return")
"""Words in front of a name that is none."""
READ = tuple(one for one in READ_BESIDE if one not in (b"execute", b"@"))
"""Beside a variable, or in a call, a text only is its value."""


class Assigned(Definition):
    """One statement of a program, blanked."""

    def assigned(self) -> list[tuple[int, int, int, bool]]:
        """(Start, end, group, whether in JSON) of all that names say whose it is; what is not understood is a text."""
        self.found, self.set = [], True
        with suppress(Strange):
            self.walk(tree(self.text))
        return self.found

    def owner(self, path: list[str]) -> int:
        """The variable of a name."""
        return self.schema.column(["@"], path[-1].lstrip("@")) if len(path) == 1 else super().owner(path)

    def walk(self, nodes: list[Node]) -> None:
        """Steps, and what stands between brackets in them."""
        for step in stepped(nodes):
            if is_word(at(step, 0), *ASKING):
                then = next((k for k, one in enumerate(step) if k and is_word(one, *VERBS)), len(step))  # T-SQL has no THEN
                self.condition(step[1:then])
                step = step[then:]
            for part in parts(step):
                self.one(part)
        for node in nodes:
            if node.kind in (GROUP, ARRAY):
                self.walk(node.value)

    def one(self, nodes: list[Node]) -> None:
        """``name := value``, ``name type DEFAULT value``, ``name => value``, ``@name type = value``."""
        sign = next((k for k, one in enumerate(nodes) if is_op(one, b":=", b"=>", b"=") or is_word(one, b"default")), -1)
        if sign < 1:
            return
        own = self.meant(nodes[:sign], is_op(nodes[sign], b"="))
        if own is not None:
            self.value(nodes[sign + 1 :], own, not is_op(nodes[sign], b"=>"))

    def meant(self, left: list[Node], plain: bool) -> int | None:
        """The variable to which a value goes; of a type that is a column's (``t.c%TYPE``) that column where the name says none.
        ``plain``: = assigns to none but variables of T-SQL."""
        first = next((k for k in range(len(left) - 1, -1, -1) if left[k].kind == WORD and left[k].value[:1] == b"@"), -1)
        if first < 0 and not plain:
            first = next((k for k, one in enumerate(left) if called(one) and not is_word(one, *VERBS)), -1)
        if first < 0:
            return None
        path, end = path_at(left, first)
        own = self.schema.column(["@"], path[-1].lstrip("@"))
        typed = next((k for k in range(end, len(left)) if is_op(left[k], b"%") and is_word(at(left, k + 1), b"type")), -1)
        start = typed
        while start > end and (left[start - 1].kind in (WORD, NAME) or is_op(left[start - 1], b".")):
            start -= 1
        names = [bare(one.value) for one in left[start:typed] if one.kind in (WORD, NAME)] if typed > 0 else []
        return self.schema.column(names[:-1], names[-1]) if len(names) > 1 and not self.schema.ruled(own) else own


def stepped(nodes: list[Node]) -> Iterator[list[Node]]:
    """What stands between semicolons and the words that begin a block; AS begins one behind brackets or the type of a result."""
    first = 0
    for k, node in enumerate(nodes):
        before = at(nodes, k - 1)
        begun = is_word(node, b"as") and before is not None and not (before.kind == WORD and before.value[:1] == b"@")
        if is_op(node, b";") or begun or is_word(node, *STEPS):
            yield nodes[first:k]
            first = k + 1
    yield nodes[first:]


def assigning(raw: bytes, begin: int, end: int) -> bool:
    """Whether a statement assigns by names: not what makes tables, nor what is about rows and calls nothing."""
    if DEFINING.match(raw, begin):
        return bool(PROGRAM.match(raw, begin))
    if ROWS.match(raw, begin):
        return bool(CALLING.match(raw, begin))
    return bool(ASSIGNING.search(raw[begin : min(end, begin + LARGEST)]))


def of_program(told: tuple[bytes, bytes, list[str], Schema, dict[str, dict[bytes, int]]], found: Found, texts: Iterable[bytes],
               shapes: Shapes) -> Found:  # fmt: skip
    """What is found in a statement, whose ``texts`` these are, and what besides names in it say; of statements of one shape the
    first is read."""
    context = b"=" + bytes(one.strip().lower() in STANDING for one in texts)
    known = {one[0] for one in found}
    more = shapes.owned(told[0], context, Assigned(*told).assigned, READ)
    return [*found, *{one[0]: one for one in more if one[0] not in known}.values()]
