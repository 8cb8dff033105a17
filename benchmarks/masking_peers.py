"""The same three columns of a CSV file starred by other programs, on one thread where it can be told: read, replaced, written.

Every column is read as text, so that the others come out as they went in. The peers have the easier work: they are told how many
stars each column takes, do not wait for the disk, and take no sums.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

STARS = {"证件号码": (3, 11, 4), "手机号": (3, 4, 4), "银行卡号": (6, 9, 4)}
"""Characters kept in front, stars, characters kept behind."""


def by_pyarrow(source: Path, target: Path) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    with source.open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    reader = csv.open_csv(source, csv.ReadOptions(use_threads=False, block_size=4 << 20), convert_options=types)
    with csv.CSVWriter(target, reader.schema, write_options=csv.WriteOptions(quoting_style="none", quoting_header="none")) as out:
        for batch in reader:
            for name, (front, stars, back) in STARS.items():
                column = batch.column(name)
                ends = pc.utf8_slice_codeunits(column, 0, front), pc.utf8_slice_codeunits(column, -back)
                starred = pc.binary_join_element_wise(ends[0], pa.scalar("*" * stars), ends[1], "")
                batch = batch.set_column(names.index(name), name, starred)
            out.write_batch(batch)


def by_polars(source: Path, target: Path) -> None:
    os.environ["POLARS_MAX_THREADS"] = "1"  # read when it is imported
    import polars as pl

    starred = [pl.concat_str(pl.col(name).str.head(front), pl.lit("*" * stars), pl.col(name).str.tail(back)).alias(name)
               for name, (front, stars, back) in STARS.items()]  # fmt: skip
    pl.scan_csv(source, infer_schema=False).with_columns(starred).sink_csv(target, quote_style="never")


def by_duckdb(source: Path, target: Path) -> None:
    import duckdb

    starred = ", ".join(f"left({name}, {front}) || '{'*' * stars}' || right({name}, {back}) AS {name}"
                        for name, (front, stars, back) in STARS.items())  # fmt: skip
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            f"COPY (SELECT * REPLACE ({starred}) FROM read_csv('{source}', all_varchar=true, header=true, delim=',')) "
            f"TO '{target}' (FORMAT csv, HEADER, DELIMITER ',')"
        )


PEERS: dict[str, Callable[[Path, Path], None]] = {"polars": by_polars, "duckdb": by_duckdb, "pyarrow": by_pyarrow}
