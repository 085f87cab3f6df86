"""The parse to the tree: every lexeme finds its node, every character its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.form import AMOUNT, SECTIONS, pointer
from reportc.reading import label_wording, missing_table, not_a_report, page_text
from reportc.source import Piece, Refusal, Source
from reportc.source.fold import fold
from reportc.span import Span, Spans, hull, printed
from reportc.syntax import applications, disclosure, front, moved, proceedings, surroundings
from reportc.syntax.gaps import missing
from reportc.syntax.nodes import Cell, Label, Paragraph, Prose, Report, Section, State
from reportc.syntax.parser import Node, Parsed, joined, parse_pieces, vocabulary
from reportc.syntax.rows import Builder, first_lexeme, label_of
from reportc.syntax.vocabulary import OPEN, Vocabulary
from reportc.syntax.walk import between, gap_of, leaves, name_of, place_of, rows, section_leaves, section_rows
from reportc.syntax.wording import Wording
from reportc.table.choice import Group, Outcome, chosen
from reportc.table.memory import Memory

_WIDEST = 7
"""So many cells has a row of the matrix."""
_ANY = object()
_OTHER_UNIT = "_yuan"
_TABLES = ("proactive_disclosure", "applications", "proceedings")


def parse(source: Source, memory: Stretches | None = None) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Parse a source. Every source parses; what could not be read is in the diagnostics.

    What stands in the `memory` of earlier sources, and has not changed, is not read again.
    """
    words = _words(source)
    groups = list(_groups(source, words, memory if words is vocabulary() else None))
    inside, around = surroundings.parted([piece for group in groups for piece in group.pieces], source.text, words)
    kept = set(map(id, inside))
    known: dict[Node, _Section] = {}
    parsed: list[Parsed] = []
    for pieces, made in groups:
        own = [piece for piece in pieces if id(piece) in kept]
        whole = made is not None and len(own) == len(pieces)
        parsed.append(made.parsed if made and whole else parse_pieces(own, words))
        known |= made.sections if made and whole else {}
    return build(joined(parsed), source.text, words, _Beside(source.refusal, around, known))


def _words(source: Source) -> Vocabulary:
    """Return the words that a source is read by."""
    return vocabulary().with_headings(source.headings) if source.headings else vocabulary()


def _groups(source: Source, words: Vocabulary, memory: Stretches | None = None) -> Iterator[Group[_Made]]:
    """Yield the pieces of a source from heading to heading, with what was made of them to choose how they are cut."""
    return chosen(source.parts, words, partial(explain, words=words), memory)


def pieces(source: Source) -> list[Piece]:
    """Return the pieces of a source in reading order, cut in the best way, the words of its tables whole."""
    return [piece for group in _groups(source, _words(source)) for piece in group.pieces]


class _Section(NamedTuple):
    """A section that holds a table, and what was found while it was built."""

    section: Section
    diagnostics: Sequence[Diagnostic]


class _Made(NamedTuple):
    """A stretch as parsed, and its sections."""

    parsed: Parsed
    sections: Mapping[Node, _Section]


Stretches = Memory[Group[_Made]]
"""What was made of stretches."""


def stretches() -> Stretches:
    """Return a memory of stretches, empty yet."""
    return Memory(_moved, _lasts)


def _moved(group: Group[_Made], by: int, rows: int) -> Group[_Made]:
    """Return what was made of a stretch that stands elsewhere now.

    The nodes of its sections are new ones, for the same stretch may stand twice in a text; what is below them is not
    asked for again.
    """
    own = moved.pieces(group.pieces, by, rows)
    if group.made is None:
        return Group(own, None)
    parsed, sections = group.made
    fresh = {node: Node(node.data, node.children) for node in sections}
    root = Node(parsed.root.data, [fresh.get(child, child) for child in parsed.root.children])
    made = {
        fresh[node]: _Section(moved.section(one, by), [moved.diagnostic(finding, by) for finding in findings])
        for node, (one, findings) in sections.items()
    }
    return Group(own, _Made(Parsed(root, moved.pieces(parsed.page_marks, by, rows)), made))


