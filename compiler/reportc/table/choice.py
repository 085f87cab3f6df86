"""Which way of cutting is taken where lines may be cut in several: the one that leaves least unexplained.

Of ways that explain as much, one that shows more of the places of pieces is taken before one that shows less;
of two that show the same, the cells in which they differ are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar, cast

from reportc.source.cuts import Band, Cut, Part, Placing, Stretch
from reportc.source.lines import Line
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Spans
from reportc.table import drawn_rows, page, turns
from reportc.table.words import in_turn, settled

Made = TypeVar("Made")
"""The tables that were built from pieces."""


class CutOutcome(NamedTuple, Generic[Made]):
    """The result for a stretch cut in one way: its cells, and how much has no place."""

    cells: Callable[[], Mapping[str, Spans]]
    """Returns where each cell is printed, by JSON pointer; nowhere if it is lost or blank."""
    is_table: bool
    unexplained: int
    """The number of lost cells and rows, of numbers without a row, of words that are not the form's."""
    made: Made


class ChosenPieces(NamedTuple, Generic[Made]):
    """The pieces from one heading to the next, and the tables of them, if they were built to choose the cut."""

    pieces: list[Piece]
    made: Made | None


Explain = Callable[[Sequence[Piece]], CutOutcome[Made]]
"""Builds tables from pieces and returns what became of them."""
Recall = Callable[[Stretch, Callable[[], ChosenPieces[Made]]], ChosenPieces[Made]]
"""Returns the earlier result for the same stretch, or else builds it."""


def chosen(
    parts: Iterable[Part], vocabulary: Vocabulary, explain: Explain[Made], recall: Recall[Made] | None = None
) -> Iterator[ChosenPieces[Made]]:
    """Yield the pieces of all parts, cut in the best ways, from heading to heading.

    An earlier result for the same stretch and words is used where `recall` has one.
    """
    group: ChosenPieces[Made] = ChosenPieces([], None)
    for part in parts:
        if isinstance(part, list):
            group = ChosenPieces([*group.pieces, *part], None)
        elif part.heading:
            if group.pieces:
                yield group
            make = partial(_best, part, [part.heading], vocabulary, explain)
            group = recall(part, make) if recall else make()
        else:
            heading = [piece for piece in reversed(group.pieces) if vocabulary.is_heading(piece.text)][:1]
            found = _best(part, heading, vocabulary, explain)
            group = ChosenPieces([*group.pieces, *found.pieces[len(heading) :]], None)
    yield group


def _best(stretch: Stretch, heading: list[Piece], vocabulary: Vocabulary, explain: Explain[Made]) -> ChosenPieces[Made]:
    """Return a heading and the pieces of the best way to cut the rest; a way that explains all is taken at once."""
    best, least = list[tuple[list[Piece], CutOutcome[Made]]](), None
    prose: list[Piece] | None = None
    for cut in stretch.cuts():
        found = _settled(cut, vocabulary)
        if found is None:
            continue
        pieces = [*heading, *found]
        if not any(vocabulary.is_row(piece.text) for piece in found):
            prose = prose or pieces  # there is no table to explain
            continue
        outcome = explain(pieces)
        rank = (not outcome.is_table, outcome.unexplained, cut.placing)
        if least is None or rank < least:
            best, least = [], rank
        best += [(pieces, outcome)] if rank == least else []
        if least[:2] == (False, 0):
            break
    return _agreed(*best[0], *(outcome for _, outcome in best[1:])) if best else ChosenPieces(prose or heading, None)


def _settled(cut: Cut, vocabulary: Vocabulary) -> list[Piece] | None:
    """Return the pieces of a cut, their words joined; None if its places contradict its words."""
    kinds = set(map(type, cut.items))
    if Line in kinds:
        lines = cast("list[Line]", cut.items)
        return page.read(lines, vocabulary) if cut.placing is Placing.PAGE else turns.read(lines, vocabulary)
    pieces = cast("list[Piece]", [*cut.items]) if kinds == {Piece} else list(_pieces(cut, vocabulary))
    if cut.placing is Placing.GRID:
        return settled(pieces, vocabulary, broken=cut.broken)
    return in_turn(pieces, vocabulary)


def _pieces(cut: Cut, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the pieces of a cut; those of a nested stretch by the first way that reads it."""
    for item in cut.items:
        if isinstance(item, Piece):
            yield item
        elif isinstance(item, Band):
            yield from (piece for row in drawn_rows.rows(item, vocabulary) for piece in row)
        elif isinstance(item, Stretch):
            yield from [item.heading] if item.heading else []
            read = (pieces for inner in item.cuts() if (pieces := _settled(inner, vocabulary)) is not None)
            yield from next(read, [])


def _agreed(pieces: list[Piece], outcome: CutOutcome[Made], *others: CutOutcome[Made]) -> ChosenPieces[Made]:
    """Return the first of equals; a piece is torn if it is in a cell in which the others differ."""
    differing = [other.cells() for other in others]
    doubtful = {
        spans
        for path, spans in (outcome.cells().items() if others else ())
        if spans and any(cells.get(path) != spans for cells in differing)
    }
    for piece in pieces if doubtful else ():
        piece.torn = piece.torn or piece.spans in doubtful
    return ChosenPieces(pieces, None if doubtful else outcome.made)
