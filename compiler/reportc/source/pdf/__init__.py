"""PDF files: from their bytes to sheets, and from these to a projection; or the reason why there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportc.source.kinds import Kind
from reportc.source.pdf.characters import MOST_CHARACTERS, characters
from reportc.source.pdf.drawn import Drawing
from reportc.source.pdf.limits import too_much
from reportc.source.pdf.pdfium import MISSING, library
from reportc.source.pdf.view import view
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected
from reportc.source.sheets import project, without_text
from reportc.source.sheets.sheet import Sheet

_MOST_PAGES = 2_000
"""One file may hold hundreds of reports; with more pages than this it holds none."""
_MOST_FIELDS = 2_000
_TOO_LONG = Refusal(f"PDF 的页数超过 {_MOST_PAGES}", f"the PDF file has more than {_MOST_PAGES} pages")
_ENCRYPTED = Refusal(
    "这是加密的 PDF，需要密码才能打开；请先去掉密码，另存后再读",
    "the PDF file is encrypted and opens with a password only; take the password off, save it and read that",
)
_DAMAGED = Refusal(
    "PDF 文件已损坏，打不开；请从原文件重新导出", "the PDF file is damaged and cannot be opened; export it again"
)
_PASSWORD = 4
"""PDFium's error code for a file whose password it lacks."""


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of a PDF file, or a refusal with the reason."""
    with _uncollected():
        pages = sheets(data)
        if isinstance(pages, Refusal):
            return pages
        return without_text(pages, Kind.PDF) or project(pages, vocabulary)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Suspend garbage collection: the thousands of characters of a page are never in reference cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sheets(data: bytes) -> list[Sheet] | Refusal:
    """Return the pages of a PDF file as sheets, or a refusal with the reason."""
    pdfium = library()
    if pdfium is None:
        return MISSING
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return _ENCRYPTED if pdfium.FPDF_GetLastError() == _PASSWORD else _DAMAGED
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > _MOST_PAGES:
            return _TOO_LONG
        if refusal := too_much(data):
            return refusal
        return [_sheet(pdfium, document, number) for number in range(count)] or _DAMAGED
    finally:
        pdfium.FPDF_CloseDocument(document)


def _sheet(pdfium: Any, document: Any, number: int) -> Sheet:
    """Return a page as a sheet; an empty one for a page that cannot be opened."""
    with _page(pdfium, document, number) as (page, text):
        if not page or not text:
            return Sheet(number + 1, 0.0, 0.0)
        count = min(max(pdfium.FPDFText_CountChars(text), 0), MOST_CHARACTERS)
        looked_at = view(pdfium, page, text, count)
        sheet = Sheet(number + 1, *looked_at.size)
        drawing = Drawing(pdfium, looked_at, sheet)
        drawing.page(page)
        sheet.glyphs += characters(text, count, drawing)
        return sheet


@contextmanager
def _page(pdfium: Any, document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    """Open a page and its text."""
    page = pdfium.FPDF_LoadPage(document, number)
    if page and _has_fields(pdfium, page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY):
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield page, text
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


def _has_fields(pdfium: Any, page: Any) -> bool:
    """Return whether a page has form fields: their content is drawn separately."""
    found = False
    for at in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST_FIELDS)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        found = found or pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET
        pdfium.FPDFPage_CloseAnnot(note)
    return found
