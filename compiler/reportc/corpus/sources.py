"""What researchers have their pages in: archives, crawls, tables with a column of pages, lists of paths.

Each becomes inputs like files, in the order in which they stand there, and never all at once. What cannot be
read of them is an input too, which says why, and the ones after it are read all the same where the format allows it.
A kind is known by its first bytes; a file of a report's own suffix is not looked into.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import IO, Any, BinaryIO, cast

from reportc.corpus.inputs import STDIN, Input, is_remote, shown
from reportc.corpus.kinds import SUFFIXES
from reportc.failure import InputError, UsageError, because

LARGEST = 64 * 2**20
"""No report has as many bytes; a member of an archive that has more is none, or a bomb."""
_GZIP, _ZIP, _PARQUET, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"WARC/"
_PACKED = b"BZh", b"\xfd7zXZ\0"
"""What bzip2 and xz begin with: nobody packs a single page by them."""
_TAR_AT, _TAR = 257, b"ustar"
_HEAD = _TAR_AT + len(_TAR)
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "content.xml"))
"""What a Word file, a workbook or an OFD has inside and an archive of reports has not."""
_TOO_LARGE = f"超过 {LARGEST // 2**20} MB", f"larger than {LARGEST // 2**20} MB"
_EMPTY = "这一行没有内容", "the row has no page"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds the pages, and which one their names."""

    page: str
    name: str | None = None


Open = Callable[[str, Columns | None], Iterator[Input]]
"""Reads a file that holds many inputs."""


def opened(paths: Iterable[str], columns: Columns | None, plain: Callable[[str], Input]) -> Iterator[Input]:
    """Yield the inputs that `paths` hold; `plain` makes one of a path that is a report itself."""
    for path in paths:
        kind = kind_of(path, columns)
        yield from _OPENERS[kind](path, columns) if kind else (plain(path),)


def sliced(
    paths: Sequence[str], columns: Columns | None, plain: Callable[[str], Input], start: int, stop: int | None
) -> Iterator[Input]:
    """Yield the inputs of `paths` from the place `start` to `stop`; of a Parquet file no more is read."""
    if len(paths) == 1 and columns and kind_of(paths[0], columns) == "parquet":
        return _pages(paths[0], columns, start, stop)
    return islice(opened(paths, columns, plain), start, stop)


def runs(path: str, kind: str, size: int) -> list[tuple[int, int | None]]:
    """Cut what a file holds into runs of about `size` inputs, each from a place to another; None is the end."""
    if kind != "parquet":
        return [(0, None)]
    import pyarrow.parquet as pq

    try:
        with stream(path) as file:
            count = pq.read_metadata(file).num_rows
    except Exception:  # noqa: BLE001  # a damaged file is read as one run, which says so
        return [(0, None)]
    return [(start, min(start + size, count)) for start in range(0, count, size)]


def pages(rows: Iterable[Mapping[str, Any]], columns: Columns, path: str, first: int = 1) -> Iterator[Input]:
    """Yield the inputs of rows that somebody read, numbered from `first` where they have no name of their own."""
    return (_row(path, number, row, columns) for number, row in enumerate(rows, first))


def listed(path: str) -> Iterator[str]:
    """Yield the paths that a file, or standard input for `-`, has a line each for."""
    try:
        with _lines(path) as lines:
            for line in lines:
                if name := os.fsdecode(line.rstrip(b"\r\n")):
                    yield name
    except OSError as error:
        raise InputError(*because(error, f"无法读取 {shown(path)}", "cannot be read")) from None


