"""What an Arrow schema says besides names and types (of the file, of each column): texts, which may be somebody's.

A value that is JSON, as pandas, Spark and others keep it, is looked at text by text; names of columns in it stay, for it must go
on to fit the columns. Bytes that are no text (a serialized schema) stay.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from zhengan.masking.formats import naming
from zhengan.masking.formats.values import leaf, replaced

Treat = Callable[[list[str], str, str], list[str]]
"""What becomes of texts; the key under which they stand, as it may be read, and the column whose they are, or ''."""


def treated(schema: Any, treat: Treat) -> Any:
    """The schema with its metadata treated; the same object where nothing changes."""
    names = set(schema.names)
    called = naming.each(schema.names)
    fields = [of_field(field, name, names, treat) for field, name in zip(schema, called, strict=True)]
    metadata = of_mapping(schema.metadata, "", names, treat)
    if metadata is schema.metadata and all(one is other for one, other in zip(fields, schema, strict=True)):
        return schema
    return pa.schema(fields, metadata)


def of_field(field: Any, column: str, names: set[str], treat: Treat) -> Any:
    """A column with its metadata, and those within it."""
    metadata = of_mapping(field.metadata, column, names, treat)
    kind = of_type(field.type, column, names, treat)
    if kind is not field.type:
        field = field.with_type(kind)
    return field if metadata is field.metadata else field.with_metadata(metadata)


def of_type(kind: Any, column: str, names: set[str], treat: Treat) -> Any:
    """A structure's or a list's type with what its fields say."""
    if not pa.types.is_struct(kind) and not pa.types.is_list(kind) and not pa.types.is_large_list(kind):
        return kind
    parts = [kind.field(k) for k in range(kind.num_fields)]
    made = [of_field(one, column, names, treat) for one in parts]
    if all(one is other for one, other in zip(made, parts, strict=True)):
        return kind
    if pa.types.is_struct(kind):
        return pa.struct(made)
    return pa.list_(made[0]) if pa.types.is_list(kind) else pa.large_list(made[0])


def of_mapping(held: dict[bytes, bytes] | None, column: str, names: set[str], treat: Treat) -> Any:
    """Keys and values, treated; the same object where nothing changes."""
    made = {}
    for k, (key, value) in enumerate((held or {}).items()):
        name = text_of(key)
        shown = str(k + 1) if name is None or naming.found(name) else name
        new = key if name is None else treat([name], shown, column)[0].encode()
        made[new] = of_value(value, name or "", shown, column, names, treat)
    return made if made != (held or {}) else held


def of_value(raw: bytes, key: str, shown: str, column: str, names: set[str], treat: Treat) -> bytes:
    """One value. Before a text stands its key, which may say what it is."""
    text = text_of(raw)
    if text is None:
        return raw
    nested = of_json(text)
    if nested is not None:
        held = [one for one in leaves(nested) if str(one) not in names]
        after = iter(treat([str(one) for one in held], shown, column))
        changed = {str(one): new for one, new in zip(held, after, strict=True) if new != str(one)}
        return json.dumps(instead(nested, changed), ensure_ascii=False).encode() if changed else raw
    before = f"{key}：{text}" if key and key == shown and "：" not in key else text
    made = treat([before], shown, column)[0]
    return raw if made == before else (made.split("：", 1)[1] if before is not text else made).encode()


def text_of(raw: bytes) -> str | None:
    """Bytes as a text, where they are one."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def of_json(text: str) -> Any:
    """What a text holds, where it is a JSON object or list."""
    try:
        made = json.loads(text) if text[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None
    return made


def leaves(value: Any) -> Iterator[Any]:
    """Texts, numbers and keys within JSON."""
    if isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif leaf(value):
        yield value


def instead(value: Any, changed: dict[str, str]) -> Any:
    """The same JSON with others for some of its leaves."""
    if isinstance(value, dict):
        return {changed.get(key, key): instead(one, changed) for key, one in value.items()}
    if isinstance(value, list):
        return [instead(one, changed) for one in value]
    return replaced(value, changed[str(value)]) if leaf(value) and str(value) in changed else value
