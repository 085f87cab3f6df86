"""Which way of cutting is taken where lines may be cut in several: the one that leaves least unexplained.

Among those that explain as much, one that sees more of where pieces stand is taken before one that sees less;
if two see alike and still differ, what differs is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportc.source.pieces import Cut, Part, Piece, Stretch, Vocabulary
from reportc.span import Spans


class Outcome(NamedTuple):
    """What becomes of a stretch cut in one way: the cells by JSON pointer, and how much finds no place."""

    cells: Mapping[str, Spans]
    """Where each cell is printed; nowhere if it is lost or blank."""
    unexplained: int
    """Lost cells and rows, numbers without a row, words that are not the form's."""


Explain = Callable[[Sequence[Piece]], Outcome]
"""Makes tables of pieces and tells what became of them."""


def chosen(parts: Iterable[Part], vocabulary: Vocabulary, explain: Explain) -> Iterator[Piece]:
    """Yield the pieces of all parts."""
    heading: Piece | None = None
    for part in parts:
        if isinstance(part, list):
            yield from part
            heading = next((piece for piece in reversed(part) if vocabulary.is_heading(piece.text)), heading)
            continue
        if part.heading:
            heading = part.heading
            yield heading
        yield from _best(part, heading, vocabulary, explain)


def _best(stretch: Stretch, heading: Piece | None, vocabulary: Vocabulary, explain: Explain) -> list[Piece]:
    """Return the pieces of the best way to cut a stretch; one that explains everything needs no other beside it."""
    best: list[tuple[Cut, Outcome]] = []
    for cut in stretch.cuts():
        if not any(vocabulary.is_row(piece.text) for piece in cut.pieces) and not best:
            return cut.pieces  # prose: there is no table to explain
        outcome = explain([heading, *cut.pieces] if heading else cut.pieces)
        if not best or _rank(cut, outcome) < _rank(*best[0]):
            best = [(cut, outcome)]
        elif _rank(cut, outcome) == _rank(*best[0]):
            best.append((cut, outcome))
        if not best[0][1].unexplained:
            break
    return _agreed(best) if best else []


def _rank(cut: Cut, outcome: Outcome) -> tuple[bool, int, int]:
    return not outcome.cells, outcome.unexplained, cut.placing


def _agreed(best: Sequence[tuple[Cut, Outcome]]) -> list[Piece]:
    """Return the pieces of the first of equals; those that stand in a cell in which the others differ say nothing."""
    (cut, first), *others = best
    doubtful = {
        spans
        for path, spans in first.cells.items()
        if spans and any(other.cells.get(path) != spans for _, other in others)
    }
    for piece in cut.pieces if doubtful else ():
        piece.torn = piece.torn or piece.spans in doubtful
    return cut.pieces
