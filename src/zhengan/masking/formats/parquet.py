"""Parquet, batch by batch: schema, codecs, metadata and row groups kept; columns of text masked, others only dropped or left."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, as_names, say
from zhengan.masking.digests import Sums, of_file
from zhengan.masking.early import Early
from zhengan.masking.formats import metadata, naming
from zhengan.masking.formats.bare import bare
from zhengan.masking.formats.columnar import sound, unreadable
from zhengan.masking.formats.files import Progress, Result, writing
from zhengan.masking.formats.searching import Searcher
from zhengan.masking.headers import whose
from zhengan.masking.held import LOOKED_AT, asks
from zhengan.masking.operators.base import NoFit
from zhengan.masking.operators.packed import Packed
from zhengan.masking.operators.star import Drop
from zhengan.masking.policy import Policy, Rule

MOST_ROWS, MOST_BYTES = 1 << 20, 128 << 20
"""Of a batch: a row group that is larger becomes several."""
NUMBER = 4
"""Bytes of a number of a value: a column that takes no more is stored as numbers, and not as texts for the most part."""


def mask(
    source: Path, target: Path, policy: Policy, *, force: bool = False, progress: Progress = lambda size: None
) -> Result:
    """Writes ``source`` masked to ``target``. Statistics are those of the masked values; bloom filters are not kept.

    Raises ``Problem`` for a policy that names a missing column, for numbers to be masked (leading zeros are lost already)
    and for nested columns that may hold text (they are not searched: drop or leave them by name).
    """
    with opened(source) as file:
        held = file.schema_arrow  # another object each time that it is asked for
        result = Result("parquet", size=source.stat().st_size, rows=file.metadata.num_rows)
        rules = ruled(held, first_values(file, undecided(held.names, policy)), policy, source.name, result)
        shown = dict(zip(held.names, naming.each(held.names), strict=True))
        searcher = Searcher(policy)
        schema = described(held, searcher, result)
        coded = dictionaries(file, rules) if schema is held else []  # else its metadata cannot go over as they are
    with opened(source, coded) as file, ThreadPoolExecutor(2) as pool:
        result.notes += [naming.NAMES] if naming.personal([*shown], policy.public) else []
        before = pool.submit(of_file, source, policy.sums)
        with writing(source, target, force) as out:
            whole = Whole(out, policy.sums)
            try:
                treat = partial(table_of, rules=rules, shown=shown, searcher=searcher, result=result, pool=pool)
                with pq.ParquetWriter(whole, file.schema_arrow if coded else schema, **written_as(file, bool(coded))) as writer:
                    if coded and file.metadata.metadata:  # with the types of the source, in which dictionaries are texts
                        writer.add_key_value_metadata(file.metadata.metadata)
                    copied(sound("parquet", source, batches(file)), writer, treat, pool, progress)
            except pa.ArrowException as error:
                raise unreadable("parquet", source, error) from None
            finally:
                result.after = whole.sums.value()
        result.before = before.result()
    return result


def described(schema: Any, searcher: Searcher, result: Result) -> Any:
    """The schema with what is found in its metadata masked as in a text; the same object where nothing is."""
    if searcher.policy.rest == "leave":
        return schema

    def treat(texts: list[str], key: str, column: str) -> list[str]:
        return [one or "" for one in searcher.search(Packed.of(texts), result)[0].texts()]

    return metadata.treated(schema, treat)


def copied(tables: Iterable[tuple[Any, int]], writer: Any, treat: Callable[[Any], Any], pool: ThreadPoolExecutor,
           progress: Progress) -> None:  # fmt: skip
    """Every batch treated and written; one is written while the next is read and treated."""
    waiting: list[Future[None]] = []
    before = 0
    try:
        for table, size in tables:
            try:
                made = treat(table)
            except NoFit as problem:
                raise NoFit.record(before + problem.row + 1, problem.name) from None
            before += table.num_rows
            while waiting:
                waiting.pop().result()
            waiting.append(pool.submit(writer.write_table, made, max(made.num_rows, 1)))
            progress(size)
    finally:  # the writer is not closed under a batch that is being written
        for one in waiting:
            one.result()


def opened(source: Path, coded: list[str] | None = None) -> Any:
    """A Parquet file, some columns of which are read as dictionaries; raises ``Problem`` for what is none."""
    try:
        return pq.ParquetFile(source, read_dictionary=coded)
    except (pa.ArrowException, OSError) as error:
        raise unreadable("parquet", source, error) from None


def dictionaries(file: Any, rules: dict[str, Rule]) -> list[str]:
    """Columns of text that stay as they are and are stored as few values and their numbers: they go through as such, and
    no text is made of them and coded again."""
    groups = [file.metadata.row_group(k) for k in range(file.metadata.num_row_groups)]
    columns = {groups[0].column(k).path_in_schema: k for k in range(file.metadata.num_columns)} if groups else {}
    chosen = []
    for field in file.schema_arrow:
        rule = rules[field.name]
        if rule.operator or rule.scan or field.type != pa.string() or field.name not in columns:
            continue
        held = [group.column(columns[field.name]) for group in groups]
        size = sum(one.total_uncompressed_size for one in held)
        if all(one.has_dictionary_page for one in held) and size <= NUMBER * sum(one.num_values for one in held):
            chosen.append(field.name)
    return chosen


def written_as(file: Any, coded: bool) -> dict[str, Any]:
    """How the writer is to write: each column's codec, dictionaries where there were some; metadata only as they are
    added if some are ``coded``."""
    if not file.metadata.num_row_groups:
        return {"compression": "snappy"}
    group = file.metadata.row_group(0)
    columns = [group.column(k) for k in range(file.metadata.num_columns)]
    dictionaries = [one.path_in_schema for one in columns if one.has_dictionary_page]
    return {
        "store_schema": not coded,
        "compression": {one.path_in_schema: codec(one.compression) for one in columns},
        "use_dictionary": dictionaries if 0 < len(dictionaries) < len(columns) else bool(dictionaries),
    }


def batches(file: Any) -> Iterator[tuple[Any, int]]:
    """Tables of a row group each, or of parts of it where it is large, and the bytes they stand for in the file."""
    for k in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(k)
        stored = sum(group.column(c).total_compressed_size for c in range(group.num_columns))
        rows = max(1, group.num_rows)
        most = max(1, min(rows, MOST_ROWS, rows * MOST_BYTES // max(group.total_byte_size, 1)))
        if most == rows:
            yield file.read_row_group(k), stored
            continue
        for batch in file.iter_batches(batch_size=most, row_groups=[k]):
            yield pa.Table.from_batches([batch]), stored * batch.num_rows // rows


class Whole(io.RawIOBase):
    """A raw file whose writes take everything. ``digest``: the algorithm of its sum."""

    def __init__(self, out: Any, digest: str):
        self.out, self.place, self.sums, self.early = out, 0, Sums(digest), Early(out)

    def writable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How much was written."""
        return self.place

    def write(self, data: Any) -> int:
        """All of it."""
        view = memoryview(data).cast("B")
        size = len(view)
        self.sums.add(view)
        while view:
            view = view[self.out.write(view) :]
        self.place += size
        self.early.add(size)
        return size


