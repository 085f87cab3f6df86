"""A page that becomes a document: what the writers of `emit.text` write, kept as blocks."""

from __future__ import annotations

from reportc.emit.document.blocks import Block, Document, Text
from reportc.emit.document.geometry import grid
from reportc.emit.text.layouts import Layout, official
from reportc.emit.text.page import Style
from reportc.emit.text.table import Table
from reportc.emit.text.writers import put
from reportc.form import ARTICLES, EDITIONS
from reportc.span import Spans
from reportc.syntax.nodes import Report

_ARTICLES = max(len(table.columns) for edition in EDITIONS for table in ARTICLES[edition])
"""How many columns of numbers the one grid of section 2 has."""


class DocumentPage:
    """Collects blocks; the blocks of 第二十条 with nothing between them become one grid, as in the form."""

    layout: Layout = official.LAYOUT

    def __init__(self) -> None:
        """Begin an empty document."""
        self._blocks: list[Text | list[Table]] = []

    def block(self, style: Style, text: str, spans: Spans = ()) -> None:
        """Write a block of words; nothing for an empty text."""
        if text:
            self._blocks.append(Text(style, text, spans))

    def draw(self, table: Table) -> None:
        """Write a table."""
        last = self._blocks[-1] if self._blocks else None
        if table.caption and isinstance(last, list) and last[-1].depth == table.depth:
            last.append(table)
        elif table.columns or table.lines or table.caption:
            self._blocks.append([table])

    def room(self) -> None:
        """Leave an empty paragraph."""
        self._blocks.append(Text(Style.PARAGRAPH, ""))

    def document(self) -> Document:
        """Return what is written."""
        return Document(tuple(map(_ruled, self._blocks)))


def document(report: Report, *, fix: bool = True, careful: bool = False) -> Document:
    """Return `report` as it is to be set; `fix` and `careful` as in `emit.text.writers.write`."""
    page = DocumentPage()
    put(report, page, fix=fix, careful=careful)
    return page.document()


def _ruled(block: Text | list[Table]) -> Block:
    if isinstance(block, Text):
        return block
    return grid(block, _ARTICLES if block[0].depth == 1 else 0)
