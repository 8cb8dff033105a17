"""Excel (.xlsx): every sheet read and written anew, row by row; texts, numbers and dates by their values.

Nothing but cells' values goes into the new workbook: no formulas (their last values stand in their place, nothing is computed),
comments, pictures, charts, pivot caches, names of authors: whatever could hold what is masked elsewhere. Columns
are called by the header, or ``sheet.header``; the header is the row among the first that names most columns. What
stands above it is searched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from xlsxwriter.exceptions import XlsxWriterException

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking import mask as mask_text
from zhengan.masking.atomic import folder
from zhengan.masking.digests import of_file
from zhengan.masking.formats import astray, keyed, naming, second
from zhengan.masking.formats.csv import head as csvhead
from zhengan.masking.formats.files import Progress, Result, writing
from zhengan.masking.formats.values import Columns, whole
from zhengan.masking.formats.xlsxguard import letters_of, looked_through, refused
from zhengan.masking.headers import kind_of_header, whose
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.packed import Packed
from zhengan.masking.policy import Policy

ROWS, HEADERS, LONGEST_NAME = 5000, 20, 31
"""Rows of a batch, among how many the header is looked for, and characters of a sheet's name."""
FORMULAS = "有公式，写成了上次计算的值"
LOST = "“{sheet}”表的第一行像是数据，不是表头：各列没有按表头脱敏，资金账号、姓名等会漏；请在它上面加一行，写明各列的名称"
FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


@dataclass
class Batch:
    """Some rows of a sheet, from row ``first`` (from 1) on; ``left``: the number of the first column (from 0)."""

    sheet: str
    first: int
    left: int
    rows: list[list[Any]]
    header: list[str] = field(default_factory=list)
    """What the columns are called; empty above the header."""
    hidden: bool = False
    title: str = ""
    """The sheet's name as it may be read: what is personal in it under stars."""
    share: float = 0.0
    """How much of the workbook's rows it is."""
    upright: bool = False
    """Whether names of fields stand in every other column and their values beside them (``formats.keyed``)."""
    form: int = 0
    """How many of the first rows are those of a form above a header, or titles: values stand behind their names."""

    @property
    def width(self) -> int:
        """Columns."""
        return max(map(len, self.rows), default=0)

    def name(self, k: int) -> str:
        """What column ``k`` is called."""
        return (self.header[k] if k < len(self.header) else "") or letters_of(self.left + k + 1)

    @cached_property
    def shown(self) -> list[str]:
        """What the columns are called where somebody reads it: by their letters where the header is itself personal."""
        names = [self.name(k) for k in range(max(self.width, len(self.header)))]
        return [letters_of(self.left + k + 1) for k in range(len(names))] if naming.personal(names) else names

    def names(self, name: str) -> list[str]:
        """What a policy may call a column: with the sheet's name before it, as it is or as it may be read, or alone."""
        return [f"{self.sheet}.{name}", self.audited(name), name]

    def audited(self, name: str) -> str:
        """A column's name in an audit."""
        return f"{self.title}.{name}"

    def columns(self) -> Iterator[tuple[str, str, Packed]]:
        """Every column that is no date: its name, how it is shown, its texts, whole numbers too."""
        beside = self.beside()
        apart = {(row, k) for (k, _), rows in beside.items() for row in rows}
        for k in range(self.width):
            held = [whole(row[k]) if k < len(row) and (r, k) not in apart else None for r, row in enumerate(self.rows)]
            yield self.name(k), self.shown[k], Packed.of(held)
        for (k, kind), rows in beside.items():
            held = [whole(row[k]) if r in rows else None for r, row in enumerate(self.rows)]
            yield next(iter(rows.values())), f"{self.shown[k]}（{kind}）", Packed.of(held)

    def beside(self) -> dict[tuple[int, str], dict[int, str]]:
        """Of an upright table, or a form, the rows whose value is what the name before it says, by column and kind, and the
        name."""
        made: dict[tuple[int, str], dict[int, str]] = {}
        for r, row in enumerate(self.rows if self.upright else self.rows[: self.form]):
            texts = [said(cell) for cell in row]
            named = [(k, texts[k - 1]) for k in range(1, len(row), 2)] if self.upright else keyed.behind(texts)
            for k, name in named:
                if kind := keyed.beside(name, texts[k]):
                    made.setdefault((k, kind), {})[r] = name
        return made


