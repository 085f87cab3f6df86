"""The projection of a file: the text that its reader makes, its content as blocks and cells, and its places.

A reader of files passes to a `Projection` what the file shows, in order: paragraphs, tables, rows, cells. From
this comes the text: a paragraph a line, a row a line with tabs between its cells; a row whose cells hold
tables, or prose, is laid out as these are. All spans point into that text as into any other.

Characters that are not part of the number or word next to them (superscripts, note marks, struck-through
and hidden ones) are given as runs with a `Setting`: they are in the text, but not in the text of a
cell's piece, which has them as its `remarks`; a number with such a remark is X003.

    projection = Projection()
    projection.paragraph([ProjectedRun("一、总体情况")], FilePlace("第3段", "paragraph 3"))
    projection.begin_table()
    projection.begin_row()
    projection.cell([[ProjectedRun("自然人")]], FilePlace("表1 第1行第2列", "table 1, …"), columns=1, rows=2)
    projection.cell([[ProjectedRun("12"), ProjectedRun("1", Setting.RAISED)]], FilePlace("表1 第1行第3列", "…"))
    projection.end_table()
    projected = projection.finish()

A cell that holds tables is begun with `begin_cell` and ended with `end_cell`; paragraphs and tables passed in
between are in it. Where the file itself numbers the grid's columns, give `column`; else cells take the
first free one as in HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from reportc.places import Located
from reportc.source.blocks import HtmlCell
from reportc.source.geometry import TableGrid
from reportc.source.lines import GridPlace
from reportc.source.projected import Holder, Projected, ProjectedCell, ProjectedParagraph, ProjectedRun, ProjectedTable
from reportc.source.projection_text import laid_out

_new = tuple.__new__
"""Paragraphs of cells are made by the hundred: `tuple.__new__` takes half as long as the class."""


class Projection:
    """Builds the projection of a file from what its reader passes, in order."""

    def __init__(self) -> None:
        """Begin a file."""
        self._tables: list[ProjectedTable] = []  # the open ones, the innermost last
        self._holders = [Holder()]  # likewise: the file, cells and boxes
        self._numbers = count()

    def paragraph(self, runs: Sequence[ProjectedRun], place: Located) -> None:
        """Take a paragraph, or a line of one, into the open cell."""
        self._holders[-1].take(ProjectedParagraph(runs, place))

    def aligned(self, runs: Sequence[ProjectedRun], place: Located) -> None:
        """Take a line of text whose words are in columns aligned by white space."""
        self._holders[-1].take(ProjectedParagraph(runs, place, next(self._numbers)))

    def begin_table(self) -> None:
        """Begin a table, in the open cell."""
        number = next(self._numbers)
        table = ProjectedTable(TableGrid(number), number)
        self._holders[-1].take(table)
        self._tables.append(table)

    def begin_row(self) -> None:
        """Begin a row of the innermost table; it ends the previous row."""
        table = self._tables[-1]
        table.row = next(self._numbers)
        table.grid.row(table.row)
        table.rows.append([])

    def begin_cell(self, place: Located, *, columns: int = 1, rows: int = 1, column: int | None = None) -> None:
        """Begin a cell that spans `columns` and `rows`; `column` counts the grid's columns from 0."""
        self.cell((), place, columns=columns, rows=rows, column=column)
        self._holders.append(Holder(self._tables[-1].rows[-1][-1].holds))

    def end_cell(self) -> None:
        """End the innermost cell."""
        self._holders.pop().take_boxes()

    def begin_box(self) -> None:
        """Begin a box that floats beside the paragraph that is being read: it comes after it."""
        self._holders.append(Holder())

    def end_box(self) -> None:
        """End the innermost box."""
        box = self._holders.pop()
        self._holders[-1].boxes += (*box.holds, *box.boxes)

    def boxes(self) -> None:
        """Append the boxes that float beside a paragraph that is otherwise empty."""
        self._holders[-1].take_boxes()

    def cell(
        self,
        paragraphs: Iterable[Sequence[ProjectedRun]],
        place: Located,
        *,
        columns: int = 1,
        rows: int = 1,
        column: int | None = None,
    ) -> None:
        """Take a cell that holds only paragraphs."""
        table = self._tables[-1]
        if column is None:
            at = table.grid.cell(str(columns), str(rows))
        else:
            at = _new(GridPlace, (table.row, column, table.number))
        holds = [_new(ProjectedParagraph, (runs, place, None)) for runs in paragraphs]
        table.rows[-1].append(_new(ProjectedCell, (HtmlCell(at, 0), place, holds)))

    def end_table(self) -> None:
        """End the innermost table."""
        self._tables.pop()

    def finish(self) -> Projected:
        """Return the projection."""
        whole = self._holders[0]
        whole.take_boxes()
        return laid_out(whole.holds)
