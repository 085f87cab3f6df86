"""The cells of a report as rows of one table: every cell that the form has in the report's edition, holes included.

The same columns for both editions, so that a data frame can hold any number of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from reportc import form
from reportc.result import Result
from reportc.result.printed import number, places, printed
from reportc.span import LineIndex, Span, hull, sound
from reportc.syntax import nodes
from reportc.syntax.wording import Wording

PlaceOf = Callable[[Span], str | None]
"""Returns the place of a span in a file that is not text: 「表3 第12行第4列」, 「Sheet1!D7」; None in a text."""


class CellRow(NamedTuple):
    """A cell of the form, and its content in a report.

    `path` is its JSON pointer, `section` the first key of it; `row` and `column` are the form's words. `value`
    is that of the JSON: the number as printed (万元 for an amount), None for every hole, and never a 0 that is
    not printed. `state` separates printed cells from the kinds of holes (blank, dash, lost, missing); a printed cell
    without a value holds a number that is no count. `printed` is the text of the cell, empty in a blank one;
    `start` and `end` are its place in the source, `line` and `character` where it begins, counted from 1.
    They are None for a cell that has no place there, and `place` is None in a text.
    """

    path: str
    section: str
    row: str
    column: str
    state: str
    value: int | float | None
    printed: str | None
    place: str | None
    start: int | None
    end: int | None
    line: int | None
    character: int | None


_MISSING = nodes.Cell("", nodes.State.MISSING, None, "", ())


class FormCell(NamedTuple):
    """The constant part of a cell's row: its pointer, its section, the words of its row and column."""

    path: str
    section: str
    row: str
    column: str


def cells(result: Result, place_of: PlaceOf | None = None) -> Iterator[CellRow]:
    """Yield every cell of the form's tables, in the form's order."""
    for section in printed(result.tree):
        for table in section.tables:
            known = iter(known_cells(table, section.edition))
            for path in table.row_paths():
                found = _by_column(section.rows.get(path))
                for column in table.columns:
                    yield _cell_row(next(known), found.get(column, _MISSING), result.lines, place_of)


def holes(tree: nodes.Report) -> int:
    """Count the cells of the form that have no number, without dashes under 规章."""
    return sum(
        found.get(column, _MISSING).value is None and not _may_be_dash(path, found.get(column))
        for section in printed(tree)
        for table in section.tables
        for path in table.row_paths()
        for found in (_by_column(section.rows.get(path)),)
        for column in table.columns
    )


def _may_be_dash(path: form.Path, cell: nodes.Cell | None) -> bool:
    """Return whether a cell is a dash of an agency that cannot make any 规章."""
    return path[-1] == "rules" and cell is not None and cell.state is nodes.State.DASH


def _by_column(row: nodes.Row | None) -> dict[str, nodes.Cell]:
    return {cell.column: cell for cell in row.cells} if row else {}


@cache
def known_cells(table: form.Table, edition: form.Edition | None) -> tuple[FormCell, ...]:
    """Return the form's texts for the cells of `table`, in its order."""
    from reportc.syntax.parser import vocabulary  # lark takes 70 ms to import

    wording = Wording(vocabulary(), edition)
    return tuple(
        FormCell(form.pointer(path), path[0], wording.row(path[:-1]), wording.column(path[-1], path[:-1]))
        for path in places(table)
    )


def _cell_row(known: FormCell, cell: nodes.Cell, lines: LineIndex, place_of: PlaceOf | None) -> CellRow:
    """Return the row of a cell."""
    state, value = cell.state.value, number(cell.column, cell.value)
    if not cell.spans:
        return CellRow(*known, state, value, sound(cell.text) or None, None, None, None, None, None)
    span = hull(cell.spans)
    line = lines.position(span.start).line
    character = span.start - lines.starts[line]
    place = place_of(span) if place_of else None
    return CellRow(*known, state, value, sound(cell.text), place, span.start, span.end, line + 1, character + 1)
