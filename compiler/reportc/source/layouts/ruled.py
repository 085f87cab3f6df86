"""Ruled tables: lines like `-----  ---` or `=====  ===` say from where to where each column reaches.

A simple table has a row a line. Where blank lines part the rows, each is broken over as many lines as
it needs. Numbers must keep to the columns; a table in which they do not is left to be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reportc.source.cuts import Band, Cell, Found
from reportc.source.layouts.drawing import ambiguous_wide
from reportc.source.layouts.slots import Columns, Slotted, alignments, judge, slotted
from reportc.source.layouts.tokens import METRICS
from reportc.source.lines import Line
from reportc.source.pieces import Vocabulary

_RUN = re.compile(r"-+|=+")
_SHORTEST = 2
_FEWEST = 6
"""A ruler has so many dashes, and so many in each column."""
_MOST_COLUMNS = 64


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


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read tables whose words keep to the columns; other lines are left to other layouts. None if there is none."""
    found: list[Found] = []
    at = 0
    for table in _tables(lines):
        slots = _by_columns(lines, table, vocabulary)
        if all(line.sure for line in slots.values()):
            found += [[lines[at : table.first]], _table(lines, table, slots)]
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


def _by_columns(lines: Sequence[Line], table: _Table, vocabulary: Vocabulary) -> dict[int, Slotted]:
    """Find the slots of a table's lines, by the metric under which most words stand just in their columns."""
    read: list[dict[int, Slotted]] = []
    indices = [i for first, end in table.bodies for i in range(first, end)]
    for metric in (*METRICS, ambiguous_wide):
        slots = {i: slotted(lines[i], table.columns, metric, vocabulary) for i in indices}
        judge(list(slots.values()), table.columns, vocabulary)
        read.append(slots)
    return max(read, key=lambda slots: sum(_fit(line, table.columns) for line in slots.values()))


def _fit(line: Slotted, columns: Columns) -> int:
    """Count what stands just in its column, less what should not be: words far apart, numbers not in line."""
    aligned = sum(bool(alignments(slot, columns[slot.column])) for slot in line.slots)
    return aligned - sum(slot.spread for slot in line.slots) - (not line.sure)


def _table(lines: Sequence[Line], table: _Table, slots: Mapping[int, Slotted]) -> list[Band]:
    """Return the bands of one table."""
    found: list[Band] = []
    for first, end in table.bodies:
        body = [slots[i] for i in range(first, end)]
        parted = any(line.line.blank for line in body)
        for blank, group in groupby(body, key=lambda line: line.line.blank):
            if not blank:
                cells = zip(*(line.parts(len(table.columns)) for line in group), strict=True)
                band = [Cell(column, list(parts), bare=True) for column, parts in enumerate(cells)]
                found.append(Band(band, lines[table.first].start, parted))
    return found