def kind_of(path: str, columns: Columns | None) -> str | None:
    """Return what holds many inputs at `path`: zip, tar, warc, parquet or rows; None for a report."""
    if (path.lower().endswith(SUFFIXES) and not columns) or not (is_remote(path) or os.path.isfile(path)):
        return None
    try:
        with stream(path) as file:
            head = file.read(_HEAD)
            if head.startswith(_GZIP):
                file.seek(0)
                head = _inflated(file)
    except (OSError, EOFError, zlib.error):
        return None  # whoever reads it will say why it cannot be read
    if head.startswith(_ZIP):
        return None if _is_document(path) else "zip"
    if head.startswith(_PARQUET) and not columns:
        raise UsageError(f"请用 --column 指出 {shown(path)} 的哪一列是网页", "which column has the pages: --column")
    kinds = {
        "parquet": head.startswith(_PARQUET),
        "warc": head.startswith(_WARC),
        "tar": head[_TAR_AT:] == _TAR or head.startswith(_PACKED),
    }
    return next((kind for kind, fits in kinds.items() if fits), "rows" if columns else None)


def _zip(path: str, _: Columns | None) -> Iterator[Input]:
    with _telling(path) as told, stream(path) as file, zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if not member.is_dir() and _is_wanted(member.filename):
                yield _member(path, member.filename, lambda member=member: archive.open(member))  # type: ignore[misc]
    yield from told


def _tar(path: str, _: Columns | None) -> Iterator[Input]:
    with _telling(path) as told, stream(path) as file, tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            if member.isfile() and _is_wanted(member.name):
                opener = cast("Callable[[], IO[bytes]]", lambda member=member: archive.extractfile(member))
                yield _member(path, member.name, opener)
    yield from told


def _warc(path: str, _: Columns | None) -> Iterator[Input]:
    """Yield the pages that were answered with 200, or stored as such, by their address."""
    from warcio.archiveiterator import ArchiveIterator

    with _telling(path) as told, stream(path) as file:
        for record in ArchiveIterator(file):
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if record.rec_type in {"response", "resource"} and status == "200":
                address = record.rec_headers.get_header("WARC-Target-URI") or f"{path}#{record.rec_headers}"
                yield _read(address, record.content_stream)
    yield from told


def _parquet(path: str, columns: Columns | None) -> Iterator[Input]:
    assert columns is not None  # noqa: S101  # kind_of asks for them
    return _pages(path, columns, 0, None)


def _pages(path: str, columns: Columns, start: int, stop: int | None) -> Iterator[Input]:
    """Yield the rows of a Parquet file from `start` to `stop`; row groups before and after are not read."""
    import pyarrow.parquet as pq

    with _telling(path) as told, stream(path) as file:
        table = pq.ParquetFile(file)
        wanted = _known(columns, table.schema_arrow.names, path)
        last = table.metadata.num_rows if stop is None else stop
        number = 0
        for group in range(table.num_row_groups):
            behind = number + table.metadata.row_group(group).num_rows
            if behind > start and number < last:
                batches = table.iter_batches(batch_size=64, columns=wanted, row_groups=[group])
                rows = chain.from_iterable(batch.to_pylist() for batch in batches)
                for place, row in enumerate(rows, number):
                    if start <= place < last:
                        yield _row(path, place + 1, row, columns)
            number = behind
    yield from told


def _rows(path: str, columns: Columns | None) -> Iterator[Input]:
    """Yield the rows of a CSV or JSONL file, compressed or not."""
    assert columns is not None  # noqa: S101  # kind_of asks for them
    with _telling(path) as told, _lines(path) as lines:
        first = next(lines, b"").removeprefix(b"\xef\xbb\xbf")
        rest = chain((first,), lines)
        yield from (_jsonl if first.lstrip().startswith(b"{") else _csv)(path, rest, columns)
    yield from told


def _jsonl(path: str, lines: Iterable[bytes], columns: Columns) -> Iterator[Input]:
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError) as error:
            yield _lost(f"{shown(path)}#{number}", f"不是 JSON：{error}", f"no JSON: {error}")
            continue
        if line.strip():
            yield _row(path, number, row if isinstance(row, dict) else {}, columns)


