"""Which cell is wrong: the smallest set of cells whose change satisfies every equation.

The equations form a product code. A wrong cell breaks its row and its column by the same
difference, so one wrong cell is found exactly, and two or three are wherever no other set of that
size explains as much. Where several do, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportc.check.equations import State, Sum, Values

MOST_CELLS = 3
"""A larger set proves nothing, for many sets of that size explain the same; and the search is short."""

Change = tuple[tuple[str, int], ...]
"""Cells by JSON pointer, sorted, with what is to be added to each."""


@dataclass(frozen=True, slots=True)
class _System:
    """The checkable equations, and the cells' places in them."""

    sums: tuple[Sum, ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]  # a cell's equations by number, and its sign there
    values: Values
    most: int  # equations that one cell stands in


def explain(sums: Iterable[Sum], values: Values) -> dict[str, int]:
    """Return the cells to change and the values implied; empty without one smallest explanation.

    A count is never implied to be negative. Equations that are not checkable have no say.
    """
    system = _system(sums, values)
    residual = {number: one.difference for number, one in enumerate(system.sums) if one.difference}
    for size in range(1, MOST_CELLS + 1) if residual else ():
        found = set(_changes(system, residual, size, ()))
        if found:
            return _implied(found.pop(), values) if len(found) == 1 else {}
    return {}


def _implied(change: Change, values: Values) -> dict[str, int]:
    return {cell: (values[cell] or 0) + amount for cell, amount in change}


def _system(sums: Iterable[Sum], values: Values) -> _System:
    checkable = tuple(one for one in sums if one.state is not State.UNKNOWN)
    places: dict[str, list[tuple[int, int]]] = {}
    for number, one in enumerate(checkable):
        for sign, cells in ((1, one.equation.left), (-1, one.equation.right)):
            for cell in cells:
                places.setdefault(cell, []).append((number, sign))
    most = max(map(len, places.values()), default=0)
    return _System(checkable, {cell: tuple(found) for cell, found in places.items()}, values, most)


def _changes(system: _System, residual: Mapping[int, int], size: int, taken: Change) -> Iterator[Change]:
    """Yield the sets of `size` more cells that clear `residual`.

    Some cell of each broken equation must change. In a set of up to three cells one of these stands
    alone in another broken equation, or in this one, whose difference is then its own.
    """
    if not residual:
        if size == 0:
            yield taken
        return
    if len(residual) > size * system.most:
        return
    equation = min(residual, key=lambda number: len(system.sums[number].equation.cells))
    chosen = {cell for cell, _ in taken}
    for cell in system.sums[equation].equation.cells:
        if cell in chosen:
            continue
        for amount in {-residual[number] * sign for number, sign in system.places[cell] if number in residual}:
            if (system.values[cell] or 0) + amount >= 0:
                left = _after(system, residual, cell, amount)
                yield from _changes(system, left, size - 1, tuple(sorted((*taken, (cell, amount)))))


def _after(system: _System, residual: Mapping[int, int], cell: str, amount: int) -> dict[int, int]:
    """Return what is left of the differences when `amount` is added to `cell`."""
    left = dict(residual)
    for number, sign in system.places[cell]:
        difference = left.get(number, 0) + sign * amount
        if difference:
            left[number] = difference
        else:
            left.pop(number, None)
    return left
