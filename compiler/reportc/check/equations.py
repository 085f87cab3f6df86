"""The sums of the form as data: which cells add up to which, in each edition; and the values they imply for blanks.

Source: the matrix's own corner cell (第一项加第二项之和，等于第三项加第四项之和), the meaning of
（七）总计 and of the columns 总计; 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from reportc.form import (
    APPLICANTS,
    APPLICATIONS,
    EDITIONS,
    OUTCOMES,
    PROCEEDINGS,
    TOTAL,
    Edition,
    Path,
    pointer,
)
from reportc.frozen import frozen

BALANCE, OUTCOME_SUM, ROW_SUM, PROCEEDINGS_SUM = "A301", "A302", "A303", "P401"

Values = Mapping[str, int | None]
"""The values of cells by JSON pointer; None where nothing, or not a whole number, is printed."""


class EquationState(Enum):
    """Whether an equation holds over a report's cells."""

    HELD = "held"
    BROKEN = "broken"
    UNKNOWN = "not checkable"


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of `parts` equals the sum of `wholes`; `code` is the rule that judges it."""

    code: str
    parts: tuple[Path, ...]
    wholes: tuple[Path, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The JSON pointers of all its cells."""
        return self.left + self.right

    def sign(self, cell: str) -> int:
        """Return 1 for a part, -1 for a whole."""
        return 1 if cell in self.left else -1


@frozen
class Sum:
    """An equation evaluated over one report; both sides are 0 where it is not checkable."""

    equation: Equation
    state: EquationState
    left: int = 0
    right: int = 0

    @property
    def difference(self) -> int:
        """The sum of the parts minus that of the wholes."""
        return self.left - self.right


def evaluate(equation: Equation, values: Values) -> Sum:
    """Compare both sides of `equation`; it is not checkable if a cell has no value."""
    value = values.get
    try:
        left = sum(map(value, equation.left))  # type: ignore[arg-type]  # a cell without a value raises
        right = sum(map(value, equation.right))  # type: ignore[arg-type]  # so does one here
    except TypeError:
        return Sum(equation, EquationState.UNKNOWN)
    return Sum(equation, EquationState.HELD if left == right else EquationState.BROKEN, left, right)


def _equation(code: str, parts: tuple[Path, ...], wholes: tuple[Path, ...]) -> Equation:
    return Equation(code, parts, wholes, tuple(map(pointer, parts)), tuple(map(pointer, wholes)))


def _matrix(edition: Edition) -> Iterator[Equation]:
    """Yield the equations of the disposition matrix, the rows first, as their findings are the easiest to read."""
    table = APPLICATIONS[edition]
    new, carried_over, *_, carried_forward = table.row_paths()
    outcomes = (*table.path, "outcomes")
    total = (*outcomes, TOTAL)
    for row in table.row_paths():
        yield _equation(ROW_SUM, tuple((*row, column) for column in APPLICANTS), ((*row, TOTAL),))
    for column in table.columns:
        parts = tuple((*outcomes, *row, column) for row in OUTCOMES[edition])
        yield _equation(OUTCOME_SUM, parts, ((*total, column),))
    for column in table.columns:
        wholes = (*total, column), (*carried_forward, column)
        yield _equation(BALANCE, ((*new, column), (*carried_over, column)), wholes)


def _proceedings() -> Iterator[Equation]:
    """Yield the equations of section 4: the results of each block add up to its total."""
    *results, total = PROCEEDINGS.columns
    for row in PROCEEDINGS.row_paths():
        yield _equation(PROCEEDINGS_SUM, tuple((*row, column) for column in results), ((*row, total),))


MATRIX: Mapping[Edition, tuple[Equation, ...]] = MappingProxyType({e: tuple(_matrix(e)) for e in EDITIONS})
BLOCKS: tuple[Equation, ...] = tuple(_proceedings())


def deduced(equations: Sequence[Equation], values: Values) -> dict[str, int]:
    """Return the values of blank cells that the equations imply, by JSON pointer; they are used for fixes only.

    No count is negative, so the other cells of an equation are 0 where the known ones already make the sum.
    An equation that cannot hold implies nothing.
    """
    known = {cell: value for cell, value in values.items() if value is not None}
    result: dict[str, int] = {}
    waiting = [equation for equation in equations if any(cell not in known for cell in equation.cells)]
    progress = True
    while progress:
        progress = False
        for equation in waiting:
            for cell, value in _solve(equation, known).items():
                known[cell] = result[cell] = value
                progress = True
    return result


def _solve(equation: Equation, known: dict[str, int]) -> dict[str, int]:
    """Return the values of unknown cells that one equation implies."""
    parts = [cell for cell in equation.left if cell not in known]
    wholes = [cell for cell in equation.right if cell not in known]
    if not parts and not wholes:
        return {}
    missing = sum(known.get(cell, 0) for cell in equation.right) - sum(known.get(cell, 0) for cell in equation.left)
    if len(parts) + len(wholes) == 1:
        value = missing if parts else -missing
        return {(parts or wholes)[0]: value} if value >= 0 else {}
    one_sided = not parts or not wholes
    return dict.fromkeys(parts or wholes, 0) if one_sided and missing == 0 else {}
