"""A sheet as a workbook shows it, whatever kind of workbook: its cells with text, and the cells that span more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from reportc.source.pieces import Setting
from reportc.source.projection import Stretch

MOST_CELLS = 200_000
"""So many cells may the used part of a workbook have; the form has fewer than a thousand."""
_EXACT = 2**53
_DIGITS = 15
"""So many digits of a number does a spreadsheet show, and so many does it know."""

Value = str | int | float | bool | date | datetime | time | timedelta | None
Line = list[Stretch]


class Spot(NamedTuple):
    """Where a cell stands, counted from 0."""

    row: int
    column: int


class Extent(NamedTuple):
    """How many rows and columns a cell takes."""

    rows: int
    columns: int


ONE = Extent(1, 1)


class CellOrigin(NamedTuple):
    """Where a line of text comes from: the part of the package, the cell, and which of its lines it is."""

    part: str
    spot: Spot
    line: int


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, its lines of text by cell, which cells are merged, and what is not shown.

    `part` is where the package has it, if cells of it can be written.
    """

    name: str
    part: str = ""
    cells: dict[Spot, list[Line]] = field(default_factory=dict)
    merged: dict[Spot, Extent] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[range] = ()

    def shows(self, spot: Spot) -> bool:
        """Tell whether a cell is on view."""
        return spot.row not in self.hidden_rows and not any(spot.column in columns for columns in self.hidden_columns)


def written(value: Value) -> str:
    """Write a value: numbers as the integers they are, or with the digits that a spreadsheet knows; dates as ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else _decimal(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def lines(stretches: Iterable[Stretch]) -> list[Line]:
    """Part the text of a cell where its lines end."""
    found: list[Line] = [[]]
    for text, setting, origin in stretches:
        for number, part in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                found.append([])
            if part:
                found[-1].append(Stretch(part, setting, origin))
    return [line for line in found if line]


def set_as(text: str, setting: Setting | None) -> list[Line]:
    """Return the lines of a text that is all set in one way."""
    return lines([Stretch(text, setting)]) if text else []


def rows(sheet: Sheet) -> Mapping[int, list[Spot]]:
    """Return the cells on view that hold text, by row and in order."""
    shown = sorted(spot for spot in sheet.cells if sheet.cells[spot] and sheet.shows(spot))
    return {row: list(spots) for row, spots in groupby(shown, lambda spot: spot.row)}


def _decimal(value: float) -> str:
    """Write a number that is not whole, without an exponent."""
    rounded = Decimal(f"{value:.{_DIGITS}g}")
    return format(rounded.normalize(), "f") if rounded.is_finite() else str(value)
