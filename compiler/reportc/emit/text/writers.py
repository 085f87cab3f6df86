"""The writers: which function writes which node, in one table; and the writers of all that is no table."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reportc.emit.text.layouts import WrittenLayout
from reportc.emit.text.page import BlockStyle, Pen, ReportPage, TextPage, Writer, start
from reportc.emit.text.phrasing import Phrasing
from reportc.emit.text.sections import applications, article, disclosure, proceedings
from reportc.emit.text.table import CellAt, PrintedRow
from reportc.syntax import edition, nodes
from reportc.syntax.parser import vocabulary
from reportc.syntax.typography import TextKind

_MATRIX, _BLOCKS = "applications", "proceedings"


def write(report: nodes.Report, layout: WrittenLayout, *, fix: bool = True, careful: bool = False) -> str:
    """Return the text of `report` in `layout`; `fix` says whether spelling and slips of writing are corrected.

    A `careful` writer marks what might be read as something else.
    """
    page = TextPage(layout)
    put(report, page, fix=fix, careful=careful)
    return page.text()


def put(report: nodes.Report, page: ReportPage, *, fix: bool = True, careful: bool = False) -> None:
    """Write `report` on any page, as `write` does on one of text."""
    pen = Pen(WRITERS, page, Phrasing(vocabulary(), fix=fix), edition.due(report.year), careful=careful)
    pen.write(report)


def _report(pen: Pen, node: nodes.Report) -> None:
    between = [(mark, False) for mark in node.page_marks] + [(words, True) for words in node.around]
    pen.between = deque(sorted(between, key=lambda item: start(item[0].spans)))
    for paragraph in node.front:
        pen.reach(paragraph.spans)
        pen.text(paragraph.text, paragraph.spans)  # a page's own words
    if node.title:
        pen.reach(node.title.spans)
        pen.write(node.title)
    pen.write(*node.preamble, *node.sections)
    pen.reach(None)


def _title(pen: Pen, node: nodes.Title) -> None:
    pen.block(BlockStyle.TITLE, pen.phrasing.corrected(node.text, TextKind.TITLE), node.spans)


def _label(pen: Pen, node: nodes.Label) -> None:
    pen.block(BlockStyle.HEADING, pen.phrasing.heading(node), node.spans)


def _paragraph(pen: Pen, node: nodes.Paragraph) -> None:
    pen.reach(node.spans)
    pen.text(pen.phrasing.corrected(node.text, TextKind.PROSE), node.spans)


def _prose(pen: Pen, node: nodes.Prose) -> None:
    pen.open(node)
    pen.write(*node.paragraphs)
    if node.heading and not node.paragraphs:
        pen.page.room()


def _stray(pen: Pen, node: nodes.Stray) -> None:
    pen.block(BlockStyle.MARK, pen.phrasing.stray(node), node.spans)


def _row(pen: Pen, node: nodes.Row) -> None:
    """Write a row into the table that is being written."""
    section = node.path[0]
    groups = node.path[1:-1] if section == _MATRIX else ()
    labels = [pen.groups[name] for name in groups if name in pen.groups]
    label = pen.phrasing.form(f"{node.path[-1]}_row", node.path[-1]) if section == _BLOCKS else pen.phrasing.row(node)
    pen.table.lines.append(PrintedRow((*labels, label), row=node))
    pen.bare = pen.layout.grid and section != _BLOCKS and pen.phrasing.shows_losses(node)
    pen.write(*node.cells)
    if node.unplaced:
        pen.table.lines[-1].above = pen.phrasing.above(node.unplaced)


def _cell(pen: Pen, node: nodes.Cell) -> None:
    """Write a cell into the row that is being written."""
    line = pen.table.lines[-1]
    line.cells.append(pen.phrasing.cell(node, bare=pen.bare))
    line.numbers.append(CellAt((*(line.row.path if line.row else ()), node.column), node))


WRITERS: Mapping[type[Any], Writer] = MappingProxyType(
    {
        nodes.Report: _report,
        nodes.Title: _title,
        nodes.Paragraph: _paragraph,
        nodes.Label: _label,
        nodes.Prose: _prose,
        nodes.ProactiveDisclosure: disclosure,
        nodes.Article: article,
        nodes.Applications: applications,
        nodes.Proceedings: proceedings,
        nodes.Row: _row,
        nodes.Cell: _cell,
        nodes.Stray: _stray,
    }
)
