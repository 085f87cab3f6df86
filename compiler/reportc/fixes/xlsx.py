"""Fixes in workbooks (.xlsx): a splice into the sheet's XML, by which only the value of a cell changes.

A text is written into its cell and never into the shared ones, which other cells may show as well. Formulas are kept,
and so do the cells that they use: their results are stored with them and would be out of date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from reportc.diagnostic import TextEdit
from reportc.fixes.edits import Edited
from reportc.fixes.proof import Objection
from reportc.source.archive import repacked
from reportc.source.docx.splice import Splice, escaped, spliced, tag_at, within
from reportc.source.pieces import Refusal
from reportc.source.projected import Origin
from reportc.source.workbooks.formulas import only_adds, users
from reportc.source.workbooks.layout import project
from reportc.source.workbooks.names import qualified, reference
from reportc.source.workbooks.origins import CellOrigin, origins
from reportc.source.workbooks.package import part
from reportc.source.workbooks.scan import Scan, Scanned, scan
from reportc.source.workbooks.sheet import Spot, Worksheet
from reportc.source.workbooks.xlsx import Workbook, open_workbook
from reportc.source.workbooks.xml import PartWalker, Unreadable, walk
from reportc.syntax.parser import vocabulary

_UNREADABLE = Objection("文件读不出来", "the file cannot be read")
_NOT_UTF8 = Objection("工作表不是 UTF-8 编码，不能改写", "the sheet is not in UTF-8 and cannot be rewritten")
_LINES = Objection("要改的不在一个单元格的一行里，请在表格软件中改", "more than a line of one cell would change")
_RICH = Objection(
    "单元格里的文字有几种格式，请在表格软件中改",
    "the text of the cell is set in several ways: do that in a spreadsheet",
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_TYPE = re.compile(rb"\s+t\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TEXTS = frozenset(("s", "inlineStr", "str"))


class _SheetCell(NamedTuple):
    """A cell of a sheet, by the part that the sheet is in."""

    part: str
    spot: Spot


class _NewContent(NamedTuple):
    """The new content of a cell; a text where it has only words, or where a number was stored as a text."""

    text: str
    as_text: bool


def rewrite(data: str | bytes, edited: Edited) -> str | bytes | Objection:
    """Return a workbook after edits of its projection, or the objection to them."""
    workbook = open_workbook(data) if isinstance(data, bytes) else None
    if not isinstance(workbook, Workbook):
        return _UNREADABLE
    projected = project(workbook.sheets, vocabulary())
    if isinstance(projected, Refusal):
        return _UNREADABLE
    lines = _changed(edited.edits, projected.text, list(origins(projected)))
    if isinstance(lines, Objection):
        return lines
    try:
        return _WorkbookWriter(workbook).written(lines)
    except Unreadable:
        return _UNREADABLE


def _changed(
    edits: Iterable[TextEdit], text: str, origins: Sequence[Origin]
) -> dict[_SheetCell, dict[int, str]] | Objection:
    """Return the new lines of cells, by their indices, or the objection to them."""
    changes: dict[Origin, list[TextEdit]] = {}
    for edit in edits:
        origin = _touched(edit, origins)
        if origin is None or "\n" in edit.text or "\t" in edit.text:
            return _LINES
        changes.setdefault(origin, []).append(edit)
    lines: dict[_SheetCell, dict[int, str]] = {}
    for origin, found in changes.items():
        place = origin.origin
        if isinstance(place, CellOrigin):
            new = _edited(text, origin, found)
            lines.setdefault(_SheetCell(place.part, place.spot), {})[place.line] = new
    return lines


def _touched(edit: TextEdit, origins: Sequence[Origin]) -> Origin | None:
    """Return the line of a cell that contains all that an edit replaces."""
    start, end = edit.span
    at = bisect_left(origins, start, key=lambda origin: origin.end)
    near = (origin for origin in origins[at : at + 2] if origin.start <= start and end <= origin.end)
    return next(near, None)


def _edited(text: str, origin: Origin, edits: Sequence[TextEdit]) -> str:
    """Return a line after its edits, which are in order."""
    parts, at = [], origin.start
    for (start, end), new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at : origin.end]))


class _WorkbookWriter:
    """A workbook in which cells are changed."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        package = workbook.package
        self.names = {sheet.part: sheet.name for sheet in package.sheets}
        self.parts = {sheet.part: part(workbook.archive, sheet.part) for sheet in package.sheets}
        self.scans = {name: scan(data) for name, data in self.parts.items() if data}

    def written(self, lines: Mapping[_SheetCell, Mapping[int, str]]) -> bytes | Objection:
        """Return the workbook with the new lines of cells."""
        texts: dict[str, dict[Spot, _NewContent]] = {}
        for cell, changed in lines.items():
            if self.workbook.archive.read(cell.part) != self.parts.get(cell.part):
                return _NOT_UTF8
            text = self._new(cell, changed)
            if isinstance(text, Objection):
                return text
            texts.setdefault(cell.part, {})[cell.spot] = text
        new = {name: spliced(self.parts[name], self._splices(name, found)) for name, found in texts.items()}
        for changed_part in new.values():
            walk(changed_part, PartWalker())  # calamine also reads XML that is not well-formed
        return repacked(self.workbook.archive, new) or _UNREADABLE

    def _new(self, cell: _SheetCell, changed: Mapping[int, str]) -> _NewContent | Objection:
        """Return the new content of a cell, or why it must not change."""
        sheet = next(sheet for sheet in self.workbook.sheets if sheet.part == cell.part)
        known = next((one for one in self.scans[cell.part].cells if one.spot == cell.spot), None)
        if known is not None and known.formula is not None:
            name = qualified(sheet.name, reference(*cell.spot))
            return Objection(
                f"{name} 是公式，不改写；请在表格软件中改公式",
                f"{name} is a formula and stays: change it in the spreadsheet",
            )
        lines = sheet.cells.get(cell.spot) or [[]]
        if any(len(line) > 1 or any(stretch.setting for stretch in line) for line in lines):
            return _RICH
        texts = ["".join(stretch.text for stretch in line) for line in lines]
        new = "\n".join(changed.get(number, text) for number, text in enumerate(texts))
        held_text = known is not None and known.type in _TEXTS and any(map(str.isdigit, "".join(texts)))
        objection = self._used(sheet, cell.spot, was_blank=not any(texts), new=new)
        return objection or _NewContent(new, held_text or not _NUMBER.fullmatch(new))

    def _splices(self, name: str, texts: Mapping[Spot, _NewContent]) -> Iterator[Splice]:
        """Yield the splices that give the cells of a sheet new texts."""
        known = {cell.spot: cell for cell in self.scans[name].cells}
        for spot in texts.keys() & known.keys():
            yield _changed_cell(self.parts[name], known[spot], texts[spot])
        new = sorted(texts.keys() - known.keys())
        for row, spots in groupby(new, lambda spot: spot.row):
            yield from _inserted(self.parts[name], self.scans[name], row, {spot.column: texts[spot] for spot in spots})

    def _used(self, sheet: Worksheet, spot: Spot, *, was_blank: bool, new: str) -> Objection | None:
        """Return why a cell that formulas use cannot be changed."""
        scans = {self.names[name]: found for name, found in self.scans.items()}
        for name, formula in users(scans, sheet.name, spot):
            if not (was_blank and new == "0" and only_adds(formula.text)):
                user = qualified(name, reference(*formula.spot))
                return Objection(
                    f"{user} 的公式用到这一格，只改这一格，那里存着的结果就旧了；请在表格软件中改",
                    f"the formula in {user} uses this cell, and its stored result would be out of date: do that there",
                )
        return None


