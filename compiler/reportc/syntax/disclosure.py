"""Section 2: the blocks of 第二十条."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from reportc.form import AMOUNT, ARTICLES, EDITIONS, Table
from reportc.grammar.rules import OTHER_UNIT
from reportc.syntax import edition as editions
from reportc.syntax.nodes import Article, ProactiveDisclosure, Row
from reportc.syntax.numbers import FORMS_SCALE, column_scale
from reportc.syntax.parser import Node
from reportc.syntax.row_building import Builder, above_of, cells_of, first_lexeme, in_text_order, label_of
from reportc.syntax.section_parts import SectionParts, open_rows, parts_of
from reportc.table.columns import placements
from reportc.table.entry import Entry
from reportc.table.header import Header, columns_shown, contradicts
from reportc.table.lexeme import Lexeme

_SECTION = "proactive_disclosure"
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        head + unit: column
        for tables in ARTICLES.values()
        for table in tables
        for column, head in zip(table.columns, table.heads, strict=True)
        for unit in ("", OTHER_UNIT)
    }
)
"""The columns that words of the header denote, whatever unit they name."""


@dataclass(slots=True)
class _ArticleBlock:
    """The lexemes and nodes of one block as parsed."""

    caption: Lexeme | None = None
    columns: list[Lexeme] = field(default_factory=list)
    rows: list[Node] = field(default_factory=list)
    open: set[Node] = field(default_factory=set)
    is_certain: bool = True  # whether the edition is known, or at least no word contradicts the one due


def build(node: Node, builder: Builder, year: int | None) -> ProactiveDisclosure:
    """Build section 2; where no word shows its edition, that due for `year` is read."""
    parts = parts_of(node, builder)
    blocks = list(_blocks(parts.inner))
    lexemes = [lexeme for block in blocks for lexeme in (*block.columns, *map(first_lexeme, block.rows))]
    (edition,) = parts.marked or (editions.of_disclosure(lexeme.word for lexeme in lexemes),)
    builder.edition = edition or editions.due(year)
    tables = ARTICLES[builder.edition]
    open_ = open_rows(node)
    for block in blocks:
        block.is_certain = edition is not None or not parts.strays
        block.open = open_
    made = (_article(block, tables, builder, parts) for block in blocks)
    articles = tuple(article for article in made if article.caption or article.header or article.rows)
    rows = [row for article in articles for row in article.rows]
    if rows:
        expected = tables if edition else [table for other in EDITIONS for table in ARTICLES[other]]
        paths = dict.fromkeys(path for table in expected for path in table.row_paths())
        builder.complete(rows, paths, _SECTION, parts.span, parts.strays)
    return ProactiveDisclosure(parts.heading, edition, articles, parts.notes, in_text_order(parts.strays))


def _blocks(nodes: Sequence[Node]) -> Iterator[_ArticleBlock]:
    """Split the section into blocks: a caption begins one, and so does a header after rows."""
    block = _ArticleBlock()
    for node in nodes:
        if node.data == "caption" or (node.data == "disclosure_column" and block.rows):
            if block.caption or block.columns or block.rows:
                yield block
            block = _ArticleBlock()
        if node.data == "caption":
            block.caption = first_lexeme(node)
        elif node.data == "disclosure_column":
            block.columns.append(first_lexeme(node))
        else:
            block.rows.append(node)
    if block.caption or block.columns or block.rows:
        yield block


def _article(block: _ArticleBlock, tables: Sequence[Table], builder: Builder, parts: SectionParts) -> Article:
    """Build one block. Its rows, and not its caption, decide which article it is."""
    homes = {row[-1]: table for table in tables for row in table.rows}
    known = [row for row in block.rows if first_lexeme(row).word.label in homes]
    for row in block.rows:
        if row not in known:
            parts.strays.append(builder.set_aside(first_lexeme(row), cells_of(row)))
    found = dict.fromkeys(homes[first_lexeme(row).word.label] for row in known)
    name = block.caption.word.label if block.caption else next((table.path[-1] for table in found), "")
    rows: list[Row] = []
    for table in found:
        own = [row for row in known if homes[first_lexeme(row).word.label] is table]
        builder.amount_scale = _amount_scale(block, parts, builder)
        rows += _rows(block, table, own, builder)
    caption = label_of(block.caption) if block.caption else None
    return Article(name, caption, tuple(map(label_of, block.columns)), tuple(rows))


def _rows(block: _ArticleBlock, table: Table, nodes: Sequence[Node], builder: Builder) -> Iterator[Row]:
    """Yield the rows of one table; the header gives the order of its columns if it names them all."""
    printed = [lexeme for lexeme in block.columns if _column(lexeme) in table.columns]
    again = [False, *(_column(a) == _column(b) for a, b in pairwise(printed))][: len(printed)]
    printed = [lexeme for lexeme, repeated in zip(printed, again, strict=True) if not repeated]
    groups = _by_label(nodes)
    builder.weighed |= any(again)
    entries = [
        Entry(first_lexeme(group[-1]).piece, 1, _once(cells_of(group[-1]), again), group[-1] in block.open)
        for group in groups
    ]
    order = _order(printed, table) if block.is_certain else None
    header = Header(table.columns, order, columns_shown((lexeme.piece for lexeme in printed), len(table.columns)))
    for group, placed in zip(groups, placements(entries, header, builder.value, totals=False), strict=True):
        labels = tuple(label_of(first_lexeme(node)) for node in group)
        path = (*table.path, first_lexeme(group[-1]).word.label)
        yield builder.row(path, labels, table.columns, placed, above_of(group[-1]))


def _order(printed: Sequence[Lexeme], table: Table) -> Sequence[str] | None:
    """Return the order in which the columns are printed; None where they differ from the form's, or are not in line."""
    names = tuple(map(_column, printed))
    if not contradicts(names, table.columns):
        return table.columns
    return names if sorted(names) == sorted(table.columns) and _in_one_line(printed) else None


