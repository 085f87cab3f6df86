"""Ruled tables: lines like `-----  ---` or `=====  ===` say from where to where each column reaches.

A simple table has a row a line. Where blank lines part the rows, each is broken over as many lines as
it needs. Numbers must keep to the columns; a table in which they do not is left to be read otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reportc.source.cuts import Band, DrawnCell, Found, among
from reportc.source.layouts.markup import WIDEST
from reportc.source.lines import Line, cut
from reportc.source.pieces import Vocabulary
from reportc.source.widths import METRICS, Metric

Ranges = Sequence[tuple[int, int]]
"""From where to where each column reaches."""
_WORD = re.compile(r"\S+")
_RUN = re.compile(r"-+|=+")
_SHORTEST = 2
_FEWEST = 6
"""A ruler has at least this many dashes, and this many in each column."""


class _Ruler(NamedTuple):
    """A line of dashes: its index among the lines, and its columns."""

    at: int
    columns: Ranges


class _RuledLines(NamedTuple):
    """A table: its first line, the line after it, its columns, and the lines between its rulers."""

    first: int
    end: int
    columns: Ranges
    bodies: Sequence[range]


class _ColumnWord(NamedTuple):
    """What is in one column of a line: its offsets, and from where to where it reaches.

    A number may be `pushed` to the right by a label before it.
    """

    column: int
    start: int
    end: int
    left: int
    right: int
    number: bool
    pushed: bool


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found | None:
    """Read tables whose words keep to the columns; other lines are left to other layouts. None without such a table."""
    tables = [(table, _words(lines, table, vocabulary)) for table in _tables(lines)]
    return among(lines, [(one.first, one.end, _bands(lines, one, words)) for one, words in tables if words is not None])


def _tables(lines: Sequence[Line]) -> Iterator[_RuledLines]:
    """Find tables by their rulers: above and below, below the header too, or below the header only."""
    rulers = list(_rulers(lines))
    at = floor = 0
    while at < len(rulers):
        many = _rulers_used(lines, *rulers[at : at + 3])
        mine = rulers[at : at + (many or 1)]
        at += len(mine)
        edges = [ruler.at for ruler in mine]
        if many == 1:  # the header is above its only ruler; the rows end at a blank line, or at another ruler
            above = (i for i in range(edges[0] - 1, floor - 1, -1) if lines[i].blank)
            below = range(edges[0] + 1, rulers[at].at if at < len(rulers) else len(lines))
            edges = [next(above, floor - 1), *edges, next((i for i in below if lines[i].blank), below.stop)]
        if many > 1 or (many and edges[2] > edges[1] + 1):
            bodies = [range(start + 1, end) for start, end in pairwise(edges)]
            columns = max((ruler.columns for ruler in mine), key=len)
            floor = edges[-1] + (many > 1)
            yield _RuledLines(edges[0] + (many == 1), floor, columns, bodies)


def _rulers(lines: Sequence[Line]) -> Iterator[_Ruler]:
    """Yield the lines of dashes."""
    for at, line in enumerate(lines):
        if line.text.strip() and not line.text.strip(" \t-="):
            columns = [run.span() for run in _RUN.finditer(line.text)]
            widths = [end - start for start, end in columns]
            alike = len({line.text[start] for start, _ in columns}) == 1 and len(columns) <= WIDEST
            if alike and min(widths) >= _SHORTEST and sum(widths) >= _FEWEST:
                yield _Ruler(at, columns)


def _rulers_used(lines: Sequence[Line], first: _Ruler, *rest: _Ruler) -> int:
    """Return how many of the rulers ahead make a table; 0 if the first begins none."""
    if len(first.columns) == 1:  # the header's ruler is between two that frame the table
        ends = [(ruler.columns[0][0], ruler.columns[-1][1]) for ruler in (first, *rest)]
        return 3 if len(rest) == 2 and rest[1].columns == first.columns and ends[1] == ends[0] else 0  # noqa: PLR2004  # the header's and the last
    starts = [[start for start, _ in ruler.columns] for ruler in (first, *rest)]
    if starts[1:] == [starts[0]] * 2 and not lines[rest[0].at + 1].blank:
        return 3
    return 2 if starts[1:2] == starts[:1] else 1


def _words(lines: Sequence[Line], table: _RuledLines, vocabulary: Vocabulary) -> dict[int, list[_ColumnWord]] | None:
    """Cut the lines of a table, by the metric under which most words keep to their columns; None if numbers do not."""
    indices = [at for body in table.bodies for at in body]
    if any("\t" in lines[at].text.strip() for at in indices):
        return None
    best: dict[int, list[_ColumnWord]] | None = None
    most = -1
    for metric in METRICS:
        found = {at: _cut(lines[at].text, table.columns, metric, vocabulary) for at in indices}
        aligned = sum(bool(_sides(word, table.columns)) for words in found.values() for word in words)
        if aligned > most and _keep(list(found.values()), table.columns):
            best, most = found, aligned
    return best


def _keep(lines: Sequence[Sequence[_ColumnWord]], columns: Ranges) -> bool:
    """Return whether the numbers of each column are in one way, and those that a label pushed can be no other's."""
    sides: dict[int, set[str]] = {}
    for word in (word for words in lines for word in words if word.number and not word.pushed):
        sides[word.column] = sides.get(word.column, {"left", "right", "centre"}) & _sides(word, columns)
    pushed = [(a, b) for words in lines for a, b in pairwise(words) if b.number and b.pushed]
    passed = any(column in sides for a, b in pushed for column in range(a.column + 1, b.column))
    return all(sides.values()) and not passed


