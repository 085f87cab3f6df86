"""Section 2 as text: the blocks of 第二十条, each with what stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reportc.emit.text.page import TextPage
from reportc.emit.text.pen import Pen, start
from reportc.emit.text.rows import by_name, first, parted
from reportc.emit.text.table import Line, Table
from reportc.form import HEADS
from reportc.grammar.rules import OTHER_UNIT
from reportc.syntax.nodes import Article, Label, Paragraph, ProactiveDisclosure, Row, Stray
from reportc.syntax.walk import article_leaves

Note = Paragraph | Stray


def disclosure(pen: Pen, node: ProactiveDisclosure) -> None:
    """Write section 2: notes and strays below the block they were found in, or after."""
    pen.open(node)
    begins = [first(article_leaves(article)) for article in node.articles]
    before, notes = parted(node.notes, begins[0] if begins and node.heading else -1)
    pen.write(*before)
    below = [list(_below(begins, nodes)) for nodes in (notes, node.strays)]
    grid: list[Table] = []
    for at in range(max(1, len(begins))):
        grid += [table for block in node.articles[at : at + 1] for table in tables(pen, block)]
        after = [found for nodes in below for home, found in nodes if home == at]
        if after or not _is_one_grid(pen):
            _draw(pen, grid)
        pen.write(*after)
    _draw(pen, grid)


def _draw(pen: Pen, grid: list[Table]) -> None:
    """Draw the tables that wait: each by itself, or as one where the layout has section 2 in one grid."""
    whole = _is_one_grid(pen) and len(grid) > 1 and all(map(_is_whole, grid))
    for table in [_joined(grid)] if whole else grid:
        pen.draw(table)
    grid.clear()


def _is_one_grid(pen: Pen) -> bool:
    """Tell whether section 2 is drawn as one table; a document that is drawn later has its own way."""
    return pen.layout.one_grid and isinstance(pen.page, TextPage)


def _is_whole(table: Table) -> bool:
    """Tell whether a table has all that tells it from the one above: a caption, a header, rows, and no marks."""
    rows = [line for line in table.lines if len(line.cells) == len(table.columns) and not line.above]
    return bool(table.caption and table.columns and rows) and len(rows) == len(table.lines)


def _joined(grid: Sequence[Table]) -> Table:
    """Return tables as one, whose captions and headers are rows of it."""
    joined = Table(())
    for table in grid:
        joined.lines += [Line((table.caption,))] if table.caption else []
        joined.lines += [Line((table.corner,), list(table.columns))] if table.columns else []
        joined.lines += table.lines
    return joined


def _below(begins: Sequence[int], nodes: Iterable[Note]) -> Iterator[tuple[int, Note]]:
    """Yield the block that each node stands below, the last that begins before it, and the node, in their order."""
    last = 0
    for node in nodes:
        last = max([last, *(at for at, begin in enumerate(begins) if begin <= start(node.spans))])
        yield last, node


def article(pen: Pen, node: Article) -> None:
    """Write a block by itself."""
    for table in tables(pen, node):
        pen.draw(table)


def tables(pen: Pen, node: Article) -> Iterator[Table]:
    """Yield a block as tables: its caption, its header and its rows; one of each for every table whose rows it has."""
    groups = [list(rows) for _, rows in groupby(node.rows, key=lambda row: row.path[:2])]
    caption = pen.phrasing.label(node.caption, pen.phrasing.form(node.name)) if node.caption else None
    if not groups:
        words = [pen.phrasing.label(label, pen.phrasing.form(label.name)) for label in node.header]
        corner = words.pop(0) if words[1:] else ""
        yield Table(tuple(words), corner, caption)
    for rows in groups:
        if caption is None and pen.phrasing.told:
            caption = pen.phrasing.form(rows[0].path[1])
        yield _table(pen, rows, by_name(node.header), caption)
        caption = None


def _table(pen: Pen, rows: Sequence[Row], printed: Mapping[str, Label], caption: str | None) -> Table:
    """Return rows of one table under its header."""
    columns = tuple(_column(pen, cell.column, rows[0], printed) for cell in rows[0].cells)
    corner = pen.phrasing.label(printed.get("content"), pen.phrasing.form("content"))
    pen.table = Table(columns if any(columns) else (), corner, caption)
    pen.write(*rows)
    return pen.table


def _column(pen: Pen, name: str, row: Row, printed: Mapping[str, Label]) -> str:
    """Return the word above a column; "" where none is printed and none may be added."""
    head = HEADS[row.path[0], name]
    label = printed.get(head, printed.get(head + OTHER_UNIT))  # a column of money may name another unit
    return pen.phrasing.column(name, row, label) if label or pen.phrasing.told else ""
