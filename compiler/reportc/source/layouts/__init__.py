"""The layouts of tables in texts. To add one, write a file and name it in LAYOUTS.

A layout takes the lines between two section headings. If it recognises them it returns their pieces,
else None. A layout that recognises only some of the lines, or only that a cell holds a page, returns the
others as lines, which are then read separately. Each looks at the lines alone, and
none decides: where several recognise the same lines, the table stage takes the one that explains most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

from reportc.source.cuts import Band, Cut, Found, Placing, Stretch
from reportc.source.layouts import boxes, cell_lines, marked_rows, rows, ruled, wiki
from reportc.source.lines import Line, heading, stretches, whole
from reportc.source.pieces import Piece, Vocabulary

GRID, PAGE, TURN = Placing
ReadLines = Callable[[Sequence[Line], Vocabulary], Found | None]


def as_printed(lines: Sequence[Line], vocabulary: Vocabulary) -> Found:  # noqa: ARG001  # nothing is cut yet
    """Return lines uncut: the table stage finds where their words are."""
    return lines


def plain(lines: Sequence[Line], vocabulary: Vocabulary) -> Found:  # noqa: ARG001  # this layout knows all lines
    """Take every line as a piece: one cell, heading or paragraph."""
    return [whole(line) for line in lines if not line.blank]


class Layout(NamedTuple):
    """A layout: its reader, what it shows of places, a pattern that must occur in a text, whether words are broken."""

    read: ReadLines
    placing: Placing
    needs: re.Pattern[str]
    broken: bool = False


LAYOUTS: tuple[Layout, ...] = (
    Layout(boxes.read, GRID, re.compile(r"[-+=─-╿](?:[-=]|(?<=[─-╿]))")),  # tables drawn with bars and rules
    Layout(ruled.read, GRID, re.compile(r"[-=][-=]")),  # tables whose columns a line of dashes shows
    Layout(wiki.read, GRID, re.compile(r"[{|!](?:(?<=\{)\||(?<!\{)={3})")),  # tables of MediaWiki and AsciiDoc
    Layout(marked_rows.read, GRID, re.compile(r"[|^]")),  # rows between bars with marks of Textile, DokuWiki, JIRA
    Layout(cell_lines.barred, GRID, re.compile(r"\|"), broken=True),  # cells between lines of a lone bar
    Layout(cell_lines.framed, GRID, re.compile(r"\|"), broken=True),  # cells of which each ends its line with a bar
    Layout(rows.barred, GRID, re.compile(r"\|")),  # rows of cells between bars
    Layout(cell_lines.tabbed, GRID, re.compile(r"\t"), broken=True),  # one cell a line after a tab
    Layout(cell_lines.spread, GRID, re.compile(r"\t"), broken=True),  # cells between lines of a lone tab
    Layout(rows.tabbed, GRID, re.compile(r"\t")),  # rows of cells between tabs
    Layout(partial(rows.separated, mark=","), GRID, re.compile(r",")),  # rows of cells between commas
    Layout(partial(rows.separated, mark=";"), GRID, re.compile(r";")),  # rows of cells between semicolons
    Layout(as_printed, PAGE, re.compile(r"\d|\S[^\S\n]+\S")),  # cells aligned by white space
    Layout(as_printed, TURN, re.compile(r"\d")),  # cells in reading order
    Layout(plain, TURN, re.compile(""), broken=True),  # one cell, or one paragraph, a line
)

MARK = re.compile(r"[-+=─-╿|{!^]")
"""The layouts before that of tabs need such a mark; most stretches of prose have none."""
MARKED = next(at for at, layout in enumerate(LAYOUTS) if layout.read is cell_lines.tabbed)
_DRAWN = (boxes.read, ruled.read)
"""Layouts that drop the lines of a drawing; they may drop nothing else."""
_STROKES = re.compile(r"[\s|+=:_~*`.'\-\u2500-\u257f\u200b-\u200d\u2060\ufeff]+")
_DEEPEST = 8
"""Pages nested deeper in cells of pages are read as plain text."""


def stretch(lines: Sequence[Line], vocabulary: Vocabulary, depth: int = 0) -> Stretch:
    """Return the lines between two headings, nested in `depth` cells, with the ways to cut them after the heading."""
    if lines and (first := heading(lines[0], vocabulary)):
        return Stretch(first, lambda: _cuts(lines[1:], vocabulary, depth), lines=lines)
    return Stretch(None, lambda: _cuts(lines[:], vocabulary, depth))


def _cuts(lines: Sequence[Line], vocabulary: Vocabulary, depth: int) -> Iterator[Cut]:
    """Yield the cut of each layout that recognises the lines."""
    text = "\n".join(line.text for line in lines)
    layouts = LAYOUTS if MARK.search(text) else LAYOUTS[MARKED:]
    for read, placing, needs, broken in layouts if depth < _DEEPEST else LAYOUTS[-1:]:
        found = read(lines, vocabulary) if needs.search(text) else None
        if found is not None and (read not in _DRAWN or _ink(found) == _ink(lines)):
            yield Cut(placing, _items(found, vocabulary, depth + 1), broken)


def _items(found: Found, vocabulary: Vocabulary, depth: int) -> Sequence[Piece | Band | Line | Stretch]:
    """Return what was found, and lines that others have to cut as stretches of their own."""
    if set(map(type, found)) <= {Piece, Band, Line}:  # nearly always
        return cast("Sequence[Piece | Band | Line]", found)
    items: list[Piece | Band | Line | Stretch] = []
    for item in found:
        if isinstance(item, Piece | Band | Line):
            items.append(item)
        else:
            items += [stretch(part, vocabulary, depth) for part in stretches(item, vocabulary)]
    return items


def _ink(found: Found) -> int:
    """Count the visible characters in the pieces and lines found, except strokes."""
    drawn = [line for item in found if isinstance(item, Band) for cell in item.cells for line in cell.lines]
    parts = [item for item in found if isinstance(item, Piece | Line)]
    left = [line for item in found if not isinstance(item, Band | Piece | Line) for line in item]
    text = "".join([part.text for part in (*drawn, *parts, *left)])
    for stroke in " -=|─│━┃":  # nearly all of them, and much faster than the pattern
        text = text.replace(stroke, "")
    return len(_STROKES.sub("", text))
