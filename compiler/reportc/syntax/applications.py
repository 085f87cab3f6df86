"""Section 3: the disposition matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportc.form import APPLICANTS, APPLICATIONS, TOTAL, Edition, Path, Table
from reportc.syntax import edition as editions
from reportc.syntax.nodes import Applications, Row
from reportc.syntax.parser import Node
from reportc.syntax.row_building import Builder, above_of, cells_of, first_lexeme, in_text_order, label_of, lexemes_of
from reportc.syntax.section_parts import open_rows, parts_of
from reportc.table.columns import placements, usual
from reportc.table.entry import Entry, filled
from reportc.table.header import Head, Header, applicants, columns_shown
from reportc.table.lexeme import Lexeme

_SECTION = "applications"
_COLUMNS = (*APPLICANTS, TOTAL)
_GROUP_LENGTH = 3
"""The keys of a group of outcomes: applications, outcomes, and its name."""


def build(node: Node, builder: Builder, year: int | None) -> Applications:
    """Build section 3; where no row shows its edition, that due for `year` is read."""
    parts = parts_of(node, builder)
    header, lines = _split(parts.inner, builder)
    cells = [cells_of(line) for line in lines]
    shown = editions.of_matrix(
        (first_lexeme(line).word, bool(filled(own))) for line, own in zip(lines, cells, strict=True)
    )
    (edition,) = parts.marked or (shown,)
    builder.edition = edition or editions.due(year)
    table = APPLICATIONS[builder.edition]
    entries = _entries(node, lines, cells, table)
    labels, rows = [label_of(lexeme) for lexeme in header], list[tuple[Node, Entry]]()
    for line, entry in zip(lines, entries, strict=True):
        label = first_lexeme(line)
        if entry.depth:
            rows.append((line, entry))
        elif filled(entry.cells):
            parts.strays.append(builder.set_aside(label, entry.cells))
        else:
            labels.append(label_of(_column(label, builder) or label))
    built = tuple(_rows(rows, header, table, builder))
    if built:
        builder.complete(built, _expected(table, edition), _SECTION, parts.span, parts.strays)
    return Applications(parts.heading, edition, tuple(labels), built, parts.notes, in_text_order(parts.strays))


def _split(nodes: Sequence[Node], builder: Builder) -> tuple[list[Lexeme], list[Node]]:
    """Return the words of the headers, and the lines of the table.

    其他 and 总计 are rows too: without a number, and before the words of an incomplete header, they begin it.
    """
    header, lines, lacking = list[Lexeme](), list[Node](), set[str]()
    for node in reversed(nodes):
        if node.data == "header":
            words = lexemes_of(node)
            lacking = set(_COLUMNS).difference(lexeme.word.label for lexeme in words)
            header[:0] = words
        elif (column := _column(first_lexeme(node), builder)) and column.word.label in lacking and not cells_of(node):
            header.insert(0, column)
        else:
            lines.insert(0, node)
            lacking = set()
    return header, lines


def _entries(node: Node, lines: Sequence[Node], each: Sequence[tuple[Lexeme, ...]], table: Table) -> list[Entry]:
    """Make the entries of rows, `each` with its cells, and with depth 0 of groups, which have no numbers.

    A row's label without numbers is a caption if the row is printed elsewhere.
    """
    paths, width = table.row_names(), len(table.columns)
    printed = {first_lexeme(line).word.label for line, cells in zip(lines, each, strict=True) if cells}
    open_ = open_rows(node)
    beside = {} if all(map(filled, each)) else _beside_numbers(node)
    found: list[Entry] = []
    for line, cells in zip(lines, each, strict=True):
        label = first_lexeme(line)
        caption = not cells and label.word.label in printed
        loose = 0 if filled(cells) else beside.get(line, 0)
        torn = loose >= width or (loose > 0 and not label.word.canonical)
        depth = 0 if caption else len(paths.get(label.word.label, ()))
        found.append(Entry(label.piece, depth, cells, line in open_, torn))
    return found


def _rows(
    lines: Sequence[tuple[Node, Entry]], header: Sequence[Lexeme], table: Table, builder: Builder
) -> Iterator[Row]:
    """Yield the rows of the matrix."""
    entries, width = [entry for _, entry in lines], len(table.columns)
    words = (lexeme.piece for lexeme in header if lexeme.word.label in table.columns)
    order = applicants([Head(lexeme.word.label, lexeme.piece) for lexeme in header], usual(entries, width))
    shown = Header(table.columns, order, columns_shown(words, width))
    paths = table.row_names()
    for (line, _), placed in zip(lines, placements(entries, shown, builder.value, totals=True), strict=True):
        label = first_lexeme(line)
        yield builder.row(paths[label.word.label], (label_of(label),), table.columns, placed, above_of(line))


def _column(label: Lexeme, builder: Builder) -> Lexeme | None:
    """Return a row's label as a column's, if it has that column's wording; else None."""
    words = builder.vocabulary.words(label.piece.text)
    column = next((word for word in words if word.canonical and word.label in _COLUMNS), None)
    return Lexeme(column, label.piece) if column else None


def _expected(table: Table, edition: Edition | None) -> list[Path]:
    """Return the rows that must occur; if no row shows the edition, the rows that differ count as their group."""
    paths = table.row_paths()
    if edition is not None:
        return list(paths)
    shared = set.intersection(*(set(other.row_paths()) for other in APPLICATIONS.values()))
    return list(dict.fromkeys(path if path in shared else path[:_GROUP_LENGTH] for path in paths))


def _beside_numbers(node: Node) -> dict[Node, int]:
    """Map rows next to numbers that belong to no row to the count of these numbers.

    A blank row's own numbers may be among them, if its label is torn or the numbers make a row.
    """
    kinds = ("applications_row", "stray", "group")
    lines = [child for child in node.children if isinstance(child, Node) and child.data in kinds]
    nodes = [line for line in lines if line.data == "applications_row" or _loose_numbers(line)]
    found: dict[Node, int] = {}
    for pair in pairwise(nodes):
        for one, other in (pair, pair[::-1]):
            found[one] = max(found.get(one, 0), _loose_numbers(other))
    return found


def _loose_numbers(node: Node) -> int:
    """Count the numbers in a stray or a group, or those of a row on another line of the grid."""
    label, cells = first_lexeme(node), filled(cells_of(node))
    if node.data == "group" and not cells:
        return 0
    if node.data != "applications_row":
        return len(cells) + sum(any(map(str.isdigit, word)) for word in label.piece.text.split())
    return sum(cell.piece.row != label.piece.row for cell in cells)
