"""A report as a document: the text of the writers in `emit.text` as blocks, with tables ruled as in the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from reportc.emit.document.blocks import WIDTH, Block, Box, Document, Grid, Passage, Role
from reportc.emit.text.layouts import LAYOUTS, WrittenLayout
from reportc.emit.text.page import BlockStyle
from reportc.emit.text.table import CellText, PrintedRow, PrintedTable, RowRole, Ruled, ruled
from reportc.emit.text.writers import put
from reportc.form import ARTICLES, EDITIONS, Path
from reportc.span import Spans
from reportc.syntax import nodes
from reportc.syntax.nodes import Report

_ARTICLES = max(len(table.columns) for edition in EDITIONS for table in ARTICLES[edition])
"""The number of columns of numbers in section 2's one grid."""


class DocumentPage:
    """Collects blocks; the blocks of 第二十条 with nothing between them become one grid, as in the form."""

    layout: WrittenLayout = LAYOUTS["official"]

    def __init__(self) -> None:
        """Begin an empty document."""
        self._blocks: list[Passage | list[PrintedTable]] = []

    def block(self, style: BlockStyle, text: str, spans: Spans = ()) -> None:
        """Write a block of text; nothing for an empty text."""
        if text:
            self._blocks.append(Passage(style, text, spans))

    def draw(self, table: PrintedTable) -> None:
        """Write a table."""
        last = self._blocks[-1] if self._blocks else None
        if table.caption and isinstance(last, list) and last[-1].depth == table.depth:
            last.append(table)
        elif table.columns or table.lines or table.caption:
            self._blocks.append([table])

    def room(self) -> None:
        """Leave an empty paragraph."""
        self._blocks.append(Passage(BlockStyle.PARAGRAPH, ""))

    def document(self) -> Document:
        """Return the document that was written."""
        return Document(tuple(map(_ruled, self._blocks)))


def document(report: Report, *, fix: bool = True, careful: bool = False) -> Document:
    """Return `report` as a document; `fix` and `careful` as in `emit.text.writers.write`."""
    page = DocumentPage()
    put(report, page, fix=fix, careful=careful)
    return page.document()


def _ruled(block: Passage | list[PrintedTable]) -> Block:
    if isinstance(block, Passage):
        return block
    return grid(block, _ARTICLES if block[0].depth == 1 else 0)


# ---------------------------------------------------------------- how tables are ruled


Coordinates = tuple[int, int]
"""A row and a column."""
_LABELS: Mapping[int, tuple[int, ...]] = MappingProxyType({0: (), 1: (510,), 3: (150, 180, 430)})
"""The widths of the columns of labels, by their number."""
_ROLES: Mapping[RowRole, Role] = MappingProxyType(
    {RowRole.CAPTION: Role.CAPTION, RowRole.HEAD: Role.HEAD, RowRole.ABOVE: Role.MARK}
)


def grid(tables: Sequence[PrintedTable], least: int = 0) -> Grid:
    """Return a grid of tables below each other, at least `least` columns of numbers wide: the last box is widened."""
    depth, width = tables[0].depth, max(least, *(table.width for table in tables))
    rows = [_full(row, depth + width) for table in tables for row in ruled(table)]
    captioned = any(row.part is RowRole.CAPTION for row in rows)
    head = 0 if captioned else sum(row.part is RowRole.HEAD for row in rows)
    taken: set[Coordinates] = set()
    boxes = tuple(box for at, row in enumerate(rows) for box in _boxes(rows, at, row, depth, taken))
    beside = (WIDTH - sum(_LABELS[depth])) // width if width else 0
    return Grid(boxes, len(rows), (*_LABELS[depth], *[beside] * width), head)


def _full(row: Ruled, width: int) -> Ruled:
    """Return a row as wide as its grid; a mark is inside the groups of its line."""
    groups = len(row.line.labels) - 1 if row.part is RowRole.ABOVE and row.line else 0
    cells: list[CellText] = [*[None] * max(0, groups), *row.cells]
    return row._replace(cells=cells + [None] * (width - len(cells)))


def _boxes(rows: Sequence[Ruled], at: int, row: Ruled, depth: int, taken: set[Coordinates]) -> Iterator[Box]:
    """Yield the boxes that begin in a row; `taken` are the places that boxes from above and the left cover."""
    for column, text in enumerate(row.cells):
        if text is None and (at, column) in taken:
            continue
        role, columns = _role(row, column, depth), _right(row.cells, column, lambda end: (at, end) in taken)
        down = _down(rows, at, column, columns, role)
        taken.update((at + below, column + right) for below in range(down) for right in range(columns))
        path, cell = _of(row.line, column - depth) if row.part is RowRole.LINE else ((), None)
        yield Box(role, text or "", at, column, down, columns, path, cell)


def _role(row: Ruled, column: int, depth: int) -> Role:
    if row.part is not RowRole.LINE:
        return _ROLES[row.part]
    if column >= depth:
        return Role.NUMBER
    inner = row.line is not None and column < len(row.line.labels) - 1
    return Role.GROUP if inner else Role.LABEL


def _of(line: PrintedRow | None, column: int) -> tuple[Path, nodes.Cell | None]:
    """Return the path of a box of a line: that of a number, or of its row."""
    if line is None:
        return (), None
    if column >= 0:
        return line.numbers[column]
    return (line.row.path if line.row else (), None)


def _right(cells: Sequence[CellText], column: int, taken: Callable[[int], bool]) -> int:
    """Return how many columns a box covers: up to the next word, or to a box from above."""
    end = column + 1
    while end < len(cells) and cells[end] is None and not taken(end):
        end += 1
    return end - column


def _down(rows: Sequence[Ruled], at: int, column: int, columns: int, role: Role) -> int:
    """Return how many rows a box covers: a word of the header down to the next word, a group to its end."""
    if role not in {Role.HEAD, Role.GROUP}:
        return 1
    inside = (RowRole.HEAD,) if role is Role.HEAD else (RowRole.LINE, RowRole.ABOVE)
    below = slice(column if role is Role.HEAD else 0, column + columns)
    end = at + 1
    while end < len(rows) and rows[end].part in inside and not any(map(_is_set, rows[end].cells[below])):
        end += 1
    return end - at


def _is_set(cell: CellText) -> bool:
    return cell is not None
