r"""Marked rows: a row between bars with more markup than bars.

Textile begins a cell with marks (`|\3=. text|`), DokuWiki draws the bars of headers as `^`, JIRA as
`||`; and in all of them a row may span several lines, up to its last bar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportc.source.cuts import Found
from reportc.source.layouts.markup import MarkupCell, settled, span
from reportc.source.lines import Line, cut
from reportc.source.pieces import Vocabulary

_BAR = re.compile(r"(?<!\\)\|")
_CARET = re.compile(r"(?<!\\)[|^]")
_HEADER = re.compile(r"\|\|\s*[^|\s]")
_DOUBLE = re.compile(r"\|\|")
_MARKS = re.compile(
    r"\s*(?:[_<>=^~-]|\\(?P<width>\d{1,3})|/(?P<height>\d{1,3})|\([^()]*\)|\{[^{}]*\}|\[[^\[\]]*\])+\.(?:\s|$)"
)
_WRITTEN_BREAK = re.compile(r"\\\\\s")
_FOLDED = re.compile(r"\|(?:\\\\\s){1,2}\|[^\n]*\|(?:\\\\\s){1,2}\|")
_SPANNED = ":::"
"""DokuWiki's cell that a cell from above covers."""
_BARS = frozenset("|^")
_MOST_LINES = 8
_MOST_BARS = 200
"""A row has no more lines, and none of them more bars."""


_Row = list[Line]
"""The lines of a row, from its first bar to its last; any other line is alone."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read rows with marks; other lines are left to other layouts. None unless there are such rows."""
    if not any(not _BARS.isdisjoint(line.text) and line.text.strip() not in _BARS for line in lines):
        return None
    if any(_FOLDED.search(line.text) for line in lines):
        return [[part for line in lines for part in _unfolded(line)]]
    found: list[Found] = []
    known = False
    for is_row, group in groupby(_rows(lines), key=_begins):
        run = list(group)
        made = settled(_understood(run) if is_row else [], run[0][0].start)
        is_known = any(vocabulary.is_word(piece.text) for piece in made)
        known = known or is_known
        found.append(made if is_known else [[line for row in run for line in row]])
    return [item for part in found for item in part] if known else None


def _unfolded(line: Line) -> Iterator[Line]:
    """Yield the lines of a page that is in a cell of DokuWiki; they are numbered by their offsets."""
    start = 0
    for mark in _WRITTEN_BREAK.finditer(line.text) if _FOLDED.search(line.text) else ():
        yield cut(line, start, mark.start())._replace(number=line.start + start)
        start = mark.end()
    yield cut(line, start, len(line.text))._replace(number=line.start + start) if start else line


def _rows(lines: Iterable[Line]) -> Iterator[_Row]:
    """Yield rows, each up to the line that ends with a bar, and lines that belong to none."""
    open_: _Row = []
    for line in lines:
        begins = _begins([line])
        if open_ and (begins or line.blank or _is_crowded(line) or len(open_) == _MOST_LINES):
            yield from ([other] for other in open_)  # a row that never ends: its first line is all of it
            open_ = []
        open_.append(line)
        if (len(open_) == 1 and not begins) or _ends(line):
            yield open_
            open_ = []
    yield from ([other] for other in open_)


def _begins(row: _Row) -> bool:
    return row[0].text.lstrip()[:1] in _BARS and not _is_crowded(row[0])


def _is_crowded(line: Line) -> bool:
    return line.text.count("|") > _MOST_BARS


def _ends(line: Line) -> bool:
    return line.text.rstrip()[-1:] in _BARS


def _understood(rows: Sequence[_Row]) -> list[list[MarkupCell]]:
    """Return the cells of rows, separated by marked bars; none if plain bars separate them, or if rows do not match."""
    carets = any(row[0].text.lstrip().startswith("^") for row in rows)
    plain = [_cells(row, _CARET if carets else _BAR) for row in rows]
    widths = Counter(len(cells) for row, cells in zip(rows, plain, strict=True) if len(row) == 1)
    torn = [cells for row, cells in zip(rows, plain, strict=True) if len(row) > 1]
    double = {at: _cells(row, _DOUBLE) for at, row in enumerate(rows) if _is_double(row)}
    headed = any(widths[len(cells)] for cells in double.values())
    marked = any(_MARKS.match(cell.lines[0].text) for cells in plain for cell in cells)
    if not (carets or marked or torn or headed) or any(not widths[len(cells)] for cells in torn):
        return []
    parted = (double.get(at, cells) if headed else cells for at, cells in enumerate(plain))
    return [list(map(_unmarked, cells)) for cells in parted]


def _cells(row: _Row, bar: re.Pattern[str]) -> list[MarkupCell]:
    """Return the cells, with their marks; one that spans several lines has as many."""
    found: list[MarkupCell] = []
    for line in row:
        ends = [*(mark.span() for mark in bar.finditer(line.text)), (len(line.text), 0)]
        starts = [0, *(end for _, end in ends[:-1])]
        parts = [cut(line, start, end) for start, (end, _) in zip(starts, ends, strict=True)]
        if found:
            found[-1].lines.append(parts.pop(0))
        found += [MarkupCell([part]) for part in parts]
    return found[1:-1] if _ends(row[-1]) else found[1:]


def _is_double(row: _Row) -> bool:
    """Return whether all bars of a row are double."""
    text = row[0].text.strip()
    return len(row) == 1 and bool(_HEADER.match(text)) and not _BAR.search(_DOUBLE.sub("", text))


def _unmarked(cell: MarkupCell) -> MarkupCell:
    """Return a cell without its marks, with the width and height that they give."""
    first = cell.lines[0]
    marks = _MARKS.match(first.text)
    start = marks.end() if marks else len(first.text) if first.text.strip() == _SPANNED else 0
    width, height = marks.group("width", "height") if marks else (None, None)
    return MarkupCell([cut(first, start, len(first.text)), *cell.lines[1:]], span(width), span(height))
