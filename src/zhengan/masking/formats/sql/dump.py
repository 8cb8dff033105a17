"""SQL dumps: mysqldump's and pg_dump's (COPY or INSERT), streamed; literals change where they stand, all else stays.

Columns are called ``table.column``, or ``column`` in whatever table, by the list of an INSERT or COPY or by the CREATE TABLE
before it. Texts of columns without a rule, of other statements (each as a whole, too) and of comments are searched; numbers
are not.
What cannot be told apart safely is refused: an INSERT without known columns, a tuple of another width, an end midway.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking import owners
from zhengan.masking.formats import naming
from zhengan.masking.formats.cells import Cells
from zhengan.masking.formats.fields import Groups, Masking, Treatment
from zhengan.masking.formats.files import Pieces, Progress, Result, writing
from zhengan.masking.formats.places import Lines
from zhengan.masking.formats.sql import assigned, kernel, names, statements
from zhengan.masking.formats.sql.composed import Composed, Unread
from zhengan.masking.formats.sql.definitions import DEFINING, LONG, Definition
from zhengan.masking.formats.sql.opaque import Opaque
from zhengan.masking.formats.sql.owned import Schema
from zhengan.masking.formats.sql.queries import Statement
from zhengan.masking.formats.sql.shapes import Shapes
from zhengan.masking.formats.sql.spelling import SPELLINGS
from zhengan.masking.formats.sql.tables import OfFields, Tables
from zhengan.masking.formats.sql.tokens import Strange
from zhengan.masking.formats.sql.variables import WIDEST, Owner, Value, Variables
from zhengan.masking.headers import second_header
from zhengan.masking.policy import Policy

BOM = b"\xef\xbb\xbf"
MOST_HEADS = 10_000
MOST_TIMES = 5
"""So often a dump is read, until nothing more is learned of its variables; so deep are types within types."""
WORD = 16
"""So much must be seen behind rows to know whether another statement begins there without a semicolon."""
NAMES = say("表名或列名中有个人信息，没有改动")
STATEMENT, VALUES, REST, COPY = range(4)
"""Where it stands: before a statement, among tuples, behind them, among lines of COPY."""


def mask(source: Path, target: Path, policy: Policy, *, encoding: str, dialect: str = "sql", force: bool = False,
         progress: Progress = lambda size: None) -> Result:  # fmt: skip
    """Writes ``source`` masked to ``target``. ``dialect``: ``mysql``, ``postgresql``, or ``sql`` to find out.

    Raises ``Problem`` with the line of what cannot be told apart safely; then no target is left.
    """
    learned: dict[str, Owner] = {}
    for turn in range(MOST_TIMES):
        result = Result("sql", encoding)
        groups = Groups(policy)
        reader = Reader(source, groups, Masking(groups, SPELLINGS, result, NAMES), dialect, learned)
        with suppress(Learned), writing(source, target, force) as out:
            pieces = Pieces(source, out, encoding, silent if turn else progress, policy.sums)
            result.size, result.before, result.after = pieces.run(reader.piece)
            reader.finish()
            result.rows = reader.rows
            return result
        learned |= reader.variables.more()
    raise Problem("看不清各变量的值属于哪些列", "变量一个接一个地赋值，层数太多", "把值直接写进语句，或让变量与列同名",
                  code="masking-sql", where=Where(source.name))  # fmt: skip


def silent(size: int) -> None:
    """Hears nothing of what is read once more."""


class Learned(Exception):
    """Variables turned out to hold values of columns, behind the places where these stand."""


class Reader:
    """One dump on its way through a treatment."""

    def __init__(self, source: Path, groups: Groups, treatment: Treatment, dialect: str, learned: dict[str, Owner] | None = None):
        self.source, self.groups, self.treatment = source, groups, treatment
        self.mysql: bool | None = None if dialect == "sql" else dialect == "mysql"
        self.mode, self.line = STATEMENT, 1
        self.state = np.zeros(7, np.int64)
        self.columns = np.zeros(0, np.int32)
        self.tables = Tables()
        self.heads: dict[bytes, Any] = {}
        self.path: list[str] = [""]
        """The table of the last INSERT."""
        self.texts = False
        """Whether "…" is a text, as in MySQL unless the dump says otherwise."""
        self.owners: dict[tuple[str, ...], int] = {}
        self.opaque = Opaque(groups, treatment)
        self.whole = statements.Whole(groups, treatment)
        self.stop = np.frombuffer(b";", np.uint8)
        self.free = groups.free()
        self.called: dict[tuple[str, ...], list[str]] = {}
        """Of a table and its columns, what they are called where somebody reads it."""
        self.room = 0
        self.shapes = Shapes()
        self.prepared: dict[str, dict[bytes, int]] = {}
        """Of statements that are prepared, the columns of their parameters."""
        self.variables = Variables(learned or {}, self.aside)
        self.variable: dict[int, str] = {}
        """Variables by their numbers."""
        self.column_of: dict[int, Owner] = {}
        self.composed = Composed()

    @property
    def rows(self) -> int:
        """Rows so far."""
        return int(self.state[kernel.ROWS])

    def piece(self, buf: Any, size: int, last: bool) -> tuple[int, Any]:
        """As much of a piece as is whole rows, statements and comments."""
        self.raw, self.buf, self.size, self.last = bytes(memoryview(buf)[:size]), buf, size, last
        self.lines = Lines(self.raw, self.line)
        if self.room < size // 2 + 64:
            self.room = size // 2 + 64
            kinds = (np.int64, np.int64, np.int32, np.uint8)
            self.arrays: list[Any] = [np.zeros(self.room, kind) for kind in kinds]
        self.state[kernel.COUNT] = self.batch = 0
        self.spans: list[tuple[int, int]] = []
        self.numbers: list[tuple[int, int, int, int]] = []
        place = self.begin() if self.mysql is None or self.line == 1 else 0
        while place < size:
            before, mode = place, self.mode
            place = (self.statement, self.tuples, self.generic, self.copied)[mode](place)
            if place == before and mode == self.mode:
                break
        if last and (place < size or self.mode != STATEMENT):
            self.refuse("转储在一条语句（或一段 COPY）的中途结束", "引号、注释未闭合，或文件被截断", "重新导出", place)
        if self.state[kernel.NAMED]:
            self.named()
        count = int(self.state[kernel.COUNT])
        cells = statements.merged(Cells(*(array[:count] for array in self.arrays)), slice(None), self.numbers)
        statements.unpacked(self.raw, place, cells, self.free)
        statements.dated(self.raw, cells, self.groups, self.free)
        self.escaped(cells)
        try:
            cells = self.composed.parted(self.raw, cells)
        except Unread as unread:
            self.refuse("看不懂这个复合类型的值", "认不出其中的各个字段会漏脱敏", "把这一列拆成几列后重新导出", unread.place)
        cells = self.whole.parted(self.raw, cells, self.spans, self.line)
        self.opaque.look(self.raw, cells)
        out = self.treatment.fields(buf, place, cells, self.line).tobytes()
        self.line = self.lines.at(place)
        return place, out

    def named(self) -> None:
        """Variables among the values of rows: whose they are is learned, and they stay."""
        count = int(self.state[kernel.COUNT])
        starts, ends, groups, forms = (array[:count] for array in self.arrays)
        left = forms != kernel.VARIABLE
        for k in np.flatnonzero(~left).tolist():
            self.used(self.raw[starts[k] : ends[k]].decode("utf-8", "replace"), int(groups[k]))
        for array in (starts, ends, groups, forms):
            array[: int(left.sum())] = array[left]
        self.state[kernel.COUNT], self.state[kernel.NAMED] = int(left.sum()), 0

    def used(self, name: str, group: int) -> None:
        """A variable's value is a column's."""
        if group in self.variable:
            self.variables.taken(name.lower(), self.variable[group])
        elif self.groups.ruled(group) and group in self.column_of:
            self.variables.used(name.lower(), group, self.column_of[group])

    def aside(self, group: int, value: Value) -> None:
        """What a variable was set to turns out to be a column's."""
        said, form, line = value
        self.treatment.aside(group, SPELLINGS[form].read(said), line)

    def escaped(self, cells: Cells) -> None:
        """Refuses a text in U&'…' whose escapes another sign begins."""
        for k in np.flatnonzero(cells.forms == kernel.UNICODE).tolist():
            if names.OTHER_ESCAPE.match(self.raw, int(cells.ends[k]) + 1):
                self.refuse("字符串带有 UESCAPE", "认不出其中的字符会漏脱敏", "用 pg_dump 重新导出", int(cells.starts[k]))

    def begin(self) -> int:
        """Finds out whose dump it is; where its text begins."""
        bom = len(BOM) if self.raw.startswith(BOM) else 0
        if self.mysql is None:
            dialect = names.dialect_of(self.raw)
            if not dialect and self.raw.strip():
                self.refuse("看不出是哪一种数据库的转储", "MySQL 与 PostgreSQL 的引号写法不同，认错会漏脱敏",
                            "加 --format mysql 或 --format postgresql（Oracle 等的脚本用后者）", 0)  # fmt: skip
            self.mysql = dialect == "mysql"
        self.treatment.arrays = not self.mysql
        self.texts = bool(self.mysql) and not names.ANSI.search(self.raw)
        if not self.mysql and b"standard_conforming_strings = off" in self.raw:
            self.refuse("转储关闭了 standard_conforming_strings", "字符串的写法因此有歧义", "打开这一设置后重新导出", 0)
        return bom

    def statement(self, place: int) -> int:
        """What begins here: blanks and comments are passed, a head is read, anything else is a statement to its end."""
        raw = self.raw
        blank = names.BLANK.match(raw, place)
        place = blank.end() if blank else place
        if place >= self.size:
            return place
        two = raw[place : place + 2]
        if two == b"--" or (self.mysql and two[:1] == b"#"):
            return self.comment(place, raw.find(b"\n", place))
        if two == b"/*" and not (self.mysql and raw[place + 2 : place + 3] == b"!"):
            return self.comment(place, int(kernel.comment_end(self.buf, place, self.size, not self.mysql)))
        if two[:1] == b"\\" and not self.mysql:
            return self.command(place, raw.find(b"\n", place))
        if self.mysql and (told := names.DELIMITER.match(raw, place)):
            self.stop = np.frombuffer(told[1], np.uint8)
            return told.end()
        if names.INSERTING.match(raw, place) and (head := names.INSERT.match(raw, place)):
            self.columns = self.known(head[0], head[1], head[2], place)
            if self.composed.among(self.columns) or names.composing(raw, head.end()):  # ROW(…), too
                end = self.generic(place)
                self.state[kernel.ROWS] += names.rows_in(raw[head.end() : end]) if end > place else 0
                return end
            self.mode = VALUES
            return head.end()
        if names.COPYING.match(raw, place) and (head := names.COPY.match(raw, place)):
            return self.copying(head, place)
        if names.CLIENT.match(raw, place):
            return self.comment(place, raw.find(b"\n", place))
        return self.generic(place)

    def copying(self, head: re.Match[bytes], place: int) -> int:
        """Rows begin behind this COPY."""
        if head[3].strip():
            self.refuse("COPY 带有选项", "只支持 pg_dump 写出的文本格式", "用 pg_dump 重新导出", place)
        self.columns = self.known(head[0], head[1], head[2], place)
        self.mode = COPY
        return head.end()

    def command(self, place: int, end: int) -> int:
        """A line for psql: rows follow its \\copy … from stdin; other lines are texts."""
        if end < 0 and not self.last:
            return place
        if names.PSQL_COPYING.match(self.raw, place):
            if head := names.PSQL_COPY.match(self.raw, place):
                return self.copying(head, place)
            self.refuse("看不懂这条 \\copy", "认不出它的列或选项", "用 pg_dump 重新导出", place)
        if names.PSQL_MARK.match(self.raw, place):
            return end + 1 if end >= 0 else self.size
        return self.comment(place, end)

    def comment(self, place: int, end: int) -> int:
        """A comment of its own is a text to be searched."""
        if end < 0 and not self.last:
            return place
        if end < 0:
            end = self.size if self.raw[place : place + 2] != b"/*" else place
        n = int(self.state[kernel.COUNT])
        if end > place:
            for array, value in zip(self.arrays, (place, end, self.free, kernel.COMMENT), strict=True):
                array[n] = value
            self.state[kernel.COUNT] = n + 1
        return end

    def generic(self, place: int) -> int:
        """A statement (or what is left of one) to its end: its texts are searched."""
        a, b, c, d = self.arrays
        first = int(self.state[kernel.COUNT])
        for size in sorted({self.batched(place), self.size}):
            kernel.literals(self.buf, place, size, self.mysql, self.texts, self.stop, self.free, a, b, c, d, self.state)
            end = int(self.state[kernel.PLACE])
            over = size < self.size and self.state[kernel.CLOSED]
            if over or self.state[kernel.ENDED] == kernel.DONE:
                end = size if over else end
                break
        else:
            if not (self.last and self.state[kernel.CLOSED]) or self.mode == REST:
                return place
            end = self.size
        if self.mode == STATEMENT and (cut := statements.cut(self.raw, place, end, Cells(a, b, c, d), first, int(self.state[0]))):
            end, self.state[kernel.COUNT] = cut
        text = self.raw[place:end]
        if self.mode == STATEMENT and names.COPYING.match(text):
            self.refuse("看不懂这条 COPY", "认不出它的列或选项", "用 pg_dump 重新导出", place)
        turns = self.tables.turns
        if self.mode == STATEMENT and (heard := self.tables.hear(text)) and heard[1]:
            self.shown(*heard, place)
        if self.tables.turns != turns:
            self.forget()
        self.own(place, end, first)
        self.spans.append((place, end))
        self.mode = STATEMENT
        return end

    def batched(self, place: int) -> int:
        """Where the next line stands that ends a statement without a semicolon; the end of the piece where none does."""
        if self.batch <= place:
            batch = names.BATCH.search(self.raw, place)
            self.batch = batch.end() if batch else self.size
        return self.batch

    def own(self, place: int, end: int, first: int) -> None:
        """Texts and numbers of a statement that belong to a column, from field ``first`` on, are known as such."""
        behind = self.mode == REST
        starts, ends, _, forms = self.arrays
        mine = slice(first, int(self.state[kernel.COUNT]))
        defining = not behind and DEFINING.match(self.raw, place)
        if defining and mine.stop == first and not LONG.search(self.raw, place, end):
            return
        named = not behind and assigned.assigning(self.raw, place, end)
        about = behind or statements.ROWS.match(self.raw, place)
        if not (about or defining or named):
            return
        fields = [*zip(starts[mine].tolist(), ends[mine].tolist(), forms[mine].tolist(), strict=True)]
        text = statements.blanked(self.raw, place, end, fields)
        schema = Schema(self.tables.of, lambda path, column: self.column(path, column, place), self.groups.ruled, self.used,
                        self.composed.fields, self.variable)  # fmt: skip
        told = text, self.raw[place:end], self.path if behind else [""], schema, self.prepared
        statement = Statement(*told)
        rows = self.columns.tolist() if behind else None
        context = repr((self.path, rows)).encode() if behind else b""
        try:
            found = Definition(*told).defined() if defining else self.shapes.owned(
                text, context, lambda: statement.owned(rows)) if about else []  # fmt: skip
            found = assigned.of_program(told, found, (self.raw[a:b] for a, b, _ in fields), self.shapes) if named else found
        except Strange as strange:
            self.unknown(str(strange), statement.path, place)
        self.mark(found, place, first, text)

    def mark(self, found: list[tuple[int, int, int, bool]], place: int, first: int, text: bytes) -> None:
        """What is found in a statement becomes that of its columns."""
        starts, ends, groups, forms = self.arrays
        low = starts[first : int(self.state[kernel.COUNT])].tolist()
        field_at = {one: first + k for k, one in enumerate(low)}
        parted = set()
        for start, stop, group, json in found:
            if group in self.variable:
                if (at := field_at.get(place + start, -1)) >= 0:
                    said, form = self.raw[starts[at] : ends[at]], int(forms[at])
                else:
                    said, form = self.raw[place + start : place + stop], kernel.NUMBER
                self.variables.set(self.variable[group], (said[:WIDEST], form, self.lines.at(place + start)))
            if stop >= 0:
                hexed = 2 * (text[start : start + 2].lower() == b"0x")
                self.numbers.append((place + start + hexed, place + stop, group, kernel.HEX if hexed else kernel.NUMBER))
            elif stop < -1:
                around = first + bisect_right(low, place + start) - 1
                self.numbers.append((place + start, place - 2 - stop, group, int(forms[around])))
                parted.add(around)
            elif (k := field_at.get(place + start)) is not None:
                groups[k] = group
                if json and self.raw[starts[k] : starts[k] + 1] == b'"' == self.raw[ends[k] - 1 : ends[k]]:
                    starts[k], ends[k] = starts[k] + 1, ends[k] - 1
        for around in parted:
            ends[around] = starts[around]

    def forget(self) -> None:
        """Tables have other columns, or their columns other comments, from here on."""
        self.heads.clear()
        self.owners.clear()
        self.shapes.clear()

    def unknown(self, why: str, path: list[str], place: int) -> NoReturn:
        """Refuses a statement about rows whose values may be any column's."""
        if why == "columns":
            self.unlisted(path, False, place)
        if why == "width":
            self.refuse("这条语句中有一处值的个数与列的个数不同", "列错位的值会漏脱敏", "检查转储", place)
        self.refuse("看不懂这条语句", "认不出各值属于哪一列，会漏脱敏", "用 mysqldump 或 pg_dump 重新导出", place)

    def column(self, path: list[str], column: str, place: int) -> int:
        """The number of a column that a statement names."""
        key = (*path, column)
        if path == ["@"] and column.lower() in self.variables.learned:
            return self.column(*self.variables.learned[column.lower()], place)
        if key not in self.owners:
            if len(self.owners) > MOST_HEADS:
                self.owners.clear()
            title, one = self.shown(path, [column], place)
            self.owners[key] = self.group(path, column, title, one)
            if path == ["@"] and not self.groups.ruled(self.owners[key]):
                self.variable[self.owners[key]] = column.lower()
        return self.owners[key]

    def tuples(self, place: int) -> int:
        """Rows behind VALUES."""
        a, b, c, d = self.arrays
        kernel.tuples(self.buf, place, self.size, self.mysql, self.texts, self.columns, self.free, a, b, c, d, self.state)
        end = int(self.state[kernel.PLACE])
        if self.state[kernel.FAULT]:
            self.strange(end)
        if self.state[kernel.ENDED] != kernel.MORE:
            over = self.state[kernel.ENDED] == kernel.DONE
            if not (over or self.last) and self.size - end < WORD:
                return end
            over = over or bool(names.VERB.match(self.raw, end) or names.CLIENT.match(self.raw, end))
            self.mode = STATEMENT if over else REST
        return end

    def copied(self, place: int) -> int:
        """Rows of COPY."""
        a, b, c, d = self.arrays
        kernel.copied(self.buf, place, self.size, self.columns, a, b, c, d, self.state)
        end = int(self.state[kernel.PLACE])
        if self.state[kernel.FAULT]:
            self.strange(end)
        if self.state[kernel.ENDED] == kernel.DONE:
            self.mode = STATEMENT
        elif self.last and self.raw[end:].rstrip() == b"\\.":  # the file's last line, which nothing ends
            self.mode, end = STATEMENT, self.size
        return end

    def known(self, head: bytes, table: bytes, listed: bytes | None, place: int) -> Any:
        """Whose the values are that follow a head."""
        if head not in self.heads:
            path = names.names(table)
            columns = names.names(listed) if listed else self.tables.of(path)
            if not columns:
                self.unlisted(path, bool(names.COPYING.match(head)), place)
            if len(self.heads) > MOST_HEADS:
                self.heads.clear()
            title, *shown = self.shown(path, columns, place)
            pairs = zip(columns, shown, strict=True)
            self.heads[head] = path, np.array([self.group(path, column, title, one) for column, one in pairs], np.int32)
        self.path, groups = self.heads[head]
        return groups

    def unlisted(self, path: list[str], copying: bool, place: int) -> NoReturn:
        """Refuses rows of a table whose columns nobody says."""
        what = say("不知道表“{name}”有哪些列", name=Name(self.shown(path, [], place)[0]))
        if copying:
            self.refuse(what, "COPY 没有写列名，前面也没有 CREATE TABLE", "用 pg_dump 重新导出", place)
        lost = self.tables.lost & {".".join(path), path[-1]}
        self.refuse(what, say("前面的 ALTER TABLE 看不懂，各列的次序不明") if lost else
                    say("INSERT 没有写列名，前面也没有 CREATE TABLE"),
                    "导出时加 --complete-insert（MySQL）或 --column-inserts（PostgreSQL）", place)  # fmt: skip

    def group(self, path: list[str], column: str, title: str, shown: str) -> int:
        """The number of a table's column; a policy may call it as it is called on screen, too."""
        full = [*path, column]
        called = [".".join(full[k:]) for k in range(len(full))]
        said = names.meant(column) if path == ["@"] else self.tables.remarks(path).get(column.lower(), "")
        told = second_header(column, said)
        header = owners.column(path[-1] if path else "", told)
        made = self.groups.group([*called, f"{title}.{shown}", shown], header, f"{title}.{shown}")
        self.column_of.setdefault(made, (path, column))
        if not self.mysql and (of := self.tables.fields(path).get(column.lower())):
            self.compose(made, [*path, column], of)
        return made

    def compose(self, group: int, path: list[str], of: OfFields) -> None:
        """A column is made of fields, unless a rule says what becomes of it, or no field has one."""
        if self.groups.ruled(group) or group in self.composed.fields:
            return
        fields = self.tables.of(of.type)
        title, *shown = self.shown(path, fields, 0)
        made = [self.group(path, column, title, one) for column, one in zip(fields, shown, strict=True)]
        inner = self.tables.fields(of.type)
        for column, one in zip(fields, made, strict=True):
            if column.lower() in inner and len(path) < MOST_TIMES:
                self.compose(one, [*path, column], inner[column.lower()])
        nested = any(one in self.composed.fields for one in made)
        if nested or any(self.groups.ruled(one) for one in made):
            self.composed.fields[group] = [] if of.many or nested else made

    def shown(self, path: list[str], columns: list[str], place: int) -> list[str]:
        """What a table and its columns are called where somebody reads it: by their numbers where names are personal, of which
        the treatment hears once."""
        key = (*path, "", *columns)
        if key not in self.called:
            if len(self.called) > MOST_HEADS:
                self.called.clear()
            table = bool(naming.personal(path))
            shown = naming.shown(columns)
            if table or shown != columns:
                self.treatment.named(",".join([*path, *columns]), self.lines.at(place))
            self.called[key] = [str(len(self.called) + 1) if table else path[-1], *shown]
        return self.called[key]

    def strange(self, place: int) -> None:
        """Refuses a row."""
        if self.state[kernel.FAULT] == kernel.WIDTH:
            listed = as_names(self.groups.names[k] for k in self.columns[:40].tolist())
            self.refuse(say("这一行之后有一条记录的值数与表“{name}”的列数不同", name=Name(self.shown(self.path, [], place)[0])),
                        say("应有 {count} 个值：{columns}", count=len(self.columns), columns=listed),
                        "列错位的值会漏脱敏：核对语句中的列，没有写列的核对前面的 CREATE TABLE", place)  # fmt: skip
        self.refuse("VALUES 中有看不懂的写法", "认不出值的边界会漏脱敏", "用 mysqldump 或 pg_dump 重新导出", place)

    def refuse(self, what: Any, why: Any, do: Any, place: int) -> NoReturn:
        """A Problem at a place of the piece."""
        raise Problem(what, why, do, code="masking-sql", where=Where(self.source.name, self.lines.at(place)))

    def finish(self) -> None:
        """What the whole file must show."""
        if self.variables.more():
            raise Learned
        missing = self.groups.missing()
        if missing and self.rows:
            shown = as_names(name for name in self.groups.names[:40] if name)
            raise Problem(say("文件没有策略中的列“{name}”", name=Name(missing)), say("有：{known}", known=shown),
                          "核对列名，写成 列名 或 表名.列名", code="masking-column", where=Where(self.source.name))  # fmt: skip
