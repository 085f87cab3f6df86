"""What all table sections have besides their rows: heading, notes, strays and header columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reportc.form import Edition
from reportc.span import Span, hull
from reportc.syntax import formatter_marks
from reportc.syntax.nodes import Label, Paragraph, Stray
from reportc.syntax.parser import Node
from reportc.syntax.row_building import Builder, cells_of, first_lexeme, label_of, paragraph_of

_END = re.compile(r"[.,]?\d")


@dataclass(frozen=True, slots=True)
class SectionParts:
    """A table section without its table. `span` is that of its heading or, where it is lost, of the first piece."""

    heading: Label | None
    span: Span
    notes: tuple[Paragraph, ...]
    strays: list[Stray]
    marked: tuple[Edition | None, ...]
    inner: tuple[Node, ...]


def parts_of(node: Node, builder: Builder) -> SectionParts:
    """Split a section: `inner` are the nodes that make its table, `marked` the edition if a mark names it."""
    heading = first_lexeme(node)
    nodes = [child for child in node.children[1:] if isinstance(child, Node)]
    notes = tuple(sorted((paragraph_of(child) for child in nodes if child.data == "note"), key=lambda note: note.spans))
    strays = [builder.set_aside(first_lexeme(child), cells_of(child)) for child in nodes if child.data == "stray"]
    strays += [builder.marked(first_lexeme(child)) for child in nodes if child.data == "set_aside"]
    marked = tuple(formatter_marks.edition(first_lexeme(child).piece) for child in nodes if child.data == "edition")
    label = label_of(heading) if heading.piece.text else None
    inner = tuple(child for child in nodes if child.data not in ("note", "stray", "set_aside", "edition"))
    begin = first_lexeme(nodes[0]).piece if nodes and label is None else heading.piece
    builder.begin = hull(begin.spans)
    return SectionParts(label, builder.begin, notes, strays, marked[:1], inner)


def open_rows(node: Node) -> set[Node]:
    """Return the rows of a section after which a text continues like a number: it may be the end of the last one."""
    nodes = [child for child in node.children if isinstance(child, Node)]
    return {
        row for row, after in pairwise(nodes) if after.data == "stray" and _END.match(first_lexeme(after).piece.text)
    }
