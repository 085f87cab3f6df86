"""The parse to the tree: every lexeme finds its node, every character its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.form import AMOUNT, SECTIONS, pointer
from reportc.reading import label_wording, missing_table, not_a_report, page_text
from reportc.source import Piece, Refusal, Source
from reportc.source.fold import fold
from reportc.span import Span, Spans, hull, printed
from reportc.syntax import applications, disclosure, front, proceedings, surroundings
from reportc.syntax.gaps import missing
from reportc.syntax.nodes import Cell, Label, Paragraph, Prose, Report, Section, State
from reportc.syntax.parser import Node, Parsed, parse_pieces, vocabulary
from reportc.syntax.rows import Builder, first_lexeme, label_of
from reportc.syntax.vocabulary import Vocabulary
from reportc.syntax.walk import between, gap_of, leaves, name_of, place_of, rows, section_leaves
from reportc.syntax.wording import Wording
from reportc.table.choice import Outcome, chosen

_WIDEST = 7
_OTHER_UNIT = "_yuan"
_TABLES = ("proactive_disclosure", "applications", "proceedings")


def parse(source: Source) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Parse a source. Every source parses; what could not be read is in the diagnostics."""
    words = _words(source)
    inside, around = surroundings.parted(pieces(source), source.text, words)
    return build(parse_pieces(inside, words), source.text, words, source.refusal, around)


def _words(source: Source) -> Vocabulary:
    """Return the words that a source is read by."""
    return vocabulary().with_headings(source.headings) if source.headings else vocabulary()


def pieces(source: Source) -> list[Piece]:
    """Return the pieces of a source in reading order, cut in the best way, the words of its tables whole."""
    words = _words(source)
    return list(chosen(source.parts, words, partial(explain, words=words)))


def explain(found: Sequence[Piece], words: Vocabulary | None = None) -> Outcome:
    """Tell what becomes of the pieces of a section: its cells, and how much finds no place in it."""
    report, findings = build(parse_pieces(found, words), "", words or vocabulary())
    cells: dict[str, Spans] = {}
    unexplained = sum(len(section.strays) for section in report.sections)
    unexplained += sum(len(stray.numbers) for section in report.sections for stray in section.strays)
    for row in rows(report):
        cells |= {pointer((*row.path, cell.column)): cell.spans for cell in row.cells}
        unexplained += sum(cell.state is State.LOST for cell in row.cells) + len(row.unplaced)
    for finding in findings:
        if finding.rule.code in {"X005", "X006"}:
            unexplained += _WIDEST if "applications" in finding.paths[0] else 1
    return Outcome(cells, unexplained)


def build(
    parsed: Parsed, text: str, words: Vocabulary, refusal: Refusal | None = None, around: surroundings.Runs = ()
) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Build the tree of a parse of `text`, and the findings of reading it, in the text's order."""
    builder = Builder(words)
    builder.diagnostics += [page_text(run[0].spans[0], (), run[0].text, len(run)) for run in around]
    head, *rest = [node for node in parsed.root.children if isinstance(node, Node)]
    opening = front.build(head, words)
    prose = {node: _prose(node) for node in rest if node.data not in _TABLES}
    year = _year(opening, prose.values(), words)
    sections = tuple(prose[node] if node in prose else _table(node, builder, year) for node in rest)
    marks = tuple(Paragraph(piece.text, piece.spans) for piece in parsed.page_marks)
    agency = opening.title.agency if opening.title else None
    whole = Span(0, len(text))
    beside = tuple(Paragraph(piece.text, piece.spans) for run in around for piece in run)
    report = Report(opening.title, agency, year, opening.before, opening.preamble, sections, marks, (), whole, beside)
    report = replace(report, missing=missing(sections, rows(report), year))
    _compare_wording(report, text, builder)
    _judge(report, builder, text, refusal)
    taken = (span for leaf in leaves(report) for span in leaf.spans)
    found = (replace(finding, span=printed(finding.span, text)) for finding in builder.diagnostics)
    return replace(report, trivia=tuple(between(taken, whole))), tuple(sorted(found, key=_place))


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
    own = {label for row in rows(report) for label in row.labels}
    for section in report.sections:
        wording = Wording(builder.vocabulary, getattr(section, "edition", None) or builder.edition)
        for leaf in section_leaves(section):
            if isinstance(leaf, Label) and not leaf.canonical and leaf.name not in SECTIONS:
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
