"""Pages of HTML that another program made from a file, or that a file holds: projected to their text.

The user has not seen the tags of such a page. Its projection has a paragraph a line, a row a line
with tabs between its cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

from reportc.places import FilePlace, Places
from reportc.source import html
from reportc.source.blocks import Block, HtmlCell, HtmlRun, one_line
from reportc.source.pieces import Refusal
from reportc.source.projected import Projected
from reportc.span import Span


def project(text: str) -> Projected | Refusal:
    """Return the projection of a page."""
    content = html.content(text, Span(0, len(text)), count())
    if isinstance(content, Refusal):
        return content
    page = _HtmlFileText()
    for item in content:
        if isinstance(item, HtmlCell):
            page.cell(item)
        else:
            page.block(item)
    return page.finished()


class _HtmlFileText:
    """The projection so far: its text, its content, and the places and cells that refer to the text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._content: list[Block | HtmlCell] = []
        self._starts: list[int] = []
        self._places: list[FilePlace] = []
        self._cells: dict[int, tuple[HtmlCell, FilePlace]] = {}  # by the identity of the cell that each was made from
        self._rows: dict[int | None, tuple[int, int]] = {}  # of each row its table and its number in it
        self._tables: dict[int, int] = {}
        self._counted: Counter[int] = Counter()
        self._paragraphs = 0
        self._last: HtmlCell | None = None  # the cell in which the text ends

    def cell(self, shown: HtmlCell) -> None:
        """Begin a cell: it is on the line of the previous cell if both are in one row."""
        before = self._last
        neighbours = before is not None and (before.place.row, before.place.part) == (shown.place.row, shown.place.part)
        self._separate("\t" if neighbours else "\n")
        made = HtmlCell(shown.place, self._at, holds_table=shown.holds_table)
        place = self._place_of(shown)
        self._cells[id(shown)] = made, place
        self._content.append(made)
        self._last = shown
        self._mark(place)

    def block(self, shown: Block) -> None:
        """Lay out a block: on the line of its cell, or on a line of its own."""
        if shown.cell is None:
            self._separate("\n")
            self._paragraphs += 1
            words = FilePlace(f"第{self._paragraphs}段", f"paragraph {self._paragraphs}")
            made: HtmlCell | None = None
        else:
            made, words = self._cells[id(shown.cell)]
            if shown.cell is not self._last or made.blocks:
                self._separate("\n" if shown.cell is not self._last or shown.cell.holds_table else " ")
        self._last = shown.cell
        self._mark(words)
        block = Block(self._runs(shown.runs), made)
        self._content.append(block)
        if made is not None:
            made.blocks.append(block)

    def finished(self) -> Projected:
        """Return the projection."""
        self._separate("\n")
        return Projected("".join(self._parts), self._content, Places(self._starts, self._places))

    def _runs(self, shown: Sequence[HtmlRun]) -> list[HtmlRun]:
        made: list[HtmlRun] = []
        for number, run in enumerate(shown):
            text = one_line(run.text)
            text = text if number else text.lstrip(" ")
            text = text if number < len(shown) - 1 else text.rstrip(" ")
            start = self._at
            self._write(text)
            made.append(HtmlRun(start, self._at, text, run.setting))
        return made

    def _place_of(self, cell: HtmlCell) -> FilePlace:
        row, column, part = cell.place
        table = self._tables.setdefault(part, len(self._tables) + 1)
        if row not in self._rows:
            self._counted[part] += 1
            self._rows[row] = table, self._counted[part]
        line, across = self._rows[row][1], (column or 0) + 1
        return FilePlace(f"表{table} 第{line}行第{across}列", f"table {table}, row {line}, column {across}")

    def _mark(self, place: FilePlace) -> None:
        if self._starts and self._starts[-1] == self._at:
            self._places[-1] = place
        else:
            self._starts.append(self._at)
            self._places.append(place)

    def _separate(self, separator: str) -> None:
        """End the text before; the first line needs no separator before it."""
        if self._at:
            self._write(separator)

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._at += len(text)
