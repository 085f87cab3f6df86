"""Gaps: the rows of the form that a table lacks, and whether something without a place stands in theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from reportc.form import Path
from reportc.span import Span
from reportc.syntax.nodes import Row, State, Stray

_END = 1 << 60


def gaps(
    rows: Sequence[Row], expected: Sequence[Path], section: Span, strays: Iterable[Stray]
) -> Iterator[tuple[Path, bool]]:
    """Yield the paths of `expected` that no row has, with whether text or numbers without a place stand near.

    Near is between the rows that the form has before and behind the one that is missing.
    """
    begin: dict[Path, int] = {}
    for row in rows:
        begin.setdefault(row.path, _start(row))
    loose = sorted([stray.spans[0].start for stray in strays if stray.spans] + list(_loose(rows)))
    before, behind = section.start, _behind(expected, begin)
    for path in expected:
        if path in begin:
            before = begin[path]
            continue
        after = behind[path]
        first, last = (before, after) if before < after else (0, _END)  # rows out of order: anything is near
        yield path, bisect_left(loose, first) < bisect_left(loose, last)


def _behind(expected: Sequence[Path], begin: dict[Path, int]) -> dict[Path, int]:
    """Map each path to where the next row begins that occurs."""
    found: dict[Path, int] = {}
    at = _END
    for path in reversed(expected):
        found[path] = at
        at = begin.get(path, at)
    return found


def _start(row: Row) -> int:
    parts = [*(label.spans for label in row.labels), *(cell.spans for cell in row.cells)]
    return min((spans[0].start for spans in parts if spans), default=_END)


def _loose(rows: Iterable[Row]) -> Iterator[int]:
    """Yield where cells stand that have no column, or whose text is no number of theirs."""
    for row in rows:
        for cell in (*row.unplaced, *(cell for cell in row.cells if cell.state is State.LOST)):
            if cell.text and cell.spans:
                yield cell.spans[0].start
