"""Which column a text or a number of a statement about rows belongs to: by what is assigned to it or compared with it, by the
columns of the rows among which it stands, by what a query's column is called or becomes.

A text in the same term as a column, between AND and OR, goes by that column, whatever stands between them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from zhengan.masking.formats.sql import tokens
from zhengan.masking.formats.sql.figures import (
    FIGURES,
    NAMERS,
    REGEXP,
    REGULAR,
    figured,
    pattern_of,
    remainder,
    runs,
)
from zhengan.masking.formats.sql.names import bare
from zhengan.masking.formats.sql.tokens import (
    ARRAY,
    CASE,
    GROUP,
    NAME,
    NUMBER,
    OP,
    TEXT,
    WORD,
    WORDS,
    Node,
    Strange,
    at,
    called,
    is_op,
    is_query,
    is_word,
    parts,
    path_at,
)  # fmt: skip

COMPARED = frozenset((b"=", b"<>", b"!=", b"<", b">", b"<=", b">=", b"<=>", b":=", b"=>", b"~"))
COMPARING = frozenset((b"in", b"like", b"ilike", b"between", b"regexp", b"rlike", b"is", b"similar", b"sounds"))
ARROWS = frozenset((b"->", b"->>", b"#>", b"#>>"))
ARITHMETIC = frozenset((b"+", b"-", b"*", b"/", b"%", b"^", b"&", b"|"))
BESIDE = frozenset((b"interval", b"zone", b"escape", b"uescape", b"separator", b"collate"))
"""Behind these a text is no value."""
FORMATS = frozenset(b"date_format to_char to_date to_timestamp to_number str_to_date time_format strftime convert_from "
                    b"convert_to decode encode aes_encrypt aes_decrypt lpad rpad substr substring left right "
                    b"mid".split())  # fmt: skip
"""Functions of which only the first argument is a value."""
FIELDS = frozenset(b"date_trunc date_part extract timestampdiff timestampadd".split())
"""Functions of which the first argument is none."""
WHOLE = frozenset(b"cast convert coalesce ifnull nullif isnull nvl concat concat_ws greatest least any_value values "
                  b"decode unhex field find_in_set row".split())  # fmt: skip
"""Functions whose arguments are values, however short."""
SETTERS = frozenset(b"json_set json_insert json_replace json_array_append json_array_insert jsonb_set jsonb_set_lax "
                    b"jsonb_insert json_value json_contains json_merge_patch".split())  # fmt: skip
OBJECTS = frozenset(b"json_object json_build_object jsonb_build_object json_objectagg hstore".split())
SHORT = 4
"""So many digits in an argument or a calculation are a figure of it (``left(name, 4)``)."""
Target = int | None


@dataclass
class Schema:
    """What is known of columns: those of a table, the number of one by its table and name, and whether it has a rule."""

    known: Callable[[list[str]], list[str]]
    column: Callable[[list[str], str], int]
    ruled: Callable[[int], bool]
    used: Callable[[str, int], None] = lambda name, group: None
    """Hears of a variable whose value is a column's."""
    fields: dict[int, list[int]] = field(default_factory=dict)
    """Of columns that are made of fields, the numbers of these."""
    variables: dict[int, str] = field(default_factory=dict)
    """Variables by their numbers."""


