"""The layouts in which tables stand in texts. To add one, write a file and name it in LAYOUTS.

A layout looks at the lines between two section headings. If it knows them it returns their pieces,
else None, and the next one is asked. One that knows only some of the lines, or only that a page
stands in a cell, returns the others as lines, which are then read by themselves. None of them looks
at anything but the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportc.source.layouts import bars, boxes, columns, marked, pipes, plain, ruled, stream, tab_lines, tab_rows, wiki
from reportc.source.lines import Found, Line, stretches
from reportc.source.pieces import Piece, Vocabulary

Layout = Callable[[Sequence[Line], Vocabulary], Found | None]

LAYOUTS: tuple[Layout, ...] = (
    boxes.read,  # tables drawn with bars and rules
    ruled.read,  # tables whose columns a line of dashes shows
    wiki.read,  # tables between the marks of MediaWiki and AsciiDoc
    marked.read,  # rows between bars with the marks of Textile, DokuWiki and JIRA
    stream.read,  # a whole table on one line
    bars.read,  # cells between lines of a lone bar
    pipes.read,  # rows of cells between bars
    tab_lines.read,  # one cell a line behind a tab
    tab_rows.read,  # rows of cells between tabs
    columns.read,  # cells aligned by white space
    plain.read,  # one cell, or one paragraph, a line
)


_DEEPEST = 8
"""Pages in cells of pages go no deeper; what stands further in is plain text."""


def pieces(lines: Sequence[Line], vocabulary: Vocabulary, depth: int = 0) -> list[Piece]:
    """Cut `lines` into pieces by the first layout that knows them."""
    for layout in LAYOUTS if depth < _DEEPEST else LAYOUTS[-1:]:
        found = layout(lines, vocabulary)
        if found is not None:
            return list(_flat(found, vocabulary, depth + 1))
    return []


def _flat(found: Found, vocabulary: Vocabulary, depth: int) -> Iterator[Piece]:
    """Yield pieces, those of the lines in their place."""
    for item in found:
        if isinstance(item, Piece):
            yield item
        else:
            for stretch in stretches(item, vocabulary):
                yield from pieces(stretch, vocabulary, depth)
