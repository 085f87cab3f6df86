"""What files cost that are no text: reading each kind, beside the library that most programs read it with.

Run by `make bench`. It asserts nothing; the two take turns, so that a busy spell hits both.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import docx

from bench import interleaved
from reportc.source.files import project
from reportc.source.kinds import kind_of
from reportc.syntax.parser import vocabulary
from reports import python_docx
from reports.generate import generate, seeded

_FILES = 8


class Row(NamedTuple):
    """A kind: the files, what they are read with besides, and how."""

    kind: str
    files: Sequence[bytes]
    other: str
    reads: Callable[[bytes], object]


def main() -> None:
    """Measure and print a row a kind."""
    print("milliseconds a file, to the text of its paragraphs and cells, beside another library")
    words = vocabulary()
    for row in rows():
        works: Mapping[str, Callable[[], object]] = {
            "ours": partial(each_of, row.files, lambda data: project(data, kind_of(data), words)),
            "theirs": partial(each_of, row.files, row.reads),
        }
        each = interleaved(works)
        ours, theirs = (1_000 * each[name] / len(row.files) for name in ("ours", "theirs"))
        print(f"  {row.kind:24}{ours:8.1f}   {row.other:12}{theirs:8.1f}   ratio {ours / theirs:6.3f}")


def each_of(files: Sequence[bytes], reads: Callable[[bytes], object]) -> None:
    """Read all files."""
    for data in files:
        reads(data)


def rows() -> Sequence[Row]:
    """Return what is measured."""
    reports = [generate(seeded(f"bench {number}"), plain=True) for number in range(_FILES)]
    plain = [python_docx.document(report) for report in reports]
    return (Row("docx", plain, "python-docx", with_python_docx),)


def with_python_docx(data: bytes) -> list[str]:
    """Read the texts of a Word file as its documentation says."""
    document = docx.Document(io.BytesIO(data))
    found = [paragraph.text for paragraph in document.paragraphs]
    return found + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


if __name__ == "__main__":
    main()
