"""Markdown: pipe tables with aligned columns, as clear to read raw as rendered."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from wcwidth import wcswidth

from reportc.emit.text.layouts.layout import Layout
from reportc.emit.text.table import Table, plain

_INDENT = "\u3000"
_NARROWEST = 3
"""A rule of fewer dashes is none for some programs."""


def draw(table: Table) -> str:
    """Draw labels to the left, numbers to the right; without a header an empty one, for a table must have it."""
    rows = [
        [_INDENT * depth + (label or ""), *(cell or "" for cell in cells)] for depth, (label, *cells) in plain(table)
    ]
    if not rows:
        return table.caption or ""
    if not table.columns:
        rows.insert(0, [""] * (1 + table.width))
    widths = [max(_NARROWEST, *map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    drawn = [_row(row, widths) for row in rows]
    rule = [" " + "-" * (width - 1) + ": |" for width in widths[1:]]
    drawn.insert(1, f"| {'-' * widths[0]} |{''.join(rule)}")
    return "\n".join([table.caption, "", *drawn] if table.caption else drawn)


def _row(cells: list[str], widths: list[int]) -> str:
    padded = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    numbers = "".join(f" {space}{cell} |" for cell, space in zip(cells[1:], padded[1:], strict=True))
    return f"| {cells[0]}{padded[0]} |{numbers}"


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    """Return how many columns a text takes: two for a full-width character."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


LAYOUT = Layout(draw, title="# ", heading="## ")
