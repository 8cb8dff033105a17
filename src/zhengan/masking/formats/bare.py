"""What an Arrow array holds that none of its rows shows, taken out or looked at: entries of dictionaries that no row uses (a
table that was filtered keeps them), bytes under missing values and behind the last row, buffers that views share with rows that
are gone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa


def bare(values: Any, stored: bool) -> Any:
    """A column without what its rows do not show; arrays that can hold nothing more stay the same objects. ``stored``: it is
    written as it lies in memory, as Arrow's own files are; Parquet writes no more than rows, and dictionaries."""
    if not stored and not coded(values.type):
        return values
    return pa.chunked_array([alone(chunk) for chunk in values.chunks], values.type)


def coded(kind: Any) -> bool:
    """Whether a type is a dictionary, or holds one."""
    if isinstance(kind, pa.BaseExtensionType):
        return coded(kind.storage_type)
    return pa.types.is_dictionary(kind) or any(coded(kind.field(k).type) for k in range(kind.num_fields))


def alone(array: Any) -> Any:
    """One array with its rows alone: a slice keeps all buffers, and Arrow writes them whole."""
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return pa.ExtensionArray.from_storage(kind, alone(array.storage))
    if pa.types.is_dictionary(kind):
        return used(array)
    if pa.types.is_string_view(kind) or pa.types.is_binary_view(kind):
        return alone(array.cast(pa.large_string() if pa.types.is_string_view(kind) else pa.large_binary())).cast(kind)
    if pa.types.is_nested(kind):
        return of_nested(array)
    last = 8 if pa.types.is_large_string(kind) or pa.types.is_large_binary(kind) else 4 if any(is_(kind) for is_ in PLAIN) else 0
    more = array.null_count or array.get_total_buffer_size() > array.nbytes + last  # (nbytes leaves the last offset out)
    return again(array) if more and not pa.types.is_null(kind) and taken(kind) else array


def taken(kind: Any) -> bool:
    """Whether rows of a type can be gathered anew: of unions and runs they cannot."""
    return not (pa.types.is_union(kind) or pa.types.is_run_end_encoded(kind))


def again(array: Any) -> Any:
    """The rows gathered anew: what is missing has no bytes then, lists only the values of their rows."""
    return array.take(pa.array(np.arange(len(array)), mask=np.asarray(array.is_null())))


def of_nested(array: Any) -> Any:
    """Lists, structures and mappings; others (unions, runs) hold what they show."""
    kind = array.type
    missing = array.is_null() if array.null_count else None
    if pa.types.is_struct(kind):
        if not kind.num_fields:
            return array
        parts = [alone(one) for one in array.flatten()]  # missing where the whole is
        return pa.StructArray.from_arrays(parts, fields=list(kind), mask=missing)
    if pa.types.is_fixed_size_list(kind):
        return pa.FixedSizeListArray.from_arrays(alone(again(array).values), type=kind, mask=missing)
    for test, made in ((pa.types.is_list, pa.ListArray), (pa.types.is_large_list, pa.LargeListArray)):
        if test(kind):
            held = again(array)
            return made.from_arrays(held.offsets, alone(held.values), type=kind, mask=missing)
    if pa.types.is_map(kind):
        held = again(array)
        return pa.MapArray.from_arrays(held.offsets, alone(held.keys), alone(held.items), type=kind, mask=missing)
    return array


def had(array: Any) -> Any:
    """Of each entry of a dictionary, whether a row has it."""
    flags = np.zeros(len(array.dictionary), np.bool_)
    flags[np.asarray(array.indices.drop_null() if array.indices.null_count else array.indices)] = True
    return flags


def used(array: Any) -> Any:
    """A dictionary without entries that no row has."""
    flags, entries, numbers = had(array), array.dictionary, array.indices
    if not flags.all():
        places = pa.array(np.cumsum(flags) - 1)
        numbers = places.take(numbers).cast(array.type.index_type)
        entries = entries.take(pa.array(np.flatnonzero(flags)))
    bared = alone(entries)
    if flags.all() and bared is entries:
        return array
    entries = bared
    return pa.DictionaryArray.from_arrays(numbers, entries, ordered=array.type.ordered)


def unseen(values: Any) -> Any:
    """What no row of a column shows, for looking at: unused entries, and texts under missing values."""
    made = []
    for chunk in values.chunks:
        if pa.types.is_dictionary(chunk.type):
            made.append(chunk.dictionary.take(pa.array(np.flatnonzero(~had(chunk)))))
        elif chunk.null_count and any(test(chunk.type) for test in PLAIN):
            _, offsets, data = chunk.buffers()
            whole = pa.Array.from_buffers(chunk.type, len(chunk), [None, offsets, data], offset=chunk.offset)
            made.append(whole.filter(chunk.is_null()))
    kind = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    return pa.chunked_array(made, kind)


PLAIN = pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary
