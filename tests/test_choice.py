"""Where lines may be cut in several ways, what each explains decides, and not the order in which they are asked.

All stretches of the cases, the examples, drawings and damaged drawings are cut in every way there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reportc
from reportc.source import html, read
from reportc.source.cuts import Cut, Stretch
from reportc.source.pieces import Piece
from reportc.span import Spans
from reportc.syntax.parser import vocabulary
from reportc.syntax.sections import explain
from reportc.table import choice
from reports.damage import DAMAGES, damaged
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS

ROOT = Path(__file__).parents[1]
TEXTS = sorted([*(ROOT / "tests" / "cases").glob("*.txt"), *(ROOT / "examples").glob("*.txt")])


def texts() -> Iterator[tuple[str, str]]:
    """Yield texts with what they are called."""
    yield from ((path.name, reportc.compile(path.read_bytes()).source.text) for path in TEXTS)
    for layout in LAYOUTS:
        yield from ((f"{layout.name} {seed}", draw(layout, seed).text) for seed in range(3))
        for name in DAMAGES:
            if made := damaged(layout, name, 0):
                yield f"{layout.name}, {name}", made.text


def stretches(text: str) -> list[Stretch]:
    """Return the stretches of a text that may be cut in several ways."""
    return [part for part in read(text, vocabulary()).parts if isinstance(part, Stretch)]


def cells_of(stretch: Stretch, cuts: list[Cut]) -> dict[str, Spans]:
    """Return where the cells of a stretch are printed, if it is cut in one of these ways."""
    again = stretch._replace(cuts=lambda: iter(cuts))
    groups = list(choice.chosen([again], vocabulary(), explain))
    pieces: list[Piece] = [piece for group in groups for piece in group.pieces]
    return dict(explain(pieces).cells())


def placing(cut: Cut) -> int:
    """Return how little a cut sees of places: those that see more are asked first, in whatever order."""
    return cut.placing


def backwards(stretch: Stretch) -> list[Cut]:
    """Return the ways to cut a stretch, the last first."""
    return list(stretch.cuts())[::-1]


@pytest.mark.parametrize("part", range(4))
def test_no_order_decides(part: int) -> None:
    several = 0
    for at, (name, text) in enumerate(texts()):
        if at % 4 != part or html.is_page(text):
            continue
        for stretch in stretches(text):
            cuts = list(stretch.cuts())
            several += len(cuts) > 1
            found = cells_of(stretch, list(stretch.cuts()))
            assert cells_of(stretch, sorted(backwards(stretch), key=placing)) == found, name
            mixed = list(stretch.cuts())
            seeded(at).shuffle(mixed)
            assert cells_of(stretch, sorted(mixed, key=placing)) == found, name
    assert several > 100