def _lasts(group: Group[_Made]) -> bool:
    """Tell whether what was made of a stretch is all that is asked for: without an edition the year of the title is."""
    made = group.made
    return made is None or (
        made.parsed.root.children[1:] == [*made.sections]
        and all(getattr(one.section, "edition", _ANY) is not None for one in made.sections.values())
    )


class _Beside(NamedTuple):
    """What is known of a source beside its parse.

    Why it is not read; what stands around the report; sections that were built to choose how they are cut.
    """

    refusal: Refusal | None = None
    around: surroundings.Runs = ()
    known: Mapping[Node, _Section] = MappingProxyType({})


def explain(found: Sequence[Piece], words: Vocabulary | None = None) -> Outcome[_Made]:
    """Tell what becomes of the pieces of a section: its cells, and how much finds no place in it."""
    words = words or vocabulary()
    parsed = parse_pieces(found, words)
    made = {node: _built(node, words) for node in _sections(parsed) if node.data in _TABLES}
    rows = [row for section, _ in made.values() for row in section_rows(section)]
    unexplained = sum(1 + len(stray.numbers) for section, _ in made.values() for stray in section.strays)
    unexplained += sum(_missing(finding) for _, findings in made.values() for finding in findings)
    for row in rows:
        unexplained += len(row.unplaced) + sum(cell.state is State.LOST for cell in row.cells)
    marked = any(piece.text.startswith(OPEN) for piece in found)  # the formatter's marks say themselves what is lost

    def cells() -> dict[str, Spans]:
        return {
            pointer((*row.path, cell.column)): cell.spans if cell.value is not None else ()
            for row in rows
            for cell in row.cells
        }

    return Outcome(cells, bool(rows) or marked, 0 if marked else unexplained, _Made(parsed, made))


def _missing(finding: Diagnostic) -> int:
    """Return how many cells a finding says to be missing, or there twice."""
    rows = {"X005", "X006"}
    return (_WIDEST if "applications" in finding.paths[0] else 1) if finding.rule.code in rows else 0


def _sections(parsed: Parsed) -> list[Node]:
    return [node for node in parsed.root.children[1:] if isinstance(node, Node)]


def _built(node: Node, words: Vocabulary) -> _Section:
    """Build a section that holds a table by itself."""
    builder = Builder(words)
    return _Section(_table(node, builder, None), builder.diagnostics)


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
    opening = front.build(head, words)
    prose = {node: _prose(node) for node in rest if node.data not in _TABLES}
    year = _year(opening, prose.values(), words)
    sections = tuple(prose[node] if node in prose else _known(node, builder, year, beside.known) for node in rest)
    marks = tuple(Paragraph(piece.text, piece.spans) for piece in parsed.page_marks)
    agency = opening.title.agency if opening.title else None
    whole = Span(0, len(text))
    set_aside = tuple(Paragraph(piece.text, piece.spans) for run in beside.around for piece in run)
    report = Report(
        opening.title, agency, year, opening.before, opening.preamble, sections, marks, (), whole, set_aside
    )
    report = replace(report, missing=missing(sections, rows(report), year))
    _compare_wording(report, text, builder)
    _judge(report, builder, text, beside.refusal)
    taken = (span for leaf in leaves(report) for span in leaf.spans)
    found = (replace(finding, span=printed(finding.span, text)) for finding in builder.diagnostics)
    return replace(report, trivia=tuple(between(taken, whole))), tuple(sorted(found, key=_place))


