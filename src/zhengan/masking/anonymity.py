"""How well a masked table hides each person: k-anonymity, l-diversity and t-closeness of its rows.

Rows that agree in all columns by which somebody could be recognised (quasi-identifiers: district, month of birth, sex)
form a class. k-anonymity: every class has at least k rows. l-diversity: in every class a sensitive column has at
least l different values, or an entropy of at least log l. t-closeness: in no class the values are spread further than t
from the whole table (total variation distance: half the sum of differences; 0 the same, 1 nothing in common).

PIPL Art. 73 calls data anonymous only when nobody can be recognised and nothing restored; these figures are evidence of
the first, not proof. Among the columns by which somebody could be recognised, and for t, a missing value is a value of its own;
it makes no class more diverse. No value of any column is reported, only counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, as_names, say


@dataclass(frozen=True)
class Diversity:
    """Of one sensitive column: the least of any class, by distinct values and by entropy (exp H: as if so many values
    were equally frequent), how many classes and rows have fewer than ``l`` distinct values, and the greatest distance.
    """

    distinct: int
    entropy: float
    classes_below: int
    rows_below: int
    distance: float


@dataclass(frozen=True)
class Anonymity:
    """What a table shows of its persons. ``k``: the smallest class (0: no rows). ``sizes``: class size below the k
    asked for → how many classes have it.
    """

    rows: int
    classes: int
    k: int
    asked: int
    rows_below: int
    sizes: Mapping[int, int]
    sensitive: Mapping[str, Diversity]

    @property
    def classes_below(self) -> int:
        """Classes smaller than asked."""
        return sum(self.sizes.values())

    @property
    def holds(self) -> bool:
        """Whether every class is as large, and every sensitive column as diverse, as asked; no rows hide nobody ill."""
        return not self.rows_below and not any(one.rows_below for one in self.sensitive.values())


def anonymity(
    table: Any, quasi: Sequence[str], sensitive: Sequence[str] = (), *, k: int = 5, least_distinct: int = 2
) -> Anonymity:
    """The figures of a pyarrow table.

    ``quasi``: the columns by which somebody could be recognised; ``sensitive``: those that nobody should learn;
    ``k`` and ``least_distinct`` (the l of l-diversity): what is asked. Raises ``Problem`` (code ``anonymity-column``)
    for a column that the table has not, is named twice, or holds no plain values.
    """
    refuse_unknown(table, quasi, sensitive)
    classes = numbered(table, quasi)
    counts = np.bincount(classes) if table.num_rows else np.empty(0, np.int64)
    small = counts[counts < k]
    sizes, how_many = np.unique(small, return_counts=True)
    return Anonymity(
        rows=table.num_rows,
        classes=counts.size,
        k=int(counts.min()) if counts.size else 0,
        asked=k,
        rows_below=int(small.sum()),
        sizes=dict(zip(sizes.tolist(), how_many.tolist(), strict=True)),
        sensitive={name: diversity(classes, counts, table[name], least_distinct) for name in sensitive},
    )


def diversity(classes: NDArray[np.int64], counts: NDArray[np.int64], values: Any, least: int) -> Diversity:
    """The figures of one sensitive column; ``classes``: the class of each row, ``counts``: the rows of each."""
    if not counts.size:
        return Diversity(0, 0.0, 0, 0, 0.0)
    values = without_blanks(values)
    codes = coded(values)
    every = np.bincount(codes) / codes.size
    of, code, rows = pairs(classes, codes)
    missing = codes[pc.is_null(values).to_numpy(zero_copy_only=False)][:1]
    said = ~np.isin(code, missing)
    distinct = np.bincount(of[said], minlength=counts.size)
    among = rows[said] / np.bincount(of[said], rows[said], counts.size)[of[said]]
    entropy = np.bincount(of[said], -among * np.log(among), counts.size)
    share = rows / counts[of]
    # Half the sum of |share − every|: over values that the class has; those it lacks count with their share of all.
    has = np.bincount(of, np.abs(share - every[code]), counts.size)
    lacks = 1 - np.bincount(of, every[code], counts.size)
    few = distinct < least
    return Diversity(
        distinct=int(distinct.min()),
        entropy=exp(max(0.0, float(entropy.min()))),
        classes_below=int(few.sum()),
        rows_below=int(counts[few].sum()),
        distance=float(np.clip((has + lacks) / 2, 0, 1).max()),
    )


def without_blanks(values: Any) -> Any:
    """A column with its empty texts as missing: a cell of CSV that holds nothing is no value."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return values
    blank = pc.equal(pc.utf8_trim_whitespace(values), "")
    return pc.if_else(pc.fill_null(blank, True), pa.scalar(None, values.type), values)


