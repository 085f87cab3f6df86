"""The sections of earlier texts' stretches: while somebody types, all but one of them stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from reportc.source.cuts import Stretch
from reportc.syntax import moved
from reportc.syntax.parser import Node, Parsed
from reportc.syntax.sections import Built, Explained, has_edition
from reportc.table.choice import ChosenPieces

_MOST = 32
"""The number of stretches that are remembered, those of four reports; the least recently used goes first."""
_LONGEST = 100_000
"""Longer stretches, in characters, are not remembered."""
Key = tuple[tuple[int, int, str], ...]
"""The lines of a stretch, each with its distance from the first, in lines and in characters."""


class _KnownStretch(NamedTuple):
    """The sections of a stretch, and where it was: its first line, and the offset of it."""

    made: ChosenPieces[Explained]
    number: int
    start: int


class Stretches:
    """Remembers the sections of stretches, by their content; several threads may use it at once."""

    def __init__(self, most: int = _MOST) -> None:
        """Begin with nothing; remember at most so many stretches."""
        self._most = most
        self._known: dict[Key, _KnownStretch] = {}
        self._lock = Lock()

    def recall(self, stretch: Stretch, make: Callable[[], ChosenPieces[Explained]]) -> ChosenPieces[Explained]:
        """Return what was made of the same stretch before, moved to its place now, or else the result of `make`."""
        if not stretch.lines or sum(len(line.text) for line in stretch.lines) > _LONGEST:
            return make()
        number, start, _ = stretch.lines[0]
        key = tuple([(line.number - number, line.start - start, line.text) for line in stretch.lines])
        with self._lock:
            known = self._known.pop(key, None)
        if known is None:
            made = make()
        elif (known.number, known.start) == (number, start):
            made = known.made
        else:
            made = _moved(known.made, start - known.start, number - known.number)
        if _lasts(made):
            with self._lock:
                self._known[key] = _KnownStretch(made, number, start)
                if len(self._known) > self._most:
                    del self._known[next(iter(self._known))]
        return made


def _moved(group: ChosenPieces[Explained], by: int, rows: int) -> ChosenPieces[Explained]:
    """Return what was made of a stretch that is elsewhere now.

    The nodes of its sections are new ones, for the same stretch may be twice in a text; the nodes below them are
    moved when they are read.
    """
    own = moved.pieces(group.pieces, by, rows)
    if group.made is None:
        return ChosenPieces(own, None)
    parsed, sections = group.made
    fresh = {node: Node(node.data, node.children) for node in sections}
    root = Node(parsed.root.data, [fresh.get(child, child) for child in parsed.root.children])
    made = {
        fresh[node]: Built(moved.section(one, by), [moved.diagnostic(finding, by) for finding in findings])
        for node, (one, findings) in sections.items()
    }
    return ChosenPieces(own, Explained(Parsed(root, moved.pieces(parsed.page_marks, by, rows)), made))


def _lasts(group: ChosenPieces[Explained]) -> bool:
    """Return whether the result depends on the stretch alone: where no edition is shown, the title's year matters."""
    made = group.made
    return made is None or (
        made.parsed.root.children[1:] == [*made.sections]
        and all(has_edition(one.section) for one in made.sections.values())
    )
