"""Lines: a tab and one cell a line, an empty line after each row."""

from __future__ import annotations

from reportc.emit.text.layouts.layout import Layout
from reportc.emit.text.table import Grid, Table, plain


def draw(table: Table) -> str:
    """Draw a cell a line; a caption is a row of its own."""
    rows: Grid = [[table.caption]] if table.caption else []
    rows += [row for _, row in plain(table)]
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row if cell is not None) for row in rows)


LAYOUT = Layout(draw)