def _amount_scale(block: _ArticleBlock, parts: SectionParts, builder: Builder) -> int | None:
    """Return the scale of the unit of money that a block's column or a note names, if it differs from the form's."""
    columns = tuple(lexeme.piece.text for lexeme in block.columns if _column(lexeme) == AMOUNT)
    scale = column_scale(columns, tuple(note.text for note in parts.notes), builder.vocabulary)
    return None if scale == FORMS_SCALE else scale


def _by_label(nodes: Sequence[Node]) -> list[list[Node]]:
    """Group the labels that a converter repeats on a line for a merged cell; the last one has the numbers."""
    groups: list[list[Node]] = []
    for node in nodes:
        label = first_lexeme(node)
        last = first_lexeme(groups[-1][-1]) if groups and not cells_of(groups[-1][-1]) else None
        if (
            last
            and (last.word.label, last.piece.row) == (label.word.label, label.piece.row)
            and label.piece.row is not None
        ):
            groups[-1].append(node)
        else:
            groups.append([node])
    return groups


def _once(cells: tuple[Lexeme, ...], again: Sequence[bool]) -> tuple[Lexeme, ...]:
    """Drop the cells that a converter repeats below each repetition of their merged header cell."""
    if len(cells) != len(again) or not any(again):
        return cells
    same = [a.piece.text == b.piece.text for a, b in zip(cells[:1] + cells, cells, strict=False)]
    pairs = list(zip(cells, again, same, strict=True))
    if any(repeated and not equal for _, repeated, equal in pairs):
        return cells
    return tuple(cell for cell, repeated, _ in pairs if not repeated)


def _in_one_line(lexemes: Sequence[Lexeme]) -> bool:
    """Return whether header words are side by side in the grid; then their order is the columns'."""
    places = [(lexeme.piece.row, lexeme.piece.column) for lexeme in lexemes]
    return None not in places[0] and len({row for row, _ in places}) == 1


def _column(lexeme: Lexeme) -> str:
    return _COLUMNS.get(lexeme.word.label, lexeme.word.label)
