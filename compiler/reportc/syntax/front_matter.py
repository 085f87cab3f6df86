"""The title, the agency and the year; the preamble, and what a page prints before the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportc.source.fold import fold
from reportc.source.pieces import Piece, sliced
from reportc.span import Spans
from reportc.syntax.nodes import Paragraph, Prose, Title
from reportc.syntax.parser import Node
from reportc.syntax.row_building import first_lexeme, paragraph_of
from reportc.syntax.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Front:
    """The content before the first section."""

    title: Title | None
    before: tuple[Paragraph, ...]
    preamble: tuple[Paragraph, ...]


def build(node: Node, vocabulary: Vocabulary) -> Front:
    """Return the title: the last one that prints a year, or else the last; its agency may be on the line above."""
    nodes = sorted((child for child in node.children if isinstance(child, Node)), key=_place)
    fields = {
        i: _parted(first_lexeme(child).piece, vocabulary) for i, child in enumerate(nodes) if child.data == "title"
    }
    titles = {i: _title([piece], vocabulary) for i, (_, piece) in fields.items()}
    if not titles:
        return Front(None, (), tuple(map(paragraph_of, nodes)))
    at = max(titles, key=lambda i: (titles[i].year is not None or _above(nodes, i, vocabulary) is not None, i))
    title, start = titles[at], at
    field, piece = fields[at]
    above = None if field else _above(nodes, at, vocabulary)
    if title.agency is None and above is not None:
        title, start = _title([above, piece], vocabulary), at - 1
    before = (*map(paragraph_of, nodes[:start]), *field)
    return Front(title, before, tuple(map(paragraph_of, nodes[at + 1 :])))


def _place(node: Node) -> Spans:
    """Return the spans of a paragraph's first piece: the table stage may have put cells after it."""
    return first_lexeme(node).piece.spans


def _parted(piece: Piece, vocabulary: Vocabulary) -> tuple[tuple[Paragraph, ...], Piece]:
    """Split a title from the name of the field that a page prints before it, if its spans allow that."""
    match = vocabulary.pattern("TITLE").fullmatch(fold(piece.text))
    if match is None or not match["field"]:
        return (), piece
    at = next(i for i in range(1, len(piece.text) + 1) if len(fold(piece.text[:i])) == match.end("field"))
    field, title = sliced(piece, 0, at), sliced(piece, at, len(piece.text))
    return ((Paragraph(field.text, field.spans),), title) if field and title else ((), piece)


def _above(nodes: Sequence[Node], at: int, vocabulary: Vocabulary) -> Piece | None:
    """Return the line above a title if it can be the title's first half."""
    if at == 0 or nodes[at - 1].data != "paragraph":
        return None
    piece = first_lexeme(nodes[at - 1]).piece
    return piece if vocabulary.pattern("AGENCY").fullmatch(fold(piece.text)) else None


def _title(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Title:
    """Make the title of one piece or two."""
    text = "".join("".join(piece.text.split()) for piece in pieces)
    spans = tuple(span for piece in pieces for span in piece.spans)
    match = vocabulary.pattern("TITLE").fullmatch(fold(text))
    if match is None:
        return Title(text, spans, None, None)
    year = match["leading_year"] or match["year"]
    return Title(text, spans, _as_printed(text, match) or None, int(year) if year else None)


def _as_printed(text: str, match: re.Match[str]) -> str:
    """Return the agency as the title prints it, if folding kept the number of characters."""
    if len(match.string) != len(text):
        return match["agency"]
    return text[match.start("agency") : match.end("agency")]


def _stated_year(paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> int | None:
    """Return the year of the period that the prose states first."""
    found = (vocabulary.pattern("PERIOD").search(fold(paragraph.text)) for paragraph in paragraphs)
    return next((int(match["first_year"]) for match in found if match), None)


def _spoken_year(paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> int | None:
    """Return the year that the prose mentions most, the first of equals."""
    texts = (fold(paragraph.text) for paragraph in paragraphs)
    years = Counter(int(match["year"]) for text in texts for match in vocabulary.pattern("YEAR").finditer(text))
    return years.most_common(1)[0][0] if years else None


def year(opening: Front, prose: Iterable[Prose], vocabulary: Vocabulary) -> int | None:
    """Return the title's year, else the stated period's, else the one that section 1 mentions most."""
    if opening.title and opening.title.year:
        return opening.title.year
    overview = [paragraph for section in prose if section.name == "overview" for paragraph in section.paragraphs]
    return _stated_year((*opening.preamble, *overview), vocabulary) or _spoken_year(overview, vocabulary)
