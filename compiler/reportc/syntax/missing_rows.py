"""Gaps: the rows of the form that a table or a report lacks, and whether something is printed where they would be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Edition, Path, Table
from reportc.span import Span
from reportc.syntax.edition import due
from reportc.syntax.nodes import Applications, Cell, ProactiveDisclosure, Row, Section, State, Stray

_END = 1 << 60


def gaps(
    rows: Sequence[Row], expected: Sequence[Path], section: Span, strays: Iterable[Stray]
) -> Iterator[tuple[Path, bool]]:
    """Yield the paths of `expected` that no row has, and whether text or numbers without a place are near.

    Near means between the rows that the form has before and after the missing one.
    """
    if {row.path for row in rows}.issuperset(expected):
        return
    begin: dict[Path, int] = {}
    for row in rows:
        begin.setdefault(row.path, _start(row))
    loose = sorted([stray.spans[0].start for stray in strays if stray.spans] + list(_loose(rows)))
    before, following = section.start, _following(expected, begin)
    for path in expected:
        if path in begin:
            before = begin[path]
            continue
        after = following[path]
        first, last = (before, after) if before < after else (0, _END)  # rows out of order: anything is near
        yield path, bisect_left(loose, first) < bisect_left(loose, last)


def _following(expected: Sequence[Path], begin: dict[Path, int]) -> dict[Path, int]:
    """Map each path to where the next row that occurs begins."""
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
    """Yield the places of cells that have no column, or whose text is no number."""
    for row in rows:
        for cell in (*row.unplaced, *(cell for cell in row.cells if cell.state is State.LOST)):
            if cell.text and cell.spans:
                yield cell.spans[0].start


def missing(sections: Iterable[Section], rows: Iterable[Row], year: int | None) -> tuple[Row, ...]:
    """Return the rows of the form that are not among `rows`, in its order, with all cells in the state missing."""
    stated: dict[type[Section], Edition] = {}
    for section in sections:
        if isinstance(section, ProactiveDisclosure | Applications) and section.edition:
            stated.setdefault(type(section), section.edition)
    disclosure, applications = (stated.get(kind) or due(year) for kind in (ProactiveDisclosure, Applications))
    found = {row.path for row in rows}
    tables = (*ARTICLES[disclosure], APPLICATIONS[applications], PROCEEDINGS)
    return tuple(row for table in tables for row in _absent(table) if row.path not in found)


@cache
def _absent(table: Table) -> tuple[Row, ...]:
    """Return the rows of a table in the state missing."""
    cells = tuple(Cell(column, State.MISSING, None, "", ()) for column in table.columns)
    return tuple(Row(path, (), cells) for path in table.row_paths())
