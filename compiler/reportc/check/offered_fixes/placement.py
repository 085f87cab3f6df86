"""The columns of the numbers of a row that lacks cells, if the sums leave just one possibility.

It is offered with X002, to be confirmed; it is never taken as read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, pairwise

from reportc.check.equations import ROW_SUM, Equation, EquationState, deduced, evaluate
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic, Fix, Related, TextEdit
from reportc.form import APPLICATIONS, Path, pointer
from reportc.language import Text
from reportc.reading import cell_lost
from reportc.span import Span, hull
from reportc.syntax.nodes import Row, State
from reportc.syntax.walk import rows

_MOST_LACKING = 2
"""A row that lacks more cells has too few numbers for its columns to be certain."""
_BLANKS = " \u3000\xa0"
_SEPARATORS: Mapping[str, tuple[str, str]] = {"\t": ("\t", "\t"), "|": ("| ", " |")}
"""The marks that put an empty cell before a number, and after the last one, by the separator of the cells of a line."""


def placed(semantics: Semantics, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, those of a lost row with its only placement: as a fix, or else as a note."""
    for one in found:
        lost = _lost_row(semantics, one) if one.rule.code == cell_lost.rule.code else None
        row = _as_printed(semantics, lost) if lost else None
        columns = _placement(semantics, row) if row else None
        yield _with_placement(semantics, one, row, columns) if row and columns else one


def _lost_row(semantics: Semantics, finding: Diagnostic) -> Row | None:
    """Return the row of the matrix that a finding reports as lost, if it occurs once and its numbers are certain.

    Section 4 has no sums but those of its rows: they cannot distinguish placements.
    """
    row = semantics.rows.get(tuple(finding.paths[0].split("/")[1:])) if len(finding.paths) == 1 else None
    if row is None or row.path not in APPLICATIONS[semantics.matrix_edition].row_paths():
        return None
    lost = all(cell.state is State.LOST for cell in row.cells)
    sure = all(isinstance(cell.value, int) and cell.text.isdecimal() and cell.spans for cell in row.unplaced)
    lacking = len(row.cells) - len(row.unplaced)
    once = sum(one.path == row.path for one in rows(semantics.report)) == 1
    return row if lost and sure and once and 0 < lacking <= _MOST_LACKING else None


def _as_printed(semantics: Semantics, row: Row) -> Row | None:
    """Return a row with its cells in the printed order of complete rows of its table; None without one order."""
    whole = [other.cells for other in semantics.printed(row.path[0]) if all(cell.spans for cell in other.cells)]
    orders = {tuple(cell.column for cell in sorted(cells, key=lambda cell: cell.spans)) for cells in whole}
    if len(orders) != 1:
        return None
    (order,) = orders
    return replace(row, cells=tuple(sorted(row.cells, key=lambda cell: order.index(cell.column))))


def _placement(semantics: Semantics, row: Row) -> Sequence[int] | None:
    """Return the column of each printed number, by its index, if the sums leave one choice only.

    The other rows determine the value of each cell; a choice of columns fits if their values are the printed
    numbers. A sum with an unread cell of another row is ignored, and a column without any sum may hold no
    number.
    """
    cells = [pointer((*row.path, cell.column)) for cell in row.cells]
    sums = list(_checkable(semantics, cells))
    must = deduced(sums, semantics.values)
    supposed = {**semantics.values, **must}
    if len(must) < len(cells) or any(evaluate(one, supposed).state is not EquationState.HELD for one in sums):
        return None
    checked = {cell for one in sums if one.code != ROW_SUM for cell in one.cells}
    printed = [cell.value for cell in row.unplaced]
    choices = (
        columns
        for columns in combinations(range(len(cells)), len(printed))
        if [must[cells[i]] for i in columns] == printed
    )
    only, *others = [*islice(choices, 2)] or [()]
    return only if only and not others and all(cells[i] in checked for i in only) else None


def _checkable(semantics: Semantics, cells: Sequence[str]) -> Iterator[Equation]:
    """Yield the sums over the cells of a row in which every other cell is read."""
    for one in (one.equation for one in semantics.matrix_sums):
        others = [cell for cell in one.cells if cell not in cells]
        if len(others) < len(one.cells) and all(semantics.values.get(cell) is not None for cell in others):
            yield one


def _with_placement(semantics: Semantics, finding: Diagnostic, row: Row, columns: Sequence[int]) -> Diagnostic:
    """Return the finding with the placement."""
    numbers = dict(zip(columns, row.unplaced, strict=True))
    names = [semantics.wording(row.path).column(cell.column, row.path) for cell in row.cells]
    shown = [f"{names[i]} {cell.text}" for i, cell in numbers.items()]
    blank = [name for i, name in enumerate(names) if i not in numbers]
    zh = f"按算式只有一种放法：{'、'.join(shown)}，「{'、'.join(blank)}」空着，请核对后采用"
    en = f"the sums leave one placement only: {', '.join(shown)}; blank: {', '.join(blank)}; confirm it first"
    edits = tuple(_edits(semantics, row, columns))
    if not edits:
        return replace(finding, related=(*finding.related, Related(hull(row.unplaced[0].spans), Text(zh, en))))
    sets = tuple(
        (_at(row.path, cell.column), numbers[i].value if i in numbers else None) for i, cell in enumerate(row.cells)
    )
    return replace(finding, fixes=(*finding.fixes, Fix(Text(zh, en), safe=False, edits=edits, sets=sets)))


def _at(row: Path, column: str) -> str:
    return pointer((*row, column))


def _edits(semantics: Semantics, row: Row, columns: Sequence[int]) -> Iterator[TextEdit]:
    """Yield the edits that insert an empty cell where a column has no number; none if the marks are ambiguous."""
    spans = [span for cell in row.unplaced for span in cell.spans]
    mark = _mark(semantics, spans) if len(spans) == len(row.unplaced) else None
    if mark is None or mark not in _SEPARATORS:
        return
    before, after = _SEPARATORS[mark]
    for span, (left, column) in zip(spans, pairwise((-1, *columns)), strict=True):
        if lacking := column - left - 1:
            yield TextEdit(Span(span.start, span.start), before * lacking)
    if lacking := len(row.cells) - 1 - columns[-1]:
        yield TextEdit(Span(spans[-1].end, spans[-1].end), after * lacking)


def _mark(semantics: Semantics, spans: Sequence[Span]) -> str | None:
    """Return the mark that is before the first number of a line and once between any two; None if there is none."""
    line = semantics.lines.line_span(semantics.lines.position(spans[0].start).line)
    first = semantics.text[line.start : spans[0].start].rstrip(_BLANKS)[-1:]
    between = {semantics.text[one.end : other.start].strip(_BLANKS) for one, other in pairwise(spans)}
    return first if between == {first} and spans[-1].end <= line.end else None
