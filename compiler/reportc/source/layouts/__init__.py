"""The layouts in which tables stand in texts. To add one, write a file and name it in LAYOUTS.

A layout looks at the lines between two section headings. If it knows them it returns their pieces,
else None. One that knows only some of the lines, or only that a page stands in a cell, returns the
others as lines, which are then read by themselves. None of them looks at anything but the lines, and
none decides: where several know the same lines, the table stage takes the one that explains most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reportc.source.layouts import (
    bars,
    boxes,
    columns,
    commas,
    flow,
    marked,
    pipes,
    plain,
    ruled,
    spread,
    stream,
    tab_lines,
    tab_rows,
    wiki,
)
from reportc.source.lines import Found, Line, is_heading, stretches, whole
from reportc.source.pieces import Cut, Piece, Placing, Stretch, Vocabulary
from reportc.span import Span

GRID, PAGE, TURN = Placing
Read = Callable[[Sequence[Line], Vocabulary], Found | None]


class Layout(NamedTuple):
    """A layout: how it is read, what it sees of places, and what must stand somewhere in a text for it."""

    read: Read
    placing: Placing
    needs: re.Pattern[str]


LAYOUTS: tuple[Layout, ...] = (
    Layout(boxes.read, GRID, re.compile(r"[\u2500-\u257f]|[-=]{2}|\+[-=]")),  # tables drawn with bars and rules
    Layout(ruled.read, GRID, re.compile(r"[-=]{2}")),  # tables whose columns a line of dashes shows
    Layout(wiki.read, GRID, re.compile(r"\{\||[|!]={3}")),  # tables between the marks of MediaWiki and AsciiDoc
    Layout(marked.read, GRID, re.compile(r"[|^]")),  # rows between bars with the marks of Textile, DokuWiki and JIRA
    Layout(bars.read, GRID, re.compile(r"\|")),  # cells between lines of a lone bar
    Layout(pipes.read, GRID, re.compile(r"\|")),  # rows of cells between bars
    Layout(tab_lines.read, GRID, re.compile(r"\t")),  # one cell a line after a tab
    Layout(spread.read, GRID, re.compile(r"\t")),  # cells between lines of a lone tab
    Layout(tab_rows.read, GRID, re.compile(r"\t")),  # rows of cells between tabs
    Layout(commas.read, GRID, re.compile(r",")),  # rows of cells between commas
    Layout(columns.read, PAGE, re.compile(r"\d|\S[^\S\n]+\S")),  # cells aligned by white space
    Layout(stream.read, TURN, re.compile(r"\d")),  # a whole table on one line
    Layout(flow.read, TURN, re.compile(r"\d")),  # cells in reading order
    Layout(plain.read, TURN, re.compile("")),  # one cell, or one paragraph, a line
)

_DRAWN = (boxes.read, ruled.read)
"""Layouts that leave out what they take for lines of a drawing; they may leave out nothing else."""
_STROKES = re.compile(r"[\s|+=:_~*`.'\-\u2500-\u257f\u200b-\u200d\u2060\ufeff]*")

_DEEPEST = 8
"""Pages in cells of pages go no deeper; what stands further in is plain text."""


def stretch(lines: Sequence[Line], vocabulary: Vocabulary) -> Stretch:
    """Return the lines between two headings with the ways to cut them; a heading is a piece of its own."""
    if lines and is_heading(lines[0], vocabulary):
        return Stretch(whole(lines[0]), lambda: _cuts(lines[1:], vocabulary, 0))
    return Stretch(None, lambda: _cuts(lines, vocabulary, 0))


def _cuts(lines: Sequence[Line], vocabulary: Vocabulary, depth: int) -> Iterator[Cut]:
    """Yield the pieces of lines by each layout that knows them."""
    text = "\n".join(line.text for line in lines)
    for read, placing, needs in LAYOUTS if depth < _DEEPEST else LAYOUTS[-1:]:
        found = read(lines, vocabulary) if needs.search(text) else None
        if found is not None and (read not in _DRAWN or _keeps(lines, found)):
            yield Cut(placing, list(_flat(found, vocabulary, depth + 1)))


def _keeps(lines: Sequence[Line], found: Found) -> bool:
    """Tell whether every visible character of `lines` that is no stroke is in what was found."""
    taken = [span for item in found if isinstance(item, Piece) for span in item.spans]
    taken += [
        Span(line.start, line.start + len(line.text)) for item in found if not isinstance(item, Piece) for line in item
    ]
    taken.sort()
    at = 0
    for line in lines:
        start, end = line.start, line.start + len(line.text)
        while at < len(taken) and taken[at].start < end:
            if not _STROKES.fullmatch(
                line.text, start - line.start, max(taken[at].start - line.start, start - line.start)
            ):
                return False
            start = max(start, taken[at].end)
            at += 1
        if start < end and not _STROKES.fullmatch(line.text, start - line.start):
            return False
    return True


def _flat(found: Found, vocabulary: Vocabulary, depth: int) -> Iterator[Piece]:
    """Yield pieces, those of the lines in their place."""
    for item in found:
        if isinstance(item, Piece):
            yield item
        else:
            for part in stretches(item, vocabulary):
                yield from _first(part, vocabulary, depth)


def _first(lines: Sequence[Line], vocabulary: Vocabulary, depth: int) -> Iterator[Piece]:
    """Yield the pieces of lines inside a cell or between drawings, by the most telling layout that knows them."""
    if lines and is_heading(lines[0], vocabulary):
        yield whole(lines[0])
        lines = lines[1:]
    yield from next(_cuts(lines, vocabulary, depth), Cut(TURN, [])).pieces
