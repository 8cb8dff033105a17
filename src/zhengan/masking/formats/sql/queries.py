"""Statements about rows and their clauses: what becomes of what a query lists, which table has which rows.

A form of INSERT or MERGE that is not understood raises ``Strange``: its values would go by no column, or by another's.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhengan.masking.formats.sql.names import BRACKETED, bare
from zhengan.masking.formats.sql.owned import Schema, Target, Values, alias_of, has_value, row_of, variable
from zhengan.masking.formats.sql.tokens import (
    GROUP,
    NUMBER,
    OP,
    TEXT,
    WORD,
    Node,
    Strange,
    at,
    called,
    is_op,
    is_query,
    is_word,
    parts,
    path_at,
    tree,
)  # fmt: skip

CLAUSES = frozenset(
    b"select from where set values value on using having group order limit offset returning union except intersect insert "
    b"replace update delete merge when then into with join straight_join do fetch for window execute".split()
)
ASIDE = frozenset(b"left right inner outer cross natural lateral only full ignore low_priority quick delayed high_priority "
                  b"tablesample partition use force index key ordinality with rows".split())  # fmt: skip
"""Words beside tables that are none."""
INTO = frozenset(b"into low_priority delayed high_priority ignore overwrite".split())
Clause = tuple[bytes, list[Node]]


class Statement(Values):
    """One statement, blanked; ``raw`` is what it says."""

    def __init__(self, text: bytes, raw: bytes, path: list[str], schema: Schema, prepared: dict[str, dict[bytes, int]]):
        super().__init__(raw, path, schema)
        self.text, self.prepared, self.start = text, prepared, path
        self.given: dict[str, Sequence[Target]] = {}
        """What the columns of a query become that has a name (WITH), by their order."""

    def owned(self, rows: Sequence[Target] | None = None) -> list[tuple[int, int, int, bool]]:
        """(Start, end, group, whether in JSON) of all that is a column's; the end of a text is −1. ``rows``: it is what stands
        behind rows of these columns."""
        if BRACKETED.search(self.text):
            raise Strange("form")
        nodes = tree(self.text)
        for _ in range(2):  # a query that stands first has columns that become others behind it
            self.found, self.aliases, self.path, self.set = [], {}, self.start, rows is not None
            if rows is not None and (is_op(at(nodes, 0), b",") or (nodes and nodes[0].kind == GROUP)):
                end = next((k for k, one in enumerate(nodes) if one.kind == WORD), len(nodes))
                self.rows(nodes[:end], rows)
                self.query(nodes[end:], None)
            else:
                self.query(nodes, None)
            if not self.becoming and not self.given:
                break
        if is_word(at(nodes, 0), b"prepare") and called(at(nodes, 1)):
            self.prepared[bare(nodes[1].value).lower()] = self.params
        return self.found

    def query(self, nodes: list[Node], targets: Sequence[Target] | None) -> None:
        """All clauses of a statement. ``targets``: what its columns become, in their order; empty where that is not known."""
        into, star, waiting, many = targets, targets, False, False
        last: Clause = b"", []
        for word, body in split(nodes):
            if word in (b"insert", b"replace", b"into"):
                many |= several(body)
                into, waiting = self.insertion(body) if not several(body) else (None, False)
            elif word in (b"values", b"value"):
                self.rows(body, into)
                into = None if many else into  # what is asked for behind is none of theirs
            elif word == b"select":
                star = self.listed(body, into)
            elif word in (b"from", b"using", b"join", b"straight_join"):
                self.sources(body, star)
            elif word == b"set" or (word == b"update" and last[1] and is_word(last[1][-1], b"key")):
                self.assignments(body)
            elif word in (b"update", b"merge"):
                self.changed(body)
            elif word == b"with":
                self.common(body)
            elif word == b"execute":
                self.executed(body)
            elif word in (b"", b"union", b"except", b"intersect"):
                for one in body:
                    if one.kind == GROUP and is_query(one.value):
                        self.query(one.value, into)
            else:
                self.condition(body)
            waiting = waiting and word not in (b"values", b"value", b"select", b"set")
            last = word, body
        if waiting:
            raise Strange("form")

    def insertion(self, body: list[Node]) -> tuple[Sequence[Target], bool]:
        """What the values of an INSERT are, and whether they are still to come."""
        k = 0
        while is_word(at(body, k), *INTO, b"or"):
            k += 1 + is_word(at(body, k), b"or")
        path, k = path_at(body, k)
        if path:
            self.about(path)
        columns: list[str] = []
        waiting = True
        while (node := at(body, k)) is not None:
            if is_word(node, b"as") and called(at(body, k + 1)):
                self.aliases[bare(body[k + 1].value).lower()] = self.path
                k += 1
            elif is_word(node, b"partition"):
                k += 1
            elif node.kind == GROUP and is_query(node.value):
                self.query(node.value, self.targets(columns))
                waiting = False
            elif node.kind == GROUP and not columns:
                columns = [path_at(part, 0)[0][-1] for part in parts(node.value) if path_at(part, 0)[0]]
            elif is_word(node, b"table"):
                return self.targets(columns), False
            elif is_word(node, b"default"):
                pass
            elif not is_word(node, b"overriding", b"system", b"user", b"value"):
                raise Strange("form")
            k += 1
        return self.targets(columns), waiting

    def targets(self, columns: list[str]) -> Sequence[Target]:
        """Columns of the table that the statement is about; all that it has where it does not say which."""
        return [self.schema.column(self.path, one) for one in columns or self.schema.known(self.path)]

    def about(self, path: list[str]) -> None:
        """The table that rows go into, or are changed in."""
        self.path, self.set = path, True
        self.aliases[path[-1].lower()] = path

    def rows(self, body: list[Node], targets: Sequence[Target] | None) -> None:
        """Rows behind VALUES."""
        for one in body:
            if one.kind == GROUP:
                held = [*parts(one.value)]
                if targets is None:
                    owners: Sequence[Target] = [self.becoming.get(f"column{k + 1}") for k in range(len(held))]
                elif not targets and has_value([one]):
                    raise Strange("columns")
                else:
                    owners = targets
                if held and len(held) != len(owners):
                    raise Strange("width")
                for part, own in zip(held, owners, strict=False):
                    self.link(part, own)
                    self.value(part, own)
            elif not (is_op(one, b",", b";") or is_word(one, b"row")) and targets is not None:
                if one.kind in (TEXT, NUMBER):
                    raise Strange("form")
                break

    def listed(self, body: list[Node], targets: Sequence[Target] | None) -> Sequence[Target] | None:
        """What a SELECT lists; what becomes of the columns that * stands for."""
        k = 0
        while is_word(at(body, k), b"distinct", b"all", b"on", b"straight_join", b"sql_no_cache"):
            k += 1 + is_word(at(body, k), b"on")
        body = body[k:]
        into = next((k for k, one in enumerate(body) if is_word(one, b"into")), len(body))
        taken, body = [*parts(body[into + 1 :])], body[:into]
        held = [*parts(body)]
        stars = [k for k, part in enumerate(held) if is_op(part[-1] if part else None, b"*") and len(part) in (1, 3, 5)]
        many, star = 1, None
        if targets and len(stars) == 1:
            many = max(0, len(targets) - len(held) + 1)
            star = targets[stars[0] : stars[0] + many]
        place = 0
        for k, part in enumerate(held):
            if k in stars:
                place += many
                continue
            own = targets[place] if targets and place < len(targets) else None
            place += 1
            part, alias = alias_of(part)
            if targets is not None and place > len(targets) and has_value(part) and len(stars) < 2:
                raise Strange("width" if targets else "columns")
            if own is None and alias:
                own = self.owner([alias])
            if own is None and place <= len(taken) and variable(taken[place - 1]):
                own = self.owner([path_at(taken[place - 1], 0)[0][-1]])
            self.link(part, own)
            if alias and own is not None and self.schema.ruled(own):
                self.becoming.setdefault(alias.lower(), own) if targets else None
            self.value(part, own)
        return star

    def assignments(self, body: list[Node]) -> None:
        """a = 1, (b, c) = (2, 3)."""
        for part in parts(body):
            sign = next((k for k, one in enumerate(part) if is_op(one, b"=", b":=")), -1)
            if sign < 0:
                self.value(part, None)
                continue
            left, right = part[:sign], part[sign + 1 :]
            held = row_of(left)
            if held:
                self.paired(right, [self.pick(one) for one in held])
            else:
                own = self.pick(left)
                self.link(right, own)
                self.value(right, own, variable(left))

    def changed(self, body: list[Node]) -> None:
        """Behind UPDATE and MERGE: the table, and others beside it."""
        k = 0
        while is_word(at(body, k), *INTO, *ASIDE):
            k += 1
        path = path_at(body, k)[0]
        if path:
            self.about(path)
        self.sources(body[k:], None)

    def sources(self, body: list[Node], star: Sequence[Target] | None) -> None:
        """Tables, and queries in their place."""
        k = 0
        while (node := at(body, k)) is not None:
            if node.kind == GROUP:
                alias, columns, k = alias_behind(body, k + 1)
                if is_query(node.value):
                    self.query(node.value, self.becomes(alias, columns, star))
                else:
                    self.sources(node.value, star)
            elif called(node) and not is_word(node, *ASIDE, *INTO):
                path, k = path_at(body, k)
                args = at(body, k)
                if args and args.kind == GROUP:
                    alias, columns, k = alias_behind(body, k + 1)
                    columns = columns or ([alias] if alias else [])
                    for j, part in enumerate(parts(args.value)):
                        self.value(part, self.owner([columns[j]]) if j < len(columns) else None)
                    continue
                alias, _, k = alias_behind(body, k)
                self.aliases[(alias or path[-1]).lower()] = path
                if not self.set:
                    self.path, self.set = path, True
                if star and len(path) == 1:
                    self.given[path[0].lower()] = star
            else:
                k += 1

    def becomes(self, alias: str, columns: list[str], star: Sequence[Target] | None) -> Sequence[Target] | None:
        """What the columns of a query with a name become."""
        given = self.given.get(alias.lower(), star)
        if columns:
            owners = [self.owner([one]) for one in columns]
            if given and len(given) == len(owners):
                return [b if b is not None and not self.schema.ruled(a) else a for a, b in zip(owners, given, strict=True)]
            return owners
        return given

    def common(self, body: list[Node]) -> None:
        """WITH name (columns) AS (query)."""
        for part in parts(body):
            k = int(is_word(at(part, 0), b"recursive"))
            alias = bare(part[k].value) if called(at(part, k)) else ""
            second = at(part, k + 1)
            columns = [path_at(one, 0)[0][-1] for one in parts(second.value)] if second and second.kind == GROUP else []
            for one in part[k + 1 + bool(columns) :]:
                if one.kind == GROUP:
                    about = self.path, self.set
                    self.query(one.value, self.becomes(alias, columns, None))
                    self.path, self.set = about

    def executed(self, body: list[Node]) -> None:
        """EXECUTE name (values) of what was prepared."""
        if not called(at(body, 0)) or len(body) < 2 or body[1].kind != GROUP:
            return
        owners = self.prepared.get(bare(body[0].value).lower(), {})
        for k, part in enumerate(parts(body[1].value)):
            self.value(part, owners.get(b"$%d" % (k + 1)))


def split(nodes: list[Node]) -> list[Clause]:
    """The clauses of a statement, each with the word that begins it ("" for what stands before the first)."""
    made: list[Clause] = [(b"", [])]
    for k, node in enumerate(nodes):
        if node.kind == WORD and node.value in CLAUSES and begins(nodes, k, made[-1][0]):
            made.append((node.value, []))
        elif not is_op(node, b";"):
            made[-1][1].append(node)
    return made


def several(body: list[Node]) -> bool:
    """Whether that stands behind INSERT into several tables: ALL, or FIRST of those whose condition holds."""
    return is_word(at(body, 0), b"all", b"first") and len(body) == 1


def begins(nodes: list[Node], k: int, clause: bytes) -> bool:
    """Whether a word begins a clause there."""
    word, before, then = nodes[k].value, at(nodes, k - 1), at(nodes, k + 1)
    if is_op(before, b".") or is_op(then, b"."):
        return False
    if word in (b"insert", b"replace"):
        return is_word(before, b"then") or not (then and then.kind == GROUP)
    if word == b"into":  # INSERT ALL WHEN … THEN INTO … VALUES (…) ELSE INTO … VALUES (…) SELECT
        return clause in (b"values", b"into") or is_word(before, b"all", b"first", b"then", b"else")
    if word == b"values":
        return not (before and before.kind == OP and before.value != b";")
    if word == b"value":
        return clause in (b"insert", b"replace") and bool(then and (then.kind == GROUP or is_word(then, b"row")))
    if word in (b"from", b"on"):
        return not is_word(before, b"distinct")
    if word == b"with":
        return any(is_word(one, b"as") for one in nodes[k + 1 : k + 6]) and not is_word(then, b"time", b"local", b"ties")
    if word == b"execute":
        return k == 0
    return not (word == b"set" and is_word(before, b"character"))


def alias_behind(body: list[Node], k: int) -> tuple[str, list[str], int]:
    """What a table or a query is called, the names of its columns, and where that ends."""
    k += is_word(at(body, k), b"as")
    if not called(at(body, k)) or is_word(at(body, k), *ASIDE):
        return "", [], k
    alias = bare(body[k].value)
    second = at(body, k + 1)
    if second is None or second.kind != GROUP:
        return alias, [], k + 1
    return alias, [path[-1] for part in parts(second.value) if (path := path_at(part, 0)[0])], k + 2