class Values(ABC):
    """Texts and numbers of expressions, with their columns; what a query is, ``sqlqueries.Statement`` knows."""

    def __init__(self, raw: bytes, path: list[str], schema: Schema):
        self.raw, self.path, self.schema = raw, path, schema
        self.set = False
        """Whether the statement has said what table it is about."""
        self.aliases: dict[str, list[str]] = {}
        self.becoming: dict[str, int] = {}
        """What columns of queries and of rows that have names of their own become."""
        self.found: list[tuple[int, int, int, bool]] = []
        self.params: dict[bytes, int] = {}
        self.pattern = ""
        """Whether texts are regular expressions here, or what LIKE is told."""

    @abstractmethod
    def query(self, nodes: list[Node], targets: Sequence[Target] | None) -> None:
        """A statement between brackets."""

    def owner(self, path: list[str]) -> int:
        """The column of a name."""
        name, low = path[-1], path[-1].lower()
        if name.startswith("@"):
            return self.schema.column(["@"], name.lstrip("@"))
        if len(path) > 1:
            table = self.aliases.get(path[-2].lower(), self.path)
        else:
            has = (one for one in self.aliases.values() if low in (c.lower() for c in self.schema.known(one)))
            table = next(has, self.path) if len(self.aliases) > 1 else self.path
        group = self.schema.column(table, name)
        return self.becoming.get(low, group) if not self.schema.ruled(group) else group

    def link(self, nodes: list[Node], owner: Target) -> None:
        """A column by itself becomes another."""
        path, end = path_at(nodes, 0)
        alone = path and end == len(nodes) and not path[-1].startswith(("$", "@"))
        if alone and owner is not None and self.schema.ruled(owner) and not self.schema.ruled(self.owner(path)):
            self.becoming[path[-1].lower()] = owner

    def columns(self, nodes: list[Node]) -> Iterator[int]:
        """The columns of an expression; a key of JSON is one. Of what gives no value of a column there are none."""
        if remainder(nodes):
            return
        k = 0
        while k < len(nodes):
            node, before = nodes[k], at(nodes, k - 1)
            if node.kind == GROUP:
                if is_word(before, b"if"):
                    yield from self.columns([n for part in [*parts(node.value)][1:] for n in part])
                elif not (is_query(node.value) or is_word(before, *FIGURES) or is_op(at(nodes, k + 1), b".")):  # (a).field
                    yield from self.columns(node.value)
            elif node.kind == CASE:
                for word, part in cases(node.value):
                    if word in (b"then", b"else"):
                        yield from self.columns(part)
            elif node.kind == TEXT and (key := self.key(nodes, k)):
                yield self.owner([key])
            elif is_op(node, b"::") or is_word(node, b"as"):
                k = tokens.past_type(nodes, k + 1) - 1
            elif is_word(node, b"collate", b"using"):
                k = path_at(nodes, k + 1)[1] - 1
            elif called(node):
                path, end = path_at(nodes, k)
                then = at(nodes, end)
                if not (then and (then.kind in (GROUP, TEXT) or is_op(then, b"."))) and path[-1][:1] not in "$0123456789":
                    yield self.owner(path)
                k = end - 1
            k += 1

    def key(self, nodes: list[Node], k: int) -> str:
        """The last name of a path into JSON that a text is, or ''."""
        node, before = nodes[k], at(nodes, k - 1)
        said = self.raw[node.start : node.start + node.value]
        if is_op(before, *ARROWS) or said.startswith((b"$.", b"$[")):
            names = [part for part in said.decode("utf-8", "replace").replace('"', "").strip("{}$. ").replace(",", ".").split(".")
                     if part]  # fmt: skip
            return names[-1].strip() if names else ""
        return ""

    def pick(self, nodes: list[Node]) -> Target:
        """The column by which the values of an expression go: the first that has a rule."""
        held = [*self.columns(nodes)]
        return next((one for one in held if self.schema.ruled(one)), held[0] if held else None)

    def condition(self, nodes: list[Node]) -> None:
        """Terms between AND and OR."""
        for term in tokens.terms(nodes):
            self.term(term, self.pick(term))

    def value(self, nodes: list[Node], owner: Target, short: bool = False) -> None:
        """An expression whose values are a column's, unless they are compared with another."""
        if owner in self.schema.fields and (held := row_of(nodes[: cast_at(nodes)])):
            self.paired(nodes[: cast_at(nodes)], self.schema.fields[owner] or [owner] * len(held))
            return
        for term in tokens.terms(nodes):
            self.term(term, owner, short)

    def term(self, nodes: list[Node], owner: Target, short: bool = False) -> None:
        """One term."""
        sign = next((k for k, one in enumerate(nodes) if compares(one)), -1)
        if sign < 0:
            self.literals(nodes, owner, short)
            return
        left, right = nodes[:sign], nodes[sign + 1 :]
        while right and compares(right[0]):
            right = right[1:]
        listed = is_word(nodes[sign], b"in")  # a IN (b, c): no row of them
        for one, other in ((left, right),) if listed else ((left, right), (right, left)):
            owners = [self.pick(part) for part in row_of(one)]
            if len(owners) > 1 and any(own is not None for own in owners):
                self.paired(other, owners)
                return
        own = self.pick(nodes)
        self.link(left, own)
        self.link(right, own)
        if own is None:
            own = None if figured(left) or figured(right) else owner
        before, self.pattern = self.pattern, pattern_of(nodes[sign:])
        self.literals(nodes, own, short or (is_op(nodes[sign], b":=") and variable(left)))
        self.pattern = before

    def paired(self, nodes: list[Node], owners: Sequence[Target]) -> None:
        """A row of values, or several, for a row of columns."""
        if is_word(at(nodes, 0), b"row"):
            nodes = nodes[1:]
        if len(nodes) != 1 or nodes[0].kind not in (GROUP, ARRAY):
            for k, node in enumerate(nodes):
                if node.kind in (GROUP, ARRAY):  # ANY (…), NOT (…)
                    self.paired([node], owners)
                elif node.kind == TEXT:
                    self.literals(nodes[: k + 1][-1:], next((one for one in owners if one is not None), None))
            return
        if is_query(nodes[0].value):
            self.query(nodes[0].value, owners)
            return
        held = [*parts(nodes[0].value)]
        if held and all(row_of(part) or is_query(part) for part in held) and not (len(held) == len(owners) > 1 and any(
            len(row_of(part)) != len(owners) for part in held
        )):  # fmt: skip
            for part in held:
                self.paired(part, owners)
        elif len(held) == len(owners):
            for part, own in zip(held, owners, strict=True):
                self.link(part, own)
                self.value(part, own)
        else:
            raise Strange("width")

    def literals(self, nodes: list[Node], owner: Target, short: bool = False) -> None:
        """The texts and numbers of an expression, which are a column's. ``short``: figures and signs are not."""
        k = 0
        while k < len(nodes):
            node, before = nodes[k], at(nodes, k - 1)
            if node.kind == TEXT:
                named = is_op(at(nodes, k + 1), b"::") and is_word(at(nodes, k + 2), b"regclass")
                if not (named or (before and before.kind == WORD and before.value in BESIDE) or self.key(nodes, k)):
                    self.said(node, owner, short)
            elif node.kind == NUMBER:
                self.number(nodes, k, owner, short)
            elif is_op(node, b"::"):
                k = tokens.past_type(nodes, k + 1) - 1
            elif node.kind == CASE:
                self.case(node.value, owner, short)
            elif node.kind == WORD and node.value[:1] == b"$" and owner is not None:
                self.params[node.value] = owner
            elif owner is not None and variable(nodes[k:]):
                self.schema.used(node.value.decode("utf-8", "replace").lstrip("@"), owner)
            elif node.kind == GROUP and is_query(node.value):
                self.query(node.value, [owner])
            elif node.kind == GROUP and is_word(before, *FIGURES):
                own = self.pick(node.value)
                self.function(nodes[k - 1].value, node.value, owner if own is None else own)
            elif node.kind == GROUP and before and called(before):
                self.function(before.value.lower(), node.value, owner)
            elif node.kind == GROUP or (node.kind == ARRAY and not (before and called(before))):
                for part in parts(node.value):
                    self.value(part, owner, short)
            k += 1

    def said(self, node: Node, owner: Target, short: bool) -> None:
        """A text. In a regular expression what it spells out is a value, and in LIKE what stands between its signs."""
        if not self.pattern:
            self.put(node.start, -1, owner, short and node.value <= 2)
            return
        for start, end in runs(self.raw[node.start : node.start + node.value], self.pattern):
            self.put(node.start + start, -2 - node.start - end, owner)

    def put(self, start: int, end: int, owner: Target, left: bool = False, json: bool = False) -> None:
        """One that is a column's: to its end if it is a number, −1 for a text, −2 − its end for a part of one."""
        if owner is not None and not left:
            self.found.append((start, end, owner, json))

    def number(self, nodes: list[Node], k: int, owner: Target, short: bool) -> None:
        """A number, with its sign; a few digits in a calculation are none."""
        node, before, first = nodes[k], at(nodes, k - 1), at(nodes, k - 2)
        start = node.start
        if is_op(before, b"+", b"-") and (first is None or (first.kind in (OP, WORD) and not called(first))):
            start, before = (before.start if before and before.end == start else start), first
        for beside in (before, at(nodes, k + 1)):
            short |= is_op(beside, *ARITHMETIC) or is_word(beside, b"div", b"mod")
        self.put(start, node.end, owner, short and node.end - node.start <= SHORT)

    def case(self, nodes: list[Node], owner: Target, short: bool = False) -> None:
        """CASE: what is compared goes by its own columns, what comes out by the one it becomes."""
        told: list[Node] = []
        for word, part in cases(nodes):
            if word == b"":
                told = part
            elif word == b"when" and told:
                self.term([*told, Node(OP, b"=", 0, 0), *part], None)
            elif word == b"when":
                self.condition(part)
            else:  # CASE x WHEN 1 THEN 'A': a code
                self.value(part, owner, True)

    def function(self, name: bytes, nodes: list[Node], owner: Target) -> None:
        """The arguments of a function."""
        args = [*parts(nodes)] if name not in NAMERS else []
        if name in SETTERS or name in OBJECTS:
            self.json(args, name in OBJECTS)
            return
        if name == b"if" and len(args) == 3:
            self.condition(args[0])
            args = args[1:]
        elif name == b"decode" and len(args) > 2:  # Oracle's: what is compared with are codes
            args = [*args[2::2], *(args[-1:] if len(args) % 2 == 0 else [])]
        elif name in FORMATS:
            args = args[:1]
        elif name in FIELDS:
            args = args[1:]
        before = self.pattern
        for k, arg in enumerate(args):
            cast = next((k for k, one in enumerate(arg) if is_word(one, b"as", b"using")), len(arg))
            self.pattern = REGULAR if name in REGEXP and k == 1 else ""
            self.value(arg[:cast], owner, name not in WHOLE)
        self.pattern = before

    def json(self, args: list[list[Node]], object_: bool) -> None:
        """Paths into JSON, or its keys, each with its value behind it."""
        key: Target = None
        for k, arg in enumerate(args):
            pair = next((j for j, one in enumerate(arg) if is_op(one, b":") or is_word(one, b"value")), 0)
            name = self.named(arg[:pair] or arg, object_) if pair or key is None else ""
            if name:
                key = self.owner([name])
                arg = arg[pair + 1 :] if pair else []
            elif object_ and k % 2 == 0 and key is None:
                continue
            if arg:
                held, self.found = self.found, []
                self.value(arg, key)
                self.found = held + [(start, end, own, own == key) for start, end, own, _ in self.found]
                key = None

    def named(self, nodes: list[Node], object_: bool) -> str:
        """The key that an argument is, or ''."""
        first = at(nodes, 1 if is_word(at(nodes, 0), b"key") else 0)
        if first is None or first.kind != TEXT:
            return ""
        said = self.raw[first.start : first.start + first.value]
        path = said.startswith((b"$.", b"$[")) or (said.startswith(b"{") and b":" not in said)
        if not (object_ or path):
            return ""
        return self.key([Node(OP, b"->", 0, 0), first], 1)


