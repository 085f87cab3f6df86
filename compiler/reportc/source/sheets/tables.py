"""The ruled tables of a sheet with the text in their cells, and the text outside of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.sheets.gathering import text_lines
from reportc.source.sheets.grid import RuledGrid, grids
from reportc.source.sheets.placing import placed, with_struck
from reportc.source.sheets.sheet import UNKNOWN, Glyph, PageArea, Sheet
from reportc.source.sheets.textlines import TextLine, joint

_WIDEST_PAD = 6.5
"""Programs leave at most 5.4 points between a cell's side and its text; a larger value here loses no word."""
_FEW = 4
_THINNEST, _THIN = 7.0, 12.0
"""A row that is lower and has no text is the gap between two borders; one between these is, if all text is higher."""


@dataclass(slots=True, eq=False)
class RuledCell:
    """A cell of a table: its place in the table, its lines, and its place on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: PageArea
    page: int
    lines: list[TextLine] = field(default_factory=list)
    where: tuple[int, int, int] = (0, 0, 0)  # the number of the table on its page, and the row and column in it
    pad: float = 0.0

    @property
    def text(self) -> str:
        """The text, its lines joined."""
        return "".join(gap + line.text for gap, line in self.joined())

    def joined(self) -> Iterator[tuple[str, TextLine]]:
        """Yield the lines, each with the separator that joins it to the previous one."""
        for at, line in enumerate(self.lines):
            yield self._joint(self.lines[at - 1], line) if at else "", line

    def _joint(self, before: TextLine, after: TextLine) -> str:
        return joint(before, after, self.box.width - 2 * self.pad - (before.right - before.left))


@dataclass(slots=True)
class RuledTable:
    """A ruled table: the edges of its columns and of its rows, and its cells."""

    xs: Sequence[float]
    ys: Sequence[float]
    cells: list[RuledCell]
    page: int
    """The page on which it ends."""

    @property
    def rows(self) -> int:
        """The number of its rows."""
        return len(self.ys) - 1

    def take_out(self, row: int) -> None:
        """Delete a row: a cell that spans it gets shorter, one that is only in it is deleted."""
        for cell in self.cells:
            if cell.row > row:
                cell.row -= 1
            elif cell.row + cell.rows > row:
                cell.rows -= 1
        self.cells = [cell for cell in self.cells if cell.rows]
        self.ys = (*self.ys[:row], *self.ys[row + 1 :])


def tables(sheet: Sheet, vocabulary: Vocabulary) -> tuple[list[RuledTable], list[Glyph]]:
    """Return the tables of a sheet, and the characters that are in none of them."""
    found, loose = grids(sheet)
    glyphs = with_struck(sheet.glyphs, loose) if loose else sheet.glyphs
    found.sort(key=lambda grid: (grid.box.top, grid.box.left))
    inside: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in found]
    outside: list[Glyph] = []
    for place, run in placed(glyphs, found):
        if place is None:
            outside += run
        else:
            number, cell = place
            inside[number][cell] += run
    kept: list[RuledTable] = []
    for grid, texts in zip(found, inside, strict=True):
        table = _table(grid, texts, sheet.number, len(kept) + 1)
        if _is_table(grid, table, vocabulary):
            kept.append(table)
        else:
            outside += [glyph for cell in texts.values() for glyph in cell]
    return kept, outside


def _table(grid: RuledGrid, texts: dict[int, list[Glyph]], page: int, number: int) -> RuledTable:
    """Return a table: the lines of text in the cells of a grid."""
    cells = [
        RuledCell(
            cell.row,
            cell.column,
            cell.rows,
            cell.columns,
            cell.box,
            page,
            _cell_lines(texts[at], page) if at in texts else [],
        )
        for at, cell in enumerate(grid.cells)
    ]
    gaps = [line.left - cell.box.left for cell in cells for line in cell.lines]
    pad = max(0.0, min(_WIDEST_PAD, *gaps)) if gaps else 0.0
    table = RuledTable(grid.xs, grid.ys, cells, page)
    for row in reversed(range(table.rows)):
        if table.rows > 1 and _is_left_over(table, row, grid):
            table.take_out(row)
    for cell in table.cells:
        cell.pad, cell.where = pad, (number, cell.row + 1, cell.column + 1)
    return table


def _is_left_over(table: RuledTable, row: int, grid: RuledGrid) -> bool:
    """Return whether a row without text is a gap: one too low for text, or the rest of a row that a page cut."""
    height = grid.ys[row + 1] - grid.ys[row]
    if height >= _THIN and row not in grid.cut:
        return False
    cells = [cell for cell in table.cells if cell.row == row and cell.rows == 1]
    if any(cell.lines for cell in cells):
        return False
    if row in grid.cut and len(cells) == 1 and cells[0].columns > 1:
        return True
    if _THINNEST <= height < _THIN:
        return height < min((line.bottom - line.top for cell in table.cells for line in cell.lines), default=0.0)
    return height < _THINNEST


def _cell_lines(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """Return the lines of a cell; vertical text is a line for each column, from right to left."""
    if len(glyphs) >= _FEW and len({glyph[4] for glyph in glyphs}) > _FEW / 2 and _runs_down(glyphs):
        columns: list[list[Glyph]] = []
        for glyph in sorted(glyphs, key=lambda glyph: -glyph.centre):
            if columns and columns[-1][0].left < glyph.centre:
                columns[-1].append(glyph)
            else:
                columns.append([glyph])
        ordered = [glyph for column in columns for glyph in sorted(column, key=lambda glyph: glyph.top)]
        return [TextLine([glyph], page) for glyph in ordered if glyph.text.strip()]
    return text_lines(glyphs, page)


def _runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Return whether the characters are vertical text in more than one column."""
    pairs = list(pairwise(glyphs))
    down = sum(a.left < b.centre < a.right and b.middle > a.bottom - (a.bottom - a.top) / 4 for a, b in pairs)
    left, right = min(glyph.right for glyph in glyphs), max(glyph.left for glyph in glyphs)
    return 2 * down > len(pairs) and right > left


def _is_table(grid: RuledGrid, table: RuledTable, vocabulary: Vocabulary) -> bool:
    """Return whether the rules show the rows: they do not where cells hold the texts of several rows."""
    if not any(cell.lines for cell in table.cells):
        return False
    crowded = sum(_is_crowded(cell, vocabulary) for cell in table.cells)
    if crowded > 1 or (crowded and len(table.cells) <= _FEW):
        return False
    return grid.whole or not any(UNKNOWN in cell.text for cell in table.cells)


def _is_crowded(cell: RuledCell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell holds several lines of numbers, or a word of the form and numbers below it."""
    if len(cell.lines) <= 1:
        return False
    numeric = [all(map(vocabulary.is_cell, line.text.split())) for line in cell.lines]
    if not any(numeric) or vocabulary.is_cell(fold(cell.text)):
        return False
    first = numeric.index(True)
    return sum(numeric) > 1 or (first > 0 and vocabulary.is_word("".join(line.text for line in cell.lines[:first])))
