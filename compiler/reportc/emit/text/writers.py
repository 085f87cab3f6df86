"""The writers: which function writes which node, in one table; and the writers of all that is no table."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reportc.emit.text.applications import applications
from reportc.emit.text.disclosure import article, disclosure
from reportc.emit.text.layouts import Layout
from reportc.emit.text.page import Page, Style, TextPage
from reportc.emit.text.pen import Pen, Writer, start
from reportc.emit.text.phrasing import Phrasing
from reportc.emit.text.proceedings import proceedings
from reportc.emit.text.rows import cell, row
from reportc.syntax import edition, nodes
from reportc.syntax.parser import vocabulary
from reportc.syntax.typography import Kind


def write(report: nodes.Report, layout: Layout, *, fix: bool = True, careful: bool = False) -> str:
    """Return the text of `report` in `layout`; `fix` tells whether spelling and slips of writing are put right.

    A `careful` writer marks what might be read as something else.
    """
    page = TextPage(layout)
    put(report, page, fix=fix, careful=careful)
    return page.text()


def put(report: nodes.Report, page: Page, *, fix: bool = True, careful: bool = False) -> None:
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
    pen.block(Style.TITLE, pen.phrasing.mended(node.text, Kind.TITLE), node.spans)


def _label(pen: Pen, node: nodes.Label) -> None:
    pen.block(Style.HEADING, pen.phrasing.heading(node), node.spans)


def _paragraph(pen: Pen, node: nodes.Paragraph) -> None:
    pen.reach(node.spans)
    pen.text(pen.phrasing.mended(node.text, Kind.PROSE), node.spans)


def _prose(pen: Pen, node: nodes.Prose) -> None:
    pen.open(node)
    pen.write(*node.paragraphs)
    if node.heading and not node.paragraphs:
        pen.page.room()


def _stray(pen: Pen, node: nodes.Stray) -> None:
    pen.block(Style.MARK, pen.phrasing.stray(node), node.spans)


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
        nodes.Row: row,
        nodes.Cell: cell,
        nodes.Stray: _stray,
    }
)
