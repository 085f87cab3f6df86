"""Storing tables: Parquet or CSV files in a folder, or one DuckDB file; each appears whole, when all is written.

Rows are written in groups of a fixed number, whatever batches they come in: the same reports give the
same bytes, and memory holds no more than one group a table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from reportc import output
from reportc.corpus.inputs import is_remote
from reportc.corpus.tables.arrow import stored, types
from reportc.emit.tabular import TABLES
from reportc.failure import OutputError, UsageError, because

if TYPE_CHECKING:
    import pyarrow as pa

GROUP: Mapping[str, int] = MappingProxyType({"reports": 4_096, "cells": 131_072, "findings": 32_768})
"""Rows that are written together: some 650 reports' cells, or 15 MB in memory."""

_DELTA = "DELTA_BINARY_PACKED"
"""The encoding of whole numbers: places rise along a report, and so take three quarters of the bytes."""

Put = Callable[[str, "pa.Table"], None]
"""Appends rows, with the schema of `Types`, to those of the same table."""


TableFormat = Callable[[Mapping[str, BinaryIO]], AbstractContextManager[Put]]
"""Writes tables in a format, each to its stream."""


class Grouped:
    """Rows on their way to `put`: they come in batches of any size and leave in groups of a fixed size."""

    def __init__(self, put: Put) -> None:
        """Pass groups to `put`."""
        self._put = put
        self._waiting: dict[str, list[pa.RecordBatch]] = {table: [] for table in TABLES}
        self._count = dict.fromkeys(TABLES, 0)

    def add(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Take a batch for each table."""
        for table, batch in batches.items():
            self._waiting[table].append(batch)
            self._count[table] += batch.num_rows
            if self._count[table] >= GROUP[table]:
                self._flush(table)

    def finish(self) -> None:
        """Pass on the rest."""
        for table in TABLES:
            if self._count[table]:
                self._put(table, self._table(table))

    def _flush(self, table: str) -> None:
        rows = self._table(table)
        size = GROUP[table]
        whole = self._count[table] // size * size
        for start in range(0, whole, size):
            self._put(table, rows.slice(start, size))
        self._waiting[table] = rows.slice(whole).combine_chunks().to_batches()
        self._count[table] -= whole

    def _table(self, table: str) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_batches(self._waiting[table], types(table).shipped)


@contextmanager
def parquet(streams: Mapping[str, BinaryIO], marks: Mapping[bytes, bytes] | None = None) -> Iterator[Put]:
    """Write Parquet: zstd, words by dictionary, whole numbers by their differences; `marks` go with the schema."""
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        writers = {}
        for table, stream in streams.items():
            schema = types(table).stored.with_metadata(marks)
            writer = pq.ParquetWriter(
                stream,
                schema,
                compression="zstd",
                use_dictionary=_worded(table),
                column_encoding={column.name: _DELTA for column in TABLES[table] if column.type == "integer"},
            )
            writers[table] = stack.enter_context(writer)
        yield lambda table, rows: writers[table].write_table(stored(table, rows), row_group_size=GROUP[table])


@contextmanager
def csv(streams: Mapping[str, BinaryIO]) -> Iterator[Put]:
    """Write CSV as UTF-8; paragraphs are in one cell, a line each."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv as arrow_csv

    def flat(rows: pa.Table) -> pa.Table:
        columns = [pc.binary_join(column, "\n") if pa.types.is_list(column.type) else column for column in rows.columns]
        return pa.table(columns, names=rows.column_names)

    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(arrow_csv.CSVWriter(stream, flat(types(table).shipped.empty_table()).schema))
            for table, stream in streams.items()
        }
        yield lambda table, rows: writers[table].write_table(flat(rows))


@contextmanager
def folder(kind: TableFormat, place: Callable[[str], str]) -> Iterator[Put]:
    """Write a file for each table at the path of `place`. `reports` appears last: where it exists, all do."""
    with ExitStack() as stack:
        streams = {table: stack.enter_context(writing(place(table))) for table in TABLES}
        yield stack.enter_context(kind(streams))


@contextmanager
def writing(path: str) -> Iterator[BinaryIO]:
    """Yield a stream to the file at `path`, which is made whole or not at all; make its folder.

    Raise `OutputError` if it cannot be written.
    """
    if is_remote(path):
        from reportc.corpus import remote  # fsspec is an extra

        with remote.writing(path) as stream:
            yield stream
        return
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise OutputError(*because(error, f"无法建立文件夹 {os.path.dirname(path)}", "cannot be made")) from None
    with output.writing(path) as stream:
        yield stream


@contextmanager
def duckdb(path: str) -> Iterator[Put]:
    """Write one DuckDB file with the three tables; raise `OutputError` if it cannot be written."""
    engine = needed("duckdb")
    beside = os.path.join(os.path.dirname(path) or ".", f".reportc-{os.urandom(4).hex()}.tmp")
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with engine.connect(beside) as database:
            for table in TABLES:
                rows = types(table).shipped.empty_table()  # noqa: F841  # DuckDB finds it by its name
                database.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")  # noqa: S608  # one of TABLES

            def put(table: str, rows: pa.Table) -> None:
                database.register("arrived", rows)
                database.execute(f"INSERT INTO {table} SELECT * FROM arrived")  # noqa: S608  # one of TABLES
                database.unregister("arrived")

            yield put
        os.replace(beside, path)
    except OSError as error:
        raise OutputError(*because(error, f"无法写入 {path}", "cannot be written")) from None
    finally:
        for leftover in (beside, f"{beside}.wal"):
            with suppress(OSError):
                os.unlink(leftover)


def needed(package: str) -> Any:
    """Import and return a package; raise `UsageError` where it is not installed."""
    try:
        return import_module(package)
    except ImportError:
        python = os.path.basename(sys.executable) or "python"
        zh = f"需要 {package}：请运行 {python} -m pip install '.[data]'"
        raise UsageError(zh, f"{package} is needed: the extra reportc[data]") from None


def _worded(table: str) -> list[str]:
    """Return the columns that repeat few values: dictionaries make them small."""
    repeated = {"report", "value", "printed", "path", "message"}
    return [column.name for column in TABLES[table] if column.type == "word" or column.name in repeated]
