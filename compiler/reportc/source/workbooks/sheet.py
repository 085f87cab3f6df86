"""A sheet of any kind of workbook: its cells with text, and the cells that span more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from reportc.source.pieces import Setting
from reportc.source.projected import ProjectedRun

MOST_CELLS = 50_000
"""The limit of cells in the used part of a workbook; the form has fewer than a thousand."""
_EXACT = 2**53
_FAR = 128
"""A visible place of a merged cell is searched for at most this far."""
_DIGITS = 15
"""The number of digits that a spreadsheet displays, and the number that it stores."""

_new = tuple.__new__
"""Texts are made by the hundred: `tuple.__new__` takes half as long as the class."""

StoredValue = str | int | float | bool | date | datetime | time | timedelta | None
CellLine = list[ProjectedRun]


class Spot(NamedTuple):
    """The row and the column of a cell, counted from 0."""

    row: int
    column: int


class Extent(NamedTuple):
    """How many rows and columns a cell spans."""

    rows: int
    columns: int


ONE = Extent(1, 1)


@dataclass(slots=True)
class Worksheet:
    """A sheet: its name, its lines of text by cell, which cells are merged, and which are hidden.

    `part` is its part of the package, if its cells can be written.
    """

    name: str
    part: str = ""
    cells: dict[Spot, list[CellLine]] = field(default_factory=dict)
    merged: dict[Spot, Extent] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[range] = ()
    moved: set[Spot] = field(default_factory=set)
    """The places to which merged cells moved whose first place is hidden."""

    def hides_column(self, column: int) -> bool:
        """Return whether a column is hidden."""
        return any(column in columns for columns in self.hidden_columns)

    def shows(self, spot: Spot) -> bool:
        """Return whether a cell is visible."""
        return spot.row not in self.hidden_rows and not self.hides_column(spot.column)


def written(value: StoredValue) -> str:
    """Return a value as text: whole numbers as integers, others with the digits that are stored; dates as ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else _decimal(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def lines(runs: Iterable[ProjectedRun]) -> list[CellLine]:
    """Split the text of a cell at its line ends."""
    found: list[CellLine] = [[]]
    for text, setting, origin in runs:
        for number, part in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                found.append([])
            if part:
                found[-1].append(ProjectedRun(part, setting, origin))
    return [line for line in found if line]


def set_as(text: str, setting: Setting | None) -> list[CellLine]:
    """Return the lines of a text with one setting."""
    if text.isprintable():  # nearly every one
        return [[_new(ProjectedRun, (text, setting, None))]] if text else []
    return lines([ProjectedRun(text, setting)]) if text else []


def text_of(sheet: Worksheet, spot: Spot) -> str:
    """Return the words of a cell."""
    return "".join(text for line in sheet.cells.get(spot, ()) for text, *_ in line)


def on_view(sheet: Worksheet) -> list[list[Spot]]:
    """Return the visible cells with text: rows in order, and the cells of each."""
    shown = [spot for spot, content in sheet.cells.items() if content]
    if sheet.hidden_rows or sheet.hidden_columns:
        _move(sheet)
        shown = [spot for spot, content in sheet.cells.items() if content and sheet.shows(spot)]
    shown.sort()
    return [list(spots) for _, spots in groupby(shown, itemgetter(0))]


def _move(sheet: Worksheet) -> None:
    """Move the text of a merged cell to its first visible place: there a spreadsheet displays it."""
    for (row, column), (height, width) in list(sheet.merged.items()):
        rows = range(row, min(row + height, row + _FAR))
        columns = range(column, min(column + width, column + _FAR))
        top = next((one for one in rows if one not in sheet.hidden_rows), row)
        left = next((one for one in columns if not sheet.hides_column(one)), column)
        old, new = Spot(row, column), Spot(top, left)
        if new != old and old in sheet.cells and new not in sheet.cells:
            sheet.cells[new] = sheet.cells.pop(old)
            sheet.moved.add(new)
            del sheet.merged[old]
            sheet.merged[new] = Extent(height - (top - row), width - (left - column))


def _decimal(value: float) -> str:
    """Return a number that is not whole, without an exponent."""
    rounded = Decimal(f"{value:.{_DIGITS}g}")
    return format(rounded.normalize(), "f") if rounded.is_finite() else str(value)
