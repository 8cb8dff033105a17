"""k-anonymity, l-diversity and t-closeness against a dictionary of rows."""

from collections import Counter, defaultdict
from math import exp, log

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengan.kit.problem import Problem
from zhengan.masking.anonymity import anonymity

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["杭州", "上海", None]),
        st.integers(1, 3) | st.none(),
        st.sampled_from(["a", "b", "c", "d", "", None]),
    ),
    max_size=40,
)


def said(values):
    """The different values of a class; what is empty is none."""
    return {*values} - {None, ""}


def naive(rows, k, least):
    """The definitions, row by row."""
    classes = defaultdict(list)
    for place, month, illness in rows:
        classes[place, month].append(illness or None)
    every = Counter(row[2] or None for row in rows)
    small = [len(values) for values in classes.values() if len(values) < k]
    few = [values for values in classes.values() if len(said(values)) < least]

    def entropy(values):
        values = [one for one in values if one not in (None, "")]
        return -sum(n / len(values) * log(n / len(values)) for n in Counter(values).values())

    def distance(values):
        own = Counter(values)
        return sum(abs(own[v] / len(values) - every[v] / len(rows)) for v in every) / 2

    values = classes.values()
    return {
        "rows": len(rows),
        "classes": len(classes),
        "k": min((len(v) for v in values), default=0),
        "rows_below": sum(small),
        "sizes": dict(Counter(small)),
        "distinct": min((len(said(v)) for v in values), default=0),
        "entropy": exp(min(map(entropy, values))) if classes else 0.0,
        "classes_below": len(few),
        "diverse_rows_below": sum(map(len, few)),
        "distance": max(map(distance, values), default=0.0),
    }


@pytest.mark.parametrize("encoded", [False, True])
@given(rows=ROWS, k=st.integers(1, 6), least=st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_equals_the_definitions(encoded, rows, k, least):
    schema = [("place", pa.string()), ("month", pa.int32()), ("illness", pa.string())]
    table = pa.table(
        {name: pa.array([row[n] for row in rows], type) for n, (name, type) in enumerate(schema)}
    )
    table = pa.concat_tables([table.slice(0, len(rows) // 2), table.slice(len(rows) // 2)])
    if encoded:
        table = table.set_column(0, "place", table["place"].dictionary_encode())
    found = anonymity(table, ["place", "month"], ["illness"], k=k, least_distinct=least)
    expected = naive(rows, k, least)
    one = found.sensitive["illness"]
    assert (found.rows, found.classes, found.k, found.rows_below) == tuple(
        expected[name] for name in ("rows", "classes", "k", "rows_below")
    )
    assert dict(found.sizes) == expected["sizes"]
    assert (one.distinct, one.classes_below, one.rows_below) == (
        expected["distinct"], expected["classes_below"], expected["diverse_rows_below"],
    )  # fmt: skip
    assert one.entropy == pytest.approx(expected["entropy"])
    assert one.distance == pytest.approx(expected["distance"], abs=1e-12)
    assert found.holds == (not expected["rows_below"] and not expected["diverse_rows_below"])


@given(st.lists(st.lists(st.integers(0, 10**12), min_size=6, max_size=6), min_size=1, max_size=30))
@settings(deadline=None)
def test_many_wide_columns_do_not_run_together(rows):
    """Six columns of up to 30 values: the product of their sizes is far above the rows."""
    table = pa.table({f"c{n}": [row[n] for row in rows] for n in range(6)})
    found = anonymity(table, [f"c{n}" for n in range(6)])
    assert found.classes == len({tuple(row) for row in rows})


def test_no_quasi_identifiers_is_one_class():
    found = anonymity(pa.table({"x": [1, 2, 3]}), [])
    assert (found.classes, found.k, found.holds) == (1, 3, False)


def test_a_dictionary_with_the_same_value_twice():
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 0]), pa.array(["a", "a", "b"]))
    assert anonymity(pa.table({"x": column}), ["x"], k=1).classes == 2


@pytest.mark.parametrize(
    ("quasi", "sensitive"), [(["absent"], []), (["x"], ["absent"]), (["x"], ["x"]), (["list"], [])]
)
def test_refused(quasi, sensitive):
    table = pa.table({"x": [1], "list": [[1]]})
    with pytest.raises(Problem) as caught:
        anonymity(table, quasi, sensitive)
    assert caught.value.code == "anonymity-column"


@pytest.mark.slow
def test_ten_million_rows():
    pick = np.random.default_rng(1)
    size = 10_000_000
    table = pa.table(
        {
            "district": pa.array(pick.integers(0, 3000, size).astype(np.int32)),
            "month": pa.array(pick.integers(0, 900, size).astype(np.int32)),
            "risk": pa.array(pick.integers(0, 6, size).astype(np.int8)),
        }
    )
    found = anonymity(table, ["district", "month"], ["risk"])
    assert found.rows == size
    assert (
        found.classes
        == np.unique(table["district"].to_numpy().astype(np.int64) * 900 + table["month"].to_numpy()).size
    )
    assert sum(size * count for size, count in found.sizes.items()) == found.rows_below
