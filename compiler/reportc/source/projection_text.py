"""The text of a projection, laid out from what a reader passed on: a paragraph a line, a row a line with tabs in it.

A row whose cells hold tables, or prose, is laid out as these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportc.places import Located, Places
from reportc.source.blocks import Block, HtmlCell, HtmlRun
from reportc.source.fold import BLOT
from reportc.source.lines import Line
from reportc.source.projected import Origin, Projected, ProjectedCell, ProjectedParagraph, ProjectedRun, ProjectedTable

_LONGEST = 200
"""A cell with more characters, or with more than `_MOST` paragraphs, is laid out as its content is."""
_MOST = 8
_new = tuple.__new__
"""Stretches of cells are made by the hundred: `tuple.__new__` takes half as long as the class."""
_ENDS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_LINE_ENDS = _ENDS | {ord("\t"): "\t"}
"""Outside of tables a tab is kept: it may separate the cells of a row."""


def laid_out(holds: Iterable[ProjectedParagraph | ProjectedTable]) -> Projected:
    """Return the projection of the content of a file."""
    page = _ProjectionText()
    page.lay(holds, None)
    return Projected("".join(page.parts), page.content, Places(page.starts, page.places), page.origins)


def _is_plain(holds: Sequence[ProjectedParagraph | ProjectedTable]) -> bool:
    """Return whether a cell with this content fits on one line with its neighbours."""
    length = 0
    for part in holds:
        if isinstance(part, ProjectedTable):
            return False
        for run in part[0]:
            length += len(run[0])
    return length <= _LONGEST and len(holds) <= _MOST


class _ProjectionText:
    """The projection so far: its text, its content, and the places and origins that refer to the text."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.content: list[Block | HtmlCell | Line] = []
        self.starts: list[int] = []
        self.places: list[Located] = []
        self.origins: list[Origin] = []
        self._at = 0

    def lay(self, holds: Iterable[ProjectedParagraph | ProjectedTable], cell: HtmlCell | None) -> None:
        """Lay out the content of a file or a cell, a line each."""
        for part in holds:
            if isinstance(part, ProjectedTable):
                if cell:
                    cell.holds_table = True
                self._table(part)
            else:
                runs, place, number = part
                self._place(place)
                if number is None:
                    self._paragraph(runs, cell)
                else:
                    self._aligned(runs, number)
                self._write("\n")

    def _table(self, table: ProjectedTable) -> None:
        for row in filter(None, table.rows):
            for _, _, holds in row:
                if not _is_plain(holds):
                    self._parted(row)
                    break
            else:
                self._row(row)

    def _parted(self, row: Iterable[ProjectedCell]) -> None:
        """Lay out the cells of a row one below the other."""
        for cell, place, holds in row:
            self._cell(cell, place)
            self.lay(holds, cell)

    def _row(self, row: Iterable[ProjectedCell]) -> None:
        """Lay out a row on one line."""
        separator = ""
        for cell, place, holds in row:
            if separator:
                self._write(separator)
            separator = "\t"
            self._cell(cell, place)
            for number, part in enumerate(holds):
                if number:
                    self._write(" ")
                if not isinstance(part, ProjectedTable):
                    self._paragraph(part[0], cell)
        self._write("\n")

    def _cell(self, cell: HtmlCell, place: Located) -> None:
        """Begin a cell."""
        self._place(place)
        cell.start = self._at
        self.content.append(cell)

    def _paragraph(self, runs: Iterable[ProjectedRun], cell: HtmlCell | None) -> None:
        html_runs: list[HtmlRun] = []
        at = self._at
        for text, setting, origin in runs:
            start = at
            if text:
                shown = text if text.isprintable() else text.translate(_ENDS if cell else _LINE_ENDS)
                at += len(shown)
                self.parts.append(shown)
                html_runs.append(_new(HtmlRun, (start, at, shown, setting)))
            if origin is not None:
                self.origins.append(_new(Origin, (start, at, origin)))
        self._at = at
        if html_runs:
            block = Block(html_runs, cell)
            self.content.append(block)
            if cell:
                cell.blocks.append(block)

    def _aligned(self, runs: Iterable[ProjectedRun], number: int) -> None:
        """Lay out a line for a reader of aligned text: runs outside of numbers and words become white space."""
        start, words = self._at, ""
        for text, setting, _ in runs:
            shown = text.translate(_ENDS)
            words += BLOT * len(shown) if setting else shown
            self._write(shown)
        self.content.append(Line(number, start, words))

    def _place(self, place: Located) -> None:
        if not self.starts or self.starts[-1] != self._at:
            self.starts.append(self._at)
            self.places.append(place)
        else:
            self.places[-1] = place

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._at += len(text)