def compares(node: Node) -> bool:
    """Whether a node compares what stands beside it."""
    return (node.kind == OP and node.value in COMPARED) or (node.kind == WORD and node.value in COMPARING)


def cast_at(nodes: list[Node]) -> int:
    """Where ::type stands, or the end."""
    return next((k for k, one in enumerate(nodes) if is_op(one, b"::")), len(nodes))


def variable(nodes: list[Node]) -> bool:
    """Whether a variable begins there: @v, not @@autocommit. A few figures that one is set to count something."""
    first = at(nodes, 0)
    return first is not None and first.kind == WORD and first.value[:1] == b"@" and first.value[1:2] not in b"@"


def row_of(nodes: list[Node]) -> list[list[Node]]:
    """The parts of a row of several: (a, b), ROW(a, b); none where it is none."""
    if is_word(at(nodes, 0), b"row"):
        nodes = nodes[1:]
    while is_word(at(nodes, -1 + len(nodes)), b"not"):
        nodes = nodes[:-1]
    if len(nodes) != 1 or nodes[0].kind != GROUP or is_query(nodes[0].value):
        return []
    held = [*parts(nodes[0].value)]
    return held if len(held) > 1 else []


def cases(nodes: list[Node]) -> Iterator[tuple[bytes, list[Node]]]:
    """What stands behind CASE ("") and each WHEN, THEN and ELSE."""
    word, first = b"", 0
    for k, node in enumerate(nodes):
        if is_word(node, b"when", b"then", b"else"):
            if word or k > first:
                yield word, nodes[first:k]
            word, first = node.value, k + 1
    yield word, nodes[first:]


def has_value(nodes: list[Node]) -> bool:
    """Whether a text or a number stands in an expression."""
    return any(
        (one.kind == TEXT and one.value > 0) or one.kind == NUMBER or (one.kind in (GROUP, ARRAY, CASE) and has_value(one.value))
        for one in nodes
    )


def alias_of(nodes: list[Node]) -> tuple[list[Node], str]:
    """What a query lists, and what it is called there ('' for nothing)."""
    last, before = at(nodes, len(nodes) - 1), at(nodes, len(nodes) - 2)
    if last is None or before is None or last.kind not in (NAME, WORD):
        return nodes, ""
    if is_word(before, b"as"):
        return nodes[:-2], bare(last.value)
    if called(last) and before.kind != OP and not (before.kind == WORD and before.value in WORDS):
        return nodes[:-1], bare(last.value)
    return nodes, ""
