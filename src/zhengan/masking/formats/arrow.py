"""Arrow and Feather (IPC files and streams), batch by batch as Parquet is: schema and metadata kept, columns of text masked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhengan.masking.digests import of_file
from zhengan.masking.formats import naming
from zhengan.masking.formats.columnar import sound, unreadable
from zhengan.masking.formats.files import Progress, Result, writing
from zhengan.masking.formats.parquet import Whole, copied, described, first_values, ruled, table_of, undecided
from zhengan.masking.formats.searching import Searcher
from zhengan.masking.policy import Policy

COMPRESSED = {".feather": "lz4"}
"""What is written in which codec, by the file's ending: pandas and Arrow write Feather so, other files plain."""


class Held:
    """An open file or stream; ``streamed`` which of them."""

    def __init__(self, source: Path):
        self.source = source
        self.bytes = pa.memory_map(str(source))
        try:
            self.reader, self.streamed = pa.ipc.open_file(self.bytes), False
        except pa.ArrowInvalid:
            self.bytes.seek(0)
            self.reader, self.streamed = pa.ipc.open_stream(self.bytes), True
        self.schema_arrow = self.reader.schema

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *error: object) -> None:
        self.bytes.close()

    @property
    def coded(self) -> bool:
        """Whether a file, whose dictionaries are the same for all batches, has columns of dictionaries."""
        return not self.streamed and any(pa.types.is_dictionary(field.type) for field in self.schema_arrow)

    def batches(self) -> Iterator[Any]:
        """Every record batch. Raises ``Problem`` for what cannot be read."""
        every = self.reader if self.streamed else map(self.reader.get_batch, range(self.reader.num_record_batches))
        return sound("arrow", self.source, map(validated, every))

    def iter_batches(self, batch_size: int, columns: list[str]) -> Iterator[Any]:
        """Some columns of the same, cut to so many rows."""
        every = (one.slice(k, batch_size) for one in self.batches() for k in range(0, one.num_rows, batch_size))
        return (one.select([k for k, name in enumerate(one.schema.names) if name in columns]) for one in every)

    def read(self, columns: list[str]) -> Any:
        """Some columns whole."""
        return pa.Table.from_batches(self.batches(), self.schema_arrow).select(columns)


def validated(batch: Any) -> Any:
    """The batch, whose texts lie where it says, which reading alone does not ask. Raises ``ArrowInvalid``."""
    batch.validate(full=True)
    return batch


def opened(source: Path) -> Held:
    """An Arrow file or stream; raises ``Problem`` for what is none."""
    try:
        return Held(source)
    except (pa.ArrowException, OSError) as error:
        raise unreadable("arrow", source, error) from None


def batches(file: Held) -> Iterator[tuple[Any, int]]:
    """Tables of a batch each, and the bytes they stand for; all at once where the batches share their dictionaries."""
    if file.coded:
        yield pa.Table.from_batches(file.batches(), file.schema_arrow), file.bytes.size()
        return
    for batch in file.batches():
        yield pa.Table.from_batches([batch]), batch.nbytes


def mask(
    source: Path, target: Path, policy: Policy, *, force: bool = False, progress: Progress = lambda size: None
) -> Result:
    """Writes ``source`` masked to ``target``, a file or a stream as it was. Raises ``Problem`` as for Parquet."""
    with opened(source) as file:
        values = first_values(file, undecided(file.schema_arrow.names, policy))
    with opened(source) as file, ThreadPoolExecutor(2) as pool:
        result = Result("arrow", size=source.stat().st_size)
        rules = ruled(file.schema_arrow, values, policy, source.name, result)
        names = file.schema_arrow.names
        shown = dict(zip(names, naming.each(names), strict=True))
        result.notes += [naming.NAMES] if naming.personal(names, policy.public) else []
        before = pool.submit(of_file, source, policy.sums)

        def treat(table: Any) -> Any:
            result.rows += table.num_rows
            return masked(table)

        searcher = Searcher(policy)
        schema = described(file.schema_arrow, searcher, result)
        masked = partial(table_of, rules=rules, shown=shown, searcher=searcher, result=result, pool=pool, stored=True)
        with writing(source, target, force) as out:
            whole = Whole(out, policy.sums)
            made = pa.ipc.new_stream if file.streamed else pa.ipc.new_file
            options = pa.ipc.IpcWriteOptions(compression=COMPRESSED.get(source.suffix.lower()), unify_dictionaries=True)
            try:
                with made(pa.PythonFile(whole, "w"), schema, options=options) as writer:
                    copied(batches(file), writer, treat, pool, progress)
            except pa.ArrowException as error:
                raise unreadable("arrow", source, error) from None
            finally:
                result.after = whole.sums.value()
        result.before = before.result()
    return result
