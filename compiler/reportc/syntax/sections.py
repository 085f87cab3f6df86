"""Sections: how they are built, and how well pieces are explained when read as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.form import pointer
from reportc.grammar.loading import START
from reportc.source import Piece
from reportc.span import Spans
from reportc.syntax import applications, disclosure, proceedings
from reportc.syntax.nodes import Paragraph, Prose, Row, Section, State
from reportc.syntax.parser import Node, Parsed, parse_pieces, vocabulary
from reportc.syntax.row_building import Builder, first_lexeme, label_of
from reportc.syntax.shapes import form_of, shape_of
from reportc.syntax.vocabulary import OPEN, Vocabulary
from reportc.syntax.walk import name_of, section_rows
from reportc.table.choice import CutOutcome

TABLES = ("proactive_disclosure", "applications", "proceedings")
"""The sections that hold tables; the others are prose."""
_WIDEST = 7
"""The number of cells in a row of the matrix."""
_ANY = object()
_FRONT = "front"
"""The rule of the text before the first section, which a stretch with a heading does not have."""


class Built(NamedTuple):
    """A section that holds a table, and the findings of building it."""

    section: Section
    diagnostics: Sequence[Diagnostic]


class Explained(NamedTuple):
    """A stretch as parsed, and its sections."""

    parsed: Parsed
    sections: Mapping[Node, Built]


def explain(found: Sequence[Piece], words: Vocabulary | None = None) -> CutOutcome[Explained]:
    """Return what becomes of the pieces of a section: its cells, and how many have no place in it."""
    words = words or vocabulary()
    shape = shape_of(found) if words is vocabulary() else None
    form = form_of(shape) if shape else None
    if form and (filled := form.filled(found)):
        return _outcome(_lone(*filled), form.unexplained)
    parsed = parse_pieces(found, words)
    builders = {node: Builder(words) for node in parsed.root.children[1:] if holds_table(node)}
    made = {node: Built(_table(node, builder, None), builder.diagnostics) for node, builder in builders.items()}
    outcome = _outcome(Explained(parsed, made))
    if any(piece.text.startswith(OPEN) for piece in found):  # the formatter's marks name what is lost
        return outcome._replace(is_table=True, unexplained=0)
    weighed = any(builder.weighed for builder in builders.values())
    if form and outcome.is_table and not weighed and _is_sure(parsed, made):
        ((section, _),) = made.values()
        form.take(section, parsed.page_marks, found, outcome.unexplained)
    return outcome


def _lone(section: Section, page_marks: list[Piece]) -> Explained:
    """Return the placeholder of a section that was not parsed: its node without children."""
    node = Node(name_of(section), [])
    return Explained(Parsed(Node(START, [Node(_FRONT, []), node]), page_marks), {node: Built(section, ())})


def _is_sure(parsed: Parsed, made: Mapping[Node, Built]) -> bool:
    """Return whether a stretch is exactly one section, in which nothing is doubtful or left to other stretches."""
    front, *nodes = parsed.root.children
    return (
        not front.children
        and nodes == [*made]
        and len(made) == 1
        and all(has_edition(section) and not findings for section, findings in made.values())
    )


def _outcome(made: Explained, unexplained: int | None = None) -> CutOutcome[Explained]:
    """Return the outcome of a stretch from its sections; `unexplained` is how much has no place, if known."""
    rows = [row for section, _ in made.sections.values() for row in section_rows(section)]

    def cells() -> dict[str, Spans]:
        return {
            pointer((*row.path, cell.column)): cell.spans if cell.value is not None else ()
            for row in rows
            for cell in row.cells
        }

    return CutOutcome(cells, bool(rows), _unexplained(made, rows) if unexplained is None else unexplained, made)


def _unexplained(made: Explained, rows: Iterable[Row]) -> int:
    """Return how much has no place: strays, their numbers, cells without a column or value, missing cells."""
    found = sum(1 + len(stray.numbers) for section, _ in made.sections.values() for stray in section.strays)
    found += sum(_missing(finding) for _, findings in made.sections.values() for finding in findings)
    return found + sum(len(row.unplaced) + sum([cell.state is State.LOST for cell in row.cells]) for row in rows)


def _missing(finding: Diagnostic) -> int:
    """Return how many cells are missing, or duplicate, by a finding."""
    rows = {"X005", "X006"}
    return (_WIDEST if "applications" in finding.paths[0] else 1) if finding.rule.code in rows else 0


def known(node: Node, builder: Builder, year: int | None, before: Mapping[Node, Built]) -> Section:
    """Return a section, built again with the year's edition if nothing in it shows its edition."""
    made = before.get(node)
    if made is None or not has_edition(made.section):
        return _table(node, builder, year)
    builder.diagnostics += made.diagnostics
    builder.edition = getattr(made.section, "edition", builder.edition)
    return made.section


def has_edition(section: Section) -> bool:
    """Return whether something in a section shows its edition, or all editions have the same."""
    return getattr(section, "edition", _ANY) is not None


def _table(node: Node, builder: Builder, year: int | None) -> Section:
    """Build a section that holds a table."""
    match node.data:
        case "proactive_disclosure":
            return disclosure.build(node, builder, year)
        case "applications":
            return applications.build(node, builder, year)
        case _:
            return proceedings.build(node, builder)


def prose(node: Node) -> Prose:
    """Build a section of prose; cells of one line of a grid are one paragraph."""
    pieces = sorted(
        (first_lexeme(child).piece for child in node.children[1:] if isinstance(child, Node)),
        key=lambda piece: piece.spans,
    )
    lines = groupby(enumerate(pieces), key=lambda item: -1 - item[0] if item[1].row is None else item[1].row)
    groups = [[piece for _, piece in group] for _, group in lines]
    paragraphs = tuple(
        Paragraph(" ".join(piece.text for piece in group), tuple(span for piece in group for span in piece.spans))
        for group in groups
    )
    return Prose(node.data, label_of(first_lexeme(node)), paragraphs)  # type: ignore[arg-type]  # the rule's name is one of the three


def holds_table(node: Node) -> bool:
    """Return whether a section is one of those that hold a table."""
    return node.data in TABLES
