"""A table that is filled from the cached form of its shape equals the table that would be built."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

import reportc
from reportc.source import Piece
from reportc.span import Span
from reportc.syntax import sections, shapes
from reports.damage import DAMAGES, damaged
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS

ROOT = Path(__file__).parents[1]
NUMBERS = ("0", "00", "0000000", "007", "7", "-7", "+7", "1.50", "2.0", "0.123456789", "1234567890", "12 3", "1,234")
OTHERS = ("3万元", "5000元", "2.5亿元", "4件", "9²", "—", "/", "", "无", "8①", "６", "12、3", "万元", "其他", "总计")
RUN = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.])")


def changed(text: str, rng: Random) -> str:
    """Replace the numbers of a text: most of them with plain ones, some with every kind."""

    def other(found: re.Match[str]) -> str:
        kind = rng.random()
        if kind < 0.5:
            return found.group()
        if kind < 0.98:
            return str(rng.randrange(10 ** rng.randrange(1, 6)))
        return rng.choice(NUMBERS + OTHERS)

    return RUN.sub(other, text)


def versions(layout: Layout) -> list[str]:
    """Return reports in a layout, a whole one and a damaged one, and each with other numbers."""
    texts, names, at = [draw(layout, 0, plain=True).text], tuple(DAMAGES), LAYOUTS.index(layout)
    made = (damaged(layout, name, 0) for name in names[at % len(names) :] + names)
    texts += [damage.text for damage in islice(filter(None, made), 1)]
    return [version for text in texts for version in (text, changed(text, seeded(f"0{text}")))]


def built(text: str) -> reportc.Result:
    """Compile without cached forms."""
    with patch.object(sections, "shape_of", return_value=None):
        return reportc.compile(text)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_is_filled_is_what_would_be_built(layout: Layout) -> None:
    for text in versions(layout):
        expected = built(text)
        for _ in range(2):
            found = reportc.compile(text)
            assert (found.tree, found.diagnostics) == (expected.tree, expected.diagnostics)


def test_other_numbers_are_the_same_shape() -> None:
    text = next(path for path in sorted((ROOT / "examples").glob("*.txt")) if "fault" not in path.name).read_text(
        "utf-8"
    )
    reportc.compile(text)
    before = shapes.form_of.cache_info().hits
    reportc.compile(RUN.sub(lambda found: str(int(found.group()) + 1) if found.group().isdigit() else "1.5", text))
    assert shapes.form_of.cache_info().hits > before


@pytest.mark.parametrize("number", ["00", "1234567890", "1 2", "3件", "²", "1,234", "0.1234567", "+1"])
def test_a_number_that_says_more_than_its_value_is_a_shape_of_its_own(number: str) -> None:
    pieces = [Piece(text, (Span(at, at + len(text)),)) for at, text in enumerate(("总计", number))]
    plain = [Piece(text, (Span(at, at + len(text)),)) for at, text in enumerate(("总计", "5"))]
    assert shapes.shape_of(pieces) != shapes.shape_of(plain)
