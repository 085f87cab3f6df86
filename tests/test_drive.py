"""The loop over Lark's tables makes the tree that Lark's own loop makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import reportc
from reportc.syntax.build import pieces
from reportc.syntax.lexer import Pieces
from reportc.syntax.parser import START, Node, load, parse_pieces
from reportc.table.lexeme import Lexeme
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.layouts import LAYOUTS
from reports.mutate import mutant

ROOT = Path(__file__).parents[1]
CASES = sorted([*(ROOT / "tests" / "cases").glob("*.txt"), *(ROOT / "examples").glob("*.txt")])


def shape(node: Node | Lexeme) -> Any:
    """Return a node as nested tuples: rules by name, and terminals with the text that each took."""
    if isinstance(node, Lexeme):
        return node.type, node.piece.text, node.piece.spans
    return node.data, tuple(map(shape, node.children))


def agree(text: str | bytes) -> None:
    """Parse a text by both loops."""
    source = reportc.compile(text).source
    held = Pieces(pieces(source))
    lark: Any = load().parse(held, start=START)  # Lark's trees are not typed
    parsed = parse_pieces(pieces(source))
    assert shape(parsed.root) == shape(lark)
    assert [mark.text for mark in parsed.page_marks] == [mark.text for mark in held.page_marks]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_of_a_case(path: Path) -> None:
    agree(path.read_bytes())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_of_drawings_and_mutants(layout: Layout) -> None:
    for seed in range(3):
        drawing = draw(layout, seed)
        agree(drawing.given)
        agree(mutant(drawing.text, seeded(f"drive {layout.name} {seed}")))
