"""Bars: a cell a line, in the form's own order, a line with a lone bar after each."""

from __future__ import annotations

from reportc.emit.text.layouts.layout import Layout
from reportc.emit.text.table import Table, official


def draw(table: Table) -> str:
    """Draw the cells that there are; an empty one is nothing between two bars."""
    if not (table.columns or table.lines):
        return table.caption or ""
    cells = [cell for row in official(table) for cell in row if cell is not None]
    return "\n".join(f"{cell}\n|" if cell else "|" for cell in cells)


LAYOUT = Layout(draw, grid=False, blocks=True)
