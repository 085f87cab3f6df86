"""A workbook: all of a report on one sheet, totals as formulas, findings as notes at their cells.

The sheet has fifteen narrow columns, as section 4 needs; the boxes of other tables cover several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate, zip_longest
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wcwidth import wcswidth

from reportc.diagnostic import Diagnostic, Severity
from reportc.emit.document.blocks import Box, Document, Grid, NotePlace, Notes, Passage, Role, is_blank, number, sums
from reportc.emit.rule_page import severity_name
from reportc.emit.text.page import BlockStyle
from reportc.form import Path
from reportc.language import Language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

UNITS = 15
_PIXELS = 50
"""The width of a unit, in pixels."""
_HIGHEST = 400
"""In points: a sheet has no higher rows, so a long paragraph covers several."""
_LABELS: Mapping[int, tuple[int, ...]] = MappingProxyType({4: (3,), 10: (2, 2, 4)})
"""How many units the columns of labels cover, by the number of columns of a grid."""
_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"
_Look = Mapping[str, Any]  # the limits of XlsxWriter
_TEXTS: Mapping[BlockStyle, _Look] = MappingProxyType(
    {
        BlockStyle.TITLE: {"font_name": _SONG, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"},
        BlockStyle.HEADING: {"font_name": _HEI, "font_size": 14, "valign": "vcenter"},
        BlockStyle.PARAGRAPH: {"font_name": _FANG, "font_size": 12, "valign": "top"},
        BlockStyle.MARK: {
            "font_name": _SONG,
            "font_size": 10,
            "font_color": "#C00000",
            "border": 3,
            "valign": "vcenter",
        },
    }
)
_BOX: _Look = MappingProxyType({"font_name": _SONG, "font_size": 9, "border": 1, "valign": "vcenter"})
_BOXES: Mapping[Role, _Look] = MappingProxyType(
    {
        Role.CAPTION: {**_BOX, "align": "center", "bold": True},
        Role.HEAD: {**_BOX, "align": "center"},
        Role.GROUP: {**_BOX, "align": "left"},
        Role.LABEL: {**_BOX, "align": "left"},
        Role.NUMBER: {**_BOX, "align": "center"},
        Role.MARK: {**_BOX, "align": "left", "font_color": "#C00000"},
    }
)
_COLORS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFE699", Severity.INFO: "#DDEBF7"}
)
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date of every file: equal reports give equal bytes."""
_OPTIONS: _Look = MappingProxyType({"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})


def xlsx(document: Document, notes: Notes, language: Language) -> bytes:
    """Return the workbook of a document."""
    from xlsxwriter.workbook import Workbook  # 40 ms to import

    made = BytesIO()
    with Workbook(made, dict(_OPTIONS)) as workbook:
        workbook.set_properties({"title": document.title, "created": _FIRST_DAY})
        SheetWriter(workbook, notes, language).write(document)
    return made.getvalue()


class _Nothing(str):
    """The result of a formula that gives an empty text: XlsxWriter takes "" as an unknown result."""

    __slots__ = ()

    def __eq__(self, _other: object) -> bool:
        return False

    __hash__ = str.__hash__


class SheetWriter:
    """A sheet that is written from the top down; `formulas` go into the cells of their paths, whatever these hold."""

    def __init__(
        self,
        workbook: Workbook,
        notes: Notes,
        language: Language,
        name: str | None = None,
        formulas: Mapping[Path, str] = MappingProxyType({}),
    ) -> None:
        self._workbook, self._notes, self._language, self._given = workbook, notes, language, formulas
        self._sheet: Worksheet = workbook.add_worksheet(name)
        self._formats: dict[tuple[BlockStyle | Role, Severity | None, bool], Format] = {}
        self._row = 0

    def write(self, document: Document) -> None:
        """Write all blocks, an empty row only between two tables: below a header it might be a row of blanks."""
        self._set_up()
        for at, (block, after) in enumerate(zip_longest(document.blocks, document.blocks[1:])):
            if isinstance(block, Passage):
                self._text(block, NotePlace(at))
            else:
                self._grid(block, at)
                self._row += isinstance(after, Grid)

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_column_pixels(0, UNITS - 1, _PIXELS)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.8, top=1, bottom=1)
        sheet.set_footer("&C— &P —")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # 355.10 is one, to be shown as printed

    def _text(self, block: Passage, place: NotePlace) -> None:
        size = _TEXTS[block.style]["font_size"]
        height = _height(block.text, UNITS, size) + size / 2
        rows = ceil(height / _HIGHEST)
        for row in range(self._row, self._row + rows):
            self._sheet.set_row(row, height / rows)
        look = self._format(block.style, self._notes.get(place, ()))
        self._merge(self._row, 0, rows, UNITS, look if "border" in _TEXTS[block.style] else None)
        self._sheet.write_string(self._row, 0, block.text, look)
        self._note(self._row, 0, self._notes.get(place, ()))
        self._row += rows

    def _grid(self, grid: Grid, at: int) -> None:
        edges = _edges(len(grid.widths))
        for row, height in enumerate(_heights(grid, edges)):
            self._sheet.set_row(self._row + row, height)
        places = {box.path: (self._row + box.row, edges[box.column]) for box in grid.boxes if box.cell}
        own = {path: _formula([places[part.path] for part in parts]) for path, parts in sums(grid).items()}
        formulas = {**own, **self._given}
        for turn, box in enumerate(grid.boxes):
            self._box(box, edges, self._notes.get(NotePlace(at, turn), ()), formulas)
        self._row += grid.height

    def _box(
        self, box: Box, edges: Sequence[int], findings: Sequence[Diagnostic], formulas: Mapping[Path, str]
    ) -> None:
        row, column = self._row + box.row, edges[box.column]
        units = edges[box.column + box.columns] - column
        look = self._format(box.role, findings, wrapped=_is_broken(box, units))
        self._merge(row, column, box.rows, units, look)
        value = number(box)
        if box.role is Role.NUMBER and box.path in formulas:
            self._sheet.write_formula(row, column, formulas[box.path], look, _Nothing() if value is None else value)
        elif value is not None:
            self._sheet.write_number(row, column, value, look)
        elif is_blank(box) or not box.text:
            self._sheet.write_blank(row, column, None, look)
        else:
            self._sheet.write_string(row, column, box.text, look)
        self._note(row, column, findings)

    def _merge(self, row: int, column: int, rows: int, columns: int, look: Format | None) -> None:
        """Merge cells, each with a look if there are borders; a cell without one is not stored."""
        if rows * columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)

    def _note(self, row: int, column: int, findings: Iterable[Diagnostic]) -> None:
        said = [_said(finding, self._language) for finding in findings]
        if said:
            height = sum(_height(line, 6, 9) for line in said) + 12
            self._sheet.write_comment(
                row, column, "\n".join(said), {"author": "reportc", "width": 6 * _PIXELS, "height": height * 4 / 3}
            )

    def _format(self, kind: BlockStyle | Role, findings: Iterable[Diagnostic], *, wrapped: bool = True) -> Format:
        """Return the format of a text or a box; equal formats are made once, for a file may have few."""
        key = kind, min((finding.severity for finding in findings), default=None), wrapped
        if key not in self._formats:
            look = _TEXTS[kind] if isinstance(kind, BlockStyle) else _BOXES[kind]
            color = {} if key[1] is None else {"bg_color": _COLORS[key[1]]}
            self._formats[key] = self._workbook.add_format(
                {**look, **color, "text_wrap" if wrapped else "shrink": True}
            )
        return self._formats[key]


