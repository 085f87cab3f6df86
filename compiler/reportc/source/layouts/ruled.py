"""Ruled tables: lines like `-----  ---` or `=====  ===` say from where to where each column reaches.

A simple table has a row a line. Where blank lines part the rows, each is broken over as many lines as
it needs. Numbers must keep to the columns; a table in which they do not is left to be read otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from reportc.source.cuts import Band, Cell, Found
from reportc.source.layouts.drawing import ambiguous_wide
from reportc.source.layouts.tokens import METRICS, Metric
from reportc.source.lines import Line, cut
from reportc.source.pieces import Vocabulary

Columns = Sequence[tuple[int, int]]
"""From where to where each column reaches."""
_WORD = re.compile(r"\S+")
_RUN = re.compile(r"-+|=+")
_SHORTEST = 2
_FEWEST = 6
"""A ruler has so many dashes, and so many in each column."""
_MOST_COLUMNS = 64


class _Table(NamedTuple):
    """A table: its first line, the line after it, its columns, and the stretches between its rulers."""

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


@dataclass(slots=True)
class _Slot:
    """What stands in one column of a line: its offsets, and from where to where it reaches.

    It may be a number, `pushed` to the right by a label before it; words that stand far apart and a number among
    them are `mixed`; `sides` are those of its column to which it keeps.
    """

    column: int
    start: int
    end: int
    right: int
    left: int
    sides: set[str]
    number: bool = False
    pushed: bool = False
    mixed: bool = False


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read tables whose words keep to the columns; other lines are left to other layouts. None if there is none."""
    found: list[Found] = []
    at = 0
    for table in _tables(lines):
        slots = _lines(lines, table, vocabulary)
        if slots is not None:
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


def _lines(lines: Sequence[Line], table: _Table, vocabulary: Vocabulary) -> dict[int, list[_Slot]] | None:
    """Cut the lines of a table, by the metric under which most words keep to their columns; None if numbers do not."""
    indices = [i for first, end in table.bodies for i in range(first, end)]
    if any("\t" in lines[i].text.strip() for i in indices):
        return None
    read = [
        {i: _slots(lines[i].text, table.columns, metric, vocabulary) for i in indices}
        for metric in (*METRICS, ambiguous_wide)
    ]
    kept = [found for found in read if _keep(list(found.values()))]
    return max(
        kept, key=lambda found: sum(bool(slot.sides) for slots in found.values() for slot in slots), default=None
    )


def _keep(lines: Sequence[Sequence[_Slot]]) -> bool:
    """Tell whether the numbers of each column stand in one way, and those that a label pushed can be no other's."""
    sides: dict[int, set[str]] = {}
    for slot in (slot for slots in lines for slot in slots if slot.number and not slot.pushed):
        sides[slot.column] = sides.get(slot.column, slot.sides) & slot.sides
    pushed = [(a, b) for slots in lines for a, b in pairwise(slots) if b.number and b.pushed]
    passed = any(column in sides for a, b in pushed for column in range(a.column + 1, b.column))
    return all(sides.values()) and not passed and not any(slot.mixed for slots in lines for slot in slots)


def _slots(text: str, columns: Columns, metric: Metric, vocabulary: Vocabulary) -> list[_Slot]:
    """Cut a line: a word is in the column it begins in, or part of a label that reaches up to it."""
    found: list[_Slot] = []
    for slot in _words(text, columns, metric):
        slot.number = vocabulary.is_cell(text[slot.start : slot.end])
        last = found[-1] if found else None
        over = last is not None and last.right > columns[last.column][1] and slot.left - last.right <= 1
        if last is not None and (slot.column == last.column or (over and not slot.number)):
            apart = slot.left - last.right > 1
            last.mixed = last.mixed or (apart and (last.number or slot.number))
            last.end, last.right = slot.end, slot.right
            last.number = vocabulary.is_cell(text[last.start : last.end])
            last.sides &= slot.sides
        else:
            slot.pushed = over
            found.append(slot)
    return found


def _words(text: str, columns: Columns, metric: Metric) -> Iterator[_Slot]:
    """Yield the words of a line, each as a slot of its own."""
    starts = [start for start, _ in columns]
    x = last = 0
    for word in _WORD.finditer(text):
        left = x + metric(text[last : word.start()])
        x, last = left + metric(word.group()), word.end()
        column = max(0, bisect_right(starts, left) - 1)
        yield _Slot(column, *word.span(), x, left, _sides(left - columns[column][0], columns[column][1] - x))


def _sides(before: int, after: int) -> set[str]:
    """Return the ways of aligning that set a word where it stands; none if it does not keep to its column."""
    found = {"left": before == 0, "right": after == 0, "centre": abs(before - after) <= 1}
    return {name for name, so in found.items() if so and min(before, after) >= 0}


def _table(lines: Sequence[Line], table: _Table, slots: Mapping[int, Sequence[_Slot]]) -> list[Band]:
    """Return the bands of one table."""
    found: list[Band] = []
    for first, end in table.bodies:
        body = range(first, end)
        parted = any(lines[i].blank for i in body)
        for blank, group in groupby(body, key=lambda i: lines[i].blank):
            if not blank:
                parts = [_parts(lines[i], slots[i], len(table.columns)) for i in group]
                cells = zip(*parts, strict=True)
                band = [Cell(column, list(inside), bare=True) for column, inside in enumerate(cells)]
                found.append(Band(band, lines[table.first].start, parted))
    return found


def _parts(line: Line, slots: Sequence[_Slot], width: int) -> list[Line]:
    """Return what stands in each column of a line, as lines of their own."""
    ends = {slot.column: (slot.start, slot.end) for slot in slots}
    empty = (len(line.text), len(line.text))
    return [cut(line, *ends.get(column, empty)) for column in range(width)]
