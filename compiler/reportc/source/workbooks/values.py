"""The values of an .xlsx's sheets, by calamine, from a package with no parts but checked ones.

A sheet with two far corners, which takes a hundred bytes, makes calamine allocate more memory than there is, and
the process ends: so the positions of cells are checked before. What Python and Rust might read out of one crafted
archive in two ways does not reach it either.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import (
    ParseError,
    canonicalize,
)  # expat expands no entities, for it refuses their declarations

from reportc.source.workbooks.layout import TOO_LARGE
from reportc.source.workbooks.names import column_of
from reportc.source.workbooks.package import BROKEN
from reportc.source.workbooks.scan import scan
from reportc.source.workbooks.sheet import CellLine, Extent, Spot, Worksheet, set_as, written
from reportc.source.workbooks.xml import Unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_AREA = 2_000_000
"""The limit of cells between the corners of a sheet: calamine takes 32 bytes for each, empty ones too."""
_MOST_MERGED = 20_000
_PLACE = re.compile(rb"""r(?<=\sr)\s*=\s*["'](?:([A-Za-z]{0,3})([1-9]\d{0,6})["'])?""")
"""The name of a row or a cell; it is invalid without letters and digits."""
_FAR = re.compile(rb"""r(?<=\sr)\s*=\s*["'](?![A-Za-z]{0,2}[1-9]\d{0,2}["'])""")
"""A name that is far from the first cell: beyond column ZZ or row 999; without any, all cells lie in a small area."""
_REFERENCE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>[^<]*&")
_new = tuple.__new__
"""Places are made by the hundred: `tuple.__new__` takes half as long as the class."""
_HEAD = 40
"""The declaration of XML begins within this many bytes."""
_SCHEMA = "http://schemas.openxmlformats.org/"
_RELATIONS = f'<Relationships xmlns="{_SCHEMA}package/2006/relationships">{{}}</Relationships>'
_RELATION = f'<Relationship Id="{{}}" Type="{_SCHEMA}officeDocument/2006/relationships/{{}}" Target="{{}}"/>'
_WORKBOOK = (
    f'<workbook xmlns="{_SCHEMA}spreadsheetml/2006/main" xmlns:r="{_SCHEMA}officeDocument/2006/relationships">'
    '<workbookPr date1904="{}"/><sheets>{}</sheets></workbook>'
)
_SHEET = '<sheet name="s{0}" sheetId="{0}" r:id="s{0}"/>'


def values(
    names: Sequence[str], parts: Sequence[bytes], strings: bytes, styles: bytes, *, since_1904: bool
) -> list[Worksheet]:
    """Return the sheets called `names`, read out of their `parts`, the part of shared texts and that of styles.

    Raise `Unreadable` where they are damaged, or larger than any report.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # imported late, for few users need it

    parts = [_plain(part) for part in parts]
    strings = _plain(strings)
    for part in parts:
        _check(part)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_package(parts, strings, styles, since_1904=since_1904)))
        found = [_sheet(name, workbook.get_sheet_by_index(number)) for number, name in enumerate(names)]
    except CalamineError:
        raise Unreadable(BROKEN) from None
    except BaseException as error:  # a panic of Rust is no Exception
        if type(error).__name__ == "PanicException":
            raise Unreadable(BROKEN) from None
        raise
    if any(len(sheet.merged) > _MOST_MERGED for sheet in found):
        raise Unreadable(TOO_LARGE)
    return found


def _plain(part: bytes) -> bytes:
    """Return XML in its canonical form, without the comments, CDATA and references of which calamine ignores some.

    Raise `Unreadable` if it declares a document type, or is not well-formed.
    """
    if b"<!DOCTYPE" in part:
        raise Unreadable(BROKEN)
    is_strange = b"<!" in part or part.find(b"<?", _HEAD) > 0 or (b"&" in part and _REFERENCE.search(part))
    if not is_strange:
        return part
    try:
        return canonicalize(part.decode(), with_comments=False).encode()
    except (ParseError, UnicodeError, ValueError):
        raise Unreadable(BROKEN) from None


def _check(part: bytes) -> None:
    """Raise `Unreadable` unless the cells of a sheet lie near one another, and each has a valid name."""
    if not _FAR.search(part):
        return
    names = _PLACE.findall(part)
    if (b"", b"") in names:
        raise Unreadable(BROKEN)  # calamine's result is undefined: it adds up digits beyond what numbers hold
    columns = max(
        (column_of(letters.decode()) + 1 for letters in {letters for letters, _ in names} if letters), default=1
    )
    if _area(columns, max(map(int, {row for _, row in names}), default=1)):
        return
    spots = [cell.spot for cell in scan(part).cells if cell.value or cell.runs]
    if spots and not _area(1 + max(spot.column for spot in spots), 1 + max(spot.row for spot in spots)):
        raise Unreadable(TOO_LARGE)


def _area(columns: int, lines: int) -> bool:
    return columns * lines <= _MOST_AREA


def _package(parts: Sequence[bytes], strings: bytes, styles: bytes, *, since_1904: bool) -> bytes:
    """Return a workbook with `parts` as its sheets."""
    numbers = range(1, len(parts) + 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_rels/.rels", _RELATIONS.format(_RELATION.format("w", "officeDocument", "xl/workbook.xml")))
        workbook = _WORKBOOK.format(int(since_1904), "".join(map(_SHEET.format, numbers)))
        archive.writestr("xl/workbook.xml", workbook)
        links = "".join(_RELATION.format(f"s{number}", "worksheet", f"worksheets/{number}.xml") for number in numbers)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(links))
        for name, part in (("sharedStrings", strings), ("styles", styles)):
            if part:
                archive.writestr(f"xl/{name}.xml", part)
        for number, part in zip(numbers, parts, strict=True):
            archive.writestr(f"xl/worksheets/{number}.xml", part)
    return packed.getvalue()


def _sheet(name: str, read: CalamineSheet) -> Worksheet:
    """Return a sheet with the values that calamine read."""
    sheet = Worksheet(name)
    top, left = read.start or (0, 0)
    cells = sheet.cells
    numbers: dict[float, list[CellLine]] = {}  # the same ones are in many cells
    for row, line in enumerate(read.to_python(), top):
        for column, value in enumerate(line, left):
            if value == "":
                continue
            text_lines = numbers.get(value) if isinstance(value, float) else None
            if text_lines is None:
                text_lines = set_as(value if isinstance(value, str) else written(value), None)
                if isinstance(value, float):
                    numbers[value] = text_lines
            cells[_new(Spot, (row, column))] = text_lines
    for (first, at), (last, to) in read.merged_cell_ranges or ():
        sheet.merged[Spot(first, at)] = Extent(last - first + 1, to - at + 1)
    return sheet
