"""The parse to the tree: every lexeme gets its node, every character its place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.reading import page_text
from reportc.source import Piece, Refusal, Source
from reportc.span import Span, printed
from reportc.syntax import front_matter, judge, sections, surroundings
from reportc.syntax.memory import Stretches
from reportc.syntax.missing_rows import missing
from reportc.syntax.nodes import Paragraph, Report
from reportc.syntax.parser import Node, Parsed, joined, parse_pieces, vocabulary
from reportc.syntax.row_building import Builder
from reportc.syntax.sections import Built, Explained, explain, has_edition
from reportc.syntax.vocabulary import Vocabulary
from reportc.syntax.walk import rows
from reportc.table.choice import ChosenPieces, chosen


def parse(source: Source, memory: Stretches | None = None) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Parse a source; return the tree, and the diagnostics of reading. Every source parses.

    Stretches that the `memory` of earlier sources has are not read again.
    """
    words = _words(source)
    first, middle, last = _read(_groups(source, words, memory if words is vocabulary() else None), words)
    ends = [first, last] if last else [first]
    inside, around = surroundings.parted([piece for group in ends for piece in group.pieces], source.text, words)
    kept = {id(piece) for piece in inside} if around else None
    made = [_explained(first, words, kept), *middle, *([_explained(last, words, kept)] if last else [])]
    known = {node: built for one in made for node, built in one.sections.items()}
    parsed = joined([one.parsed for one in made])
    return build(parsed, source.text, words, _Beside(source.refusal, around, known))


def _read(
    groups: Iterator[ChosenPieces[Explained]], words: Vocabulary
) -> tuple[ChosenPieces[Explained], list[Explained], ChosenPieces[Explained] | None]:
    """Return the first group, the results of those in the middle, and the last group, None if there is only one.

    A page prints nothing of its own in the middle, so that the pieces of one group after the other can be dropped:
    they take more room than the results.
    """
    first, last = next(groups), None
    middle: list[Explained] = []
    for group in groups:
        if last:
            middle.append(_explained(last, words, None))
        last = group
    return first, middle, last


def _explained(group: ChosenPieces[Explained], words: Vocabulary, kept: Container[int] | None) -> Explained:
    """Return a group without pieces that are not `kept`; of a section that is built, the node suffices."""
    pieces, made = group
    own = pieces if kept is None else [piece for piece in pieces if id(piece) in kept]
    if made is None or len(own) != len(pieces):
        return Explained(parse_pieces(own, words), {})
    for node, (section, _) in made.sections.items():
        if has_edition(section):
            node.children.clear()
    return made


def _words(source: Source) -> Vocabulary:
    """Return the vocabulary of a source: the grammar's, with the misprinted headings of the source."""
    return vocabulary().with_headings(source.headings) if source.headings else vocabulary()


def _groups(source: Source, words: Vocabulary, memory: Stretches | None = None) -> Iterator[ChosenPieces[Explained]]:
    """Yield the pieces of a source from heading to heading, with the sections that were built to choose their cut."""
    return chosen(source.parts, words, partial(explain, words=words), memory.recall if memory else None)


def pieces(source: Source) -> list[Piece]:
    """Return the pieces of a source in reading order, cut in the best way, with broken words joined."""
    return [piece for group in _groups(source, _words(source)) for piece in group.pieces]


class _Beside(NamedTuple):
    """What is known of a source apart from its parse.

    The reason why it is not read; the page around the report; sections that were built to choose how they are cut.
    """

    refusal: Refusal | None = None
    around: surroundings.PieceRuns = ()
    known: Mapping[Node, Built] = MappingProxyType({})


def build(
    parsed: Parsed,
    text: str,
    words: Vocabulary,
    beside: _Beside | None = None,
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Build the tree of a parse of `text`, and the findings of reading it, in the text's order."""
    beside = beside or _Beside()
    builder = Builder(words)
    builder.diagnostics += [page_text(run[0].spans[0], (), run[0].text, len(run)) for run in beside.around]
    head, *rest = [node for node in parsed.root.children if isinstance(node, Node)]
    opening = front_matter.build(head, words)
    prose = {node: sections.prose(node) for node in rest if not sections.holds_table(node)}
    year = front_matter.year(opening, prose.values(), words)
    made = tuple(prose[node] if node in prose else sections.known(node, builder, year, beside.known) for node in rest)
    marks = tuple(Paragraph(piece.text, piece.spans) for piece in parsed.page_marks)
    agency = opening.title.agency if opening.title else None
    set_aside = tuple(Paragraph(piece.text, piece.spans) for run in beside.around for piece in run)
    report = Report(opening.title, agency, year, opening.before, opening.preamble, made, marks, set_aside)
    report = replace(report, missing=missing(made, rows(report), year))
    judge.wording(report, text, builder)
    judge.completeness(report, text, builder, beside.refusal)
    found = (replace(finding, span=printed(finding.span, text)) for finding in builder.diagnostics)
    return report, tuple(sorted(found, key=_place))


def _place(diagnostic: Diagnostic) -> Span:
    return diagnostic.span