def mask(source: Path, target: Path, policy: Policy, *, force: bool = False, progress: Progress = lambda size: None) -> Result:
    """Writes ``source`` masked to ``target``. Memory is that of the largest sheet; raises ``Problem`` for what exceeds bounds."""
    result = Result("excel", size=source.stat().st_size)
    formulas, errors = looked_through(source)
    result.notes += [FORMULAS] if formulas else []
    result.notes += [say("有 {count} 格是错误值（如 #N/A），写成了空格", count=errors)] if errors else []
    masker = Masker(policy, result)
    with writing(source, target, force) as out, folder(target) as beside:
        buffered = Archive(out)
        try:
            with Writer(buffered, str(beside)) as writer:
                for batch in batches(source, policy):
                    writer.write(masker.name(batch), batch, masker.masked(batch))
                    progress(int(batch.share * result.size))
                masker.finish(source)
            buffered.flush()
        except XlsxWriterException as error:
            buffered.given_up = True
            if isinstance(cause := error.args[0] if error.args else None, OSError):
                raise cause from None
            raise refused(target, "写不了工作簿", str(error)[:200], "检查磁盘空间") from None
        except BaseException:
            buffered.given_up = True
            raise
        finally:
            buffered.detach()
    result.before, result.after = of_file(source, policy.sums), of_file(target, policy.sums)
    return result


class Archive(io.BufferedWriter):
    """What a workbook's archive is written to. Once it is given up it takes all and writes nothing: an archive that is
    thrown away still writes its end, into a file that is full or closed by then."""

    given_up, place = False, 0

    def write(self, data: Any) -> int:
        """All of it."""
        self.place += len(data)
        return len(data) if self.given_up else super().write(data)

    def flush(self) -> None:
        """What is held."""
        if not self.given_up:
            super().flush()

    def seek(self, place: int, whence: int = 0) -> int:
        """To a place."""
        self.place = place if self.given_up else super().seek(place, whence)
        return self.place

    def tell(self) -> int:
        """Where it stands."""
        return self.place if self.given_up else super().tell()


