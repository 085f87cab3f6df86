"""Shapes that a page draws, and which of them are rules: lines, thin areas, and the ring between two areas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from reportc.source.sheets.sheet import THICKEST, PageArea, Sheet

MOST_AREAS = 8
"""A path that fills more areas than this draws no border as a ring."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def moved(x: float, y: float, matrix: Matrix) -> Point:
    """Return the point to which a matrix moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, and then `then`."""
    if then == UNIT:
        return first
    a, b, c, d, e, f = first
    ta, tb, tc, td, _, _ = then
    return a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td, *moved(e, f, then)


def around(points: Sequence[Point]) -> PageArea:
    """Return the smallest box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return PageArea(min(xs), min(ys), max(xs), max(ys))


def draw_lines(sheet: Sheet, points: Sequence[Point]) -> None:
    """Draw a line from point to point: the horizontal and vertical parts are rules."""
    for (a, b), (c, d) in pairwise(points):
        sheet.stroke(PageArea(min(a, c), min(b, d), max(a, c), max(b, d)))


def fill_areas(sheet: Sheet, parts: Sequence[Sequence[Point]], *, white: bool) -> bool:
    """Fill the areas of a path; return whether they are borders: thin, or the ring between two of them."""
    boxes = [around(points) for points in parts]
    thick = [box for box in boxes if not sheet.stroke(box)]
    rings = [outer for outer, inner in permutations(thick[:MOST_AREAS], 2) if _is_ring(outer, inner)]
    for outer in rings:
        sheet.frame(outer)
    if not white and not rings:
        sheet.shades += thick
    return bool(rings) or len(thick) < len(boxes)


def _is_ring(outer: PageArea, inner: PageArea) -> bool:
    """Return whether one box holds another with no more than a border between them."""
    gaps = (inner.left - outer.left, inner.top - outer.top, outer.right - inner.right, outer.bottom - inner.bottom)
    return all(0 <= gap <= THICKEST for gap in gaps)
