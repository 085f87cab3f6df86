"""Word files as python-docx writes them: headings of its template, and tables with merged cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import docx

from reports import tables
from reports.report import Report
from reports.tables import Table
from reports.words import HEADINGS

if TYPE_CHECKING:
    from docx.document import Document


def document(report: Report) -> bytes:
    """Draw a report."""
    made: Document = docx.Document()
    for text in (report.title, *report.preamble):
        made.add_paragraph(text or "")
    sections: tuple[Sequence[str | Table], ...] = (
        report.overview,
        tables.disclosure(report),
        (tables.applications(report),),
        (tables.proceedings(report),),
        report.problems,
        report.other_matters,
    )
    for heading, section in zip(HEADINGS, sections, strict=True):
        made.add_heading(heading, 1)
        for part in section:
            if isinstance(part, Table):
                _draw(made, part)
            else:
                made.add_paragraph(part)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def _draw(made: Document, drawn: Table) -> None:
    table = made.add_table(drawn.rows, drawn.columns, "Table Grid")
    rows = [list(row.cells) for row in table.rows]  # once only: each access walks the whole table
    for box in drawn.boxes:
        cell = rows[box.row][box.column]
        if box.width > 1 or box.height > 1:
            cell = cell.merge(rows[box.row + box.height - 1][box.column + box.width - 1])
        cell.text = box.text