def _known(node: Node, builder: Builder, year: int | None, known: Mapping[Node, _Section]) -> Section:
    """Return a section, built again if nothing in it told its edition: then the year does."""
    made = known.get(node)
    if made is None or getattr(made.section, "edition", _ANY) is None:
        return _table(node, builder, year)
    builder.diagnostics += made.diagnostics
    builder.edition = getattr(made.section, "edition", builder.edition)
    return made.section


def _place(diagnostic: Diagnostic) -> Span:
    return diagnostic.span


def _year(opening: front.Front, prose: Iterable[Prose], words: Vocabulary) -> int | None:
    """Return the title's year, else the stated period's, else the one that section 1 speaks of."""
    if opening.title and opening.title.year:
        return opening.title.year
    overview = [paragraph for section in prose if section.name == "overview" for paragraph in section.paragraphs]
    stated = front.stated_year((*opening.preamble, *overview), words)
    return stated or front.spoken_year(overview, words)


def _prose(node: Node) -> Prose:
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


def _table(node: Node, builder: Builder, year: int | None) -> Section:
    """Build a section that holds a table."""
    match node.data:
        case "proactive_disclosure":
            return disclosure.build(node, builder, year)
        case "applications":
            return applications.build(node, builder, year)
        case _:
            return proceedings.build(node, builder)


def _judge(report: Report, builder: Builder, text: str, refusal: Refusal | None) -> None:
    """Report what is missing as a whole: a table, or everything."""
    if not report.sections and report.title is None:
        empty = not text or text.isspace()
        reason_zh = "文件没有文字" if empty else "没有标题、章节和表格"
        reason_en = "the file holds no text" if empty else "there is no title, no section and no table"
        reason = refusal or Refusal(reason_zh, reason_en)
        builder.diagnostics.append(not_a_report(Span(0, 0), tuple(f"/{name}" for name in _TABLES), *reason))
        return
    found = {row.path[0] for row in rows(report)}
    for name in _TABLES:
        if name not in found:
            section = next((section for section in report.sections if name_of(section) == name), None)
            span = place_of(section) if section else gap_of(report, name)
            unread = section is not None and _holds_table(section)
            builder.diagnostics.append(missing_table(span, name, builder.wording.spelling(name), unread=unread))


def _holds_table(section: Section) -> bool:
    """Tell whether anything in a section is of a table: words of its header, or numbers."""
    parts = section_leaves(section)
    return any(isinstance(leaf, Cell) or (isinstance(leaf, Label) and leaf is not section.heading) for leaf in parts)


def _compare_wording(report: Report, text: str, builder: Builder) -> None:
    """Report the labels of tables that are written otherwise than in the form.

    A part of a column's wording may be half of a word that a narrow column tore: it is not to be mended.
    """
    own: set[Label] | None = None
    for section in report.sections:
        wording = Wording(builder.vocabulary, getattr(section, "edition", None) or builder.edition)
        for leaf in section_leaves(section):
            if isinstance(leaf, Label) and not leaf.canonical and leaf.name not in SECTIONS:
                own = {label for row in rows(report) for label in row.labels} if own is None else own
                form = wording.spelling(leaf.name, leaf.name.removesuffix(_OTHER_UNIT))
                if form == leaf.name:  # a head that a tool invented: the form has no word to compare it with
                    continue
                half = fold(leaf.text) in fold(form) and leaf not in own
                fixes = () if half else _rewording(leaf, form, text)
                found = label_wording(hull(leaf.spans), (), leaf.text, form)
                builder.diagnostics.append(replace(found, fixes=fixes))


def _rewording(label: Label, form: str, text: str) -> tuple[Fix, ...]:
    """Return the fix that writes a label as the form does; none where the unit would be another, or gone."""
    place = hull(label.spans)
    says_more = label.name == AMOUNT and fold(form) in fold(label.text)
    if label.name.endswith(_OTHER_UNIT) or says_more or text[place.start : place.end] != label.text:
        return ()
    return (Fix(f"改为「{form}」", f"write “{form}”", safe=True, edits=(TextEdit(place, form),)),)
