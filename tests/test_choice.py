"""Where lines may be cut in several ways, what each explains decides, and not the order in which they are asked.

All stretches of the cases, the examples, drawings and damaged drawings are cut in every way there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import reportc
from reportc.source import html, read
from reportc.source.cuts import Cut, Stretch
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Spans
from reportc.syntax.parser import vocabulary
from reportc.syntax.sections import Explained, explain
from reportc.table import choice
from reportc.table.choice import CutOutcome
from reports.damage import DAMAGES, damaged
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS

ROOT = Path(__file__).parents[1]
TEXTS = sorted([*(ROOT / "tests" / "cases").glob("*.txt"), *(ROOT / "examples").glob("*.txt")])
_PARTS = attrgetter(*(field.name for field in fields(Piece)))


def texts() -> Iterator[tuple[str, Callable[[], str | None]]]:
    """Yield what makes texts, with what they are called; a damage that has no place makes none."""
    yield from ((path.name, partial(compiled, path)) for path in TEXTS)
    for layout in LAYOUTS:
        yield from ((f"{layout.name} {seed}", partial(drawn, layout, seed)) for seed in range(3))
        yield from ((f"{layout.name}, {name}", partial(spoilt, layout, name)) for name in DAMAGES)


def compiled(path: Path) -> str:
    """Return the text of a file as the compiler sees it."""
    return reportc.compile(path.read_bytes()).source.text


def drawn(layout: Layout, seed: int) -> str:
    """Return a drawing."""
    return draw(layout, seed).text


def spoilt(layout: Layout, name: str) -> str | None:
    """Return a damaged drawing."""
    made = damaged(layout, name, 0)
    return made.text if made else None


def stretches(text: str) -> list[Stretch]:
    """Return the stretches of a text that may be cut in several ways."""
    return [part for part in read(text, vocabulary()).parts if isinstance(part, Stretch)]


class Once:
    """Settles each cut and explains each row of pieces once, for the orders differ in what they ask, not in answers."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._settle = choice._settled
        self._cuts: dict[int, tuple[Cut, list[Piece] | None]] = {}
        self._outcomes: dict[tuple[Any, ...], CutOutcome[Explained]] = {}

    def settled(self, cut: Cut, words: Vocabulary) -> list[Piece] | None:
        """Return the pieces of a cut, new ones each time, for they may be marked."""
        if id(cut) not in self._cuts:
            self._cuts[id(cut)] = cut, self._settle(cut, words)
        found = self._cuts[id(cut)][1]
        return None if found is None else [replace(piece) for piece in found]

    def explain(self, pieces: Sequence[Piece]) -> CutOutcome[Explained]:
        """Return what becomes of pieces."""
        key = tuple(map(_PARTS, pieces))
        if key not in self._outcomes:
            self._outcomes[key] = explain(pieces)
        return self._outcomes[key]

    def cells_of(self, stretch: Stretch, cuts: list[Cut]) -> dict[str, Spans]:
        """Return where the cells of a stretch are printed, if it is cut in one of these ways."""
        again = stretch._replace(cuts=lambda: iter(cuts))
        with patch.object(choice, "_settled", self.settled):
            groups = list(choice.chosen([again], vocabulary(), self.explain))
        return dict(self.explain([piece for group in groups for piece in group.pieces]).cells())


def placing(cut: Cut) -> int:
    """Return how little a cut sees of places: those that see more are asked first, in whatever order."""
    return cut.placing


@pytest.mark.parametrize("part", range(4))
def test_no_order_decides(part: int) -> None:
    several = 0
    for at, (name, make) in enumerate(texts()):
        text = make() if at % 4 == part else None
        if text is None or html.is_page(text):
            continue
        for stretch in stretches(text):
            once, cuts = Once(), list(stretch.cuts())
            backwards, mixed = cuts[::-1], cuts[:]
            seeded(at).shuffle(mixed)
            several += len(cuts) > 1
            found = once.cells_of(stretch, cuts)
            assert once.cells_of(stretch, sorted(backwards, key=placing)) == found, name
            assert once.cells_of(stretch, sorted(mixed, key=placing)) == found, name
    assert several > 100
