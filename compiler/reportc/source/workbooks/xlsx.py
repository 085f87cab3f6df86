"""Workbooks of Excel and WPS (.xlsx): values by calamine, and what it does not give from the XML itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportc.source.archive import Archive
from reportc.source.pieces import Refusal, Setting, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.workbooks import settings
from reportc.source.workbooks.layout import project
from reportc.source.workbooks.package import BROKEN, WorkbookPackage, opened, part
from reportc.source.workbooks.scan import Scanned, StyledRun, must_be_scanned, scan
from reportc.source.workbooks.sheet import CellLine, Worksheet, lines
from reportc.source.workbooks.values import values
from reportc.source.workbooks.xml import Unreadable

_MISSING = Refusal(
    "读取工作簿要有 python-calamine：请运行 pip install 'reportc[files]'",
    "workbooks are read with python-calamine: pip install 'reportc[files]'",
)
_VALUE = re.compile(rb"<(?:[\w.-]{1,99}:)?(?:v|t)[\s>]")
"""A value in the XML of a cell."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook: its package, and its visible sheets."""

    archive: Archive
    package: WorkbookPackage
    sheets: Sequence[Worksheet]
    hidden: Sequence[str]
    """The names of the hidden sheets that have content."""


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of an .xlsx, or a refusal with the reason."""
    workbook = open_workbook(data)
    return workbook if isinstance(workbook, Refusal) else project(workbook.sheets, vocabulary, workbook.hidden)


@lru_cache(maxsize=1)  # what was read of a file is needed again when it is fixed
def open_workbook(data: bytes) -> Workbook | Refusal:
    """Open an .xlsx and read its sheets, or return why that cannot be done."""
    archive = Archive.open(data)
    if isinstance(archive, Refusal):
        return archive
    try:
        package = opened(archive)
        sheets = _sheets(archive, package)
    except Unreadable as error:
        return error.refusal
    except ModuleNotFoundError:
        return _MISSING
    hidden = [sheet.name for sheet in package.sheets if not sheet.shown and _is_used(archive.read(sheet.part) or b"")]
    return Workbook(archive, package, sheets, hidden)


def _is_used(data: bytes) -> bool:
    """Return whether a sheet has any text; its XML may be in UTF-16."""
    return bool(_VALUE.search(data.replace(b"\0", b"")))


def _sheets(archive: Archive, package: WorkbookPackage) -> list[Worksheet]:
    """Return the visible sheets. Raise `Unreadable` where one cannot be read."""
    shown = [(sheet, part(archive, sheet.part)) for sheet in package.sheets if sheet.shown]
    if not shown:
        return []
    if not all(data for _, data in shown):
        raise Unreadable(BROKEN)
    parts = [data for _, data in shown]
    strings, styles = part(archive, package.strings), part(archive, package.styles)
    found = values([sheet.name for sheet, _ in shown], parts, strings, styles, since_1904=package.since_1904)
    marks = _Marks(settings.styles(styles), settings.texts(strings))
    for sheet, (listed, data) in zip(found, shown, strict=True):
        sheet.part = listed.part
        if marks.styles or marks.texts or must_be_scanned(data):
            _amend(sheet, data, marks)
    return found


@dataclass(frozen=True, slots=True)
class _Marks:
    """The styles of cells, and the shared texts, whose settings exclude characters from numbers."""

    styles: Mapping[int, Setting]
    texts: Mapping[int, tuple[StyledRun, ...]]


def _amend(sheet: Worksheet, data: bytes, marks: _Marks) -> None:
    """Add to a sheet the content of its XML that calamine does not give."""
    found = scan(data)
    sheet.hidden_rows = frozenset(found.hidden_rows)
    sheet.hidden_columns = tuple(found.hidden_columns)
    for cell in found.cells:
        amended = _amended(cell, sheet.cells.get(cell.spot, []), marks)
        if amended is not None:
            sheet.cells[cell.spot] = amended


def _amended(cell: Scanned, known: list[CellLine], marks: _Marks) -> list[CellLine] | None:
    """Return the text of a cell, if it differs from calamine's value."""
    if cell.type == "e":
        return lines([ProjectedRun(cell.value or "")])
    if cell.formula is not None and not cell.value and cell.type != "str":
        return lines([ProjectedRun(f"={cell.formula.text}", Setting.FORMULA)])
    runs = cell.runs
    if cell.type == "s" and cell.value and cell.value.isdecimal():
        runs = list(marks.texts.get(int(cell.value), ()))
    if any(run.setting for run in runs):
        known = lines(ProjectedRun(run.text, run.setting) for run in runs)
    whole = marks.styles.get(int(cell.style)) if cell.style and cell.style.isdecimal() else None
    if whole is None and not any(run.setting for run in runs):
        return None
    return [[ProjectedRun(text, of or whole, origin) for text, of, origin in line] for line in known]