def _csv(path: str, lines: Iterable[bytes], columns: Columns) -> Iterator[Input]:
    """Yield rows; bytes that are no UTF-8 stay what they are, for the compiler decodes each page."""
    csv.field_size_limit(LARGEST)
    rows = csv.DictReader((line.decode("utf-8", "surrogateescape") for line in lines), strict=False)
    _known(columns, rows.fieldnames or (), path)
    for number in range(1, sys.maxsize):
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _lost(f"{shown(path)}#{number}", f"CSV 有误：{error}", f"CSV: {error}")
            continue
        yield _row(path, number, row, columns)


_OPENERS: Mapping[str, Open] = MappingProxyType(
    {"zip": _zip, "tar": _tar, "warc": _warc, "parquet": _parquet, "rows": _rows}
)


def _row(path: str, number: int, row: Mapping[str, Any], columns: Columns) -> Input:
    """Return the input of a row; a page that a library decoded stays decoded."""
    given = row.get(columns.name) if columns.name else None
    name = shown(str(given)) if given not in (None, "") else f"{shown(path)}#{number}"
    page = row.get(columns.page)
    if isinstance(page, bytes):
        return Input(name, name, page)
    if not isinstance(page, str):
        absent = f"这一行没有列 {columns.page}", f"the row has no column {columns.page}"
        return _lost(name, *(_EMPTY if columns.page in row else absent))
    if any("\udc80" <= character <= "\udcff" for character in page):
        return Input(name, name, page.encode("utf-8", "surrogateescape"))
    return Input(name, name, text=page)


def _known(columns: Columns, names: Iterable[str], path: str) -> list[str]:
    """Return the columns that are asked for; raise `UsageError` if the table has them not."""
    there = list(names)
    asked = [name for name in (columns.page, columns.name) if name is not None]
    if absent := [name for name in asked if name not in there]:
        raise UsageError(f"{shown(path)} 没有列 {absent[0]}；有：{'、'.join(there)}", "no such column")
    return asked


def _is_wanted(name: str) -> bool:
    """Tell a report from what else an archive holds, as in a folder."""
    parts = name.split("/")
    return name.lower().endswith(SUFFIXES) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _member(path: str, name: str, opener: Callable[[], IO[bytes]]) -> Input:
    return _read(f"{shown(path)}/{shown(name)}", opener)


def _read(name: str, opener: Callable[[], IO[bytes]]) -> Input:
    """Read what `opener` opens; whatever is wrong with it costs this one input."""
    try:
        data = opener().read(LARGEST + 1)
    except Exception as error:  # noqa: BLE001  # damaged members fail in as many ways as there are formats
        return _lost(name, f"损坏：{error}", f"damaged: {error}")
    return _lost(name, *_TOO_LARGE) if len(data) > LARGEST else Input(name, name, data)


def _lost(name: str, zh: str, en: str) -> Input:
    return Input(name, name, b"", fault=(zh, en))


@contextmanager
def _telling(path: str) -> Iterator[list[Input]]:
    """Give a list that holds, after the block, what there is to say of a file that could not be read to its end."""
    told: list[Input] = []
    try:
        yield told
    except (UsageError, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001  # as above, of the whole file
        told.append(_lost(shown(path), f"此后的内容无法读取：{error}", f"cannot be read further: {error}"))


@contextmanager
def stream(path: str) -> Iterator[BinaryIO]:
    """Give the bytes of a file, here or elsewhere."""
    if is_remote(path):
        import fsspec

        with fsspec.open(path, "rb") as file:
            yield file
    else:
        with open(path, "rb") as file:
            yield file


@contextmanager
def _lines(path: str) -> Iterator[Iterator[bytes]]:
    if path == STDIN:
        yield iter(sys.stdin.buffer)
        return
    with stream(path) as file:
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        yield iter(gzip.GzipFile(fileobj=file) if packed else file)


def _inflated(file: BinaryIO) -> bytes:
    with gzip.GzipFile(fileobj=file) as packed:
        return packed.read(_HEAD)


def _is_document(path: str) -> bool:
    try:
        with stream(path) as file, zipfile.ZipFile(file) as archive:
            return not _DOCUMENTS.isdisjoint(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
