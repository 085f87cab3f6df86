"""The ruled tables of a sheet with the text in their cells, and the text that stands in none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.fold import fold
from reportc.source.pieces import Setting, Vocabulary
from reportc.source.sheets.grid import Grid, grids
from reportc.source.sheets.sheet import UNKNOWN, Box, Glyph, Rule, Sheet
from reportc.source.sheets.textlines import TextLine, joint, text_lines

_WIDEST_PAD = 6.5
"""Programs leave 5.4 points between a cell's side and its text, or less; one who sets more loses no word by it."""
_INSIDE = 0.8
"""A number belongs to the cell that so much of it stands in."""
_NEAR = 0.15
"""Digits of one number stand no farther apart, in their widths."""
_NUMBER = frozenset("0123456789.,０１２３４５６７８９．，")
_FEW = 4
_THINNEST = 7.0
"""A lower row without text in it is the gap between two borders."""
_STRUCK = (0.15, 0.6)
"""Where a line strikes a character through, in heights of its box over the line that it stands on."""


@dataclass(slots=True)
class TableCell:
    """A cell of a table: where it is in the table, the lines in it, and where a person finds it on its page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    page: int
    lines: list[TextLine] = field(default_factory=list)
    where: tuple[int, int, int] = (0, 0, 0)  # the number of the table on its page, and the row and column in it
    pad: float = 0.0

    @property
    def text(self) -> str:
        """The text, its lines joined."""
        return "".join(gap + line.text for gap, line in self.joined())

    def joined(self) -> Iterator[tuple[str, TextLine]]:
        """Yield the lines, each with what joins it to the one before."""
        for at, line in enumerate(self.lines):
            yield self._joint(self.lines[at - 1], line) if at else "", line

    def _joint(self, before: TextLine, after: TextLine) -> str:
        return joint(before, after, self.box.width - 2 * self.pad - (before.right - before.left))


@dataclass(slots=True)
class Table:
    """A ruled table: the edges of its columns and of its rows, and its cells."""

    xs: Sequence[float]
    ys: Sequence[float]
    cells: list[TableCell]
    page: int
    """The page on which it ends."""

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    def take_out(self, row: int) -> None:
        """Take out a row with whose end, or beginning, that of no cell is lost."""
        for cell in self.cells:
            if cell.row > row:
                cell.row -= 1
            elif cell.row + cell.rows > row:
                cell.rows -= 1
        self.cells = [cell for cell in self.cells if cell.rows]
        self.ys = (*self.ys[:row], *self.ys[row + 1 :])


def tables(sheet: Sheet, vocabulary: Vocabulary) -> tuple[list[Table], list[Glyph]]:
    """Return the tables of a sheet, and the characters that stand in none of them."""
    found, loose = grids(sheet)
    glyphs = _with_struck(sheet.glyphs, loose) if loose else sheet.glyphs
    found.sort(key=lambda grid: (grid.box.top, grid.box.left))
    inside: list[dict[int, list[Glyph]]] = [defaultdict(list) for _ in found]
    outside: list[Glyph] = []
    for glyph, place in _placed(glyphs, found):
        if place is None:
            outside.append(glyph)
        else:
            inside[place[0]][place[1]].append(glyph)
    kept: list[Table] = []
    for grid, texts in zip(found, inside, strict=True):
        table = _table(grid, texts, sheet.number, len(kept) + 1)
        if _is_table(grid, table, vocabulary):
            kept.append(table)
        else:
            outside += [glyph for cell in texts.values() for glyph in cell]
    return kept, outside


_Place = tuple[int, int]
"""A table, and a cell in it."""


def _placed(glyphs: Sequence[Glyph], found: Sequence[Grid]) -> Iterable[tuple[Glyph, _Place | None]]:
    """Return each character with the cell that it stands in: that of the smallest table around it."""
    order = sorted(range(len(found)), key=lambda at: found[at].box.width * found[at].box.height)
    searches = [(at, *found[at].box, found[at].locate()) for at in order]
    places: list[_Place | None] = []
    for left, top, right, bottom, *_ in glyphs:
        x, y = (left + right) / 2, (top + bottom) / 2
        for at, x0, y0, x1, y1, locate in searches:
            if x0 <= x <= x1 and y0 <= y <= y1 and (cell := locate(x, y)) is not None:
                places.append((at, cell))
                break
        else:
            places.append(None)
    return zip(*_without_torn(glyphs, places), strict=True)


def _without_torn(
    glyphs: Sequence[Glyph], places: list[_Place | None]
) -> tuple[Sequence[Glyph], Sequence[_Place | None]]:
    """Set a number that stands across a rule into the cell that most of it is in; else nobody knows what it says."""
    torn = [at for at in range(1, len(glyphs)) if places[at] != places[at - 1] and _is_next(glyphs[at], glyphs[at - 1])]
    if not torn:
        return glyphs, places
    known = list(glyphs)
    for at in torn:
        start, end = at - 1, at + 1
        while start and _is_next(glyphs[start], glyphs[start - 1]):
            start -= 1
        while end < len(glyphs) and _is_next(glyphs[end], glyphs[end - 1]):
            end += 1
        inside = places[start:end]
        most = max(inside, key=inside.count)
        if inside.count(most) >= _INSIDE * len(inside):
            places[start:end] = [most] * len(inside)
        else:
            known[start:end] = [glyph._replace(text=UNKNOWN) for glyph in glyphs[start:end]]
    return known, places


def _is_next(glyph: Glyph, last: Glyph) -> bool:
    """Tell whether two characters are digits of one number, the one right beside the other."""
    if glyph.text not in _NUMBER or last.text not in _NUMBER:
        return False
    return abs(glyph.base - last.base) < 1 and -1 < glyph.left - last.right < _NEAR * (glyph.right - glyph.left)


def _table(grid: Grid, texts: dict[int, list[Glyph]], page: int, number: int) -> Table:
    """Set the lines of text into the cells of a grid."""
    cells = [
        TableCell(cell.row, cell.column, cell.rows, cell.columns, cell.box, page, _cell_lines(texts.get(at, []), page))
        for at, cell in enumerate(grid.cells)
    ]
    gaps = [line.left - cell.box.left for cell in cells for line in cell.lines]
    pad = max(0.0, min(_WIDEST_PAD, *gaps)) if gaps else 0.0
    table = Table(grid.xs, grid.ys, cells, page)
    for row in reversed(range(table.rows)):
        thin = grid.ys[row + 1] - grid.ys[row] < _THINNEST
        if thin and table.rows > 1 and not any(cell.lines for cell in cells if cell.row == row):
            table.take_out(row)
    for cell in table.cells:
        cell.pad, cell.where = pad, (number, cell.row + 1, cell.column + 1)
    return table


def _cell_lines(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """Return the lines of a cell; characters set down the page are a line each, the columns from right to left."""
    if len(glyphs) >= _FEW and len({glyph.base for glyph in glyphs}) > _FEW / 2 and _runs_down(glyphs):
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
    """Tell whether characters follow one another down the page, in more than one column."""
    pairs = list(pairwise(glyphs))
    down = sum(a.left < b.centre < a.right and b.middle > a.bottom - (a.bottom - a.top) / 4 for a, b in pairs)
    left, right = min(glyph.right for glyph in glyphs), max(glyph.left for glyph in glyphs)
    return 2 * down > len(pairs) and right > left


def _is_table(grid: Grid, table: Table, vocabulary: Vocabulary) -> bool:
    """Tell whether the rules show the rows: not where cells hold what stands in several rows."""
    if not any(cell.lines for cell in table.cells):
        return False
    crowded = sum(_is_crowded(cell, vocabulary) for cell in table.cells)
    if crowded > 1 or (crowded and len(table.cells) <= _FEW):
        return False
    return grid.whole or not any(UNKNOWN in cell.text for cell in table.cells)


def _is_crowded(cell: TableCell, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell holds several lines of numbers, or a word of the form and numbers below it."""
    if len(cell.lines) == 1:
        return False
    numeric = [all(map(vocabulary.is_cell, line.text.split())) for line in cell.lines]
    if not any(numeric) or vocabulary.is_cell(fold(cell.text)):
        return False
    first = numeric.index(True)
    return sum(numeric) > 1 or (first > 0 and vocabulary.is_word("".join(line.text for line in cell.lines[:first])))


def _with_struck(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[Glyph]:
    """Mark the characters that a rule strikes through."""
    return [_struck(glyph) if any(_strikes(rule, glyph) for rule in rules) else glyph for glyph in glyphs]


def _struck(glyph: Glyph) -> Glyph:
    return glyph if glyph.setting else glyph._replace(setting=Setting.STRUCK)


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    if not rule.start - 1 <= glyph.centre <= rule.end + 1:
        return False
    least, most = (share * (glyph.bottom - glyph.top) for share in _STRUCK)
    return least < glyph.base - rule.at < most
