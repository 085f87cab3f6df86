"""The layouts in which tables stand in texts. To add one, write a file and name it in LAYOUTS.

A layout looks at the lines between two section headings. If it knows them it returns their pieces,
else None, and the next one is asked. One that knows only some of the lines, or only that a page
stands in a cell, returns the others as lines, which are then read by themselves. None of them looks
at anything but the lines.
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
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Span

Read = Callable[[Sequence[Line], Vocabulary], Found | None]


class Layout(NamedTuple):
    """A layout: how it is read, and what must stand somewhere in a text for it, so that few need be asked."""

    read: Read
    needs: re.Pattern[str]


LAYOUTS: tuple[Layout, ...] = (
    Layout(boxes.read, re.compile(r"[\u2500-\u257f]|[-=]{2}|\+[-=]")),  # tables drawn with bars and rules
    Layout(ruled.read, re.compile(r"[-=]{2}")),  # tables whose columns a line of dashes shows
    Layout(wiki.read, re.compile(r"\{\||[|!]={3}")),  # tables between the marks of MediaWiki and AsciiDoc
    Layout(marked.read, re.compile(r"[|^]")),  # rows between bars with the marks of Textile, DokuWiki and JIRA
    Layout(stream.read, re.compile(r"\d")),  # a whole table on one line
    Layout(flow.read, re.compile(r"\d")),  # cells in reading order
    Layout(bars.read, re.compile(r"\|")),  # cells between lines of a lone bar
    Layout(pipes.read, re.compile(r"\|")),  # rows of cells between bars
    Layout(tab_lines.read, re.compile(r"\t")),  # one cell a line behind a tab
    Layout(spread.read, re.compile(r"\t")),  # cells between lines of a lone tab
    Layout(tab_rows.read, re.compile(r"\t")),  # rows of cells between tabs
    Layout(commas.read, re.compile(r",")),  # rows of cells between commas
    Layout(columns.read, re.compile(r"\d|\S[^\S\n]+\S")),  # cells aligned by white space
    Layout(plain.read, re.compile("")),  # one cell, or one paragraph, a line
)

_DRAWN = (boxes.read, ruled.read)
"""Layouts that leave out what they take for lines of a drawing; they may leave out nothing else."""
_STROKES = re.compile(r"[\s|+=:_~*`.'\-\u2500-\u257f\u200b-\u200d\u2060\ufeff]*")

_DEEPEST = 8
"""Pages in cells of pages go no deeper; what stands further in is plain text."""


def pieces(lines: Sequence[Line], vocabulary: Vocabulary, depth: int = 0) -> list[Piece]:
    """Cut `lines` into pieces by the first layout that knows them; a heading before them is a piece of its own."""
    if lines and is_heading(lines[0], vocabulary):
        return [whole(lines[0]), *pieces(lines[1:], vocabulary, depth)]
    text = "\n".join(line.text for line in lines)
    for read, needs in LAYOUTS if depth < _DEEPEST else LAYOUTS[-1:]:
        found = read(lines, vocabulary) if needs.search(text) else None
        if found is not None and (read not in _DRAWN or _keeps(lines, found)):
            return list(_flat(found, vocabulary, depth + 1))
    return []


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
            for stretch in stretches(item, vocabulary):
                yield from pieces(stretch, vocabulary, depth)
