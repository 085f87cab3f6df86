"""The projection of a file: the text that its reader makes, its content as blocks and cells, and its places.

A reader of files tells a `Projection` what the file shows, in order: paragraphs, tables, rows, cells. From
this comes the text: a paragraph a line, a row a line with tabs between its cells; a row whose cells hold
tables, or prose, is laid out as what stands in them. All spans point into that text as into any other.

Characters that are no part of the number or word they stand at (superscripts, note marks, struck-through
and hidden ones) are given as stretches with a `Setting`: they stand in the text, but not in the text of a
cell's piece, which has them as its `remarks`; a number with such a remark is X003.

    projection = Projection()
    projection.paragraph(["一、总体情况"], FilePlace("第3段", "paragraph 3"))
    projection.begin_table()
    projection.begin_row()
    projection.cell([["自然人"]], FilePlace("表1 第1行第2列", "table 1, row 1, column 2"), columns=1, rows=2)
    projection.cell([["12", Stretch("1", Setting.RAISED)]], FilePlace("表1 第1行第3列", "…"))
    projection.end_table()
    projected = projection.finish()

A cell that holds tables is begun with `begin_cell` and ended with `end_cell`; paragraphs and tables told in
between stand in it. Where the file itself numbers the grid's columns, give `column`; else cells take the
first free one as in HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from reportc.places import FilePlace, Places
from reportc.source.blocks import Block, Cell, Run
from reportc.source.fold import BLOT
from reportc.source.geometry import Grid
from reportc.source.lines import Line, Place
from reportc.source.pieces import Setting

_LONGEST = 200
"""A cell with more characters, or with more paragraphs than `_MOST`, is laid out as what stands in it."""
_MOST = 8
_new = tuple.__new__
"""What stands in cells is made by the hundred: going round signatures takes half as long."""
_ENDS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")


_LINE_ENDS = _ENDS | {ord("\t"): "\t"}
"""Outside of tables a tab stays one: it may part the cells of a row."""


class Stretch(NamedTuple):
    """Characters of one setting; `origin` is whatever the reader wants to find them again by."""

    text: str
    setting: Setting | None = None
    origin: object = None


class Origin(NamedTuple):
    """Where in the projection a stretch stands, and what its reader gave for it."""

    start: int
    end: int
    origin: object


class Projected(NamedTuple):
    """What a reader made of a file."""

    text: str
    content: Sequence[Block | Cell | Line]
    places: Places
    origins: Sequence[Origin] = ()
    hidden: Sequence[FilePlace] = ()
    """What the file does not show, though something stands there."""


@dataclass(slots=True)
class _Paragraph:
    stretches: list[Stretch]
    place: FilePlace
    number: int | None = None
    """That of its row, if it is a line of text whose white space says in which columns its words stand."""


@dataclass(slots=True)
class _Holder:
    """What holds paragraphs and tables; `boxes` float beside the paragraph that comes next."""

    holds: list[_Paragraph | _Table] = field(default_factory=list)
    boxes: list[_Paragraph | _Table] = field(default_factory=list)

    def take(self, part: _Paragraph | _Table) -> None:
        self.holds += (part, *self.boxes)
        self.boxes = []


@dataclass(slots=True, kw_only=True)
class _Cell(_Holder):
    grid: Place
    place: FilePlace

    def is_plain(self) -> bool:
        """Tell whether the cell can stand in one line with its neighbours."""
        texts = [part for part in self.holds if isinstance(part, _Paragraph)]
        length = sum(len(stretch.text) for part in texts for stretch in part.stretches)
        return len(texts) == len(self.holds) <= _MOST and length <= _LONGEST


@dataclass(slots=True)
class _Table:
    grid: Grid
    number: int
    row: int = 0  # the number of the last one
    rows: list[list[_Cell]] = field(default_factory=list)


def _paragraph(stretches: Iterable[Stretch | str], place: FilePlace) -> _Paragraph:
    made = [_new(Stretch, (one, None, None)) if isinstance(one, str) else one for one in stretches]
    return _Paragraph([one for one in made if one[0] or one[2] is not None], place)


class Projection:
    """What has been told of a file."""

    def __init__(self) -> None:
        """Begin a file."""
        self._tables: list[_Table] = []  # that are open, the innermost last
        self._holders = [_Holder()]  # likewise: the file, cells and boxes
        self._numbers = count()

    def paragraph(self, stretches: Iterable[Stretch | str], place: FilePlace) -> None:
        """Take a paragraph, or a line of one: it stands in the cell that is open."""
        self._holders[-1].take(_paragraph(stretches, place))

    def aligned(self, stretches: Iterable[Stretch], place: FilePlace) -> None:
        """Take a line of text that is laid out with white space, so that its words stand in columns."""
        self._holders[-1].take(_Paragraph(list(stretches), place, next(self._numbers)))

    def begin_table(self) -> None:
        """Begin a table, in the cell that is open."""
        number = next(self._numbers)
        table = _Table(Grid(number), number)
        self._holders[-1].take(table)
        self._tables.append(table)

    def begin_row(self) -> None:
        """Begin a row of the innermost table; the last one ends with it."""
        table = self._tables[-1]
        number = next(self._numbers)
        table.grid.row(number)
        table.row = number
        table.rows.append([])

    def begin_cell(self, place: FilePlace, *, columns: int = 1, rows: int = 1, column: int | None = None) -> None:
        """Begin a cell that spans `columns` and `rows`; `column` counts the grid's columns from 0."""
        self._holders.append(self._cell(place, columns, rows, column))

    def end_cell(self) -> None:
        """End the innermost cell."""
        holder = self._holders.pop()
        holder.holds += holder.boxes

    def begin_box(self) -> None:
        """Begin a box that floats beside the paragraph that is being read: it is told after it."""
        self._holders.append(_Holder())

    def end_box(self) -> None:
        """End the innermost box."""
        box = self._holders.pop()
        self._holders[-1].boxes += (*box.holds, *box.boxes)

    def cell(
        self,
        paragraphs: Iterable[Iterable[Stretch | str]],
        place: FilePlace,
        *,
        columns: int = 1,
        rows: int = 1,
        column: int | None = None,
    ) -> None:
        """Take a cell that holds nothing but paragraphs."""
        cell = self._cell(place, columns, rows, column)
        cell.holds += [_paragraph(stretches, place) for stretches in paragraphs]

    def _cell(self, place: FilePlace, columns: int, rows: int, column: int | None) -> _Cell:
        """Set a cell into the last row."""
        table = self._tables[-1]
        if column is None:
            grid = table.grid.cell(str(columns), str(rows))
        else:
            grid = _new(Place, (table.row, column, table.number))
        cell = _Cell(grid=grid, place=place)
        table.rows[-1].append(cell)
        return cell

    def end_table(self) -> None:
        """End the innermost table."""
        self._tables.pop()

    def finish(self) -> Projected:
        """Return all that was told."""
        page = _Page()
        whole = self._holders[0]
        page.lay((*whole.holds, *whole.boxes), None)
        return Projected("".join(page.parts), page.content, Places(page.starts, page.places), page.origins)


