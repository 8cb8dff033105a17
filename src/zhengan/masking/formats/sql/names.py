"""Whose the values of an SQL dump are: table and columns from the heads of INSERT and COPY, or from CREATE TABLE."""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = rb'(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|[\w$\x80-\xff]+)'
TABLE = rb"(" + NAME + rb"(?:\s*\.\s*" + NAME + rb")*)"
COLUMNS = rb'(\((?:[^()"`\']|"(?:[^"]|"")*"|`(?:[^`]|``)*`)*\))?'
INTO = (
    rb"(?i)(?:INSERT|REPLACE)(?:\s+(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w+))*\s+(?:INTO\s+)?" + TABLE
    + rb"\s*(?:AS\s+" + NAME + rb"\s*)?" + COLUMNS + rb"\s*(?:OVERRIDING\s+(?:SYSTEM|USER)\s+VALUE\s*)?"
)  # fmt: skip
INSERT = re.compile(INTO + rb"VALUES?\s*(?=\()")
INSERTING = re.compile(rb"(?i)(?:INSERT|REPLACE)\b")
ROW_BEGUN, LARGEST = 1 << 12, 1 << 18
"""Bytes of the first rows that are looked at, and of a statement that is read as a tree, which takes a second a megabyte."""
ENDED = re.compile(rb";\s*(?:\n|\Z)")
COMPOSING = re.compile(
    rb"""(?ix) '(?:[^'\\]|''|\\.)*' | "[^"]*" | (?P<end>;\s*\n) | (?P<composed> \|\| | \b(?:case|select)\b |
    \b(?!(?:values?|cast|convert|n?trim|[lr]trim|upper|lower|concat|nvl|coalesce|ifnull|isnull|row|in|as|decimal|numeric|n?varchar2?|
    n?char|number|binary|interval|array|to_date|to_timestamp|nextval)\b) [a-z_][a-z0-9_.]* \s* \( (?!\s*\)) )"""
)
"""A text, the end of a statement, or what makes of texts a value that none of them is: chr(10) || '…', to_char(…, 'yyyy')."""
BETWEEN_ROWS = re.compile(rb"'(?:[^'\\]|''|\\.)*'|\)\s*(?P<next>,)\s*\(")
COPY = re.compile(rb"(?i)COPY\s+" + TABLE + rb"\s*" + COLUMNS + rb"\s*FROM\s+stdin\b([^;]*);[ \t]*\r?\n")
COPYING = re.compile(rb"(?i)\\?COPY\b[^;']*\bFROM\s+stdin\b")
PSQL_COPY = re.compile(rb"(?i)\\copy[ \t]+" + TABLE + rb"[ \t]*" + COLUMNS + rb"[ \t]*FROM[ \t]+stdin\b([^\r\n]*?);*[ \t]*\r?\n")
"""psql's own COPY, whose rows follow in the same file."""
PSQL_COPYING = re.compile(rb"(?i)\\copy\b[^'\r\n]*\bFROM[ \t]+p?stdin\b")
PSQL_MARK = re.compile(rb"(?i)\\(?:\.|(?:un)?restrict\b|c(?:onnect)?\b)")
"""Commands of psql whose words belong to the program: they stay."""
CLIENT = re.compile(
    rb"(?i)(?:(?:PROMPT|REM(?:ARK)?)\b|(?:GO|/)[ \t]*\r?$|@|SET[ \t]+(?![^\r\n]*[;='\"@])"
    rb"|(?:USE|SOURCE|SPOOL|WHENEVER|COL(?:UMN)?|DEFINE|PAUSE|ACCEPT|CONN(?:ECT)?|HOST|EXIT|QUIT)\b(?![^\r\n]*;))", re.MULTILINE
)  # fmt: skip
"""Lines for the program that runs a script (SQL*Plus, PL/SQL Developer, sqlcmd, mysql), which no semicolon ends."""
BRACKETED = re.compile(rb"(?<!ARRAY)[\s,(=.]\[[A-Za-z_\x80-\xff]")
"""A name as SQL Server writes it, which is read as no column's."""
BATCH = re.compile(rb"\n(?=[ \t]*(?:[Gg][Oo]|/)[ \t]*\r?\n)")
"""Before a line that ends a statement without a semicolon."""
VERBS = rb"(?:INSERT|REPLACE|UPDATE|DELETE|MERGE|SELECT|COPY)\s"
VERB = re.compile(rb"(?i)" + VERBS)
PREFIX = re.compile(r"(?i)(?:[ablgvpiocs]|in|out|io|inout|pi|po|pio|var|par|param|arg|loc|new|old)_+(?=[^\W\d_]{2})")
"""What says of a variable or a parameter only that it is one, and of which sort: v_khmc, p_in_khmc."""
FOLLOWING = re.compile(rb"(?im)(?:^|\b(?:BEGIN|THEN|ELSE|DO|LOOP|EXPLAIN|ANALYZE)\s)[ \t]*(?=" + VERBS + rb")")
"""Where a statement about rows begins behind words that no semicolon ends."""
GRANTS = re.compile(rb"(?i)(?:GRANT|REVOKE|LOAD)\b")
CREATE = re.compile(
    rb"(?i)CREATE\s+(?:(?:OR\s+REPLACE|GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN)\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"
    + TABLE + rb"\s*(?:((?:PARTITION\s+)?OF\b)\s*" + TABLE + rb"|\()"
)  # fmt: skip
TYPE = re.compile(rb"(?i)CREATE\s+TYPE\s+" + TABLE + rb"\s+AS\s*\(")
OF_TYPE = re.compile(rb"\s*" + TABLE + rb"[ \t]*(\[|(?i:ARRAY)\b)?")
LIKE = re.compile(rb"(?i)LIKE\s+" + TABLE)
OTHER_ESCAPE = re.compile(rb"(?i)\s*UESCAPE\b")
COMMENTED = re.compile(rb"(?i)\bCOMMENT\s*=?\s*(?:\Z|['\"])")
REMARK = re.compile(rb"(?i)COMMENT\s+ON\s+COLUMN\s+" + TABLE + rb"\s+IS\s+(?:NULL|E?('(?:[^'\\]|''|\\.)*'))")
INHERITS = re.compile(rb"(?i)\)\s*INHERITS\s*\(([^()]*)\)")
ANSI = re.compile(rb"(?i)SQL_MODE\s*=\s*'[^']*\bANSI")
DELIMITER = re.compile(rb"(?i)DELIMITER[ \t]+(\S+)[ \t]*(?:\r?\n|\Z)")
ONE = re.compile(NAME)
BLANK = re.compile(rb"\s*")
TOKEN = re.compile(rb"""'(?:[^'\\]|''|\\.)*'|`(?:[^`]|``)*`|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|[(),]""", re.DOTALL)
MYSQL = re.compile(
    rb"-- (?:MySQL|MariaDB) dump|/\*!\d|(?i:INTO|TABLE(?: IF (?:NOT )?EXISTS)?)\s+`|\)\s*ENGINE\s*=\s*\w"
    rb"|(?i:SET\s+NAMES\s+utf8mb)"
)
POSTGRES = re.compile(
    rb"PostgreSQL database|standard_conforming_strings|client_encoding|^(?i:\\copy\b)|(?i:\bFROM\s+stdin\s*;)|^\\\.\r?$|^PRAGMA "
    rb"|(?i:'::(?:pg_catalog\.)?(?:text|character varying|varchar|bpchar|jsonb?|date|timestamp|numeric|regclass)\b)",
    re.MULTILINE,
)
NO_COLUMN = re.compile(
    rb"(?i)(?:PRIMARY|KEY|UNIQUE|CONSTRAINT|INDEX|FULLTEXT|SPATIAL|CHECK|FOREIGN|EXCLUDE|LIKE|PERIOD)\b"
)


