"""Of several ways to cut lines, the one that explains most is chosen, whatever the order in which they are tried.

All stretches of the cases, the examples, drawings and damaged drawings are cut in all possible ways. Each layout is
damaged in a third of the ways, and each way in a third of the layouts.
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
    """Yield names of texts with the functions that make them, which return None if a damage is impossible."""
    yield from ((path.name, partial(compiled, path)) for path in TEXTS)
    for at, layout in enumerate(LAYOUTS):
        yield layout.name, partial(drawn, layout, 0)
        yield from ((f"{layout.name}, {name}", partial(spoilt, layout, name)) for name in [*DAMAGES][at % 3 :: 3])


def compiled(path: Path) -> str:
    """Return the decoded text of a file."""
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
    """Caches the result of each cut and each list of pieces, as they do not depend on the order."""

    def __init__(self) -> None:
        """Begin with empty caches."""
        self._settle = choice._settled
        self._cuts: dict[int, tuple[Cut, list[Piece] | None]] = {}
        self._outcomes: dict[tuple[Any, ...], CutOutcome[Explained]] = {}

    def settled(self, cut: Cut, words: Vocabulary) -> list[Piece] | None:
        """Return the pieces of a cut, new copies each time, as they may be marked."""
        if id(cut) not in self._cuts:
            self._cuts[id(cut)] = cut, self._settle(cut, words)
        found = self._cuts[id(cut)][1]
        return None if found is None else [replace(piece) for piece in found]

    def explain(self, pieces: Sequence[Piece]) -> CutOutcome[Explained]:
        """Return the outcome of pieces."""
        key = tuple(map(_PARTS, pieces))
        if key not in self._outcomes:
            self._outcomes[key] = explain(pieces)
        return self._outcomes[key]

    def cells_of(self, stretch: Stretch, cuts: list[Cut]) -> dict[str, Spans]:
        """Return the places of the cells of a stretch that is cut in one of these ways."""
        again = stretch._replace(cuts=lambda: iter(cuts))
        with patch.object(choice, "_settled", self.settled):
            groups = list(choice.chosen([again], vocabulary(), self.explain))
        return dict(self.explain([piece for group in groups for piece in group.pieces]).cells())


def placing(cut: Cut) -> int:
    """Return the rank of a cut by the places that it shows: cuts that show more always come first."""
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
