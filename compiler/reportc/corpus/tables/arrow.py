"""Rows to Arrow: the types of the columns, and how a worker passes a report's rows to the process that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportc.emit.rows import Rows
from reportc.emit.tabular import TABLES, Column

if TYPE_CHECKING:
    import pyarrow as pa

Packed = tuple[bytes, ...]
"""A record batch for each of `TABLES`, without its schema, which both sides know."""


class Types(NamedTuple):
    """The schema of a table between processes, with plain strings; and that of the stored table, with dictionaries."""

    shipped: pa.Schema
    stored: pa.Schema


@cache
def types(table: str) -> Types:
    """Return the schemas of one of `TABLES`."""
    import pyarrow as pa

    columns = TABLES[table]
    return Types(
        pa.schema([_field(column, _plain()[column.type]) for column in columns]),
        pa.schema([_field(column, _stored(column)) for column in columns]),
    )


def pack(rows: Rows) -> Packed:
    """Return the rows of a report as bytes for other processes."""
    found: Iterable[Sequence[tuple[object, ...]]] = ((rows.report,), rows.cells, rows.findings)
    return tuple(_packed(table, some) for table, some in zip(TABLES, found, strict=True))


def unpack(packed: Packed) -> Mapping[str, pa.RecordBatch]:
    """Return the record batches of a report by table."""
    import pyarrow as pa

    return {
        table: pa.ipc.read_record_batch(pa.py_buffer(data), types(table).shipped)
        for table, data in zip(TABLES, packed, strict=True)
    }


def stored(table: str, found: pa.Table) -> pa.Table:
    """Return unpacked rows as they are stored: with dictionaries for words."""
    import pyarrow as pa

    columns = [
        column.combine_chunks().dictionary_encode().cast(field.type) if pa.types.is_dictionary(field.type) else column
        for column, field in zip(found.columns, types(table).stored, strict=True)
    ]
    return pa.table(columns, schema=types(table).stored)


def _packed(table: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    import pyarrow as pa

    schema = types(table).shipped
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    packed: bytes = pa.RecordBatch.from_arrays(arrays, schema=schema).serialize().to_pybytes()
    return packed


def _field(column: Column, kind: pa.DataType) -> pa.Field:
    import pyarrow as pa

    return pa.field(column.name, kind, column.nullable, {"zh": column.title, "en": column.description})


@cache
def _plain() -> Mapping[str, pa.DataType]:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "word": pa.string(),
        "texts": pa.list_(pa.string()),
        "integer": pa.int32(),
        "number": pa.float64(),
        "truth": pa.bool_(),
    }


def _stored(column: Column) -> pa.DataType:
    import pyarrow as pa

    return pa.dictionary(pa.int32(), pa.string()) if column.type == "word" else _plain()[column.type]
