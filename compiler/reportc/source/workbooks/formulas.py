"""Formulas, as far as it must be known which cells they use: their results are stored and never calculated here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportc.source.workbooks.names import column_of
from reportc.source.workbooks.scan import Scan
from reportc.source.workbooks.sheet import Spot

_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
    | (?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?
      (?: (?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.]) (?::(?P<to>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.]))?
        | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.])
        | (?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![\w(.]) )
    | (?P<function>[^\W\d][\w.]*)\(
    | (?P<name>[^\W\d][\w.]*|\[|\#REF!|!)
    """,
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})")
_WORDS = frozenset(("TRUE", "FALSE"))
_ANYWHERE = frozenset(("INDIRECT", "OFFSET"))
_LAST = 1 << 20
_ADDS = re.compile(r"[^*/^&=<>%]*")


class Area(NamedTuple):
    """Cells that a formula uses, on its own sheet if `sheet` is None."""

    sheet: str | None
    rows: range
    columns: range

    def holds(self, spot: Spot) -> bool:
        """Return whether a cell is in the area."""
        return spot.row in self.rows and spot.column in self.columns


class PlacedFormula(NamedTuple):
    """A formula and its cell: the cell, the text, and how far its relative references are shifted."""

    spot: Spot
    text: str
    shift: Spot


def formulas(scan: Scan) -> Iterator[PlacedFormula]:
    """Yield the formulas of a sheet; those of a group have the text of its first one, shifted."""
    groups: dict[str, tuple[Spot, str]] = {}
    for cell in scan.cells:
        formula = cell.formula
        if formula is None:
            continue
        if formula.group is not None and formula.text:
            groups[formula.group] = cell.spot, formula.text
        first, text = groups.get(formula.group or "", (cell.spot, formula.text))
        yield PlacedFormula(cell.spot, text, Spot(cell.spot.row - first.row, cell.spot.column - first.column))


def areas(formula: PlacedFormula) -> list[Area] | None:
    """Return the cells that a formula uses; None if its text does not show them."""
    found: list[Area] = []
    for token in _TOKEN.finditer(formula.text):
        parts = token.groupdict()
        if parts["function"] and parts["function"].upper() in _ANYWHERE:
            return None
        if parts["name"] and parts["name"].upper() not in _WORDS:
            return None
        first, _, last = (parts["columns"] or parts["rows"] or f"{parts['cell'] or ''}:{parts['to'] or ''}").partition(
            ":"
        )
        if first:
            found.append(_area(parts["sheet"], first, last or first, formula.shift))
    return found


def only_adds(text: str) -> bool:
    """Return whether a formula only adds, so that a zero for a blank makes no difference."""
    functions = {token["function"].upper() for token in _TOKEN.finditer(text) if token["function"]}
    return functions <= {"SUM"} and bool(_ADDS.fullmatch(text))


def _area(sheet: str | None, first: str, last: str, shift: Spot) -> Area:
    ends = [_ends(part, shift) for part in (first, last)]
    rows, columns = [row for row, _ in ends], [column for _, column in ends]
    name = sheet[1:-1].replace("''", "'") if sheet and sheet.startswith("'") else sheet
    return Area(name, _span(rows), _span(columns))


def _ends(part: str, shift: Spot) -> tuple[int | None, int | None]:
    """Return the row and the column that a part of a reference names, shifted where they are relative."""
    found = _PART.fullmatch(part)
    if found is None:
        return None, None
    row = int(found[4]) - 1 + (0 if found[3] else shift.row) if found[4] else None
    column = column_of(found[2]) + (0 if found[1] else shift.column) if found[2] else None
    return row, column


def _span(ends: list[int | None]) -> range:
    known = [end for end in ends if end is not None]
    return range(min(known), max(known) + 1) if known else range(_LAST)


def users(scans: Mapping[str, Scan], sheet: str, spot: Spot) -> Iterator[tuple[str, PlacedFormula]]:
    """Yield the formulas that use a cell, or may, with their sheets."""
    for name, scan in scans.items():
        for formula in formulas(scan):
            used = areas(formula)
            if used is None or any((area.sheet or name) == sheet and area.holds(spot) for area in used):
                yield name, formula
