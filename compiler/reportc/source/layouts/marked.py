r"""Marked rows: a row between bars whose markup shows more than bars do.

Textile begins a cell with marks (`|\3=. text|`), DokuWiki draws the bars of headers as `^`, JIRA as
`||`; and in all of them a row may go on over several lines, up to its last bar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportc.source.cuts import Found
from reportc.source.layouts.markup import Cell, settled, span
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
"""DokuWiki writes it where a cell from above reaches."""
_BARS = frozenset("|^")
_MOST_LINES = 8
_MOST_BARS = 200
"""A row has no more lines, and none of them more bars."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of a row, from its first bar to its last, and what parts its cells."""

    lines: tuple[Line, ...]
    bar: re.Pattern[str] = _BAR

    @property
    def cells(self) -> list[Cell]:
        """The cells, with their marks; one that goes on over several lines has as many."""
        found: list[Cell] = []
        for line in self.lines:
            ends = [*(bar.span() for bar in self.bar.finditer(line.text)), (len(line.text), 0)]
            starts = [0, *(end for _, end in ends[:-1])]
            parts = [cut(line, start, end) for start, (end, _) in zip(starts, ends, strict=True)]
            if found:
                found[-1].lines.append(parts.pop(0))
            found += [Cell([part]) for part in parts]
        return found[1:-1] if _ends(self.lines[-1]) else found[1:]


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read rows with marks; other lines are left to other layouts. None unless there are such rows."""
    if not any(not _BARS.isdisjoint(line.text) and line.text.strip() not in _BARS for line in lines):
        return None
    if any(_FOLDED.search(line.text) for line in lines):
        return [[part for line in lines for part in _unfolded(line)]]
    found: list[Found] = []
    known = False
    for run in _runs(lines):
        rows = _understood([row for row in run if isinstance(row, _Row)])
        made = settled(map(_marked, rows), rows[0].lines[0].start) if rows else []
        if any(vocabulary.is_word(piece.text) for row in made for piece in row):
            known = True
            found.append([piece for row in made for piece in row])
        else:
            found.append([[line for row in run for line in (row.lines if isinstance(row, _Row) else (row,))]])
    return [item for part in found for item in part] if known else None


def _unfolded(line: Line) -> Iterator[Line]:
    """Yield the lines of a page that stands in a cell of DokuWiki; they are numbered by their places."""
    start = 0
    for mark in _WRITTEN_BREAK.finditer(line.text) if _FOLDED.search(line.text) else ():
        yield cut(line, start, mark.start())._replace(number=line.start + start)
        start = mark.end()
    yield cut(line, start, len(line.text))._replace(number=line.start + start) if start else line


def _runs(lines: Iterable[Line]) -> Iterator[list[_Row | Line]]:
    """Yield runs of rows, and of lines that are none."""
    for _, run in groupby(_rows(lines), key=lambda found: isinstance(found, _Row)):
        yield list(run)


def _rows(lines: Iterable[Line]) -> Iterator[_Row | Line]:
    """Yield rows, each up to the line that ends with a bar, and lines that belong to none."""
    open_: list[Line] = []
    for line in lines:
        crowded = line.text.count("|") > _MOST_BARS
        begins = line.text.lstrip()[:1] in _BARS and not line.blank and not crowded
        if open_ and (begins or line.blank or crowded or len(open_) == _MOST_LINES):
            yield from _unended(open_)
            open_ = []
        if begins or open_:
            open_.append(line)
            if _ends(line):
                yield _Row(tuple(open_))
                open_ = []
        else:
            yield line
    yield from _unended(open_)


def _unended(lines: Sequence[Line]) -> Iterator[_Row | Line]:
    """Yield the lines of a row that never ends: its first line is all of it."""
    yield from (_Row((line,)) for line in lines[:1])
    yield from lines[1:]


def _ends(line: Line) -> bool:
    return line.text.rstrip()[-1:] in _BARS


def _understood(rows: Sequence[_Row]) -> list[_Row]:
    """Return rows with the bars that part their cells; none if plain bars do, or if rows do not match."""
    carets = any(row.lines[0].text.lstrip().startswith("^") for row in rows)
    bar = _CARET if carets else _BAR
    plain = [_Row(row.lines, bar) for row in rows]
    widths = Counter(len(row.cells) for row in plain if len(row.lines) == 1)
    torn = [row for row in plain if len(row.lines) > 1]
    double = [_Row(row.lines, _DOUBLE) for row in rows if _is_double(row)]
    headed = any(widths[len(row.cells)] for row in double)
    marked = any(_MARKS.match(cell.lines[0].text) for row in plain for cell in row.cells)
    if not (carets or marked or torn or headed) or any(not widths[len(row.cells)] for row in torn):
        return []
    return [_Row(row.lines, _DOUBLE) if headed and _is_double(row) else row for row in plain]


def _is_double(row: _Row) -> bool:
    """Tell whether all bars of a row come in twos."""
    text = row.lines[0].text.strip()
    return len(row.lines) == 1 and bool(_HEADER.match(text)) and not _BAR.search(_DOUBLE.sub("", text))


def _marked(row: _Row) -> list[Cell]:
    """Return the cells of a row, wide and high as their marks say, without these."""
    found: list[Cell] = []
    for cell in row.cells:
        first = cell.lines[0]
        marks = _MARKS.match(first.text)
        start = marks.end() if marks else len(first.text) if first.text.strip() == _SPANNED else 0
        width, height = marks.group("width", "height") if marks else (None, None)
        lines = [cut(first, start, len(first.text)), *cell.lines[1:]]
        found.append(Cell(lines, span(width), span(height)))
    return found
