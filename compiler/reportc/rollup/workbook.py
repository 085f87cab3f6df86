"""A roll-up as a workbook: the sum in the form's geometry, a line a unit, who is missing, findings, the own report.

The sums are formulas over the sheet of units, which is written line by line: a province has thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from wcwidth import wcswidth

from reportc.diagnostic import Severity
from reportc.emit.document.blocks import NO_NOTES
from reportc.emit.document.page import document
from reportc.emit.document.xlsx import SheetWriter
from reportc.emit.rule_page import severity_name
from reportc.failure import UsageError
from reportc.form import AMOUNT, Path
from reportc.language import in_language
from reportc.rollup.against import notes
from reportc.rollup.county import Status, Submission
from reportc.rollup.findings import Rollup
from reportc.rollup.human import STATES, where
from reportc.rollup.stored import AGAINST, CHASE, FINDINGS, SUM, UNITS
from reportc.rollup.total import number, path
from reportc.rollup.word import tree

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FIRST = 3
"""The number of the first row with a unit in the sheet of units, from 1."""
_FRONT = ("单位", "文件", "错误", "警告")
"""Its columns before those of cells."""
_LINE = 14
"""In points."""
_A4 = 9
"""XlsxWriter's code of the paper."""
_DECIMALS = 6
"""More places than any report prints: a sum of binary fractions is rounded to them."""
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date of every file: equal reports give equal bytes."""
_LOOK: Mapping[str, Any] = MappingProxyType({"font_name": "宋体", "font_size": 10, "valign": "vcenter"})
_LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "plain": _LOOK,
        "wrapped": {**_LOOK, "text_wrap": True},
        "head": {**_LOOK, "bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "align": "center"},
        "hole": {**_LOOK, "bg_color": "#FFE699"},
        "error": {**_LOOK, "bg_color": "#F8CBAD", "text_wrap": True},
        "warning": {**_LOOK, "bg_color": "#FFE699", "text_wrap": True},
        "info": {**_LOOK, "text_wrap": True},
    }
)


def write(rollup: Rollup, stream: BinaryIO) -> None:
    """Write the workbook. Raise `UsageError` where XlsxWriter is not installed."""
    try:
        from xlsxwriter.workbook import Workbook  # 40 ms to import
    except ImportError:
        raise UsageError("写工作簿需要安装：pip install 'reportc[files]'", "xlsxwriter is missing") from None
    with Workbook(stream, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": f"{rollup.agency}{rollup.county.year}年度汇总", "created": _FIRST_DAY})
        _Book(workbook, rollup).write()


class _Book:
    """A workbook that is written sheet by sheet."""

    def __init__(self, workbook: Workbook, rollup: Rollup) -> None:
        self._workbook, self._rollup = workbook, rollup
        self._widths: dict[str, Sequence[int]] = {UNITS: (28, 30)}
        self._looks: Mapping[str, Format] = {name: workbook.add_format(dict(look)) for name, look in _LOOKS.items()}

    def write(self) -> None:
        """Write all sheets; only the first is kept in memory, for its merged cells reach down.

        XlsxWriter has its option for a whole workbook, but reads it for each sheet when that is added.
        """
        formulas = self._formulas()
        sheet = SheetWriter(self._workbook, NO_NOTES, self._rollup.settings.language, SUM, formulas)
        sheet.write(document(tree(self._rollup)))
        self._workbook.constant_memory = True
        self._units()
        self._chase()
        self._findings()
        self._against()
        self._workbook.constant_memory = False

    def _formulas(self) -> dict[Path, str]:
        """Return a formula for the sum of each cell over the sheet of units, empty where one of them is blank."""
        total = self._rollup.county.total
        last = _FIRST + total.units - 1
        found = {}
        for at, cell in enumerate(total.cells if total.units else ()):
            column = _letters(len(_FRONT) + at)
            units = f"{UNITS}!${column}${_FIRST}:${column}${last}"
            summed = f"ROUND(SUM({units}),{_DECIMALS})" if cell.endswith(AMOUNT) else f"SUM({units})"
            found[path(cell)] = f'=IF(COUNT({units})={total.units},{summed},"")'
        return found

    def _units(self) -> None:
        """Write a line for each unit that counts, with all its cells; one without a number is marked."""
        total, names = self._rollup.county.total, self._rollup.names
        sheet = self._workbook.add_worksheet(UNITS)
        sheet.freeze_panes(_FIRST - 1, 1)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, len(_FRONT) - 1, 6)
        sheet.set_column(len(_FRONT), len(_FRONT) + len(total.cells), 11)
        sheet.set_row(0, 54)
        head = self._looks["head"]
        rows = [names.row(at) for at in total.cells], [names.column(at) for at in total.cells]
        for line, words in enumerate(rows):
            for column, word in enumerate((*(_FRONT if line else ("",) * len(_FRONT)), *words)):
                sheet.write_string(line, column, word, head)
        for line, (one, unit) in enumerate(self._rollup.county.counted(), _FIRST - 1):
            self._line(sheet, line, (str(one.agency), one.source, one.errors, one.warnings))
            for column, at in enumerate(total.cells, len(_FRONT)):
                value = number(unit.values.get(at))
                if value is None:
                    sheet.write_blank(line, column, None, self._looks["hole"])
                else:
                    sheet.write_number(line, column, value, self._looks["plain"])

    def _chase(self) -> None:
        """Write who has to reply: units that sent nothing, or something that does not count."""
        sheet = self._sheet(CHASE, ("单位", "情况", "文件", "说明"), (30, 18, 40, 60))
        words, county, line = in_language(STATES), self._rollup.county, 1
        for agency in county.missing:
            self._line(sheet, line, (agency, words["missing"], "", f"请报送 {county.year} 年度报告"), "error")
            line += 1
        for one in county.entries:
            if one.state in _ASKS:
                said = _ASKS[one.state](one, county.year)
                cells = (one.agency or one.stated or "", words[one.state.value], one.source, said)
                self._line(sheet, line, cells, "warning")
                line += 1

    def _findings(self) -> None:
        """Write every finding with its file and its place there."""
        sheet = self._sheet(FINDINGS, ("单位", "文件", "位置", "级别", "代号", "问题"), (28, 34, 22, 6, 7, 90))
        for line, one in enumerate(self._rollup.findings(), 1):
            level = severity_name(Severity(one["severity"]), "zh")
            cells = (one["agency"] or "", one["source"], where(one), level, one["code"], one["message"])
            self._line(sheet, line, cells, Severity(one["severity"]).name.lower())

    def _against(self) -> None:
        """Write the office's own report next to the sum, each cell that has a number in both."""
        sheet = self._sheet(AGAINST, ("项目", "本级报告", "各单位之和", "差额", "说明"), (60, 14, 14, 12, 70))
        found, county = self._rollup.comparison, self._rollup.county
        if found is None:
            self._line(sheet, 1, ("没有给出本级报告（--against）",))
            return
        apart = {one.at: one for one in found.differences}
        for line, at in enumerate(county.total.cells, 1):
            printed, summed = number(found.printed.get(at)), number(county.total.value(at))
            said = "；".join(zh for zh, _ in notes(apart[at], found, county)) if at in apart else ""
            if printed is None or summed is None:
                said = "无法对照：有一方没有数"
            look = "error" if at in apart else "wrapped"
            by = number(apart[at].by) if at in apart else 0
            self._line(sheet, line, (self._rollup.names.cell(at), printed, summed, by, said), look)
            if printed is None or summed is None:
                sheet.write_blank(line, 3, None, self._looks["hole"])
            else:
                formula = f"=ROUND(B{line + 1}-C{line + 1},{_DECIMALS})"
                sheet.write_formula(line, 3, formula, self._looks[look], by)

    def _sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Begin a sheet with a list."""
        sheet = self._workbook.add_worksheet(name)
        self._widths[name] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._line(sheet, 0, heads, "head")
        return sheet

    def _line(self, sheet: Worksheet, row: int, cells: Sequence[str | float | None], look: str = "wrapped") -> None:
        """Write a row, as high as its longest text needs; spreadsheet programs do not compute that."""
        widths = self._widths.get(sheet.name, ())
        lines = [
            ceil(wcswidth(cell) / width) for cell, width in zip(cells, widths, strict=False) if isinstance(cell, str)
        ]
        sheet.set_row(row, _LINE * max([1, *lines]))
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, self._looks[look])
            elif cell is not None:
                sheet.write_number(row, column, cell, self._looks[look])
            else:
                sheet.write_blank(row, column, None, self._looks["hole"])


Ask = Callable[[Submission, int], str]
"""Returns what the sender of a file has to send, for a year."""
_ASKS: Mapping[Status, Ask] = MappingProxyType(
    {
        Status.WRONG_YEAR: lambda one, year: f"报送的是 {one.year or '?'} 年度，请报送 {year} 年度报告",
        Status.REPEATED: lambda *_: "有几份数字不同的报告，请说明以哪一份为准",
        Status.UNKNOWN: lambda one, _: f"不在名册上{'；是否就是 ' + '、'.join(one.asked) if one.asked else ''}",
        Status.UNREAD: lambda *_: "文件中没有读到报告，请重新报送",
    }
)


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # with the workbook

    return str(xl_col_to_name(column))
