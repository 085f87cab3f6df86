"""Sections 2, 3 and 4 as text: the blocks of 第二十条, the matrix of applications, and the proceedings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reportc.emit.text.page import Pen, TextPage, by_name, first, split_notes, start
from reportc.emit.text.table import CellText, PrintedRow, PrintedTable, TextGrid
from reportc.form import APPLICANTS, APPLICATIONS, EDITIONS, HEADS, PROCEEDINGS, TOTAL
from reportc.grammar.rules import OTHER_UNIT
from reportc.syntax import nodes
from reportc.syntax.nodes import Applications, Article, Label, Paragraph, ProactiveDisclosure, Proceedings, Row, Stray
from reportc.syntax.walk import article_leaves

# ---------------------------------------------------------------- section 2


NoteOrStray = Paragraph | Stray


def disclosure(pen: Pen, node: ProactiveDisclosure) -> None:
    """Write section 2: notes and strays below the block in which they were found, or after it."""
    pen.open(node)
    begins = [first(article_leaves(article)) for article in node.articles]
    before, notes = split_notes(node.notes, begins[0] if begins and node.heading else -1)
    pen.write(*before)
    below = [list(_below(begins, nodes)) for nodes in (notes, node.strays)]
    grid: list[PrintedTable] = []
    for at in range(max(1, len(begins))):
        grid += [table for block in node.articles[at : at + 1] for table in tables(pen, block)]
        after = [found for nodes in below for home, found in nodes if home == at]
        if after or not _is_one_grid(pen):
            _draw(pen, grid)
        pen.write(*after)
    _draw(pen, grid)


def _draw(pen: Pen, grid: list[PrintedTable]) -> None:
    """Draw the tables that wait: separately, or as one where the layout has section 2 in one grid."""
    whole = _is_one_grid(pen) and len(grid) > 1 and all(map(_is_whole, grid))
    for table in [_joined(grid)] if whole else grid:
        pen.draw(table)
    grid.clear()


def _is_one_grid(pen: Pen) -> bool:
    """Return whether section 2 is drawn as one table; a document decides that later."""
    return pen.layout.one_grid and isinstance(pen.page, TextPage)


def _is_whole(table: PrintedTable) -> bool:
    """Return whether a table is separate from the one above: it has a caption, a header, rows, and no marks."""
    rows = [line for line in table.lines if len(line.cells) == len(table.columns) and not line.above]
    return bool(table.caption and table.columns and rows) and len(rows) == len(table.lines)


def _joined(grid: Sequence[PrintedTable]) -> PrintedTable:
    """Return tables as one, whose captions and headers are rows of it."""
    joined = PrintedTable(())
    for table in grid:
        joined.lines += [PrintedRow((table.caption,))] if table.caption else []
        joined.lines += [PrintedRow((table.corner,), list(table.columns))] if table.columns else []
        joined.lines += table.lines
    return joined


def _below(begins: Sequence[int], nodes: Iterable[NoteOrStray]) -> Iterator[tuple[int, NoteOrStray]]:
    """Yield each node with the index of its block, the last one that begins before it, in their order."""
    last = 0
    for node in nodes:
        last = max([last, *(at for at, begin in enumerate(begins) if begin <= start(node.spans))])
        yield last, node


def article(pen: Pen, node: Article) -> None:
    """Write a block in a table of its own."""
    for table in tables(pen, node):
        pen.draw(table)


def tables(pen: Pen, node: Article) -> Iterator[PrintedTable]:
    """Yield a block as tables: its caption, its header and its rows; one of each for every table whose rows it has."""
    groups = [list(rows) for _, rows in groupby(node.rows, key=lambda row: row.path[:2])]
    caption = pen.phrasing.label(node.caption, pen.phrasing.form(node.name)) if node.caption else None
    if not groups:
        words = [pen.phrasing.label(label, pen.phrasing.form(label.name)) for label in node.header]
        corner = words.pop(0) if words[1:] else ""
        yield PrintedTable(tuple(words), corner, caption)
    for rows in groups:
        if caption is None and pen.phrasing.shows_edition:
            caption = pen.phrasing.form(rows[0].path[1])
        yield _table(pen, rows, by_name(node.header), caption)
        caption = None


def _table(pen: Pen, rows: Sequence[Row], printed: Mapping[str, Label], caption: str | None) -> PrintedTable:
    """Return rows of one table under its header."""
    columns = tuple(_column(pen, cell.column, rows[0], printed) for cell in rows[0].cells)
    corner = pen.phrasing.label(printed.get("content"), pen.phrasing.form("content"))
    pen.table = PrintedTable(columns if any(columns) else (), corner, caption)
    pen.write(*rows)
    return pen.table


def _column(pen: Pen, name: str, row: Row, printed: Mapping[str, Label]) -> str:
    """Return the word above a column; "" where none is printed and none may be added."""
    head = HEADS[row.path[0], name]
    label = printed.get(head, printed.get(head + OTHER_UNIT))  # a column of money may name another unit
    return pen.phrasing.column(name, row, label) if label or pen.phrasing.shows_edition else ""


# ---------------------------------------------------------------- section 3


_GROUPS = tuple(
    name
    for name in APPLICATIONS[EDITIONS[0]].groups()
    if all(name in table.groups() for table in APPLICATIONS.values())
)
"""The groups that all editions have."""
_DEPTH = 3


def applications(pen: Pen, node: Applications) -> None:
    """Write section 3: the notes before the matrix, the matrix, and below it notes and strays."""
    pen.open(node)
    labels = (*node.labels, *(label for row in node.rows for label in row.labels))
    before, after = split_notes(node.notes, first(labels) if node.heading and labels else -1)
    pen.write(*before)
    if node.labels or node.rows:
        pen.table = _matrix(pen, node)
        pen.write(*node.rows)
        pen.draw(pen.table)
    pen.write(*after, *node.strays)


def _matrix(pen: Pen, node: Applications) -> PrintedTable:
    """Return the matrix with its header, and with the groups that have no row."""
    printed = by_name(node.labels)
    corner, applicants, organizations = (_word(pen, n, printed) for n in ("equation", "applicants", "organizations"))
    columns = [_word(pen, name, printed) for name in (*APPLICANTS, TOTAL)]
    head: TextGrid = [
        [corner, None, None, applicants],
        [None, None, None, columns[0], organizations, None, None, None, None, columns[-1]],
        [None, None, None, None, *columns[1:-1]],
    ]
    pen.groups = {name: _word(pen, name, printed) for name in (*_GROUPS, *_groups_of_one_edition(pen, node, printed))}
    used = {name for row in node.rows for name in row.path[1:-1]}
    lines = [PrintedRow((pen.groups[name],)) for name in _GROUPS if name in printed and name not in used]
    return PrintedTable(tuple(columns), corner, depth=_DEPTH, head=head, lines=lines)


def _word(pen: Pen, name: str, printed: Mapping[str, Label]) -> str:
    return pen.phrasing.label(printed.get(name), pen.phrasing.form(name))


def _groups_of_one_edition(pen: Pen, node: Applications, printed: Mapping[str, Label]) -> Iterator[str]:
    """Yield the groups that not every edition has: their words show the edition, so none is added if none does."""
    inner = dict.fromkeys(row.path[-2] for row in node.rows if len(row.path) > _DEPTH)
    yield from (name for name in inner if name not in _GROUPS and (pen.phrasing.shows_edition or name in printed))


# ---------------------------------------------------------------- section 4


_PATHS = tuple(PROCEEDINGS.path + row for row in PROCEEDINGS.rows)


def proceedings(pen: Pen, node: Proceedings) -> None:
    """Write section 4: the notes before the table, the table, and below it notes and strays."""
    pen.open(node)
    leaves: list[Label | nodes.Cell] = [*node.labels, *(cell for row in node.rows for cell in row.cells if cell.spans)]
    before, after = split_notes(node.notes, first(leaves) if node.heading and leaves else -1)
    pen.write(*before)
    printed = by_name(node.labels)
    for rows in _runs(node.rows) if pen.layout.blocks else [node.rows]:
        if rows or node.labels:
            pen.table = _results(pen, printed)
            pen.write(*rows)
            pen.draw(_side_by_side(pen, pen.table, rows, printed) if pen.layout.blocks else pen.table)
    pen.write(*after, *node.strays)


def _results(pen: Pen, printed: Mapping[str, Label]) -> PrintedTable:
    """Return the header of five results."""
    block = Row(_PATHS[0], (), ())
    heads = zip(PROCEEDINGS.columns, PROCEEDINGS.heads, strict=True)
    return PrintedTable(tuple(pen.phrasing.column(name, block, printed.get(head)) for name, head in heads))


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Split rows where they leave the form's order, and before cells without a column, which only first rows have."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if runs[-1] and (row.unplaced or _PATHS.index(row.path) <= _PATHS.index(runs[-1][-1].path)):
            runs.append([])
        runs[-1].append(row)
    return runs


def _side_by_side(pen: Pen, table: PrintedTable, rows: Sequence[Row], printed: Mapping[str, Label]) -> PrintedTable:
    """Return the table of several blocks in one row, under the form's header or the part of it that they need."""
    width = len(table.columns)
    gap: list[CellText] = [None] * (width - 1)
    paths = [row.path for row in rows] or list(_PATHS)
    blocks = [text for path in paths for text in (_word(pen, path[-1], printed), *gap)]
    head: TextGrid = [blocks, [*table.columns] * len(paths)]
    if paths == list(_PATHS):
        above = [*blocks[:width], _word(pen, "litigation", printed)]
        head = [above, [*table.columns, *blocks[width:]], [None, *gap, *table.columns, *table.columns]]
    cells = [cell for line in table.lines for cell in line.cells]
    numbers = [number for line in table.lines for number in line.numbers]
    lines = [PrintedRow((), cells, "".join(line.above for line in table.lines), numbers)] if cells else []
    return PrintedTable(table.columns * len(paths), depth=0, head=head, lines=lines)
