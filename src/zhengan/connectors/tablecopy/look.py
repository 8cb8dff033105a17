"""What remains in a table: kinds and rows, never a value."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Column, Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from zhengan.connectors.tablecopy.address import Place, connected, failed, unreadable
from zhengan.connectors.tablecopy.copy import BYTES, Progress, Sum, batches, first_values, reflected
from zhengan.connectors.tablecopy.documents import Documents, of_json, title
from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.audit import Left
from zhengan.masking.check import Judge, Remains
from zhengan.masking.formats.fields import Groups, Looking
from zhengan.masking.formats.json.ndjson import SPELLINGS
from zhengan.masking.formats.values import whole
from zhengan.masking.held import kind as kind_of_values
from zhengan.masking.operators.packed import Packed
from zhengan.masking.policy import Policy, Rule


def look(place: Place, by: Policy, record: dict[str, Any] | None = None,
         progress: Progress = lambda done, total: None, total: Sum | None = None,
         left: Left | None = None) -> Remains:  # fmt: skip
    """Reads the table in the order of its primary key, in which rows are numbered from 1. ``record``: the copy's audit;
    raises ``Problem`` where the table's rows are no longer those of the copy. ``total``: takes the digest of the table; ``left``:
    what an audit says that the copy left, where it is not to say what is a pseudonym."""
    place.present()
    remains, total = Remains(), total or Sum()
    judge = Judge(by, remains, record, left)
    unseen: dict[str, None] = {}
    engine = place.engine()
    try:
        with connected(engine, place) as reading:
            table = reflected(reading, place)
            wanted = select(table).order_by(*table.primary_key.columns)
            read, held = documents(table, judge), first_values(reading, table, place)
            rules = [ruled(table, column, judge, values) for column, values in zip(table.columns, held, strict=True)]
            judge.left = alone(judge.left[0], table), alone(judge.left[1], table)
            done, every = 0, reading.scalar(select(func.count()).select_from(table)) or 0
            for some in batches(reading, wanted, place):
                total.add([list(row) for row in some])
                for k, column in enumerate(table.columns):
                    cells = [row[k] for row in some]
                    if any(map(unread, cells)):
                        unseen[column.name] = None
                    if of_json(column.type):
                        read[column.name].through(cells)
                        continue
                    values = Packed.of([*map(text_of, cells)])
                    for row, kind in judge.found(column.name, rules[k], values):
                        remains.add(kind, row=done + row + 1, column=column.name)
                done += len(some)
                progress(done, every)
    except json.JSONDecodeError:
        raise unreadable(place) from None
    except SQLAlchemyError as error:
        raise failed(say("读不了表 {name}", name=place.shown), error) from None
    finally:
        engine.dispose()
    if unseen:
        remains.notes.append(say("这些列中有不是 UTF-8 文字的字节，没有查看：{names}", names=[*unseen]))
    if record and record["target"]["digest"] != total.value:
        raise Problem("审计记录与表不符", "表在脱敏之后改动过，或审计记录属于另一张表", "重新脱敏，或不用审计记录检查",
                      code="masking-audit")  # fmt: skip
    return remains


def ruled(table: Table, column: Column[Any], judge: Judge, values: Sequence[Any]) -> Rule:
    """What a column holds: by the policy, which may call it with its table, by its name or by the comment on it, and by its
    first values."""
    header = title(column)
    names = (name for name in (f"{table.name}.{column.name}", column.name) if name in judge.policy.columns)
    texts = [*map(text_of, values)]
    return replace(judge.policy.rule(next(names, header), texts), also=kind_of_values(header, texts))


def alone(left: Left, table: Table) -> Left:
    """What is left by the names of its columns alone: a policy may have called them with the table they were copied from."""
    def bare(name: str) -> str:
        above, _, last = name.rpartition(".")
        return last if last in table.columns and above and above not in table.columns else name

    return replace(left, columns={bare(name): kind for name, kind in left.columns.items()}, named=tuple(map(bare, left.named)))


def documents(table: Table, judge: Judge) -> dict[str, Documents]:
    """What looks through each column of JSON, by its name; a place is a record and the keys on the way to the value."""
    groups, known = Groups(judge.policy), {*judge.policy.columns, *judge.covering}
    made = {}
    for column in table.columns:
        if of_json(column.type):
            looking = Looking(groups, SPELLINGS, judge.found, partial(in_record, judge.remains, column.name))
            made[column.name] = Documents(table.name, column.name, groups, looking, known, title(column))
    return made


def in_record(remains: Remains, within: str, kind: str, column: str, row: int) -> None:
    """Takes what was found in a column of JSON; in a key of it, ``column`` is ''."""
    remains.add(kind, row=row, column=column or within)


def text_of(value: Any) -> str | None:
    """What of a value is looked at: texts, whole numbers, bytes as far as they are UTF-8, and all of these within nested
    values."""
    if isinstance(value, dict | list | tuple):
        return "\n".join(filter(None, map(text_of, value.values() if isinstance(value, dict) else value)))
    return bytes(value).decode("utf-8", "replace") if isinstance(value, BYTES) else whole(value)


def unread(value: Any) -> bool:
    """Whether it holds bytes that are no text."""
    if isinstance(value, list | tuple):
        return any(map(unread, value))
    try:
        if isinstance(value, BYTES):
            bytes(value).decode()
    except UnicodeDecodeError:
        return True
    return False
