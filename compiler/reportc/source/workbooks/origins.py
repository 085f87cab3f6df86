"""The names of a workbook's cells, and which text of a projection is in which cell.

Both are computed on demand: in most workbooks nothing is fixed or found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportc.language import Language
from reportc.source.blocks import HtmlCell
from reportc.source.lines import Line
from reportc.source.projected import Origin, Projected
from reportc.source.workbooks.names import qualified, reference
from reportc.source.workbooks.sheet import Spot


class SheetPlace(NamedTuple):
    """A cell: its sheet, its row and column from 0, and the part of the package that has it, if it can be written."""

    sheet: str
    row: int
    column: int
    part: str

    @property
    def zh(self) -> str:
        """Its name, as in a formula."""
        return qualified(self.sheet, reference(self.row, self.column))

    @property
    def en(self) -> str:
        """Likewise: the name is the same in all languages."""
        return self.zh

    def of(self, _: Language = "zh") -> str:
        """Return its name."""
        return self.zh


class CellOrigin(NamedTuple):
    """The origin of a line of text: the part of the package, the cell, and the index of the line in it."""

    part: str
    spot: Spot
    line: int


def origins(projected: Projected) -> Iterator[Origin]:
    """Yield the origin of each text whose cell can be written; an empty cell has an empty one."""
    last, line = None, 0
    for item in projected.content:
        if isinstance(item, Line):
            continue
        start = item.start if isinstance(item, HtmlCell) else item.runs[0].start
        place = projected.places.at(start)
        if not isinstance(place, SheetPlace) or not place.part:
            continue
        spot = Spot(place.row, place.column)
        if not isinstance(item, HtmlCell):
            line = line + 1 if place is last else 0
            last = place
            for run in item.runs:
                yield Origin(run.start, run.end, CellOrigin(place.part, spot, line))
        elif not item.blocks:
            yield Origin(start, start, CellOrigin(place.part, spot, 0))