def batches(path: Path, policy: Policy | None = None) -> Iterator[Batch]:
    """Every sheet of a workbook that was looked through, in batches; an empty sheet is a batch without rows."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        for one, title in zip(sheets, titles([one.name for one in sheets]), strict=True):
            sheet = book.get_sheet_by_name(one.name)
            left = sheet.start[1] if sheet.start else 0  # rows are given from the first on, columns from the first that is filled
            rows = sheet.iter_rows() if sheet.start else iter(())
            hidden = one.visible != SheetVisibleEnum.Visible
            yield from of_sheet(Batch(one.name, 1, left, [], hidden=hidden, title=title), rows, policy,
                                1 / len(sheets) / max(sheet.total_height, 1))  # fmt: skip
    except CalamineError:
        raise refused(path, "工作簿已损坏、已加密，或不是 .xlsx", "其中的内容无法读出",
                      "用 Excel 打开后另存为不加密的 .xlsx") from None  # fmt: skip


def titles(names: list[str]) -> list[str]:
    """Names of sheets with what is personal in them under stars (＊: Excel allows no other), each once."""
    made: list[str] = []
    for name in names:
        plain = mask_text(name).replace("*", "＊") if naming.found(name) else name
        title, k = plain, 1
        while title.lower() in (one.lower() for one in (*made, *(set(names) - {name}))):
            k += 1
            title = f"{plain[:LONGEST_NAME - 3]}_{k}"
        made.append(title)
    return made


def of_sheet(model: Batch, rows: Iterator[list[Any]], policy: Policy | None, share: float) -> Iterator[Batch]:
    """A sheet in batches: what stands above the header and the header itself, then rows below it."""
    beginning = list(islice(rows, HEADERS))
    if pairs(beginning, policy):
        rows = chain(beginning, rows)
        first = model.first
        while some := list(islice(rows, ROWS)):
            yield replace(model, first=first, rows=some, upright=True, share=share * len(some))
            first += len(some)
        return
    above, many, header = headers(beginning, model, policy)
    first = model.first
    yield replace(model, rows=beginning[:many], form=form_of(beginning[:above], policy), share=share * many)
    rows = chain(beginning[many:], rows)
    first += many
    columns = set(policy.columns) if policy else set[str]()
    held: list[list[Any]] = []
    while some := [*held, *(fresh := list(islice(rows, ROWS)))]:
        some, held = second.whole(some, said) if len(fresh) == ROWS else (some, [])
        for part, called in second.parted(some, held, header, lambda cell: not columns.isdisjoint(model.names(cell)), said):
            form = 0 if called else form_of(part[:-1], policy)
            yield replace(model, first=first, rows=part, header=called, form=form, share=share * len(part))
            first, header = first + len(part), called or header


def said(cell: Any) -> str:
    """A cell as a text."""
    return (whole(cell) or str(cell)).strip()


def pairs(rows: list[list[Any]], policy: Policy | None) -> bool:
    """Whether a sheet holds names of fields and their values beside them."""
    held = [[str(whole(cell) or "") for cell in row] for row in rows]
    return (policy is None or policy.rest == "scan") and keyed.headed(held, policy.columns if policy else ()) is not None


def form_of(rows: list[list[Any]], policy: Policy | None) -> int:
    """How many rows above a header are those of a form: all where one is."""
    scanned = policy is None or policy.rest == "scan"
    return len(rows) if scanned and any(keyed.formed([said(cell) for cell in row]) for row in rows) else 0


def forms_of(rows: list[list[Any]], policy: Policy | None) -> list[bool]:
    """Which of the first rows are those of a form: with such a one below, and above where a number stands in it, any word will do
    behind a name."""
    texts = [[said(cell) for cell in row] for row in rows]
    forms = [bool(form_of([row], policy)) for row in rows]
    for k in range(len(rows) - 2, -1, -1):
        forms[k] |= forms[k + 1] and keyed.like_one(texts[k])
    for k in range(1, len(rows)):
        forms[k] |= forms[k - 1] and any(map(csvhead.number, texts[k])) and keyed.like_one(texts[k])
    return forms


def headers(rows: list[list[Any]], sheet: Batch, policy: Policy | None) -> tuple[int, int, list[str]]:
    """How many of the first rows stand above the header, how many up to its end, and what it calls the columns. The row above it
    or below may be one as well, as captions and codes are: it speaks where the other says nothing."""
    head = header_of(rows, sheet, policy)
    texts = [[said(cell) for cell in row] for row in rows]
    known = set(policy.columns) if policy else set()
    named = {cell for row in texts for cell in row if not known.isdisjoint(sheet.names(cell))} if known else set()
    for first, other in ((head, head + 1), (head - 1, head - 1)):
        if first >= 0 and csvhead.doubled(texts[first:], named):
            return min(head, other), max(head, other) + 1, csvhead.called_all(texts[head], texts[other], named)
    return head, head + 1, texts[head] if texts else []


def header_of(rows: list[list[Any]], sheet: Batch, policy: Policy | None) -> int:
    """Which of the first rows names most columns; the first that holds something where none names any. None is of a form."""
    known = set(policy.columns) if policy else set()

    def score(row: list[Any]) -> int:
        names = [cell.strip() for cell in row if isinstance(cell, str)]
        return sum(not known.isdisjoint(sheet.names(name)) or bool(kind_of_header(name)) for name in names)

    forms = forms_of(rows, policy)
    scores = [0 if form else score(row) for row, form in zip(rows, forms, strict=True)]
    if any(scores):
        best = scores.index(max(scores))
        texts = [[said(cell) for cell in row] for row in rows[: best + 1]]
        above = (k for k in range(best) if second.worded(rows[k]) and csvhead.heads(texts[k : k + 2], [], known.__contains__))
        return next(above, best)  # the header of a table above another
    filled = [second.filled(row) for row in rows]
    below = next((k for k, many in enumerate(filled) if many >= csvhead.LEAST and not forms[k]), 0) if any(forms) else 0
    return below or next((k for k, many in enumerate(filled) if many), 0)


class Masker:
    """Masks batches by one policy."""

    def __init__(self, policy: Policy, result: Result):
        self.result, self.columns = result, Columns(policy, result)
        self.called, self.seen = set(policy.columns), set[str]()

    def name(self, batch: Batch) -> str:
        """What a sheet is called in the output; that something in its name is masked is counted once."""
        if batch.title == batch.sheet or not self.columns.free().scan:
            return batch.sheet
        if batch.first == 1:
            for _, kind in naming.found(batch.sheet):
                self.result.add(self.result.kinds, kind, "keep", kind, 1, 0)
        return batch.title

    def masked(self, batch: Batch) -> list[list[Any]]:
        """The rows of a batch, masked."""
        width = batch.width
        rows = [[*row, *[""] * (width - len(row))] for row in batch.rows]
        self.judge(batch)
        if batch.header or batch.upright:
            self.result.rows += sum(any(cell != "" for cell in row) for row in rows)
        beside = batch.beside()
        values = {key: [rows[place][key[0]] for place in some] for key, some in beside.items()}
        for (k, _), some in beside.items():
            for place in some:
                rows[place][k] = ""
        for k in range(width):
            name = batch.name(k)
            shown = batch.audited(batch.shown[k])
            names = [*batch.names(name), shown, batch.shown[k]]  # by its letters, where the header is personal
            column = [row[k] for row in rows]
            header = whose(name, batch.header)
            rule = self.columns.rule(names, header, shown, column) if batch.header else self.columns.free()
            try:
                made = self.columns.masked(shown, rule, column)
            except NoFit as problem:
                at = say("第一个在“{sheet}”表第 {row} 行", sheet=Name(batch.title), row=batch.first + problem.row)
                raise NoFit(problem.row, shown, at) from None
            for row, cell in zip(rows, made, strict=True):
                row[k] = cell
        for (k, kind), some in beside.items():
            for place, cell in zip(some, self.beside(batch, k, kind, values[k, kind]), strict=True):
                rows[place][k] = cell
        return rows

    def judge(self, batch: Batch) -> None:
        """Notes a sheet whose header is a record: no column says what its values are."""
        if not batch.header or batch.title in self.seen:
            return
        self.seen.add(batch.title)
        named = {one for one in batch.header if not self.called.isdisjoint(batch.names(one))}
        held = [[said(cell) for cell in row] for row in [batch.header, *batch.rows[:HEADERS]]]
        if csvhead.record(batch.header, named, bool(naming.personal(batch.header))):
            self.result.lost = True
            self.result.notes.append(say(LOST, sheet=Name(batch.title)))
        astray.judge(self.result, held, batch.header, named, batch.first - 1)

    def beside(self, batch: Batch, k: int, kind: str, values: list[Any]) -> list[Any]:
        """Values of a kind in column ``k`` beside their names, masked."""
        shown = batch.audited(f"{batch.shown[k]}（{kind}）")
        return self.columns.masked(shown, self.columns.groups.policy.of_kind(kind), values)

    def finish(self, source: Path) -> None:
        """What the whole workbook must show."""
        missing = self.columns.groups.missing()
        if missing:
            shown = as_names(name for name in self.columns.groups.names[:40] if name)
            raise Problem(say("文件没有策略中的列“{name}”", name=Name(missing)), say("有：{known}", known=shown),
                          "核对列名，写成 列名 或 表名.列名", code="masking-column", where=Where(source.name))  # fmt: skip


class Writer:
    """A workbook written row by row; no row is kept."""

    def __init__(self, out: Any, folder: str):
        options = {"constant_memory": True, "tmpdir": folder}
        self.book = xlsxwriter.Workbook(out, options)
        self.book.set_properties({"created": datetime(2000, 1, 1)})  # no clock in what is written
        self.formats = {kind: self.book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        self.sheet: Any = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: Any, *rest: Any) -> None:
        if kind is None:
            self.book.close()
        else:
            self.book.fileclosed = True  # so that nothing is said of a workbook that is given up
            for sheet in self.book.worksheets():
                with suppress(OSError):  # a disk that is full
                    sheet.row_data_fh.close()

    def write(self, name: str, batch: Batch, rows: list[list[Any]]) -> None:
        """The rows of a batch where they stood, on a sheet of that name."""
        if self.sheet is None or self.sheet.name != name:
            self.sheet = self.book.add_worksheet(name)
            if batch.hidden:
                self.sheet.hide()
        for r, row in enumerate(rows, batch.first - 1):
            for k, cell in enumerate(row, batch.left):
                if cell != "" and self.put(r, k, cell):
                    raise Problem("一格中的文字超过 Excel 的上限 32767 字", say("第 {row} 行", row=r + 1), "缩短替换文字",
                                  code="masking-excel", where=Where(batch.title, r + 1, k + 1))  # fmt: skip

    def put(self, r: int, k: int, cell: Any) -> int:
        """One cell; not 0 where it does not fit."""
        if isinstance(cell, bool):
            return int(self.sheet.write_boolean(r, k, cell))
        if isinstance(cell, int | float):
            return int(self.sheet.write_number(r, k, cell))
        if isinstance(cell, date | time | timedelta):
            try:
                return int(self.sheet.write_datetime(r, k, cell, self.formats[type(cell)]))
            except (ValueError, TypeError, OverflowError):
                return int(self.sheet.write_string(r, k, str(cell)))
        return int(self.sheet.write_string(r, k, cell))
