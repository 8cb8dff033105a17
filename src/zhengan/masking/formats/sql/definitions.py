"""Values in what a dump says of its tables: defaults, CHECK, views, policies, rules, triggers, indexes of a part of a table.

Masked with the rows, for rows that no longer meet a CHECK would not load. Numbers are bounds more often than somebody's: only
longer ones that a column is said to be equal to are values; words that stand for no value (其他) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from zhengan.masking.formats.sql.names import NO_COLUMN, bare
from zhengan.masking.formats.sql.owned import SHORT, Target, cases
from zhengan.masking.formats.sql.queries import Statement
from zhengan.masking.formats.sql.tokens import (
    CASE,
    GROUP,
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

DEFINING = re.compile(rb"(?i)(?:/\*!\d*\s*)?(?:CREATE|ALTER)\b")
LONG = re.compile(rb"[0-9]{%d}" % (SHORT + 1))
SORTS = (b"table", b"view", b"policy", b"index", b"trigger", b"rule", b"procedure", b"function", b"event")
STANDING = frozenset(
    "其他 其它 未知 不详 暂无 未填 未填写 默认 匿名 系统 管理员 测试 保密 unknown none null n/a admin system default other test"
    .encode().split()
)  # fmt: skip
"""What a schema says where there is no value."""
RANGED = (b"<", b">", b"<=", b">=")
BEHIND = (b"not", b"null", b"comment", b"check", b"primary", b"unique", b"references", b"constraint", b"collate", b"generated",
          b"on", b"key", b"auto_increment", b"after", b"first", b"default", b"storage", b"invisible")  # fmt: skip
"""Where the default of a column ends."""
STEPS = (b"begin", b"then", b"else", b"do", b"loop", b"repeat")


class Definition(Statement):
    """One CREATE or ALTER, blanked."""

    bounds = False
    """Whether numbers are no values: bounds, defaults."""

    def defined(self) -> list[tuple[int, int, int, bool]]:
        """(Start, end, group, whether in JSON) of all that is a column's; what is not understood is searched as any text."""
        self.found, self.set = [], True
        with suppress(Strange):
            self.read(tree(self.text))
        return [*{one[0]: one for one in self.found}.values()]

    def read(self, nodes: list[Node]) -> None:
        """What is made or changed."""
        sort = next((k for k, one in enumerate(nodes) if is_word(one, *SORTS)), -1)
        if sort < 0:
            return
        word, k = nodes[sort].value, sort + 1
        while is_word(at(nodes, k), b"if", b"not", b"exists", b"only", b"concurrently"):
            k += 1
        if word in (b"table", b"view"):
            self.path, k = path_at(nodes, k)
            (self.table if word == b"table" else self.view)(nodes, k)
        else:
            on = next((j for j, one in enumerate(nodes) if is_word(one, b"on", b"to") and j > sort), len(nodes))
            on += word in (b"trigger", b"rule") and is_word(at(nodes, on), b"on") and self.later(nodes, on)
            if word not in (b"procedure", b"function", b"event"):
                self.path, k = path_at(nodes, on + 1 + is_word(at(nodes, on + 1), b"only"))
            {b"policy": self.policy, b"index": self.query_of}.get(word, self.steps)(nodes, k)

    def later(self, nodes: list[Node], on: int) -> int:
        """How far behind the ON of an event (ON INSERT TO t) the name of the table stands."""
        to = next((j for j in range(on, min(on + 4, len(nodes))) if is_word(nodes[j], b"to")), on)
        return to - on

    def view(self, nodes: list[Node], k: int) -> None:
        """CREATE VIEW name (columns) AS query."""
        listed = at(nodes, k)
        columns = [path[-1] for part in parts(listed.value) if (path := path_at(part, 0)[0])] if (
            listed and listed.kind == GROUP) else []  # fmt: skip
        body = next((j for j in range(k, len(nodes)) if is_word(nodes[j], b"as")), len(nodes))
        self.asked(nodes[body + 1 :], [self.schema.column(self.path, one) for one in columns] or None)

    def query_of(self, nodes: list[Node], k: int) -> None:
        """CREATE INDEX … WHERE condition."""
        self.asked(nodes[next((j for j in range(k, len(nodes)) if is_word(nodes[j], b"where")), len(nodes)) :], None)

    def asked(self, nodes: list[Node], targets: list[Target] | list[int] | None) -> None:
        """A query."""
        about, self.set = (self.path, self.set), False
        with suppress(Strange):
            self.query(nodes, targets)
        self.path, self.set = about

    def policy(self, nodes: list[Node], k: int) -> None:
        """CREATE POLICY … USING (condition) WITH CHECK (condition)."""
        for j in range(k, len(nodes)):
            if nodes[j].kind == GROUP and is_word(at(nodes, j - 1), b"using", b"check"):
                self.condition(nodes[j].value)

    def steps(self, nodes: list[Node], k: int) -> None:
        """The statements of a trigger, a rule or a procedure, and on what they depend."""
        for step in steps_of(nodes[k:]):
            if is_word(at(step, 0), b"if", b"elseif", b"while", b"until", b"when"):
                self.condition(step[1:])
            elif step and step[0].kind == GROUP:  # DO INSTEAD (one; other)
                self.steps(step[0].value, 0)
            elif step and step[0].kind == CASE:
                for word, part in cases(step[0].value):
                    self.steps(part if word in (b"then", b"else") else [], 0)
            elif is_word(at(step, 0), b"declare"):
                self.column(step[1:])
            else:
                self.asked(step, None)

    def table(self, nodes: list[Node], k: int) -> None:
        """CREATE TABLE name (columns and constraints) AS query, ALTER TABLE name what is done, …"""
        first = at(nodes, k)
        query = next((j for j in range(k, len(nodes)) if is_word(nodes[j], b"select", b"with", b"values")
                      and not is_word(at(nodes, j + 1), b"time", b"data", b"no", b"in", b"less")), len(nodes))  # fmt: skip
        if is_word(at(nodes, 0), b"alter"):
            for part in parts(nodes[k:]):
                self.altered(part)
            return
        if first and first.kind == GROUP:
            for part in parts(first.value):
                self.column(part)
        if query < len(nodes) and nodes[query].start:
            self.asked(nodes[query:], None)

    def altered(self, nodes: list[Node]) -> None:
        """One clause of ALTER TABLE."""
        k = 0
        while is_word(at(nodes, k), b"add", b"alter", b"modify", b"change", b"column", b"if", b"not", b"exists"):
            k += 1
        if k and is_word(nodes[0], b"change"):
            k = path_at(nodes, k)[1]
        one = at(nodes, k)
        if k and one and one.kind == GROUP:
            for part in parts(one.value):
                self.column(part)
        else:
            self.column(nodes[k:])

    def column(self, nodes: list[Node]) -> None:
        """What is said of one column, or of a constraint."""
        for k, node in enumerate(nodes):
            before = at(nodes, k - 1)
            if node.kind == GROUP and is_word(before, b"check"):
                self.condition(node.value)
            elif node.kind == GROUP and is_word(before, b"as"):
                self.value(node.value, self.named_in(nodes))
            elif is_word(before, b"default") and k > 1:
                end = next((j for j in range(k, len(nodes)) if is_word(nodes[j], *BEHIND)), len(nodes))
                self.bounds = True
                self.value(nodes[k:end], self.named_in(nodes))
                self.bounds = False

    def named_in(self, nodes: list[Node]) -> Target:
        """The column that a definition makes, None where it makes none."""
        name = at(nodes, 0)
        if name is None or not called(name) or (name.kind == WORD and NO_COLUMN.match(name.value)):
            return None
        return self.schema.column(self.path, bare(name.value))

    def term(self, nodes: list[Node], owner: Target, short: bool = False) -> None:
        """One term; what is said of an order are bounds."""
        before = self.bounds
        self.bounds |= any(is_op(one, *RANGED) or is_word(one, b"between") for one in nodes)
        super().term(nodes, owner, short)
        self.bounds = before

    def said(self, node: Node, owner: Target, short: bool) -> None:
        """A text, unless it stands for no value."""
        if node.value > SHORT - 1 and self.raw[node.start : node.start + node.value].strip().lower() not in STANDING:
            super().said(node, owner, short)

    def put(self, start: int, end: int, owner: Target, left: bool = False, json: bool = False) -> None:
        """One that is a column's, unless it is a bound."""
        mine = owner is not None and (self.schema.ruled(owner) or owner in self.schema.variables)
        if mine and (end < 0 or (end - start > SHORT and not self.bounds)):
            super().put(start, end, owner, left, json)


def steps_of(nodes: list[Node]) -> Iterator[list[Node]]:
    """What stands between semicolons and the words that begin a block."""
    first = 0
    for k, node in enumerate(nodes):
        if is_op(node, b";") or is_word(node, *STEPS):
            yield nodes[first:k]
            first = k + 1
    yield nodes[first:]
