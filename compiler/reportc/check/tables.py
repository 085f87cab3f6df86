"""Findings that rules of several tables share: a blank cell, a number that is not a count, a sum that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from reportc.check.equations import BALANCE, Sum
from reportc.check.rule import Finding
from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Fix, Severity, TextEdit
from reportc.form import AMOUNT, SIGNED, pointer
from reportc.language import Text
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell, Row, State
from reportc.syntax.row_building import row_span

_BLANK = frozenset((State.BLANK, State.DASH))


def blank_cells(row: Row) -> list[Cell]:
    """Return the cells of `row` that print nothing, or only a dash."""
    return [cell for cell in row.cells if cell.state in _BLANK]


def at(row: Row, cell: Cell) -> str:
    """Return the JSON pointer of a cell."""
    return pointer((*row.path, cell.column))


def blank(semantics: Semantics, row: Row, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Yield the findings of blank cells of a row; for those that can only be 0 the severity is INFO."""
    zero = [cell for cell in cells if semantics.deduced.get(at(row, cell)) == 0]
    rest = [cell for cell in cells if cell not in zero]
    for found, severity in ((zero, Severity.INFO), (rest, None)):
        if found:
            yield blank_finding(semantics, row, found, severity)


def blank_finding(semantics: Semantics, row: Row, cells: Sequence[Cell], severity: Severity | None) -> Finding:
    """Return the finding that `cells` of a row are blank; its fix prints the values that can be deduced."""
    wording = semantics.wording(row.path)
    arguments: dict[str, Argument] = {
        "row": wording.row(row.path),
        "columns": "、".join(wording.column(cell.column, row.path) for cell in cells),
        "count": len(cells),
    }
    paths = tuple(at(row, cell) for cell in cells)
    return Finding(_place(row, cells), arguments, paths, fixes=_filling(semantics, row, cells), severity=severity)


def filled_in(semantics: Semantics, row: Row, cells: Iterable[Cell], *, safe: bool) -> tuple[Fix, ...]:
    """Return the fix that prints the values that the equations imply in those of `cells` that have a span."""
    known = [
        (cell, semantics.deduced[at(row, cell)]) for cell in cells if cell.spans and at(row, cell) in semantics.deduced
    ]
    if not known:
        return ()
    edits = tuple(TextEdit(hull(cell.spans), str(value)) for cell, value in known)
    sets = tuple((at(row, cell), value) for cell, value in known)
    numbers = "、".join(dict.fromkeys(str(value) for _, value in known))
    return (Fix(Text(f"填 {numbers}", f"fill in {numbers}"), safe, edits, sets),)


def _filling(semantics: Semantics, row: Row, cells: Sequence[Cell]) -> tuple[Fix, ...]:
    """Return the fix for blank cells; it is safe only if it prints nothing but zeros."""
    return filled_in(semantics, row, cells, safe=all(semantics.deduced.get(at(row, cell)) == 0 for cell in cells))


def _place(row: Row, cells: Sequence[Cell]) -> Span:
    """Return the span of a finding of blank cells: the mark that one of them prints, or else the row's label."""
    printed = [span for cell in cells for span in cell.spans if span.end > span.start]
    return printed[0] if len(cells) == 1 and printed else row_span(row)


def replaced(cell: Cell, path: str, value: int, *, safe: bool) -> tuple[Fix, ...]:
    """Return the fix that replaces the text of the cell at `path` with `value`; none if the cell has no span."""
    if not cell.spans:
        return ()
    edits = (TextEdit(hull(cell.spans), str(value)),)
    return (Fix(Text(f"改为 {value}", f"change to {value}"), safe, edits, ((path, value),)),)


def negative(semantics: Semantics, table: str) -> Iterator[Finding]:
    """Yield the counts below zero, except in the signed column."""
    for row, cell in semantics.odd_numbers(table):
        if cell.column not in {SIGNED, AMOUNT} and cell.value is not None and cell.value < 0:
            yield _count(semantics, row, cell)


def fractional(semantics: Semantics, table: str) -> Iterator[Finding]:
    """Yield the counts that are not whole numbers."""
    for row, cell in semantics.odd_numbers(table):
        if cell.column != AMOUNT and isinstance(cell.value, Decimal):
            yield _count(semantics, row, cell)


def _count(semantics: Semantics, row: Row, cell: Cell) -> Finding:
    arguments: Mapping[str, Argument] = {"cell": semantics.name((*row.path, cell.column)), "printed": cell.text}
    return Finding(semantics.place((*row.path, cell.column)), arguments, (at(row, cell),))


# ---------------------------------------------------------------- sums


def broken_sums(semantics: Semantics, code: str) -> Iterator[Sum]:
    """Yield the equations of one rule that do not hold."""
    return (one for one in semantics.broken_sums if one.equation.code == code)


def blamed(one: Sum) -> tuple[str, ...]:
    """Return the cells that the finding of a broken equation names: the whole, or all four of a balance."""
    return one.equation.cells if one.equation.code == BALANCE else one.equation.right


def sum_finding(semantics: Semantics, one: Sum, **more: Argument) -> Finding:
    """Return the finding that a sum differs from the printed one, at the cell of the whole."""
    whole = one.equation.wholes[0]
    arguments: dict[str, Argument] = {
        "cell": semantics.name(whole),
        "printed": one.right,
        "sum": one.left,
        "terms": terms(semantics, one.equation.left),
        **more,
    }
    return Finding(semantics.place(whole), arguments, blamed(one))


def terms(semantics: Semantics, cells: Iterable[str]) -> str:
    """Return the addends that are not 0, as a sum: 10+2+3."""
    return "+".join(str(value) for cell in cells if (value := semantics.values[cell])) or "0"