def names(text: bytes) -> list[str]:
    """The names in a list or a path, without their quotes."""
    return [bare(one[0]) for one in ONE.finditer(text)]


def meant(variable: str) -> str:
    """What a variable is called for, without the prefixes of its sort."""
    for _ in range(2):
        variable = PREFIX.sub("", variable, count=1) if PREFIX.match(variable) else variable
    return variable


def bare(name: bytes) -> str:
    """A name without quotes."""
    text = name.decode("utf-8", "replace")
    sign = text[0]
    return text[1:-1].replace(sign * 2, sign) if sign in "`\"" else text


class Created(NamedTuple):
    """A table as CREATE TABLE makes it: its columns (for LIKE a table, whose columns stand there), what comments say of them (by
    name in lower case), the tables whose columns stand before its own, and the definitions of columns behind their names."""

    path: list[str]
    columns: list[str | list[str]]
    said: dict[str, str]
    parents: list[list[str]]
    types: dict[str, bytes]


def created(statement: bytes) -> Created | None:
    """The table and columns of a CREATE TABLE, or the type and fields of a CREATE TYPE; None for another statement."""
    kind = TYPE.match(statement)
    head = kind or CREATE.match(statement)
    if not head:
        return None
    if not kind and head[2]:
        return Created(names(head[1]), [], {}, [names(head[3])], {})
    types: dict[str, bytes] = {}
    columns: list[str | list[str]] = []
    said: dict[str, str] = {}
    depth, start = 1, head.end()
    for token in TOKEN.finditer(statement, head.end()):
        sign = token[0]
        depth += (sign == b"(") - (sign == b")")
        if depth == 0 or (depth == 1 and sign == b","):
            text = without_comments(statement[start : token.start()]).strip()
            name = ONE.match(text)
            if alike := LIKE.match(text):
                columns.append(names(alike[1]))
            elif name and not NO_COLUMN.match(text):
                columns.append(bare(name[0]))
                types[bare(name[0]).lower()] = text[name.end() :]
                said |= {bare(name[0]).lower(): remark} if (remark := remark_in(text)) else {}
            start = token.end()
        if depth == 0:
            break
    heirs = INHERITS.search(statement, start - 1)
    parents = [names(one[1]) for one in re.finditer(TABLE, heirs[1])] if heirs else []
    return Created(names(head[1]), columns, said, parents, types)


