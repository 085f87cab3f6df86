"""Tables made inside Spark: a function for `DataFrame.mapInArrow`, and the schema that it takes.

Spark itself is not needed here, and its own remedies apply: a page that kills its executor fails the job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportc.corpus.rows import Columns, pages
from reportc.corpus.tables.arrow import unpack
from reportc.corpus.tables.run import tabled
from reportc.emit.tabular import TABLES, Type

if TYPE_CHECKING:
    import pyarrow as pa

Map = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]

_TYPES: Mapping[Type, str] = MappingProxyType(
    {
        "text": "string",
        "word": "string",
        "texts": "array<string>",
        "integer": "int",
        "number": "double",
        "truth": "boolean",
    }
)


def in_arrow(table: str, page: str, name: str | None = None) -> Map:
    """Return a function that makes batches of `reports`, `cells` or `findings` from batches with a column of pages."""
    columns = Columns(page, name)

    def mapped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = 1
        for batch in batches:
            for given in pages(batch.to_pylist(), columns, "row", first):
                yield unpack(tabled(given).packed)[table]
            first += batch.num_rows

    return mapped


def ddl(table: str) -> str:
    """Return the schema of a table in Spark's DDL."""
    return ", ".join(f"`{column.name}` {_TYPES[column.type]}" for column in TABLES[table])
