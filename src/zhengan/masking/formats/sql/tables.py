"""The columns of tables as a dump makes them, one statement after the other: CREATE, ALTER, RENAME and DROP TABLE.

What an ALTER does to the order of columns is followed; where it is not understood the columns are forgotten, so that an INSERT
without a list of them is refused: a value under another column's mask would pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhengan.masking.formats.sql.names import (
    NAME,
    NO_COLUMN,
    OF_TYPE,
    ONE,
    REMARK,
    TABLE,
    TOKEN,
    TYPE,
    Created,
    bare,
    created,
    names,
    remark_in,
    said_in,
    without_comments,
)

HEARD = re.compile(rb"(?i)(?:/\*!\d*\s*)?(?:CREATE|ALTER|RENAME|DROP|COMMENT)\b")
ALTER = re.compile(
    rb"(?i)(?:/\*!\d*\s*)?ALTER\s+(?:(?:ONLINE|OFFLINE|IGNORE|FOREIGN)\s+)*TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?" + TABLE
    + rb"[\s*]*"
)  # fmt: skip
ALIKE = re.compile(
    rb"(?i)CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + TABLE + rb"\s+LIKE\s+" + TABLE
)
HEIR = re.compile(rb"(?i)(?:ATTACH\s+PARTITION\s+(?:IF\s+NOT\s+EXISTS\s+)?|(INHERIT)\s+)" + TABLE)
"""Behind ALTER TABLE: that is a table with its columns, or one from which it has them."""
DROP = re.compile(rb"(?i)(?:/\*!\d*\s*)?DROP\s+(?:TEMPORARY\s+|FOREIGN\s+)?TABLE\s+(?:IF\s+EXISTS\s+)?([^;]*)")
RENAME = re.compile(rb"(?i)RENAME\s+TABLES?\s+([^;]*)")
TO = re.compile(rb"(?i)\s*(?:IF\s+EXISTS\s+)?" + TABLE + rb"\s+TO\s+" + TABLE)
IF = rb"(?:COLUMN\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"
ADD = re.compile(rb"(?is)ADD\s+" + IF + rb"(.*)")
DROPPED = re.compile(rb"(?i)DROP\s+" + IF + rb"(" + NAME + rb")")
CHANGE = re.compile(rb"(?is)CHANGE\s+" + IF + rb"(" + NAME + rb")\s+(" + NAME + rb")(.*)")
MODIFY = re.compile(rb"(?is)MODIFY\s+" + IF + rb"(" + NAME + rb")(.*)")
RENAMED = re.compile(rb"(?i)RENAME\s+(?:COLUMN\s+)?(" + NAME + rb")\s+TO\s+(" + NAME + rb")")
NEW_NAME = re.compile(rb"(?i)RENAME\s+(?:TO\s+|AS\s+|=\s*)?" + TABLE + rb"\s*\Z")
PLACED = re.compile(rb"(?is)\b(?:(FIRST)|AFTER\s+(" + NAME + rb"))\s*\Z")
MOVING = re.compile(rb"(?i)(?:ADD|DROP|CHANGE|MODIFY|RENAME)\b")
NO_MOVE = re.compile(rb"(?i)(?:ADD|DROP|RENAME)\s+(?:PARTITION\b|PERIOD\s+FOR\b|SYSTEM\s+V|(?:INDEX|KEY|CONSTRAINT)\s)")


DEEPEST = 20
"""So many tables may have their columns one from the other."""


class Strange(Exception):
    """An ALTER that is not understood."""


class OfFields(NamedTuple):
    """The type of a column that is made of fields."""

    type: list[str]
    many: bool


class Tables:
    """Columns of tables, by their names with and without a schema."""

    def __init__(self) -> None:
        self.columns: dict[str, list[str]] = {}
        self.lost: set[str] = set()
        """Tables whose columns were forgotten."""
        self.said: dict[str, dict[str, str]] = {}
        self.parents: dict[str, list[list[str]]] = {}
        """Of tables that are parts of others, or inherit their columns, these others: what is said of theirs goes for them."""
        self.types: set[str] = set()
        """Types that were made of fields."""
        self.composed: dict[str, dict[str, OfFields]] = {}
        self.turns = 0
        """How often a table has become another."""

    def of(self, path: list[str]) -> list[str]:
        """The columns of a table; none where they are not known."""
        return self.columns.get(".".join(path), self.columns.get(path[-1], []))

    def put(self, path: list[str], columns: list[str]) -> None:
        """A table has other columns from here on."""
        for name in (".".join(path), path[-1]):
            self.turns += self.columns.get(name, []) != columns
            self.columns[name] = columns
            self.lost.discard(name)

    def hear(self, statement: bytes) -> tuple[list[str], list[str]] | None:
        """Follows a statement; whose columns are known anew, with them (none where it is gone), or None for another statement."""
        if not HEARD.match(statement):
            return None
        if alike := ALIKE.match(statement):
            new, old = names(alike[1]), names(alike[2])
            heard = self.made(new, [*self.of(old)])
            self.tell(new, self.remarks(old))
            return heard
        if made := created(statement):
            if TYPE.match(statement):
                self.types |= {".".join(made.path), made.path[-1]}
            return self.born(made)
        if told := REMARK.match(statement):
            path = names(told[1])
            if len(path) > 1:
                self.tell(path[:-1], {path[-1].lower(): said_in(told[2]) if told[2] else ""})
            return [], []
        if gone := DROP.match(statement):
            for one in re.finditer(TABLE, gone[1]):
                self.made(names(one[1]), [])
            return [], []
        if moved := RENAME.match(statement):
            for one in TO.finditer(moved[1]):
                self.renamed(names(one[1]), names(one[2]))
            return [], []
        if head := ALTER.match(statement):
            return self.altered(names(head[1]), statement[head.end() :].rstrip(b" \t\r\n;*/"))
        return None

    def made(self, path: list[str], columns: list[str]) -> tuple[list[str], list[str]]:
        """A table that is new, or gone."""
        for name in (".".join(path), path[-1]):
            self.said.pop(name, None)
            self.parents.pop(name, None)
            self.composed.pop(name, None)
        self.put(path, columns)
        return path, columns

    def born(self, table: Created) -> tuple[list[str], list[str]]:
        """A table that is made; columns that it inherits stand first, those of a table that it is like where that stands."""
        columns: list[str] = []
        said: dict[str, str] = {}
        composed: dict[str, OfFields] = {}
        for one in [*table.parents, *table.columns]:
            more = self.of(one) if isinstance(one, list) else [one]
            if not more:
                return self.made(table.path, [])
            said |= self.remarks(one) if isinstance(one, list) else {}
            composed |= self.fields(one) if isinstance(one, list) else {}
            columns += [name for name in more if at(columns, name) < 0]
        made = self.made(table.path, columns)
        self.tell(table.path, said | table.said)
        composed |= {name: made_of for name, told in table.types.items() if (made_of := self.composition(told))}
        for name in (".".join(table.path), table.path[-1]) if composed else ():
            self.composed[name] = composed
        for parent in table.parents:
            self.heir(table.path, parent)
        return made

    def composition(self, definition: bytes) -> OfFields | None:
        """The type of a column, where that is made of fields: its name, and whether the column is an array of such."""
        told = OF_TYPE.match(definition)
        path = names(told[1]) if told else []
        known = (len(path) > 1 and path[0] != "pg_catalog") or ".".join(path) in self.types
        return OfFields(path, bool(told and told[2])) if known and self.of(path) else None

    def fields(self, path: list[str]) -> dict[str, OfFields]:
        """Columns of a table that are made of fields, by their names in lower case."""
        return self.composed.get(".".join(path), self.composed.get(path[-1], {}))

    def heir(self, path: list[str], parent: list[str]) -> None:
        """What is said of the columns of a table goes for another."""
        for name in (".".join(path), path[-1]):
            self.parents[name] = [*self.parents.get(name, []), parent]
        self.turns += 1

    def remarks(self, path: list[str], depth: int = 0) -> dict[str, str]:
        """What comments say of the columns of a table, by their names in lower case."""
        full = ".".join(path)
        own = self.said.get(full, self.said.get(path[-1], {}))
        parents = self.parents.get(full, self.parents.get(path[-1], [])) if depth < DEEPEST else []
        if not parents:
            return own
        said: dict[str, str] = {}
        for parent in parents:
            said |= self.remarks(parent, depth + 1)
        return said | {name: what for name, what in own.items() if what}

    def tell(self, path: list[str], said: dict[str, str]) -> None:
        """Comments on columns of a table, which may say more than their names."""
        if said:
            now = self.said.get(".".join(path), self.said.get(path[-1], {})) | said
            for name in (".".join(path), path[-1]):
                self.said[name] = now
            self.turns += 1

    def renamed(self, old: list[str], new: list[str]) -> None:
        """The same columns under another name."""
        columns, said = self.of(old), self.remarks(old)
        parents = self.parents.get(".".join(old), self.parents.get(old[-1], []))
        self.put(old, [])
        new = new if len(new) > 1 else [*old[:-1], *new]
        self.put(new, columns)
        self.tell(new, said)
        for parent in parents:
            self.heir(new, parent)

    def altered(self, path: list[str], rest: bytes) -> tuple[list[str], list[str]]:
        """A table behind an ALTER."""
        if part := HEIR.match(rest):
            whole = names(part[2])
            self.heir(*((path, whole) if part[1] else (whole, path)))
        columns = [*self.of(path)]
        if not columns:
            return path, columns
        new: list[str] = []
        try:
            for clause in clauses(rest):
                if other := NEW_NAME.match(clause):
                    new = names(other[1])
                else:
                    columns = changed(columns, clause)
                    self.compose(path, clause)
                    self.tell(path, self.heard_in(path, clause))
        except (Strange, ValueError):
            self.put(path, [])
            self.lost |= {".".join(path), path[-1]}
            return path, []
        self.put(path, columns)
        if new:
            self.renamed(path, new)
        return path, columns

    def compose(self, path: list[str], clause: bytes) -> None:
        """A column that an ALTER adds may be made of fields."""
        more = ADD.match(clause)
        name = ONE.match(more[1]) if more else None
        made_of = self.composition(more[1][name.end() :]) if more and name else None
        if made_of and name:
            composed = self.fields(path) | {bare(name[0]).lower(): made_of}
            for one in (".".join(path), path[-1]):
                self.composed[one] = composed

    def heard_in(self, path: list[str], clause: bytes) -> dict[str, str]:
        """What one clause of an ALTER says of columns: by a comment, or by another name for one of which something is said."""
        if (more := ADD.match(clause)) and more[1][:1] == b"(":
            within = clauses(more[1][1:].rpartition(b")")[0])
            return {bare(name[0]).lower(): remark_in(one) for one in within if (name := ONE.match(one))}
        if named := RENAMED.match(clause):
            return {bare(named[2]).lower(): self.remarks(path).get(bare(named[1]).lower(), "")}
        new = CHANGE.match(clause)
        same = MODIFY.match(clause)
        found = ONE.match(new[2] if new else same[1] if same else more[1] if more else b"")
        return {bare(found[0]).lower(): remark_in(clause)} if found else {}


def clauses(text: bytes) -> Iterator[bytes]:
    """What is done to a table, between commas."""
    depth = start = 0
    for token in TOKEN.finditer(text):
        depth += (token[0] == b"(") - (token[0] == b")")
        if depth == 0 and token[0] == b",":
            yield without_comments(text[start : token.start()]).strip()
            start = token.end()
    yield without_comments(text[start:]).strip()


def changed(columns: list[str], clause: bytes) -> list[str]:
    """The columns behind one clause; Strange, or ValueError for a column that is not there."""
    if not MOVING.match(clause) or NO_MOVE.match(clause):
        return columns
    if more := ADD.match(clause):
        within = more[1][1:].rpartition(b")")[0] if more[1][:1] == b"(" else b""
        for one in clauses(within) if within else (more[1],):
            columns = added(columns, one)
        return columns
    if gone := DROPPED.match(clause):
        return without(columns, bare(gone[1])) if not key(gone[1]) else columns
    if other := CHANGE.match(clause):
        return placed(columns, bare(other[1]), bare(other[2]), other[3])
    if same := MODIFY.match(clause):
        return placed(columns, bare(same[1]), bare(same[1]), same[2])
    if named := RENAMED.match(clause):
        return placed(columns, bare(named[1]), bare(named[2]), b"")
    raise Strange


def key(name: bytes) -> bool:
    """Whether that is a key, a constraint or the like."""
    return bool(NO_COLUMN.match(name))


def added(columns: list[str], definition: bytes) -> list[str]:
    """With one column more; as they were for a key."""
    name = ONE.match(definition)
    if not name:
        raise Strange
    if key(definition):
        return columns
    new = bare(name[0])
    if at(columns, new) >= 0:  # ADD COLUMN IF NOT EXISTS
        return columns
    return put([*columns], new, len(columns), definition[name.end() :])


def placed(columns: list[str], old: str, new: str, definition: bytes) -> list[str]:
    """With a column under another name, or in another place."""
    place = at(columns, old)
    if place < 0:
        raise Strange
    return put([*columns[:place], *columns[place + 1 :]], new, place, definition)


def put(columns: list[str], new: str, place: int, definition: bytes) -> list[str]:
    """One column put among the others: there, or where its definition says."""
    if told := PLACED.search(definition):
        place = 0 if told[1] else at(columns, bare(told[2])) + 1
        if not told[1] and not place:
            raise Strange
    return [*columns[:place], new, *columns[place:]]


def without(columns: list[str], name: str) -> list[str]:
    """With one column less."""
    place = at(columns, name)
    if place < 0:
        raise Strange
    return [*columns[:place], *columns[place + 1 :]]


def at(columns: list[str], name: str) -> int:
    """Where a column stands, −1 for none; databases take them in any case of letters."""
    low = [one.lower() for one in columns]
    return low.index(name.lower()) if name.lower() in low else -1