def remark_in(definition: bytes) -> str:
    """What COMMENT says in the definition of a column, or ''."""
    if not COMMENTED.search(definition):
        return ""
    for token in TOKEN.finditer(definition):
        if token[0][:1] in (b"'", b'"') and COMMENTED.search(definition[: token.start()]):
            return said_in(token[0])
    return ""


def said_in(literal: bytes) -> str:
    """What a text between quotes says."""
    sign = literal[:1].decode()
    return literal[1:-1].decode("utf-8", "replace").replace(sign * 2, sign).replace("\\" + sign, sign)


def without_comments(text: bytes) -> bytes:
    """A definition without the comments in front of it."""
    return re.sub(rb"^(?:\s*(?:--[^\n]*(?:\n|\Z)|/\*.*?\*/))+", b"", text, flags=re.DOTALL)


def dialect_of(beginning: bytes) -> str:
    """``mysql``, ``postgresql``, or '' where a dump's beginning does not say."""
    if MYSQL.search(beginning):
        return "mysql"
    return "postgresql" if POSTGRES.search(beginning) else ""


def composing(raw: bytes, place: int) -> bool:
    """Whether values of the rows that begin there are made of several texts, or of some that are none of the column's.

    Dates of columns without a rule keep their formats anyhow, and what takes no argument has no text."""
    for one in COMPOSING.finditer(raw, place, place + ROW_BEGUN):
        if one["end"] or one["composed"]:
            return bool(one["composed"] and ENDED.search(raw, place, place + LARGEST))
    return False


def rows_in(statement: bytes) -> int:
    """How many rows such a statement writes."""
    return 1 + sum(bool(one["next"]) for one in BETWEEN_ROWS.finditer(statement))
