"""Official: the geometry of the printed form as rows with tabs, empty where a merged cell reaches.

Pasted into Word or Excel, it needs only the merging of cells.
"""

from __future__ import annotations

from reportc.emit.text.layouts.layout import Layout
from reportc.emit.text.table import Table
from reportc.emit.text.table import official as geometry


def draw(table: Table) -> str:
    """Draw a row a line."""
    return "\n".join("\t".join(cell or "" for cell in row) for row in geometry(table))


LAYOUT = Layout(draw, blocks=True, one_grid=True)