def codec(name: str) -> str:
    """A codec as the writer calls it."""
    return "NONE" if name == "UNCOMPRESSED" else name


def textual(kind: Any) -> bool:
    """Whether a column holds text."""
    if pa.types.is_dictionary(kind):
        return textual(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def binary(kind: Any) -> bool:
    """Whether a column holds bytes, which may be a text's."""
    tests = pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view
    return any(test(kind) for test in tests)


def as_text(column: Any) -> Any:
    """A column as one array of texts, for looking at: lists and structures as they are written, bytes as UTF-8 as far as
    they are, whole numbers of any type in figures; dates, truth values and fractions as none."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    wide = pa.large_string()
    if textual(kind) or pa.types.is_integer(kind):
        return single(column.cast(wide))
    if pa.types.is_nested(kind):
        made = [None if one is None else json.dumps(one, ensure_ascii=False, default=str) for one in column.to_pylist()]
    elif binary(kind):
        made = [None if one is None else one.decode("utf-8", "replace") for one in column.to_pylist()]
    elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        made = [whole_of(one) for one in column.to_pylist()]
    else:
        return pa.nulls(len(column), wide)
    return pa.array(made, wide)


def whole_of(number: Any) -> str | None:
    """A number in figures where it is a whole one."""
    return str(int(number)) if number is not None and isfinite(number) and number == int(number) else None


def single(column: Any) -> Any:
    """A column of texts as one array."""
    made = column.combine_chunks()
    return made if not isinstance(made, pa.ChunkedArray) else pa.concat_arrays(made.chunks or [pa.nulls(0, column.type)])


LEAST_BITS, FEW_BITS = 64, 32  # of numbers that may be those of mobiles or cards, and of those that have fewer figures
FEW_FIGURES = ("fund_account", "securities_account", "permit")
"""Kinds some of whose values have no more than ten figures, and no letter."""


def nobodys(kind: Any, called: str) -> bool:
    """Whether a column can hold nothing of the kind that its header names: flags, days, no value at all, small numbers; where
    that is names, addresses or mails, numbers."""
    number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    small = pa.types.is_integer(kind) and kind.bit_width < (FEW_BITS if called in FEW_FIGURES else LEAST_BITS)
    return pa.types.is_boolean(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind) or small or (
        number and called in ("name", "address", "email")
    )  # fmt: skip


def once_each(names: list[str], source: str) -> None:
    """A Problem where two columns have one name."""
    twice = next((k for k, column in enumerate(names) if column in names[:k]), -1)
    if twice >= 0:
        raise Problem(say("有两列都叫“{name}”", name=Name(naming.each(names)[twice])), "规则按列名写，分不清是哪一列",
                      "先给其中一列改名", code="masking-column", where=Where(source))  # fmt: skip


def first_values(file: Any, asked: Container[str] | None = None) -> list[list[str | None]]:
    """The first values of each column, or of those asked for, as texts; of a stream of Arrow they are read then."""
    names = file.schema_arrow.names
    which = [k for k, name in enumerate(names) if asked is None or name in asked]
    values: list[list[str | None]] = [[] for _ in names]
    with suppress(pa.ArrowException, OSError):  # said where all of it is read
        for batch in file.iter_batches(LOOKED_AT, columns=[names[k] for k in which]) if which else ():
            for k, column in zip(which, pa.Table.from_batches([batch]).columns, strict=False):
                values[k] = as_text(column).to_pylist()
            break
    return values


def undecided(names: list[str], policy: Policy) -> list[str]:
    """The columns whose first values have a say in what becomes of them: to read all takes a tenth of a run."""
    if policy.rest != "scan":
        return []
    return [one for one in names if one not in policy.columns and asks(whose(one, names, policy.columns))]


def ruled(
    schema: Any, values: list[list[str | None]], policy: Policy, name: str, result: Result
) -> dict[str, Rule]:
    """The rule of each column, by its first values, too; a policy may call it by its name, or as it is shown."""
    numbered = naming.each(schema.names)
    missing = [column for column in policy.columns if column not in schema.names and column not in numbered]
    shown = as_names(numbered[:40])
    if missing:
        raise Problem(say("文件没有策略中的列“{name}”", name=Name(missing[0])), say("有：{known}", known=shown), "核对列名",
                      code="masking-column", where=Where(name))  # fmt: skip
    once_each(schema.names, name)
    rules = {}
    pairs = zip(schema.names, numbered, strict=True)
    every = [called if called in policy.columns and field not in policy.columns else field for field, called in pairs]
    headers = [whose(one, schema.names, policy.columns) for one in every]
    result.notes += policy.doubts(headers, values, numbered)
    for k, (field, called) in enumerate(zip(schema, numbered, strict=True)):
        rule, stated = policy.rule(headers[k], values[k]), every[k] in policy.columns
        if not stated and rule.operator and not isinstance(rule.operator, Drop) and nobodys(field.type, rule.kind):
            rule = Rule(scan=True, against=rule.against)
        asked = rule.operator or (rule.scan and (stated or pa.types.is_nested(field.type) or binary(field.type)))
        if asked and not textual(field.type) and not isinstance(rule.operator, Drop):
            raise Problem(say("“{name}”的类型是 {type}，不是文字", name=Name(called), type=str(field.type)), "脱敏按文字进行",
                          "先转换为 string，或写 operator: drop、leave", code="masking-type", where=Where(name))  # fmt: skip
        rules[field.name] = rule
    return rules


def table_of(table: Any, rules: dict[str, Rule], shown: dict[str, str], searcher: Searcher, result: Result,
             pool: ThreadPoolExecutor, stored: bool = False) -> Any:  # fmt: skip
    """A batch, masked; its columns at the same time, save those that are searched. ``shown``: what each is called;
    ``stored``: see ``bare``."""
    doing = {
        name: pool.submit(rule.operator.column, plain(table.column(name)))
        for name, rule in rules.items()
        if rule.operator and not isinstance(rule.operator, Drop)
    }
    for k, field in enumerate(table.schema):
        rule, values = rules[field.name], table.column(k)
        filled = filled_of(values) if rule.operator else 0
        if isinstance(rule.operator, Drop):
            made = pa.chunked_array([pa.nulls(len(values), field.type)])
            result.add(result.columns, shown[field.name], "drop", rule.kind, filled, 0)
        elif rule.operator:
            try:
                masked = doing[field.name].result()
            except NoFit as problem:
                raise NoFit(problem.row, shown[field.name]) from None
            made = masked.values.cast(field.type)
            result.add(result.columns, shown[field.name], rule.named, rule.kind, filled, masked.misfits, rule.keeps)
        elif rule.scan and not textual(values.type):
            if left := result.unseen(shown[field.name]):
                result.passed(shown[field.name], as_text(values.slice(0, left)).to_pylist(), rule.against)
            made = bare(values, stored)
        else:
            made = bare(searched(values, searcher, result, rule.against) if rule.scan else values, stored)
        if made is not values:
            table = table.set_column(k, field, made)
    return table


def filled_of(values: Any) -> int:
    """How many values there are; an empty text is none, as in other formats."""
    held: int = len(values) - values.null_count
    if not textual(values.type):
        return held
    if pa.types.is_dictionary(values.type):
        if all(pc.index(plain(chunk.dictionary), "").as_py() < 0 for chunk in values.chunks):
            return held
        values = values.cast(values.type.value_type)
    return int(pc.sum(pc.greater(pc.binary_length(plain(values)), 0)).as_py() or 0)


def plain(values: Any) -> Any:
    """A column of text as operators take it."""
    return values.cast(pa.large_string()) if pa.types.is_string_view(values.type) else values


def searched(values: Any, searcher: Searcher, result: Result, against: int = 0) -> Any:
    """A column of text with what is found in it masked, chunk by chunk; one that holds nothing stays the same object.
    ``against``: its header speaks against numbers."""
    chunks = []
    for chunk in values.chunks:
        made, touched = searcher.search(packed(chunk), result, against)
        chunks.append(made.to_arrow(pa.large_string()).cast(values.type) if touched.any() else chunk)
    return pa.chunked_array(chunks, values.type)


def packed(chunk: Any) -> Packed:
    """The texts of a chunk."""
    wide = pa.types.is_string(chunk.type) or pa.types.is_large_string(chunk.type)
    return Packed.from_arrow(chunk if wide else chunk.cast(pa.large_string()))
