"""Ruled tables: lines like `-----  ---` or `=====  ===` say from where to where each column reaches.

A simple table has a row a line. Where blank lines part the rows, each is broken over as many lines as
it needs. Words that reach out of their column leave it unsure in which one they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from reportc.source.layouts.bands import Cell, rows
from reportc.source.layouts.drawing import ambiguous_wide
from reportc.source.layouts.tokens import METRICS, Metric
from reportc.source.lines import Found, Line, cut
from reportc.source.pieces import Vocabulary

_RUN = re.compile(r"-+|=+")
_SHORTEST = 2
_FEWEST = 6
"""A ruler has so many dashes, and so many in each column."""
_MOST_COLUMNS = 64
_MOST_UNSURE = 0.5
"""Where more lines than this have words between the columns, the ruler is not theirs."""

Columns = tuple[tuple[int, int], ...]
"""From where to where each column reaches."""


class _Table(NamedTuple):
    """A table: its first line, the line behind it, its columns, and the stretches between its rulers."""

    first: int
    end: int
    columns: Columns
    bodies: tuple[tuple[int, int], ...]


class _Ruler(NamedTuple):
    """A line of dashes: its line, its columns, and what it is made of."""

    at: int
    columns: Columns
    dash: str

    @property
    def starts(self) -> tuple[int, ...]:
        """Where the columns begin."""
        return tuple(start for start, _ in self.columns)

    @property
    def width(self) -> tuple[int, int]:
        """From where to where the ruler reaches."""
        return self.columns[0][0], self.columns[-1][1]


@dataclass(frozen=True, slots=True)
class _Slice:
    """A line cut into the columns: words that reach from one to others are unsure, and leave these without part."""

    blank: bool
    parts: tuple[Line | None, ...]
    sure: tuple[bool, ...]


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read tables between rulers; other lines are left to other layouts. None unless there is a table."""
    found: list[Found] = []
    at = 0
    for table in _tables(lines):
        metric = min((*METRICS, ambiguous_wide), key=lambda metric: _unsure(lines, table, metric))
        if table.first >= at and _unsure(lines, table, metric) <= _MOST_UNSURE:
            found += [[lines[at : table.first]], _table(lines, table, metric, vocabulary)]
            at = table.end
    return [item for part in (*found, [lines[at:]]) for item in part] if found else None


def ruler(text: str) -> Columns:
    """Return the columns that a line of dashes shows; () if it is none."""
    if text.strip(" \t-=") or not text.strip():
        return ()
    found = tuple(run.span() for run in _RUN.finditer(text))
    short = any(end - start < _SHORTEST for start, end in found) or sum(end - start for start, end in found) < _FEWEST
    return () if short or len(found) > _MOST_COLUMNS or len({text[start] for start, _ in found}) > 1 else found


def _tables(lines: Sequence[Line]) -> Iterator[_Table]:
    """Find tables by their rulers: above and below, below the header too, or below the header only."""
    rulers = [_Ruler(i, columns, line.text.strip()[0]) for i, line in enumerate(lines) if (columns := ruler(line.text))]
    at = floor = 0
    while at < len(rulers):
        used = _rulers_used(lines, rulers[at : at + 3])
        mine = rulers[at : at + max(1, used)]
        table = _closed(mine) if used > 1 else _open(lines, mine[0], floor) if used else None
        if table:
            yield table
            floor = table.end
        at += len(mine)


def _rulers_used(lines: Sequence[Line], ahead: Sequence[_Ruler]) -> int:
    """Return how many of the rulers ahead make a table; 0 if the first begins none."""
    first, *rest = ahead
    like = [other.dash == first.dash and other.starts == first.starts for other in rest]
    if len(first.columns) == 1:
        framed = len(rest) == 2 and rest[1].columns == first.columns and rest[0].width == first.width  # noqa: PLR2004  # the header's and the last
        return 3 if framed else 0
    if like == [True, True] and rest[0].at + 1 < len(lines) and not lines[rest[0].at + 1].blank:
        return 3
    return 2 if like[:1] == [True] else 1


def _closed(rulers: Sequence[_Ruler]) -> _Table:
    """Return the table between rulers."""
    columns = max((one.columns for one in rulers), key=len)
    bodies = tuple((above.at + 1, below.at) for above, below in pairwise(rulers))
    return _Table(rulers[0].at, rulers[-1].at + 1, columns, bodies)


def _open(lines: Sequence[Line], under: _Ruler, floor: int) -> _Table | None:
    """Return the table whose header stands above its only ruler; its rows end at a blank line."""
    first, end = under.at, under.at + 1
    while first > floor and not lines[first - 1].blank:
        first -= 1
    while end < len(lines) and not lines[end].blank and not ruler(lines[end].text):
        end += 1
    bodies = ((first, under.at), (under.at + 1, end))
    return _Table(first, end, under.columns, bodies) if end > under.at + 1 else None


def _unsure(lines: Sequence[Line], table: _Table, metric: Metric) -> float:
    """Return the share of lines with words between the columns."""
    sliced = [_slice(lines[i], table.columns, metric) for first, end in table.bodies for i in range(first, end)]
    return sum(not all(one.sure) for one in sliced) / max(1, len(sliced))


def _table(lines: Sequence[Line], table: _Table, metric: Metric, vocabulary: Vocabulary) -> Found:
    """Read one table."""
    found: list[Found] = []
    for first, end in table.bodies:
        body = lines[first:end]
        parted = any(line.blank for line in body)
        sliced = [_slice(line, table.columns, metric) for line in body]
        for _, group in groupby(sliced, key=lambda one: (one.blank, parted or one.sure)):
            found.append(rows(_cells(list(group)), lines[table.first].start, vocabulary, parted=parted))
    return [item for part in found for item in part]


def _cells(group: Sequence[_Slice]) -> list[Cell]:
    """Put the lines of a row, or of rows, together column by column."""
    sure = [all(column) for column in zip(*(one.sure for one in group), strict=True)]
    parts = zip(*(one.parts for one in group), strict=True)
    return [Cell(i if sure[i] else None, [part for part in column if part]) for i, column in enumerate(parts)]


def _slice(line: Line, columns: Columns, metric: Metric) -> _Slice:
    """Cut a line where the columns begin."""
    text = line.text
    gaps = [(end, start) for (_, end), (start, _) in pairwise(columns)]
    places = _offsets(text, [place for gap in gaps for place in gap], metric)
    crossed = [bool(text[end:start].strip()) for end, start in zip(places[::2], places[1::2], strict=True)]
    begins = [0, *places[1::2], len(text)]
    parts: list[Line | None] = []
    sure: list[bool] = []
    for i, over in enumerate([*crossed, False]):
        if not (i and crossed[i - 1]):
            end = next((j for j in range(i, len(crossed)) if not crossed[j]), len(crossed))
            parts += [cut(line, begins[i], begins[end + 1]), *[None] * (end - i)]
        sure.append(not over and not (i and crossed[i - 1]))
    return _Slice(line.blank, tuple(parts), tuple(sure))


def _offsets(text: str, places: Sequence[int], metric: Metric) -> list[int]:
    """Return the offsets at which a text reaches places that rise from left to right."""
    if metric is len or text.isascii():
        return [min(place, len(text)) for place in places]
    found: list[int] = []
    x = 0
    for offset, character in enumerate(text):
        while len(found) < len(places) and places[len(found)] <= x:
            found.append(offset)
        x += metric(character)
    return found + [len(text)] * (len(places) - len(found))