def _sides(word: _ColumnWord, columns: Ranges) -> set[str]:
    """Return the alignments by which a word keeps to its column; none if it does not keep to it."""
    before, after = word.left - columns[word.column][0], columns[word.column][1] - word.right
    found = {"left": before == 0, "right": after == 0, "centre": abs(before - after) <= 1}
    return {name for name, so in found.items() if so and min(before, after) >= 0}


def _cut(text: str, columns: Ranges, metric: Metric, vocabulary: Vocabulary) -> list[_ColumnWord]:
    """Cut a line: a word is in the column it begins in, or part of a label that reaches up to it.

    Words that are far apart and a number among them keep to no column.
    """
    starts = [start for start, _ in columns]
    found: list[_ColumnWord] = []
    right = end = 0
    for word in _WORD.finditer(text):
        left = right + metric(text[end : word.start()])
        right, end = left + metric(word.group()), word.end()
        column, number = max(0, bisect_right(starts, left) - 1), vocabulary.is_cell(word.group())
        last = found[-1] if found else None
        over = last is not None and last.right > columns[last.column][1] and left - last.right <= 1
        if last is None or (last.column != column and (number or not over)):
            found.append(_ColumnWord(column, word.start(), end, left, right, number, pushed=over))
        elif left - last.right > 1 and (last.number or number):
            found[-1] = last._replace(end=end, left=-1, right=right, number=True, pushed=False)
        else:
            found[-1] = last._replace(end=end, right=right, number=vocabulary.is_cell(text[last.start : end]))
    return found


def _bands(lines: Sequence[Line], table: _RuledLines, words: Mapping[int, Sequence[_ColumnWord]]) -> list[Band]:
    """Return the bands of one table, with the text in each column of their lines."""
    found: list[Band] = []
    for body in table.bodies:
        parted = any(lines[at].blank for at in body)
        for blank, group in groupby(body, key=lambda at: lines[at].blank):
            band = [DrawnCell(column, bare=True) for column in range(len(table.columns))]
            for at in group:
                ends = {word.column: (word.start, word.end) for word in words[at]}
                empty = (len(lines[at].text), len(lines[at].text))
                for column, cell in enumerate(band):
                    cell.lines.append(cut(lines[at], *ends.get(column, empty)))
            found += [] if blank else [Band(band, lines[table.first].start, parted)]
    return found
