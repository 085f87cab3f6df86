"""Reading sheets: their content, in order, passed to a projection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from reportc.language import Language
from reportc.places import FilePlace
from reportc.source.pieces import Setting, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.projection import Projection
from reportc.source.sheets.aligned import in_columns, laid_out
from reportc.source.sheets.crossing import uncrossed
from reportc.source.sheets.gathering import text_lines
from reportc.source.sheets.joining import goes_on, join
from reportc.source.sheets.margins import is_outside, margins
from reportc.source.sheets.prose import Measure, paragraphs
from reportc.source.sheets.sheet import Sheet
from reportc.source.sheets.tables import RuledCell, RuledTable, tables
from reportc.source.sheets.textlines import TextLine, joint

_Part = TextLine | RuledTable


def project(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Projected:
    """Return the projection of a file's pages."""
    ruled: dict[int, list[RuledTable]] = {}
    lines: dict[int, list[TextLine]] = {}
    for sheet in sheets:
        ruled[sheet.number], outside = tables(sheet, vocabulary)
        lines[sheet.number] = text_lines(outside, sheet.number)
        for table in ruled[sheet.number]:
            table.cells = uncrossed(table.cells, vocabulary)
    heights = {sheet.number: sheet.height for sheet in sheets}
    marginal = margins(lines, heights, vocabulary)
    projection = Projection()
    parts = [part for sheet in sheets for part in _in_order(ruled[sheet.number], lines[sheet.number], marginal)]
    body = [part for part in parts if isinstance(part, TextLine)]
    inner = [line for line in body if not is_outside(line, heights[line.page])]
    _pass_on(projection, list(_joined(parts, vocabulary)), Measure.of(inner or body), vocabulary)
    for page in lines.values():
        for line in page:
            if id(line) in marginal:
                projection.paragraph([ProjectedRun(line.text, Setting.MARGIN)], _page(line.page))
    return projection.finish()


def _in_order(ruled: Iterable[RuledTable], lines: Iterable[TextLine], marginal: set[int]) -> list[_Part]:
    """Return the tables and lines of a page between its margins, from top to bottom."""
    parts: list[tuple[float, _Part]] = [(table.ys[0], table) for table in ruled]
    parts += [((line.top + line.bottom) / 2, line) for line in lines if id(line) not in marginal]
    return [part for _, part in sorted(parts, key=lambda pair: pair[0])]


def _joined(parts: Iterable[_Part], vocabulary: Vocabulary) -> Iterator[_Part]:
    """Yield the parts of all pages, tables that go on over pages as one."""
    table: RuledTable | None = None
    for part in parts:
        if table and isinstance(part, RuledTable) and goes_on(table, part):
            table = join(table, part, vocabulary)
            continue
        if table:
            yield table
        table = part if isinstance(part, RuledTable) else None
        if not isinstance(part, RuledTable):
            yield part
    if table:
        yield table


def _pass_on(projection: Projection, parts: Sequence[_Part], measure: Measure, vocabulary: Vocabulary) -> None:
    """Pass tables, and the lines between them, to a projection."""
    for ruled, group in groupby(parts, lambda part: isinstance(part, RuledTable)):
        items = list(group)
        if ruled:
            for table in items:
                if isinstance(table, RuledTable):
                    _pass_table(projection, table)
        else:
            _pass_lines(projection, [line for line in items if isinstance(line, TextLine)], measure, vocabulary)


def _pass_lines(projection: Projection, lines: Sequence[TextLine], measure: Measure, vocabulary: Vocabulary) -> None:
    """Pass lines between tables to a projection, section by section."""
    for stretch in _sections(lines, vocabulary):
        for aligned, group in in_columns(stretch, vocabulary):
            if aligned:
                for line, row in zip(group, laid_out(group), strict=True):
                    projection.aligned(row, _page(line.page))
            else:
                for paragraph in paragraphs(group, measure, vocabulary):
                    projection.paragraph(_flowing(paragraph), _page(paragraph[0].page))


def _sections(lines: Sequence[TextLine], vocabulary: Vocabulary) -> Iterator[Sequence[TextLine]]:
    """Yield the lines in sections: each begins with a heading."""
    start = 0
    for at, line in enumerate(lines):
        if at > start and vocabulary.is_heading(line.text):
            yield lines[start:at]
            start = at
    if lines:
        yield lines[start:]


def _flowing(lines: Sequence[TextLine]) -> list[ProjectedRun]:
    """Return the text of a paragraph as runs."""
    found = [*lines[0].runs()]
    for before, line in pairwise(lines):
        found += [ProjectedRun(joint(before, line, room=1e9)), *line.runs()]
    return found


def _pass_table(projection: Projection, table: RuledTable) -> None:
    """Pass a table to a projection, row by row."""
    projection.begin_table()
    rows: list[list[RuledCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    for row in rows:
        projection.begin_row()
        for cell in sorted(row, key=attrgetter("column")):
            projection.cell(
                [_runs(cell)],
                CellPlace(cell.page, *cell.where),
                columns=cell.columns,
                rows=cell.rows,
                column=cell.column,
            )
    projection.end_table()


def _runs(cell: RuledCell) -> Sequence[ProjectedRun]:
    """Return the text of a cell as runs."""
    if len(cell.lines) == 1:
        return cell.lines[0].runs()
    return [part for gap, line in cell.joined() for part in (*((ProjectedRun(gap),) if gap else ()), *line.runs())]


class CellPlace(NamedTuple):
    """A cell on a page: its page, the number of its table there, its row and column; all from 1."""

    page: int
    table: int
    row: int
    column: int

    @property
    def zh(self) -> str:
        """The words in Chinese."""
        return f"第{self.page}页 表{self.table} 第{self.row}行第{self.column}列"

    @property
    def en(self) -> str:
        """The words in English."""
        return f"page {self.page}, table {self.table}, row {self.row}, column {self.column}"

    def of(self, language: Language = "zh") -> str:
        """Return the words in `language`."""
        return self.zh if language == "zh" else self.en


def _page(number: int) -> FilePlace:
    return FilePlace(f"第{number}页", f"page {number}")
