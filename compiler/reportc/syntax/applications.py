"""Section 3: the disposition matrix."""

from __future__ import annotations

from collections.abc import Container, Mapping

from itertools import pairwise

from reportc.form import APPLICATIONS, Path
from reportc.syntax import edition as editions
from reportc.syntax.align import Entry, Evidence, filled, nowhere
from reportc.syntax.nodes import Applications, Row
from reportc.syntax.parser import Node
from reportc.syntax.parts import header_columns, parts_of
from reportc.syntax.rows import Builder, cells_of, first_lexeme, label_of, lexemes_of
from reportc.syntax.unfold import unfold

_SECTION = "applications"


def build(node: Node, builder: Builder, year: int | None) -> Applications:
    """Build section 3; where no row tells its edition, that due for `year` is read."""
    parts = parts_of(node, builder)
    lines = [child for child in parts.inner if child.data != "header"]
    header = [lexeme for child in parts.inner if child.data == "header" for lexeme in lexemes_of(child)]
    edition = editions.of_matrix((first_lexeme(line).word, bool(filled(cells_of(line)))) for line in lines)
    table = APPLICATIONS[edition or editions.due(year)]
    paths = table.row_names()
    printed = {first_lexeme(line).word.label for line in lines if cells_of(line)}
    entries = [_entry(line, paths, printed) for line in lines]
    words = [lexeme for lexeme in header if lexeme.word.label in table.columns]
    width = len(table.columns)
    evidence = Evidence([entry for entry in entries if entry.depth], width, header_columns(words, width))
    behind = _behind_numbers(node)
    labels, rows = [label_of(lexeme) for lexeme in header], list[Row]()
    unfolded = unfold(entries, width, builder.value, totals=True)
    for at, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        label = first_lexeme(line)
        if entry.depth:
            path = paths[label.word.label]
            torn = line in behind and not label.word.canonical and not filled(entry.cells)
            placed = nowhere(entry, width) if torn else unfolded.get(at) or evidence.place(entry)
            rows.append(builder.row(path, (label_of(label),), table.columns, placed))
        elif filled(entry.cells):
            parts.strays.append(builder.set_aside(label, entry.cells))
        else:
            labels.append(label_of(label))
    if rows:
        builder.complete(rows, table.row_paths(), _SECTION, parts.span)
    return Applications(parts.heading, edition, tuple(labels), tuple(rows), parts.notes, tuple(parts.strays))


def _behind_numbers(node: Node) -> set[Node]:
    """Return the rows that follow a stray with numbers: such a label may be the end of a torn one."""
    nodes = [child for child in node.children if isinstance(child, Node)]
    return {row for stray, row in pairwise(nodes) if stray.data == "stray" and filled(cells_of(stray))}


def _entry(line: Node, paths: Mapping[str, Path], printed: Container[str]) -> Entry:
    """Make the entry of a row or, with depth 0, of a group, which has no place for numbers.

    A row's label that stands alone is a caption if the row is printed elsewhere.
    """
    label, cells = first_lexeme(line), cells_of(line)
    caption = not cells and label.word.label in printed
    return Entry(label.piece, 0 if caption else len(paths.get(label.word.label, ())), cells)