def _changed_cell(data: bytes, known: Scanned, new: _NewContent) -> Splice:
    """Return the splice that writes a cell; its style is kept."""
    tag = tag_at(data, known.start)
    head = _TYPE.sub(b"", data[known.start : tag.end])
    head = head.removesuffix(b"/>").removesuffix(b">").rstrip()
    return Splice(known.start, known.end, _element(head, tag.prefix, new))


def _element(head: bytes, prefix: bytes, new: _NewContent) -> bytes:
    """Return the element of a cell, whose start tag begins with `head`."""
    if new.as_text:
        content = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (
            prefix,
            prefix,
            escaped(new.text),
            prefix,
            prefix,
        )
        head += b' t="inlineStr"'
    else:
        content = b"<%bv>%b</%bv>" % (prefix, new.text.encode(), prefix)
    return b"%b>%b</%bc>" % (head, content, prefix)


def _inserted(data: bytes, found: Scan, row: int, texts: Mapping[int, _NewContent]) -> Iterator[Splice]:
    """Yield the splices that insert cells into a row that lacks them, in the order of columns."""
    line = next((line for line in found.lines if line.row == row), None)
    prefix = tag_at(data, line.start if line else found.lines[0].start).prefix
    neighbours = [cell for cell in found.cells if cell.spot.row == row]
    places: dict[int | None, list[bytes]] = {}
    for column, text in texts.items():
        after = next((cell.start for cell in neighbours if cell.spot.column > column), None)
        places.setdefault(after, []).append(_element(_head(prefix, Spot(row, column), neighbours), prefix, text))
    for after, elements in places.items():
        content = b"".join(elements)
        if line is None:
            at = next((other.start for other in found.lines if other.row > row), found.rows_end)
            yield Splice(at, at, b'<%brow r="%d">%b</%brow>' % (prefix, row + 1, content, prefix))
        elif after is None:
            yield within(data, (line.start, line.inside), content)
        else:
            yield Splice(after, after, content)


def _head(prefix: bytes, spot: Spot, neighbours: Sequence[Scanned]) -> bytes:
    """Return the beginning of a new cell's tag: its style is that of the nearest cell in the row."""
    nearest = sorted(neighbours, key=lambda cell: (abs(cell.spot.column - spot.column), cell.spot.column))
    style = next((cell.style for cell in nearest if cell.style), None)
    styled = b' s="%b"' % escaped(style) if style else b""
    return b'<%bc r="%b"%b' % (prefix, reference(*spot).encode(), styled)
