"""From a sentence to the cells it speaks of, and from a cell to the sentences."""

from __future__ import annotations

from reportc.explain.claims import Claim
from reportc.explain.view import View
from reportc.form import pointer
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell


def definition(view: View, offset: int) -> list[Span]:
    """Return the places of the cells that the claim at `offset` was compared with."""
    place = view.at(offset)
    paths = place.thing.paths if place and isinstance(place.thing, Claim) else ()
    cells = (view.facts.cells.get(path) for path in paths)
    return [hull(cell.spans) for cell in cells if cell and cell.spans]


def references(view: View, offset: int, *, declaration: bool = False) -> list[Span]:
    """Return the claims that speak of the cell at `offset`, or of the cells of the claim that stands there."""
    place = view.at(offset)
    paths: set[str] = set()
    if place and isinstance(place.thing, Claim):
        paths.update(place.thing.paths)
    elif place and place.row and isinstance(place.thing, Cell):
        paths.add(pointer((*place.row.path, place.thing.column)))
    found = [claim.span for claim in view.claims if not paths.isdisjoint(claim.paths)]
    cells = [view.facts.cells[path] for path in sorted(paths) if path in view.facts.cells] if declaration else []
    return [*(hull(cell.spans) for cell in cells if cell.spans), *found]
