"""Words that a rule crosses: it was drawn for another cell, and the texts on both sides of it are one.

A program that draws a row on two pages, since the end of the page cuts it, may draw its sides over the next row.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.sheets.sheet import PageArea
from reportc.source.sheets.tables import RuledCell
from reportc.source.sheets.textlines import TextLine

_NEAR = 0.1
"""Characters of one word are no farther apart, in sizes of the font: a cell has a margin around its text."""


def uncrossed(cells: Sequence[RuledCell], vocabulary: Vocabulary) -> list[RuledCell]:
    """Return the cells of a table; two that are a label of the form only together are joined."""
    beginning = {(cell.row, cell.column, cell.rows): cell for cell in cells if cell.lines}
    gone: set[int] = set()
    for left in beginning.values():
        right = beginning.get((left.row, left.column + left.columns, left.rows))
        if right and _are_near(left, right) and _are_one(left, right, vocabulary):
            left.lines = [TextLine([*left.lines[0].glyphs, *right.lines[0].glyphs], left.page)]
            left.columns += right.columns
            left.box = PageArea(left.box.left, left.box.top, right.box.right, max(left.box.bottom, right.box.bottom))
            gone.add(id(right))
    return [cell for cell in cells if id(cell) not in gone] if gone else list(cells)


def _are_near(left: RuledCell, right: RuledCell) -> bool:
    """Return whether the texts of two cells, a line each, are side by side without a gap."""
    if len(left.lines) > 1 or len(right.lines) > 1:
        return False
    last, first = left.lines[0].glyphs[-1], right.lines[0].glyphs[0]
    return first.left - last.right < _NEAR * (last.right - last.left) and abs(first.base - last.base) < 1


def _are_one(left: RuledCell, right: RuledCell, vocabulary: Vocabulary) -> bool:
    """Return whether two texts are a label together, and neither is a label or a number alone."""
    before, after = left.text, right.text
    if vocabulary.is_label(fold(before)) or vocabulary.is_word(after):
        return False
    return not any(map(vocabulary.is_cell, (before, after))) and vocabulary.is_label(fold(before + after))
