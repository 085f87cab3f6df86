"""Tabs: the rows of the normal form, their cells between tabs."""

from __future__ import annotations

from reportc.emit.text.layouts.layout import Layout
from reportc.emit.text.table import Table, plain


def draw(table: Table) -> str:
    """Draw a row a line."""
    rows = ["\t".join(cell or "" for cell in row) for _, row in plain(table)]
    return "\n".join([table.caption, *rows] if table.caption else rows)


LAYOUT = Layout(draw)
