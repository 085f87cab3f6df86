"""Characters placed in the cells that they are in, and those that a rule strikes through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, nextafter
from typing import NamedTuple

from reportc.source.pieces import Setting
from reportc.source.sheets.grid import CellIndex, RuledGrid
from reportc.source.sheets.sheet import UNKNOWN, Glyph, PageArea, RuledLine

_INSIDE = 0.8
"""A number belongs to the cell that this share of it is in."""
_NEAR = 0.15
"""Digits of one number are no farther apart, in their widths."""
_NUMBER = frozenset("0123456789.,０１２３４５６７８９．，")
_NOWHERE = PageArea(0.0, 0.0, 0.0, 0.0)
_STRUCK = (0.15, 0.6)
"""The positions of a line that strikes a character through, in heights of its box over the base line."""


def placed(glyphs: Sequence[Glyph], found: Sequence[RuledGrid]) -> Iterator[tuple[CellIndex | None, Sequence[Glyph]]]:
    """Yield the cells with the consecutive characters in each; of nested tables the smallest counts."""
    order = sorted(range(len(found)), key=lambda at: found[at].box.width * found[at].box.height)
    places, moves = _places(glyphs, _searches(found, order))
    known = glyphs
    if torn := [at for at in moves if _is_next(glyphs[at], glyphs[at - 1])]:
        known = _without_torn(glyphs, places, torn)
        moves = [at for at, (last, place) in enumerate(pairwise(places), 1) if place is not last]
    start = 0
    for end in (*moves, len(places)):
        if end > start:
            yield places[start], known[start:end]
        start = end


class _Search(NamedTuple):
    """A table to be searched, its area, its cells by row and column; whether no smaller one is near."""

    box: PageArea
    grid: RuledGrid
    cells: Mapping[tuple[int, int], CellIndex]
    is_alone: bool


def _searches(found: Sequence[RuledGrid], order: Sequence[int]) -> list[_Search]:
    boxes = [found[at].box for at in order]
    return [
        _Search(box, found[at], found[at].places(at), not any(_meet(box, smaller) for smaller in boxes[:number]))
        for number, (at, box) in enumerate(zip(order, boxes, strict=True))
    ]


def _places(glyphs: Sequence[Glyph], searches: Sequence[_Search]) -> tuple[list[CellIndex | None], list[int]]:
    """Return the cell of each character, and the indices of those in another cell than the previous one."""
    places: list[CellIndex | None] = []
    moves: list[int] = []
    place, (x0, y0, x1, y1) = None, _NOWHERE
    for left, top, right, bottom, _, _, _ in glyphs:
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (x0 <= x < x1 and y0 <= y < y1):
            last = place
            place, (x0, y0, x1, y1) = _found(x, y, searches)
            if place is not last and places:
                moves.append(len(places))
        places.append(place)
    return places, moves


def _found(x: float, y: float, searches: Sequence[_Search]) -> tuple[CellIndex | None, PageArea]:
    """Return the cell at a point, and an area around the point whose points are all in that cell."""
    for box, grid, cells, is_alone in searches:
        if box.holds(x, y):
            row, column = bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1
            if place := cells.get((row, column)):
                return place, grid.cells[place[1]].box if is_alone and grid.whole else _NOWHERE
    sides = [side for box, *_ in searches for side in (box.top, box.bottom)]
    if any(box.top <= y <= box.bottom for box, *_ in searches):
        return None, _NOWHERE
    above, below = (
        max([side for side in sides if side < y], default=-inf),
        min([s for s in sides if s > y], default=inf),
    )
    return None, PageArea(-inf, nextafter(above, inf), inf, below)


def _meet(area: PageArea, other: PageArea) -> bool:
    shared = area.cut(other)
    return shared.width >= 0 and shared.height >= 0


def _without_torn(glyphs: Sequence[Glyph], places: list[CellIndex | None], torn: Sequence[int]) -> Sequence[Glyph]:
    """Move a number that is across a rule into the cell that most of it is in; otherwise it cannot be read.

    `torn` are the digits that are in another cell than the digit before.
    """
    known = list(glyphs)
    for at in torn:
        start, end = at - 1, at + 1
        while start and _is_next(glyphs[start], glyphs[start - 1]):
            start -= 1
        while end < len(glyphs) and _is_next(glyphs[end], glyphs[end - 1]):
            end += 1
        inside = places[start:end]
        most = max(inside, key=inside.count)
        if inside.count(most) >= _INSIDE * len(inside):
            places[start:end] = [most] * len(inside)
        else:
            known[start:end] = [glyph._replace(text=UNKNOWN) for glyph in glyphs[start:end]]
    return known


def _is_next(glyph: Glyph, last: Glyph) -> bool:
    """Return whether two characters are digits of one number, the second immediately after the first."""
    if glyph.text not in _NUMBER or last.text not in _NUMBER:
        return False
    return abs(glyph.base - last.base) < 1 and -1 < glyph.left - last.right < _NEAR * (glyph.right - glyph.left)


def with_struck(glyphs: Sequence[Glyph], rules: Sequence[RuledLine]) -> list[Glyph]:
    """Mark the characters that a rule strikes through."""
    return [_struck(glyph) if any(_strikes(rule, glyph) for rule in rules) else glyph for glyph in glyphs]


def _struck(glyph: Glyph) -> Glyph:
    return glyph if glyph.setting else glyph._replace(setting=Setting.STRUCK)


def _strikes(rule: RuledLine, glyph: Glyph) -> bool:
    if not rule.start - 1 <= glyph.centre <= rule.end + 1:
        return False
    least, most = (share * (glyph.bottom - glyph.top) for share in _STRUCK)
    return least < glyph.base - rule.at < most
