"""Which way of cutting is taken where lines may be cut in several: the one that leaves least unexplained.

Among those that explain as much, one that sees more of where pieces stand is taken before one that sees less;
if two see alike and still differ, what differs is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportc.source.cuts import Band, Cut, Part, Placing, Stretch
from reportc.source.lines import Line
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Spans
from reportc.table import bands, grid, page, turns
from reportc.table.order import settle
from reportc.table.words import rejoin


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
    best: list[_Reading] = []
    for cut in stretch.cuts():
        pieces = _settled(cut, vocabulary)
        if pieces is None:
            continue
        if not any(vocabulary.is_row(piece.text) for piece in pieces) and not best:
            return pieces  # prose: there is no table to explain
        outcome = explain([heading, *pieces] if heading else pieces)
        rank = (not outcome.cells, outcome.unexplained, cut.placing)
        if not best or rank < best[0].rank:
            best = [_Reading(rank, pieces, outcome)]
        elif rank == best[0].rank:
            best.append(_Reading(rank, pieces, outcome))
        if not best[0].outcome.unexplained:
            break
    return _agreed(best) if best else []


def _settled(cut: Cut, vocabulary: Vocabulary) -> list[Piece] | None:
    """Make pieces of a cut, their words whole; None if its places do not bear it out."""
    if any(isinstance(item, Line) for item in cut.items):
        lines = [item for item in cut.items if isinstance(item, Line)]
        return page.read(lines, vocabulary) if cut.placing is Placing.PAGE else turns.read(lines, vocabulary)
    pieces = list(_pieces(cut, vocabulary))
    if cut.placing is Placing.GRID:
        return grid.settled(pieces, vocabulary, broken=cut.broken)
    return settle(rejoin(pieces, vocabulary), vocabulary)


def _pieces(cut: Cut, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the pieces of a cut; those of a stretch inside it by the most telling way that reads it."""
    for item in cut.items:
        if isinstance(item, Piece):
            yield item
        elif isinstance(item, Band):
            yield from (piece for row in bands.rows(item, vocabulary) for piece in row)
        elif isinstance(item, Stretch):
            yield from [item.heading] if item.heading else []
            read = (pieces for inner in item.cuts() if (pieces := _settled(inner, vocabulary)) is not None)
            yield from next(read, [])


class _Reading(NamedTuple):
    """A way of cutting: how little it leaves unexplained, its pieces, and what becomes of them."""

    rank: tuple[bool, int, int]
    pieces: list[Piece]
    outcome: Outcome


def _agreed(best: Sequence[_Reading]) -> list[Piece]:
    """Return the pieces of the first of equals; those that stand in a cell in which the others differ say nothing."""
    first, *others = best
    doubtful = {
        spans
        for path, spans in first.outcome.cells.items()
        if spans and any(other.outcome.cells.get(path) != spans for other in others)
    }
    for piece in first.pieces if doubtful else ():
        piece.torn = piece.torn or piece.spans in doubtful
    return first.pieces
