"""Which cell is wrong: the smallest set of cells whose change satisfies every equation.

The equations form a product code. A wrong cell breaks its row and its column by the same
difference, so one wrong cell is found exactly, and two or three are found where no other set of that
size explains as much. Where several sets do, the caller chooses by the sentences or leaves the choice open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportc.check.equations import EquationState, Sum, Values

MOST_CELLS = 3
"""The largest set that is searched for; many larger sets would explain the same, so none of them proves anything."""

Change = tuple[tuple[str, int], ...]
"""Cells by JSON pointer, sorted, each with the amount to add to it."""


@dataclass(frozen=True, slots=True)
class _System:
    """The checkable equations, and the occurrences of cells in them."""

    sums: tuple[Sum, ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]  # the indices of a cell's equations, and its sign in each
    values: Values
    most: int  # the most equations that contain one cell


def explanations(sums: Iterable[Sum], values: Values) -> tuple[Change, ...]:
    """Return all smallest sets of cells whose change satisfies every equation; none where too many cells are needed.

    No implied count is negative. Equations that are not checkable are ignored.
    """
    system = _system(sums, values)
    residual = _residual(system)
    for size in range(1, MOST_CELLS + 1) if residual else ():
        found = set(_changes(system, residual, size, ()))
        if found:
            return tuple(sorted(found))
    return ()


def certain(sums: Iterable[Sum], values: Values) -> Change:
    """Return the cells that are wrong independently of all others, however many there are.

    Such a cell has at least two equations, all off by the same amount, and no other cell of any of them has this
    property.
    """
    system = _system(sums, values)
    residual, found = _residual(system), tuple[tuple[str, int], ...]()
    while alone := _alone(system, residual):
        for cell, amount in alone:
            residual = _after(system, residual, cell, amount)
        found += alone
    return tuple(sorted(found))


def implied(change: Change, values: Values) -> dict[str, int]:
    """Return the values of the cells of `change` after it."""
    return {cell: (values[cell] or 0) + amount for cell, amount in change}


def _residual(system: _System) -> dict[int, int]:
    return {number: one.difference for number, one in enumerate(system.sums) if one.difference}


def _alone(system: _System, residual: Mapping[int, int]) -> Change:
    """Return the cells that explain all of their equations, none of which another cell explains in the same way."""
    broken = {cell for number in residual for cell in system.sums[number].equation.cells}
    claims: dict[int, list[tuple[str, int]]] = {}
    for cell in sorted(broken):
        amounts = {-residual.get(number, 0) * sign for number, sign in system.places[cell]}
        amount = next(iter(amounts))
        several = len(system.places[cell]) > 1
        if several and len(amounts) == 1 and amount and (system.values[cell] or 0) + amount >= 0:
            for number, _ in system.places[cell]:
                claims.setdefault(number, []).append((cell, amount))
    found = {claim for claimed in claims.values() for claim in claimed}
    return tuple(sorted(one for one in found if all(claims[number] == [one] for number, _ in system.places[one[0]])))


def _system(sums: Iterable[Sum], values: Values) -> _System:
    checkable = tuple(one for one in sums if one.state is not EquationState.UNKNOWN)
    places: dict[str, list[tuple[int, int]]] = {}
    for number, one in enumerate(checkable):
        for sign, cells in ((1, one.equation.left), (-1, one.equation.right)):
            for cell in cells:
                places.setdefault(cell, []).append((number, sign))
    most = max(map(len, places.values()), default=0)
    return _System(checkable, {cell: tuple(found) for cell, found in places.items()}, values, most)


def _changes(system: _System, residual: Mapping[int, int], size: int, taken: Change) -> Iterator[Change]:
    """Yield `taken` with each set of `size` more cells that clears `residual`, the differences by equation.

    Some cell of each broken equation must change. In a set of up to three cells, one of these is the only one of
    the set in a broken equation, this one or another; the difference of that equation is then its amount.
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
    """Return the differences that remain when `amount` is added to `cell`."""
    left = dict(residual)
    for number, sign in system.places[cell]:
        difference = left.get(number, 0) + sign * amount
        if difference:
            left[number] = difference
        else:
            left.pop(number, None)
    return left