class _Page:
    """The text as far as it is laid out, and what points into it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.content: list[Block | Cell | Line] = []
        self.starts: list[int] = []
        self.places: list[FilePlace] = []
        self.origins: list[Origin] = []
        self._at = 0

    def lay(self, holds: Iterable[_Paragraph | _Table], cell: Cell | None) -> None:
        """Lay out what a file or a cell holds, a line each."""
        for part in holds:
            if isinstance(part, _Table):
                if cell:
                    cell.holds_table = True
                self._table(part)
            else:
                self._place(part.place)
                self._paragraph(part, cell) if part.number is None else self._aligned(part, part.number)
                self._write("\n")

    def _table(self, table: _Table) -> None:
        for row in filter(None, table.rows):
            plain = all(map(_Cell.is_plain, row))
            for number, told in enumerate(row):
                if number and plain:
                    self._write("\t")
                self._place(told.place)
                cell = Cell(told.grid, self._at)
                self.content.append(cell)
                if plain:
                    self._line(told, cell)
                else:
                    self.lay(told.holds, cell)
            if plain:
                self._write("\n")

    def _line(self, told: _Cell, cell: Cell) -> None:
        """Lay out a cell on the line of its row."""
        for number, part in enumerate(told.holds):
            if number:
                self._write(" ")
            if isinstance(part, _Paragraph):
                self._paragraph(part, cell)

    def _paragraph(self, told: _Paragraph, cell: Cell | None) -> None:
        block = Block([], cell)
        for text, setting, origin in told.stretches:
            start, shown = self._at, text if text.isprintable() else text.translate(_ENDS if cell else _LINE_ENDS)
            if shown:
                self._write(shown)
                block.runs.append(_new(Run, (start, self._at, shown, setting)))
            if origin is not None:
                self.origins.append(_new(Origin, (start, self._at, origin)))
        if block.runs:
            self.content.append(block)
            if cell:
                cell.blocks.append(block)

    def _aligned(self, told: _Paragraph, number: int) -> None:
        """Lay out a line; to its reader, what is no part of a number or word is white space."""
        start, words = self._at, ""
        for text, setting, _ in told.stretches:
            shown = text.translate(_ENDS)
            words += BLOT * len(shown) if setting else shown
            self._write(shown)
        self.content.append(Line(number, start, words))

    def _place(self, place: FilePlace) -> None:
        if not self.starts or self.starts[-1] != self._at:
            self.starts.append(self._at)
            self.places.append(place)
        else:
            self.places[-1] = place

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._at += len(text)