def _said(finding: Diagnostic, language: Language) -> str:
    return f"{severity_name(finding.severity, language)} {finding.rule.code} {finding.message(language)}"


def _edges(columns: int) -> list[int]:
    """Return the unit in which each column of a grid begins, and the end of the last."""
    labels = _LABELS.get(columns, ())
    rest, begin = columns - len(labels), sum(labels)
    numbers = [begin + round((UNITS - begin) * at / rest) for at in range(rest + 1)] if rest else [UNITS]
    return [*accumulate((0, *labels[:-1])), *numbers] if labels else numbers


def _heights(grid: Grid, edges: Sequence[int]) -> Iterator[float]:
    """Yield the height of each row, for spreadsheet programs compute none for merged cells."""
    for boxes in grid.lines():
        lines = [_height(box.text, edges[box.column + box.columns] - edges[box.column], 9) / box.rows for box in boxes]
        yield max([*lines, 0]) + 4


def _is_broken(box: Box, units: int) -> bool:
    """Return whether a box's text may be broken: words may, and a number may not."""
    return box.role is not Role.NUMBER or wcswidth(box.text) * 6 > 2 * units * _PIXELS  # a digit has six pixels


def _height(text: str, units: int, size: float) -> float:
    """Return the height in points of a text that is broken at a width; half a character stays free at each end."""
    character = size * 4 / 3
    line = max(1.0, (units * _PIXELS - character) / (character / 2))
    return sum(max(1, ceil(max(wcswidth(part), len(part)) / line)) for part in text.split("\n")) * size * 1.35


def _name(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # with the workbook

    return str(xl_rowcol_to_cell(row, column))


def _formula(cells: Sequence[tuple[int, int]]) -> str:
    """Return a formula for the sum of cells, which is empty as long as they are."""
    (top, left), (bottom, right) = cells[0], cells[-1]
    block = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    names = [f"{_name(top, left)}:{_name(bottom, right)}"] if block == [*cells] else [_name(*cell) for cell in cells]
    summed = ",".join(names)
    return f'=IF(COUNT({summed})=0,"",SUM({summed}))'
