"""Containers of pages: archives, crawls, tables with a column of pages, lists of paths.

Each becomes inputs like files, in their order there, and never all at once. A member that cannot be
read is an input too, with the reason, and the ones after it are read anyway where the format allows it.
A kind is known by its first bytes; a file with a report's own suffix is not examined.
"""

from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import IO, BinaryIO, cast

from reportc.corpus.inputs import Input, is_remote, shown
from reportc.corpus.kinds import SUFFIXES
from reportc.corpus.rows import (
    GZIP,
    LARGEST,
    Columns,
    lines_of,
    lost,
    parquet,
    parquet_pages,
    reporting,
    stream,
    text_rows,
)
from reportc.failure import InputError, UsageError, because

_ZIP, _PARQUET, _WARC = b"PK\x03\x04", b"PAR1", b"WARC/"
_PACKED = b"BZh", b"\xfd7zXZ\0"
"""The signatures of bzip2 and xz, by which no single page is packed."""
_TAR_AT, _TAR = 257, b"ustar"
_HEAD = _TAR_AT + len(_TAR)
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "content.xml"))
"""Members that a Word file, a workbook or an OFD has and an archive of reports has not."""
_TOO_LARGE = f"超过 {LARGEST // 2**20} MB", f"larger than {LARGEST // 2**20} MB"


Open = Callable[[str, Columns | None], Iterator[Input]]
"""Reads a file that holds many inputs."""


def opened(paths: Iterable[str], columns: Columns | None, plain: Callable[[str], Input]) -> Iterator[Input]:
    """Yield the inputs in `paths`; `plain` makes one of a path that is a report itself."""
    for path in paths:
        kind = kind_of(path, columns)
        yield from _OPENERS[kind](path, columns) if kind else (plain(path),)


def sliced(
    paths: Sequence[str], columns: Columns | None, plain: Callable[[str], Input], start: int, stop: int | None
) -> Iterator[Input]:
    """Yield the inputs of `paths` from the place `start` to `stop`; only that part of a Parquet file is read."""
    if len(paths) == 1 and columns and kind_of(paths[0], columns) == "parquet":
        return parquet_pages(paths[0], columns, start, stop)
    return islice(opened(paths, columns, plain), start, stop)


def runs(path: str, kind: str, size: int) -> list[tuple[int, int | None]]:
    """Split the inputs of a file into runs of about `size`, each from a place to another; None is the end."""
    if kind != "parquet":
        return [(0, None)]
    import pyarrow.parquet as pq

    try:
        with stream(path) as file:
            count = pq.read_metadata(file).num_rows
    except Exception:  # noqa: BLE001  # a damaged file is read as one run, which says so
        return [(0, None)]
    return [(start, min(start + size, count)) for start in range(0, count, size)]


def listed(path: str) -> Iterator[str]:
    """Yield the paths that a file, or standard input for `-`, lists, one a line. Raise `InputError` if it fails."""
    try:
        with lines_of(path) as lines:
            for line in lines:
                if name := os.fsdecode(line.rstrip(b"\r\n")):
                    yield name
    except OSError as error:
        raise InputError(*because(error, f"无法读取 {shown(path)}", "cannot be read")) from None


def kind_of(path: str, columns: Columns | None) -> str | None:
    """Return the kind of container at `path`: zip, tar, warc, parquet or rows; None for a report.

    Raise `UsageError` for a Parquet file without `columns`.
    """
    if (path.lower().endswith(SUFFIXES) and not columns) or not (is_remote(path) or os.path.isfile(path)):
        return None
    try:
        with stream(path) as file:
            head = file.read(_HEAD)
            if head.startswith(GZIP):
                file.seek(0)
                head = _inflated(file)
    except (OSError, EOFError, zlib.error):
        return None  # the error is reported when it is read
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
    with reporting(path) as faults, stream(path) as file, zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if not member.is_dir() and _is_wanted(member.filename):
                yield _member(path, member.filename, lambda member=member: archive.open(member))  # type: ignore[misc]
    yield from faults


def _tar(path: str, _: Columns | None) -> Iterator[Input]:
    with reporting(path) as faults, stream(path) as file, tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            if member.isfile() and _is_wanted(member.name):
                opener = cast("Callable[[], IO[bytes]]", lambda member=member: archive.extractfile(member))
                yield _member(path, member.name, opener)
    yield from faults


def _warc(path: str, _: Columns | None) -> Iterator[Input]:
    """Yield the pages that were answered with 200, or stored as such, by their addresses."""
    from warcio.archiveiterator import ArchiveIterator

    with reporting(path) as faults, stream(path) as file:
        for record in ArchiveIterator(file):
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if record.rec_type in {"response", "resource"} and status == "200":
                address = record.rec_headers.get_header("WARC-Target-URI") or f"{path}#{record.rec_headers}"
                yield _read(address, record.content_stream)
    yield from faults


_OPENERS: Mapping[str, Open] = MappingProxyType(
    {"zip": _zip, "tar": _tar, "warc": _warc, "parquet": parquet, "rows": text_rows}
)


def _is_wanted(name: str) -> bool:
    """Distinguish a report from other members of an archive, as in a folder."""
    parts = name.split("/")
    return name.lower().endswith(SUFFIXES) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _member(path: str, name: str, opener: Callable[[], IO[bytes]]) -> Input:
    return _read(f"{shown(path)}/{shown(name)}", opener)


def _read(name: str, opener: Callable[[], IO[bytes]]) -> Input:
    """Return the input that `opener` opens; an error costs only this input."""
    try:
        data = opener().read(LARGEST + 1)
    except Exception as error:  # noqa: BLE001  # damaged members fail in as many ways as there are formats
        return lost(name, f"损坏：{error}", f"damaged: {error}")
    return lost(name, *_TOO_LARGE) if len(data) > LARGEST else Input(name, name, data)


def _inflated(file: BinaryIO) -> bytes:
    with gzip.GzipFile(fileobj=file) as packed:
        return packed.read(_HEAD)


def _is_document(path: str) -> bool:
    try:
        with stream(path) as file, zipfile.ZipFile(file) as archive:
            return not _DOCUMENTS.isdisjoint(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
