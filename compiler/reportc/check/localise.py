"""Which cell is wrong: the smallest set of cells whose change satisfies every equation.

The equations form a product code. A wrong cell breaks its row and its column by the same
difference, so one wrong cell is found exactly, and two or three are wherever no other set of that
size explains as much. Where several do, the caller chooses by the sentences, or leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportc.check.equations import EquationState, Sum, Values

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
    most: int  # equations that contain one cell


def explanations(sums: Iterable[Sum], values: Values) -> tuple[Change, ...]:
    """Return every smallest set of cells whose change satisfies all equations; none where that takes too many.

    A count is never implied to be negative. Equations that are not checkable are ignored.
    """
    system = _system(sums, values)
    residual = _residual(system)
    for size in range(1, MOST_CELLS + 1) if residual else ():
        found = set(_changes(system, residual, size, ()))
        if found:
            return tuple(sorted(found))
    return ()


def certain(sums: Iterable[Sum], values: Values) -> Change:
    """Return the cells that are wrong by themselves, however many there are.

    Every equation of such a cell, and there are at least two, is off by the same, and no other cell can say so
    of any of these.
    """
    system = _system(sums, values)
    residual, found = _residual(system), tuple[tuple[str, int], ...]()
    while alone := _alone(system, residual):
        for cell, amount in alone:
            residual = _after(system, residual, cell, amount)
        found += alone
    return tuple(sorted(found))


def implied(change: Change, values: Values) -> dict[str, int]:
    """Return what the cells of `change` should count."""
    return {cell: (values[cell] or 0) + amount for cell, amount in change}


def _residual(system: _System) -> dict[int, int]:
    return {number: one.difference for number, one in enumerate(system.sums) if one.difference}


def _alone(system: _System, residual: Mapping[int, int]) -> Change:
    """Return the cells that explain each of their equations, where no other cell explains one of these so."""
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
