"""Which way of cutting is taken where lines may be cut in several: the one that leaves least unexplained.

Among those that explain as much, one that sees more of where pieces stand is taken before one that sees less;
if two see alike and still differ, what differs is lost.
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
"""What tables were made of pieces."""


class Outcome(NamedTuple, Generic[Made]):
    """What becomes of a stretch cut in one way: its cells, and how much finds no place."""

    cells: Callable[[], Mapping[str, Spans]]
    """Tells where each cell is printed, by JSON pointer; nowhere if it is lost or blank."""
    is_table: bool
    unexplained: int
    """Lost cells and rows, numbers without a row, words that are not the form's."""
    made: Made


class Group(NamedTuple, Generic[Made]):
    """The pieces from one heading to the next, and what was made of them, if just they were explained."""

    pieces: list[Piece]
    made: Made | None


Explain = Callable[[Sequence[Piece]], Outcome[Made]]
"""Makes tables of pieces and tells what became of them."""
Recall = Callable[[Stretch, Callable[[], Group[Made]]], Group[Made]]
"""Returns what was made of the same stretch earlier, or else what is made of it now."""


def chosen(
    parts: Iterable[Part], vocabulary: Vocabulary, explain: Explain[Made], recall: Recall[Made] | None = None
) -> Iterator[Group[Made]]:
    """Yield the pieces of all parts, cut in the best ways, from heading to heading.

    What was made of a stretch earlier, by the same words, is taken where `recall` knows it.
    """
    group: Group[Made] = Group([], None)
    for part in parts:
        if isinstance(part, list):
            group = Group([*group.pieces, *part], None)
        elif part.heading:
            if group.pieces:
                yield group
            make = partial(_best, part, [part.heading], vocabulary, explain)
            group = recall(part, make) if recall else make()
        else:
            heading = [piece for piece in reversed(group.pieces) if vocabulary.is_heading(piece.text)][:1]
            found = _best(part, heading, vocabulary, explain)
            group = Group([*group.pieces, *found.pieces[len(heading) :]], None)
    yield group


def _best(stretch: Stretch, heading: list[Piece], vocabulary: Vocabulary, explain: Explain[Made]) -> Group[Made]:
    """Return a heading and the pieces of the best way to cut what follows; one that explains all needs no other."""
    best, least = list[tuple[list[Piece], Outcome[Made]]](), None
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
    return _agreed(*best[0], *(outcome for _, outcome in best[1:])) if best else Group(prose or heading, None)


def _settled(cut: Cut, vocabulary: Vocabulary) -> list[Piece] | None:
    """Make pieces of a cut, their words whole; None if its places do not bear it out."""
    kinds = set(map(type, cut.items))
    if Line in kinds:
        lines = cast("list[Line]", cut.items)
        return page.read(lines, vocabulary) if cut.placing is Placing.PAGE else turns.read(lines, vocabulary)
    pieces = list(_pieces(cut, vocabulary))
    if cut.placing is Placing.GRID:
        return settled(pieces, vocabulary, broken=cut.broken)
    return in_turn(pieces, vocabulary)


def _pieces(cut: Cut, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the pieces of a cut; those of a stretch inside it by the most telling way that reads it."""
    for item in cut.items:
        if isinstance(item, Piece):
            yield item
        elif isinstance(item, Band):
            yield from (piece for row in drawn_rows.rows(item, vocabulary) for piece in row)
        elif isinstance(item, Stretch):
            yield from [item.heading] if item.heading else []
            read = (pieces for inner in item.cuts() if (pieces := _settled(inner, vocabulary)) is not None)
            yield from next(read, [])


def _agreed(pieces: list[Piece], outcome: Outcome[Made], *others: Outcome[Made]) -> Group[Made]:
    """Return the first of equals; pieces that stand in a cell in which the others differ say nothing."""
    differing = [other.cells() for other in others]
    doubtful = {
        spans
        for path, spans in (outcome.cells().items() if others else ())
        if spans and any(cells.get(path) != spans for cells in differing)
    }
    for piece in pieces if doubtful else ():
        piece.torn = piece.torn or piece.spans in doubtful
    return Group(pieces, None if doubtful else outcome.made)
