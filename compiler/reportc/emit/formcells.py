"""Every cell of the form as a row of data: for a data frame, and to tell whether a report is finished.

The cells are those of the edition that each table follows, or else of the one due; what the report does not
have is there too, as `missing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Edition, Path, Table, pointer
from reportc.span import LineIndex, Span, hull
from reportc.syntax.nodes import Applications, Cell, ProactiveDisclosure, Report, State
from reportc.syntax.walk import rows

_MAY_BE_DASH = "rules"
"""规章: an agency that cannot make any prints a dash."""


class FormCell(NamedTuple):
    """A cell of the form: what the report prints there, and where.

    `path` is its JSON pointer; the labels are the form's. `value` is None where no number is printed, `text` what
    is printed. `line` and `column` count from 1, in characters; they and `span` (offsets into the source) are
    None where nothing is printed.
    """

    path: str
    row_label: str
    column_label: str
    value: int | Decimal | None
    state: str
    text: str
    line: int | None
    column: int | None
    span: Span | None


def cells(report: Report, lines: LineIndex) -> list[FormCell]:
    """Return the cells of the form in its order, as `report` has them; its spans point into the text of `lines`."""
    from reportc.syntax.parser import vocabulary  # the compile has loaded it, and lark
    from reportc.syntax.wording import Wording

    found, made = _printed(report), list[FormCell]()
    for edition, table in _tables(report):
        words = Wording(vocabulary(), edition)
        for path in table.row_paths():
            row = words.row(path)
            for column in table.columns:
                at = pointer((*path, column))
                made.append(_cell(at, row, words.column(column, path), found.get(at), lines))
    return made


def holes(report: Report) -> int:
    """Count the cells of the form that have no number, but for a dash under 规章."""
    found = _printed(report)
    paths = ((*path, column) for _, table in _tables(report) for path in table.row_paths() for column in table.columns)
    return sum(_is_hole(path, found.get(pointer(path))) for path in paths)


def _is_hole(path: Path, cell: Cell | None) -> bool:
    if cell is None:
        return True
    return cell.value is None and not (path[-2] == _MAY_BE_DASH and cell.state is State.DASH)


def _printed(report: Report) -> dict[str, Cell]:
    """Return the cells that the report has; of a repeated row the first, which the JSON takes too."""
    found: dict[str, Cell] = {}
    for row in rows(report):
        for cell in row.cells:
            found.setdefault(pointer((*row.path, cell.column)), cell)
    return found


def _tables(report: Report) -> Iterator[tuple[Edition, Table]]:
    """Yield the tables of the form, each with the edition that the report follows in it."""
    from reportc.syntax.edition import due  # likewise

    stated = [(one, one.edition) for one in report.sections if isinstance(one, ProactiveDisclosure | Applications)]
    of = {type(one): edition for one, edition in reversed(stated) if edition}
    disclosure = of.get(ProactiveDisclosure) or due(report.year)
    matrix = of.get(Applications) or due(report.year)
    yield from ((disclosure, table) for table in ARTICLES[disclosure])
    yield matrix, APPLICATIONS[matrix]
    yield matrix, PROCEEDINGS


def _cell(at: str, row: str, column: str, cell: Cell | None, lines: LineIndex) -> FormCell:
    if cell is None:
        return FormCell(at, row, column, None, State.MISSING.value, "", None, None, None)
    if not cell.spans:
        return FormCell(at, row, column, cell.value, cell.state.value, cell.text, None, None, None)
    span = hull(cell.spans)
    line = lines.position(span.start).line
    place = line + 1, span.start - lines.starts[line] + 1
    return FormCell(at, row, column, cell.value, cell.state.value, cell.text, *place, span)
