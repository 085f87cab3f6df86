"""The time of reading files of each kind, compared with the usual library for it.

Run by `make bench`. It asserts nothing; the two take turns, and the fastest turn of each counts, in CPU seconds, as
a busy machine slows the other turns unequally.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
import pdfplumber
import xlrd

from reportc.source.files import project
from reportc.source.kinds import kind_of
from reportc.source.workbooks.xlsx import open_workbook
from reportc.syntax.parser import vocabulary
from reports import printing, python_docx, workbooks
from reports.generate import generate, seeded

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_FILES = 8
_TURNS = 9


class Row(NamedTuple):
    """A kind: its files, the other library, and how it reads; `ours` is given if less than the whole text is read."""

    kind: str
    files: Sequence[bytes]
    other: str
    reads: Callable[[bytes], object]
    ours: Callable[[bytes], object] | None = None


def main() -> None:
    """Measure and print a row a kind."""
    print("milliseconds a file, to the text of its paragraphs and cells, beside another library")
    words = vocabulary()
    for row in rows():
        works: Mapping[str, Callable[[], object]] = {
            "ours": partial(each_of, row.files, row.ours or (lambda data: project(data, kind_of(data), words))),
            "theirs": partial(each_of, row.files, row.reads),
        }
        each = fastest(works)
        ours, theirs = (1_000 * each[name] / len(row.files) for name in ("ours", "theirs"))
        print(f"  {row.kind:24}{ours:8.1f}   {row.other:12}{theirs:8.1f}   ratio {ours / theirs:6.3f}")


def fastest(works: Mapping[str, Callable[[], object]]) -> Mapping[str, float]:
    """Return the CPU seconds of each work in its fastest turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(_TURNS):
        for name, work in works.items():
            begun = time.process_time()
            work()
            taken[name].append(time.process_time() - begun)
    return {name: min(seconds) for name, seconds in taken.items()}


def each_of(files: Sequence[bytes], reads: Callable[[bytes], object]) -> None:
    """Read all files."""
    for data in files:
        reads(data)


def rows() -> Sequence[Row]:
    """Return the measured kinds."""
    reports = [generate(seeded(f"bench {number}"), plain=True) for number in range(_FILES)]
    plain = [python_docx.document(report) for report in reports]
    ruled = [printing.printed(report, seeded("bench"), printing.RULES["grid"]) for report in reports]
    drawn = [workbooks.one_sheet(report, seeded("bench")) for report in reports]
    books, old = [workbooks.by_xlsxwriter(book) for book in drawn], [workbooks.by_xlwt(book) for book in drawn]
    return (
        Row("docx", plain, "python-docx", with_python_docx),
        Row("pdf", ruled, "pdfplumber", with_pdfplumber),
        *(Row(name, files, "pdfplumber", with_pdfplumber) for name, files in corpus_files().items()),
        Row("xlsx, its values", books, "openpyxl", with_openpyxl, open_workbook),
        Row("xlsx", books, "openpyxl", with_openpyxl),
        Row("xls", old, "xlrd", with_xlrd),
    )


def corpus_files() -> Mapping[str, Sequence[bytes]]:
    """Return the PDF files of the corpus, if it is next to the checkout: LibreOffice's, and published ones."""
    folders = {"pdf by LibreOffice": "files/pdf-libreoffice", "pdf, published": "real"}
    found = {name: [path.read_bytes() for path in sorted((CORPUS / at).glob("*.pdf"))] for name, at in folders.items()}
    return {name: files for name, files in found.items() if files}


def with_python_docx(data: bytes) -> list[str]:
    """Read the texts of a Word file as its documentation says."""
    document = docx.Document(io.BytesIO(data))
    found = [paragraph.text for paragraph in document.paragraphs]
    return found + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def with_openpyxl(data: bytes) -> list[object]:
    """Read the values of a workbook as its documentation says."""
    return [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.values for cell in row]


def with_xlrd(data: bytes) -> list[object]:
    """Read the values of an old workbook as its documentation says."""
    sheets = xlrd.open_workbook(file_contents=data).sheets()
    return [value for sheet in sheets for row in range(sheet.nrows) for value in sheet.row_values(row)]


def with_pdfplumber(data: bytes) -> list[object]:
    """Read the texts and tables of a PDF file as its documentation says."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


if __name__ == "__main__":
    main()
