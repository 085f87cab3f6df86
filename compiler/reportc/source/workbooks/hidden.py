"""What a workbook hides: sheets, and rows and columns with content, by their names in the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from reportc.places import FilePlace
from reportc.source.workbooks.names import letters
from reportc.source.workbooks.sheet import Worksheet

_MOST = 5
"""At most this many ranges of rows or columns of a sheet are named one by one."""


def places(sheets: Iterable[Worksheet], hidden: Iterable[str]) -> list[FilePlace]:
    """Return the places of content that is not displayed: `hidden` sheets, and rows and columns of the others."""
    found = [FilePlace(f"工作表「{name}」", f"sheet “{name}”") for name in hidden]
    return found + [place for sheet in sheets for place in _inside(sheet)]


def _inside(sheet: Worksheet) -> Iterator[FilePlace]:
    """Yield the hidden rows and columns of a sheet that have content."""
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return
    spots = [spot for spot, lines in sheet.cells.items() if lines]
    rows = {spot.row for spot in spots} & sheet.hidden_rows
    columns = {spot.column for spot in spots if spot.row not in rows and sheet.hides_column(spot.column)}
    if rows:
        told = _stretches(sorted(rows), lambda row: str(row + 1))
        yield FilePlace(f"「{sheet.name}」第{told}行", f"rows {told} of “{sheet.name}”")
    if columns:
        told = _stretches(sorted(columns), letters)
        yield FilePlace(f"「{sheet.name}」第{told}列", f"columns {told} of “{sheet.name}”")


def _stretches(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Return ascending numbers as text, consecutive ones as a range."""
    groups = [
        [number for _, number in group] for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    told = [name(group[0]) + (f"–{name(group[-1])}" if len(group) > 1 else "") for group in groups[:_MOST]]
    return "、".join(told) + ("…" if len(groups) > _MOST else "")
