"""OpenDocument spreadsheets (.ods): the visible sheets, from the XML itself.

calamine, which reads these too, gives no merged cells, and blanks for errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportc.source.archive import Archive
from reportc.source.kinds import Kind, not_read
from reportc.source.pieces import Refusal, Setting, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.workbooks.layout import TOO_LARGE, project
from reportc.source.workbooks.package import BROKEN, part
from reportc.source.workbooks.sheet import MOST_CELLS, ONE, CellLine, Extent, Spot, Worksheet, lines, written
from reportc.source.workbooks.xml import Attributes, PartWalker, Unreadable, local, walk

_MANIFEST = "META-INF/manifest.xml"
_NUMBERS = frozenset(("float", "currency", "percentage"))
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_BREAKS = {"tab": "\t", "line-break": "\n"}
_ASIDE = frozenset(("annotation", "shapes", "frame", "custom-shape", "ruby-text", "tracked-changes", "note"))
"""Elements in or beside cells whose text is not the cells'."""
_MOST_SPACES = 1_000
_TYPE, _ERROR = "value-type", "error"


class _TooLarge(Exception):
    """A sheet claims more cells with text than any report has."""


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of an .ods, or a refusal with the reason."""
    archive = Archive.open(data)
    if isinstance(archive, Refusal):
        return archive
    if b"encryption-data" in (archive.read(_MANIFEST) or b""):
        return not_read(Kind.ENCRYPTED)
    content = archive.read("content.xml")
    if content is None:
        return BROKEN
    reader = _OdsReader()
    try:
        if styles := part(archive, "styles.xml"):
            walk(styles, reader)
        walk(content, reader)
    except Unreadable as error:
        return error.refusal
    except _TooLarge:
        return TOO_LARGE
    return project(reader.sheets, vocabulary, [sheet.name for sheet in reader.hidden if sheet.cells])


@dataclass(slots=True)
class _OdsCell:
    """A cell that is open: its attributes and its text."""

    attributes: Attributes
    paragraphs: list[list[ProjectedRun]] = field(default_factory=list)


class _OdsReader(PartWalker):
    """What has been read of a spreadsheet, and the elements that are open."""

    def __init__(self) -> None:
        self.sheets: list[Worksheet] = []
        self.hidden: list[Worksheet] = []
        self._settings: dict[str, Setting] = {}
        self._hidden_sheets: set[str] = set()
        self._style = ""
        self._sheet: Worksheet | None = None
        self._row, self._column = 0, 0
        self._rows, self._columns = 0, 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[range] = []
        self._cell: _OdsCell | None = None
        self._spans: list[Setting | None] = []
        self._aside = 0
        self._paragraphs = 0

    def _open_style(self, name: str, attributes: Attributes) -> None:
        """Take a start tag inside styles."""
        if name == "style":
            self._style = attributes.get("name", "")
            parent = self._settings.get(attributes.get("parent-style-name", ""))
            if parent:
                self._settings[self._style] = parent
        elif name == "text-properties" and self._style:
            setting = _setting(attributes)
            if setting:
                self._settings[self._style] = setting
        elif name == "table-properties" and attributes.get("display", "") == "false":
            self._hidden_sheets.add(self._style)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        by_local = {local(key): value for key, value in attributes.items()}
        if any(value == _ERROR and local(key) == _TYPE for key, value in attributes.items()):
            by_local[_TYPE] = _ERROR  # LibreOffice states it next to the type of the value that replaces the error
        self.open(local(name), by_local)

    def open(self, name: str, attributes: Attributes) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif self._cell is not None:
            self._start_text(self._cell, name, attributes)
        elif name == "table":
            self._start_sheet(attributes)
        elif self._sheet is None:
            self._open_style(name, attributes)
        elif name == "table-column":
            self._take_columns(attributes)
        elif name == "table-row":
            self._start_row(attributes)
        elif name in _CELLS:
            self._cell = _OdsCell(attributes)

    def close(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in _CELLS and self._cell is not None and self._sheet is not None:
            self._end_cell(self._sheet, self._cell, covered=name != "table-cell")
        elif name in {"p", "h"}:
            self._paragraphs = 0
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name == "table-row":
            self._row += self._rows
        elif name == "table" and self._sheet is not None:
            self._sheet.hidden_rows = frozenset(self._hidden_rows)
            self._sheet.hidden_columns = tuple(self._hidden_columns)
            self._sheet = None

    def text(self, data: str) -> None:
        if self._cell is not None and not self._aside and self._paragraphs:
            setting = next((one for one in reversed(self._spans) if one), None)
            self._cell.paragraphs[-1].append(ProjectedRun(data, setting))

    def _start_text(self, cell: _OdsCell, name: str, attributes: Attributes) -> None:
        if name in {"p", "h"}:
            cell.paragraphs.append([])
            self._paragraphs = 1
        elif name == "span":
            self._spans.append(self._settings.get(attributes.get("style-name", "")))
        elif name == "s":
            self.text(" " * min(_count(attributes, "c"), _MOST_SPACES))
        elif name in _BREAKS:
            self.text(_BREAKS[name])

    def _start_sheet(self, attributes: Attributes) -> None:
        self._sheet = Worksheet(attributes.get("name", ""))
        is_hidden = attributes.get("style-name", "") in self._hidden_sheets
        (self.hidden if is_hidden else self.sheets).append(self._sheet)
        self._row, self._columns, self._hidden_rows, self._hidden_columns = 0, 0, set(), []

    def _take_columns(self, attributes: Attributes) -> None:
        count = _count(attributes, "number-columns-repeated")
        if _is_hidden(attributes):
            self._hidden_columns.append(range(self._columns, self._columns + count))
        self._columns += count

    def _start_row(self, attributes: Attributes) -> None:
        self._rows, self._column = _count(attributes, "number-rows-repeated"), 0
        if _is_hidden(attributes) and self._rows <= MOST_CELLS:
            self._hidden_rows.update(range(self._row, self._row + self._rows))

    def _end_cell(self, sheet: Worksheet, cell: _OdsCell, *, covered: bool) -> None:
        """Put a cell into the sheet as often as it repeats; a covered cell has no text."""
        self._cell = None
        count = _count(cell.attributes, "number-columns-repeated")
        found = [] if covered else self._lines(cell)
        extent = Extent(
            _count(cell.attributes, "number-rows-spanned"), _count(cell.attributes, "number-columns-spanned")
        )
        if found or extent != ONE:
            if len(sheet.cells) + self._rows * count > MOST_CELLS:
                raise _TooLarge
            for spot in self._spots(count):
                sheet.cells[spot] = found
                if extent != ONE:
                    sheet.merged[spot] = extent
        self._column += count

    def _spots(self, count: int) -> Iterator[Spot]:
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + count):
                yield Spot(row, column)

    def _lines(self, cell: _OdsCell) -> list[CellLine]:
        """Return the lines of a cell: its value as stored, or its words."""
        attributes, kind = cell.attributes, cell.attributes.get(_TYPE, "")
        runs = [run for paragraph in cell.paragraphs for run in paragraph]
        if attributes.get("formula", "") and not kind:
            formula = attributes.get("formula", "").rpartition(":")[2]
            return lines([ProjectedRun(formula, Setting.FORMULA)])
        own = self._settings.get(attributes.get("style-name", ""))
        value = None if any(run.setting for run in runs) else _value(attributes, kind)
        if value is not None:
            return lines([ProjectedRun(value, own)])
        return [
            line
            for paragraph in cell.paragraphs
            for line in lines(ProjectedRun(text, setting or own) for text, setting, _ in paragraph)
        ]


def _value(attributes: Attributes, kind: str) -> str | None:
    """Return the stored value of a cell; None for words, and for errors, which are only in its text."""
    if kind in _NUMBERS:
        try:
            return written(float(attributes.get("value", "")))
        except ValueError:
            return None
    return {"date": attributes.get("date-value", ""), "boolean": attributes.get("boolean-value", "").upper()}.get(kind)


def _setting(attributes: Attributes) -> Setting | None:
    """Return the setting that the properties of a text give it."""
    lines_through = attributes.get("text-line-through-style", ""), attributes.get("text-line-through-type", "")
    if any(line not in {"", "none"} for line in lines_through):
        return Setting.STRUCK
    place = attributes.get("text-position", "").split(" ")[0]
    if place.startswith(("super", "sub")):
        return Setting.RAISED if place == "super" else Setting.LOWERED
    if place.strip("-0.%"):
        return Setting.LOWERED if place.startswith("-") else Setting.RAISED
    return None


def _count(attributes: Attributes, name: str) -> int:
    """Return the number in an attribute; 1 where there is none."""
    found = attributes.get(name, "")
    return max(int(found), 1) if found.isdecimal() and len(found) < len(str(1 << 62)) else 1


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("visibility", "") in {"collapse", "filter"}
