"""What the equations force a cell to be that prints nothing: offered as a fix, never taken as read."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.check.equations import Equation, Values


def forced(equations: Sequence[Equation], values: Values) -> dict[str, int]:
    """Return the only value each cell without one can have, by JSON pointer, where there is just one.

    No count is negative: where the known cells of an equation use up the sum, the others are 0.
    Nothing is forced by an equation that cannot hold.
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
    """Return what one equation forces its unknown cells to be."""
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
