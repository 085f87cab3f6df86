"""A report as a file of each kind that can be written without an office suite: text, web page, document, workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random
from types import MappingProxyType

from reportlab.platypus.doctemplate import LayoutError

import reportc
from reportc.emit import canonical
from reportc.emit.document.blocks import NO_NOTES
from reportc.emit.document.docx import docx
from reportc.emit.document.page import document
from reportc.emit.document.xlsx import xlsx
from reportc.source import pdf
from reports import ofd, printing, python_docx, word, workbooks
from reports.layouts import borders, lines, marks, tabs
from reports.layouts import html as web
from reports.report import Report

Write = Callable[[Report, Random], bytes]
"""Writes a report as a file."""

_TEXTS = (tabs.tab_rows, tabs.tab_rows_without_spans, lines.tabbed_lines, lines.lone_bars, borders.grid, borders.boxes)
_MARKED = (marks.markdown, marks.markdown_a_row, web.markdown_with_tables)
_PAGES = (web.page, web.word_page, web.portal_page)
_BOOKS = (workbooks.one_sheet, workbooks.a_sheet_a_section)
_RULES = tuple(printing.RULES.values())


def _compiled(report: Report, rng: Random) -> reportc.Result:
    return reportc.compile(tabs.tab_rows(report, rng))


def _encoded(text: str, rng: Random) -> bytes:
    return text.encode(rng.choice(("utf-8", "gb18030", "utf-8-sig")))


def _text(report: Report, rng: Random) -> bytes:
    return _encoded(rng.choice(_TEXTS)(report, rng), rng)


def _markdown(report: Report, rng: Random) -> bytes:
    return _encoded(rng.choice(_MARKED)(report, rng), rng)


def _page(report: Report, rng: Random) -> bytes:
    return _encoded(rng.choice(_PAGES)(report, rng), rng)


def _json(report: Report, rng: Random) -> bytes:
    return canonical.pretty(_compiled(report, rng).report).encode()


def _word(report: Report, rng: Random) -> bytes:
    if rng.random() < 0.4:
        return docx(document(_compiled(report, rng).tree))
    return python_docx.document(report) if rng.random() < 0.2 else word.document(report, rng)


def _workbook(report: Report, rng: Random) -> bytes:
    if rng.random() < 0.4:
        return xlsx(document(_compiled(report, rng).tree), NO_NOTES, "zh")
    save = rng.choice((workbooks.by_xlsxwriter, workbooks.by_openpyxl))
    return save(rng.choice(_BOOKS)(report, rng))


def _old_workbook(report: Report, rng: Random) -> bytes:
    save = rng.choice((workbooks.by_xlwt, workbooks.in_one_xml_file))
    return save(rng.choice(_BOOKS)(report, rng))


def _open_workbook(report: Report, rng: Random) -> bytes:
    return workbooks.by_odfpy(rng.choice(_BOOKS)(report, rng))


def _print(report: Report, rng: Random) -> bytes:
    """Print a report, on other paper if a merged cell is taller than the page."""
    while True:
        with suppress(LayoutError):
            return printing.printed(report, rng, rng.choice(_RULES), numbered=rng.random() < 0.5)


def _ofd(report: Report, rng: Random) -> bytes:
    sheets = pdf.sheets(_print(report, rng))
    assert isinstance(sheets, list)
    return ofd.drawn_again(sheets)


KINDS: Mapping[str, Write] = MappingProxyType(
    {
        ".txt": _text,
        ".md": _markdown,
        ".html": _page,
        ".json": _json,
        ".docx": _word,
        ".xlsx": _workbook,
        ".xls": _old_workbook,
        ".ods": _open_workbook,
        ".pdf": _print,
        ".ofd": _ofd,
    }
)
"""The kinds of file, by name."""
EMPTY_CELLS = tuple(kind for kind in KINDS if kind not in {".txt", ".md", ".json"})
"""The kinds that preserve cells without a number."""
