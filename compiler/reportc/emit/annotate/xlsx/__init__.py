"""Notes in a copy of a workbook (.xlsx), at the cells that findings speak of.

A sheet with notes has a part for their texts and one for their boxes. All is spliced in: no byte that stood in
the file goes, a cell that has a note keeps it and takes more lines in it, and what the file says is the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from reportc.emit.annotate.notes import Note
from reportc.emit.annotate.xlsx.package import Parts
from reportc.emit.annotate.xlsx.texts import Lines
from reportc.source.archive import repacked
from reportc.source.pieces import Refusal
from reportc.source.told import Origin, Projected
from reportc.source.workbooks.layout import project
from reportc.source.workbooks.origins import CellOrigin, origins
from reportc.source.workbooks.sheet import Spot
from reportc.source.workbooks.xlsx import Workbook, open_workbook
from reportc.source.workbooks.xml import Unreadable, Walker, walk
from reportc.syntax.parser import vocabulary

_REFUSED = Refusal(
    "批注写不进这个工作簿；请用 Excel 或 WPS 打开后重新保存再试",
    "no notes can be put into this workbook: open it, save it again and retry",
)


def annotate(data: bytes, notes: Sequence[Note]) -> bytes | Refusal:
    """Return a copy of a workbook with a note at the cell of each finding."""
    workbook = open_workbook(data)
    if isinstance(workbook, Refusal):
        return workbook
    projected = _projected(workbook)
    if isinstance(projected, Refusal):
        return projected
    parts = Parts(workbook.archive)
    try:
        for sheet, cells in _placed(origins(projected), notes).items():
            parts.annotate(sheet, cells)
        for part in parts.changed.values():
            walk(part, Walker())  # calamine reads XML that no spreadsheet would
        changed = repacked(workbook.archive, parts.changed)
    except Unreadable:
        return _REFUSED
    again = open_workbook(changed) if changed else _REFUSED
    same = _projected(again) if isinstance(again, Workbook) else _REFUSED
    is_same = isinstance(same, Projected) and same.text == projected.text
    return changed if changed and is_same else _REFUSED


def _projected(workbook: Workbook) -> Projected | Refusal:
    return project(workbook.sheets, vocabulary())


def _placed(texts: Iterable[Origin], notes: Iterable[Note]) -> Mapping[str, Mapping[Spot, Lines]]:
    """Return the lines of notes by the part of their sheet and by cell: that of the text at their span, or before."""
    cells = [(origin.start, origin.origin) for origin in texts if isinstance(origin.origin, CellOrigin)]
    starts = [start for start, _ in cells]
    placed: dict[str, dict[Spot, Lines]] = {}
    for note in notes if cells else ():
        _, cell = cells[max(bisect_right(starts, note.span.start) - 1, 0)]
        sheet = placed.setdefault(cell.part, {})
        sheet[cell.spot] = (*sheet.get(cell.spot, ()), *note.lines)
    return placed
