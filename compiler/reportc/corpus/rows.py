"""Pages in tables: the inputs in the rows of a Parquet, CSV or JSONL file, one after the other."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from reportc.corpus.inputs import STDIN, Input, is_remote, shown
from reportc.failure import UsageError

_EMPTY = "这一行没有内容", "the row has no page"
GZIP = b"\x1f\x8b"
LARGEST = 64 * 2**20
"""No report has as many bytes; a member of an archive that has more is no report, or a bomb."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of a table that holds the pages, and the one that holds their names."""

    page: str
    name: str | None = None


def pages(rows: Iterable[Mapping[str, Any]], columns: Columns, path: str, first: int = 1) -> Iterator[Input]:
    """Yield the inputs of rows that were read already, numbered from `first` where they have no name."""
    return (_row(path, number, row, columns) for number, row in enumerate(rows, first))


def parquet(path: str, columns: Columns | None) -> Iterator[Input]:
    """Yield the rows of a Parquet file."""
    assert columns is not None  # noqa: S101  # kind_of ensures them
    return parquet_pages(path, columns, 0, None)


def parquet_pages(path: str, columns: Columns, start: int, stop: int | None) -> Iterator[Input]:
    """Yield the rows of a Parquet file from `start` to `stop`; row groups before and after are not read."""
    import pyarrow.parquet as pq

    with reporting(path) as faults, stream(path) as file:
        table = pq.ParquetFile(file)
        wanted = _known(columns, table.schema_arrow.names, path)
        last = table.metadata.num_rows if stop is None else stop
        number = 0
        for group in range(table.num_row_groups):
            end = number + table.metadata.row_group(group).num_rows
            if end > start and number < last:
                batches = table.iter_batches(batch_size=64, columns=wanted, row_groups=[group])
                rows = chain.from_iterable(batch.to_pylist() for batch in batches)
                for place, row in enumerate(rows, number):
                    if start <= place < last:
                        yield _row(path, place + 1, row, columns)
            number = end
    yield from faults


def text_rows(path: str, columns: Columns | None) -> Iterator[Input]:
    """Yield the rows of a CSV or JSONL file, compressed or not."""
    assert columns is not None  # noqa: S101  # kind_of ensures them
    with reporting(path) as faults, lines_of(path) as lines:
        first = next(lines, b"").removeprefix(b"\xef\xbb\xbf")
        rest = chain((first,), lines)
        yield from (_jsonl if first.lstrip().startswith(b"{") else _csv)(path, rest, columns)
    yield from faults


def _jsonl(path: str, lines: Iterable[bytes], columns: Columns) -> Iterator[Input]:
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError) as error:
            yield lost(f"{shown(path)}#{number}", f"不是 JSON：{error}", f"no JSON: {error}")
            continue
        if line.strip():
            yield _row(path, number, row if isinstance(row, dict) else {}, columns)


def _csv(path: str, lines: Iterable[bytes], columns: Columns) -> Iterator[Input]:
    """Yield rows; bytes that are no UTF-8 are kept, for the compiler decodes each page."""
    csv.field_size_limit(LARGEST)
    rows = csv.DictReader((line.decode("utf-8", "surrogateescape") for line in lines), strict=False)
    _known(columns, rows.fieldnames or (), path)
    for number in range(1, sys.maxsize):
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield lost(f"{shown(path)}#{number}", f"CSV 有误：{error}", f"CSV: {error}")
            continue
        yield _row(path, number, row, columns)


def _row(path: str, number: int, row: Mapping[str, Any], columns: Columns) -> Input:
    """Return the input of a row; a page that a library decoded stays decoded."""
    given = row.get(columns.name) if columns.name else None
    name = shown(str(given)) if given not in (None, "") else f"{shown(path)}#{number}"
    page = row.get(columns.page)
    if isinstance(page, bytes):
        return Input(name, name, page)
    if not isinstance(page, str):
        absent = f"这一行没有列 {columns.page}", f"the row has no column {columns.page}"
        return lost(name, *(_EMPTY if columns.page in row else absent))
    if any("\udc80" <= character <= "\udcff" for character in page):
        return Input(name, name, page.encode("utf-8", "surrogateescape"))
    return Input(name, name, text=page)


def _known(columns: Columns, names: Iterable[str], path: str) -> list[str]:
    """Return the columns that the options name; raise `UsageError` if the table lacks them."""
    there = list(names)
    asked = [name for name in (columns.page, columns.name) if name is not None]
    if absent := [name for name in asked if name not in there]:
        raise UsageError(f"{shown(path)} 没有列 {absent[0]}；有：{'、'.join(there)}", "no such column")
    return asked


# ---------------------------------------------------------------- files, here or elsewhere


@contextmanager
def stream(path: str) -> Iterator[BinaryIO]:
    """Yield a stream of the bytes of a file, here or elsewhere."""
    if is_remote(path):
        import fsspec

        with fsspec.open(path, "rb") as file:
            yield file
    else:
        with open(path, "rb") as file:
            yield file


@contextmanager
def lines_of(path: str) -> Iterator[Iterator[bytes]]:
    """Yield the lines of a file, compressed or not, or of standard input."""
    if path == STDIN:
        yield iter(sys.stdin.buffer)
        return
    with stream(path) as file:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        yield iter(gzip.GzipFile(fileobj=file) if packed else file)


@contextmanager
def reporting(path: str) -> Iterator[list[Input]]:
    """Yield a list that holds, after the block, an input with the reason why a file could not be read to its end."""
    faults: list[Input] = []
    try:
        yield faults
    except (UsageError, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001  # as above, of the whole file
        faults.append(lost(shown(path), f"此后的内容无法读取：{error}", f"cannot be read further: {error}"))


def lost(name: str, zh: str, en: str) -> Input:
    """Return an input that could not be read, with the reason."""
    return Input(name, name, b"", fault=(zh, en))
