"""Workbooks in one XML file (Excel 2003), as web systems write them; their name is often .xls."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportc.source.pieces import Refusal, Setting, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.workbooks.layout import TOO_LARGE, project
from reportc.source.workbooks.sheet import MOST_CELLS, CellLine, Extent, Spot, Worksheet, lines, written
from reportc.source.workbooks.xml import Attributes, PartWalker, Unreadable, walk

_ELEMENTS = {"Sup": Setting.RAISED, "Sub": Setting.LOWERED, "S": Setting.STRUCK}
_SCRIPTS = {"Superscript": Setting.RAISED, "Subscript": Setting.LOWERED}
_MIDNIGHT = "T00:00:00.000"
_MOST_DIGITS = 7


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of a workbook in one XML file, or a refusal with the reason."""
    reader = _FlatReader()
    try:
        walk(data, reader)
    except Unreadable as error:
        return error.refusal
    return project(reader.sheets, vocabulary, [sheet.name for sheet in reader.hidden if sheet.cells])


@dataclass(slots=True)
class _FlatCell:
    """A cell that is open: its attributes, the type of its value, and its text."""

    attributes: Attributes
    type: str | None = None
    runs: list[ProjectedRun] = field(default_factory=list)


class _FlatReader(PartWalker):
    """What has been read of a workbook, and the elements that are open."""

    def __init__(self) -> None:
        self.sheets: list[Worksheet] = []
        self.hidden: list[Worksheet] = []
        self._settings: dict[str, Setting] = {}
        self._style = ""
        self._row, self._column, self._columns = -1, -1, 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[range] = []
        self._cell: _FlatCell | None = None
        self._marks: list[Setting | None] = []  # the depth of open elements inside the value of a cell
        self._comments = 0
        self._taking = False
        self._visible: list[str] | None = None

    def open(self, name: str, attributes: Attributes) -> None:
        if name == "Comment" or self._comments:
            self._comments += 1
        elif self._taking:
            self._marks.append(_ELEMENTS.get(name))
        elif name == "Data" and self._cell is not None:
            self._cell.type, self._taking = attributes.get("Type", "String"), True
        elif name == "Cell":
            self._column = _number(attributes, "Index", self._column + 2) - 1
            self._cell = _FlatCell(attributes)
        elif name == "Visible":
            self._visible = []
        else:
            self._open_around(name, attributes)

    def close(self, name: str) -> None:
        if self._comments:
            self._comments -= 1
        elif self._taking and self._marks:
            self._marks.pop()
        elif self._taking:
            self._taking = False
        elif name == "Cell" and self._cell is not None and self.sheets:
            self._close_cell(self.sheets[-1], self._cell)
        elif name == "Visible" and self._visible is not None:
            if "".join(self._visible).strip() != "SheetVisible" and self.sheets:
                self.hidden.append(self.sheets.pop())
            self._visible = None
        elif name == "Table" and self.sheets:
            self.sheets[-1].hidden_rows = frozenset(self._hidden_rows)
            self.sheets[-1].hidden_columns = tuple(self._hidden_columns)

    def text(self, data: str) -> None:
        if self._taking and self._cell is not None and not self._comments:
            setting = next((mark for mark in reversed(self._marks) if mark), None)
            self._cell.runs.append(ProjectedRun(data, setting))
        elif self._visible is not None:
            self._visible.append(data)

    def _open_around(self, name: str, attributes: Attributes) -> None:
        """Take a start tag outside of cells."""
        if name == "Style":
            self._style = attributes.get("ID", "")
        elif name == "Font" and not self.sheets:
            struck = attributes.get("StrikeThrough") == "1"
            setting = Setting.STRUCK if struck else _SCRIPTS.get(attributes.get("VerticalAlign", ""))
            if setting:
                self._settings[self._style] = setting
        elif name == "Worksheet":
            self.sheets.append(Worksheet(attributes.get("Name", "")))
            self._row, self._columns, self._hidden_rows, self._hidden_columns = -1, 0, set(), []
        elif name == "Column":
            first = _number(attributes, "Index", self._columns + 1) - 1
            self._columns = first + 1 + _number(attributes, "Span", 0)
            if attributes.get("Hidden") == "1":
                self._hidden_columns.append(range(first, self._columns))
        elif name == "Row":
            self._open_row(attributes)

    def _open_row(self, attributes: Attributes) -> None:
        first = _number(attributes, "Index", self._row + 2) - 1
        self._row, self._column = first + min(_number(attributes, "Span", 0), MOST_CELLS), -1
        if attributes.get("Hidden") == "1":
            self._hidden_rows.update(range(first, self._row + 1))

    def _close_cell(self, sheet: Worksheet, cell: _FlatCell) -> None:
        self._cell = None
        spot = Spot(self._row, self._column)
        across, down = (_number(cell.attributes, name, 0) for name in ("MergeAcross", "MergeDown"))
        if across or down:
            sheet.merged[spot] = Extent(down + 1, across + 1)
            self._column += across
        if len(sheet.cells) > MOST_CELLS:
            raise Unreadable(TOO_LARGE)
        if found := self._lines(cell):
            sheet.cells[spot] = found

    def _lines(self, cell: _FlatCell) -> list[CellLine]:
        """Return the lines of a cell: its value as stored, or its words."""
        formula = cell.attributes.get("Formula")
        if formula is not None and cell.type is None:
            return lines([ProjectedRun(formula, Setting.FORMULA)])
        own = self._settings.get(cell.attributes.get("StyleID", ""))
        if any(setting for _, setting, _ in cell.runs):
            return lines(ProjectedRun(text, setting or own) for text, setting, _ in cell.runs)
        return lines([ProjectedRun(_value(cell.type, "".join(text for text, *_ in cell.runs)), own)])


def _value(kind: str | None, text: str) -> str:
    """Return a value as a cell displays it."""
    if kind == "Number":
        try:
            return written(float(text))
        except (ValueError, OverflowError):
            return text
    if kind == "Boolean":
        return written(text.strip() == "1")
    return text.removesuffix(_MIDNIGHT) if kind == "DateTime" else text


def _number(attributes: Attributes, name: str, otherwise: int) -> int:
    """Return the number in an attribute, or `otherwise`."""
    found = attributes.get(name, "")
    return int(found) if found.isdecimal() and len(found) <= _MOST_DIGITS else otherwise
