"""The sums of the form in words: those that a cell is part of, their numbers, and hints beside broken totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.check.equations import BALANCE, OUTCOME_SUM, PROCEEDINGS_SUM, ROW_SUM, EquationState, Sum
from reportc.check.semantics import Semantics
from reportc.explain.view import View
from reportc.form import Path, pointer
from reportc.language import Text

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        BALANCE: Text("{parts} = {wholes}", "new + carried over = total + carried forward"),
        OUTCOME_SUM: Text("各项办理结果之和 = {whole}", "the outcomes sum to {whole}"),
        ROW_SUM: Text("各类申请人之和 = {whole}", "the applicants sum to {whole}"),
        PROCEEDINGS_SUM: Text("四种结果之和 = {whole}", "the four results sum to {whole}"),
    }
)
MARKS: Mapping[EquationState, str] = MappingProxyType(
    {EquationState.HELD: "✓", EquationState.BROKEN: "✗", EquationState.UNKNOWN: "？"}
)


class Hint(NamedTuple):
    """A remark shown at `offset`, before the character there, and its explanation."""

    offset: int
    label: str
    tooltip: str


def of_cell(semantics: Semantics, at: str) -> Iterator[Sum]:
    """Yield the equations that the cell at a JSON pointer is part of."""
    return (one for one in semantics.sums if at in one.equation.cells)


def words(semantics: Semantics, one: Sum) -> Text:
    """Return an equation in the words of the form."""
    if one.equation.code == BALANCE:
        return _WORDS[BALANCE].format(
            parts=_rows(semantics, one.equation.parts), wholes=_rows(semantics, one.equation.wholes)
        )
    *keys, column = one.equation.wholes[0]
    row = tuple(keys)
    wording = semantics.wording(row)
    whole = wording.row(row) if one.equation.code == OUTCOME_SUM else wording.column(column, row)
    return _WORDS[one.equation.code].format(whole=whole)


def formula(semantics: Semantics, one: Sum) -> str:
    """Return an equation with its numbers: 10 + 2 = 12, or 10 + 2 = 12 ≠ 15, with ？ for a missing number."""
    left, right = _terms(semantics, one.equation.left), _terms(semantics, one.equation.right)
    match one.state:
        case EquationState.UNKNOWN:
            return f"{left} = {right}"
        case EquationState.HELD:
            return " = ".join(dict.fromkeys((left, str(one.left), right))) if left != right else f"{left} = {right}"
        case EquationState.BROKEN:
            return f"{_worked_out(left, one.left)} ≠ {_worked_out(right, one.right)}"


def unread(semantics: Semantics, one: Sum) -> list[Path]:
    """Return the cells without a number, which leave an equation unchecked."""
    return [path for path in (*one.equation.parts, *one.equation.wholes) if semantics.values.get(pointer(path)) is None]


def hints(view: View) -> Iterator[Hint]:
    """Yield at each broken total the sum of its parts; a balance has no total, and so no hint."""
    for one in view.semantics.sums:
        whole = one.equation.wholes[0]
        if one.state is EquationState.BROKEN and one.equation.code != BALANCE:
            equation = words(view.semantics, one).of(view.language)
            tooltip = f"{one.equation.code} {equation}：{formula(view.semantics, one)}"
            yield Hint(view.semantics.place(whole).end, f"Σ {one.left}", tooltip)


def _rows(semantics: Semantics, cells: Iterable[Path]) -> str:
    """Return the rows of cells in the words of the form, with plus signs between."""
    return " + ".join(semantics.wording(path).row(path[:-1]) for path in cells)


def _terms(semantics: Semantics, cells: Iterable[str]) -> str:
    """Return the addends that are not 0, and ？ for each unknown one."""
    values = [semantics.values.get(cell) for cell in cells]
    return " + ".join("？" if value is None else str(value) for value in values if value != 0) or "0"


def _worked_out(terms: str, value: int) -> str:
    return terms if terms == str(value) else f"{terms} = {value}"
