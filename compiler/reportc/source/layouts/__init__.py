"""The layouts in which tables stand in texts. To add one, write a file and name it in LAYOUTS.

A layout looks at the lines between two section headings. If it knows them it returns their pieces,
else None, and the next one is asked. None of them looks at anything but the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportc.source.layouts import bars, columns, pipes, plain, stream, tab_lines, tab_rows
from reportc.source.lines import Line
from reportc.source.pieces import Piece, Vocabulary

Layout = Callable[[Sequence[Line], Vocabulary], list[Piece] | None]

LAYOUTS: tuple[Layout, ...] = (
    stream.read,  # a whole table on one line
    bars.read,  # cells between lines of a lone bar
    pipes.read,  # rows of cells between bars
    tab_lines.read,  # one cell a line behind a tab
    tab_rows.read,  # rows of cells between tabs
    columns.read,  # cells aligned by white space
    plain.read,  # one cell, or one paragraph, a line
)


def pieces(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:
    """Cut `lines` into pieces by the first layout that knows them."""
    for layout in LAYOUTS:
        found = layout(lines, vocabulary)
        if found is not None:
            return found
    return []