def pairs(
    classes: NDArray[np.int64], codes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Every pair of class and value that occurs, and in how many rows."""
    many = int(codes.max()) + 1
    pair = classes * many + codes
    most = (int(classes.max()) + 1) * many
    if most <= 4 * pair.size + 1024:  # a table of them is cheaper than sorting
        table = np.bincount(pair, minlength=most)
        found = np.flatnonzero(table)
        rows = table[found]
    else:
        found, rows = np.unique(pair, return_counts=True)
    of, code = np.divmod(found, many)
    return of, code, rows.astype(np.float64)


def numbered(table: Any, columns: Sequence[str]) -> NDArray[np.int64]:
    """The class of each row, from 0: rows that agree in all columns have the same."""
    classes = np.zeros(table.num_rows, np.int64)
    size = 1
    for name in columns:
        codes = coded(table[name])
        more = int(codes.max(initial=0)) + 1
        classes = classes * more + codes
        size *= more
        if size > table.num_rows:  # number them anew while all still fits a word
            classes = dense(classes)
            size = int(classes.max(initial=0)) + 1
    return dense(classes)


def coded(values: Any) -> NDArray[np.int64]:
    """The distinct values of a column numbered from 0, missing ones the last."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    # Dictionaries may hold a value twice, and values that no row has.
    codes = pc.fill_null(values.indices.cast(pa.int64()), len(values.dictionary)).to_numpy(
        zero_copy_only=False
    )
    same = values.dictionary.dictionary_encode()
    first = pc.fill_null(same.indices.cast(pa.int64()), len(same.dictionary)).to_numpy(zero_copy_only=False)
    merged = np.append(first, len(same.dictionary))
    return dense(merged[codes])


def dense(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same numbers without gaps, from 0."""
    if not numbers.size:
        return numbers
    most = int(numbers.max()) + 1
    if most <= 4 * numbers.size + 1024:  # a table of them is cheaper than hashing
        used = np.bincount(numbers, minlength=most) > 0
        return (np.cumsum(used) - 1)[numbers]
    codes: NDArray[np.int64] = pa.array(numbers).dictionary_encode().indices.to_numpy().astype(np.int64)
    return codes


def refuse_unknown(table: Any, quasi: Sequence[str], sensitive: Sequence[str]) -> None:
    """Raise ``Problem`` for columns that cannot be judged."""
    names = [*quasi, *sensitive]
    for name in names:
        if table.schema.names.count(name) != 1:
            raise Problem(
                say("表里没有列 {name}，或不止一列", name=Name(name)),
                say("表的列：{names}", names=as_names(table.schema.names)),
                "检查列名",
                code="anonymity-column",
            )
        if pa.types.is_nested(table.schema.field(name).type):
            raise Problem(
                say("列 {name} 是嵌套的", name=Name(name)),
                "只能比较单个的值",
                "先展开这一列",
                code="anonymity-column",
            )
    if len(set(names)) != len(names):
        raise Problem("同一列写了两次", "准标识列与敏感列不能重复", "去掉重复的列名", code="anonymity-column")
