"""Findings about a report as a whole: tables that are missing, and labels that differ from the form's."""

from __future__ import annotations

from dataclasses import replace

from reportc.diagnostic import Fix, TextEdit
from reportc.form import AMOUNT, SECTIONS
from reportc.grammar.rules import OTHER_UNIT
from reportc.language import Text
from reportc.reading import label_wording, missing_table, not_a_report
from reportc.source import Refusal
from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell, Label, Report, Section
from reportc.syntax.row_building import Builder
from reportc.syntax.sections import TABLES
from reportc.syntax.walk import gap_of, name_of, place_of, rows, section_leaves
from reportc.syntax.wording import Wording


def completeness(report: Report, text: str, builder: Builder, refusal: Refusal | None) -> None:
    """Report what is missing from the whole: a table, or everything."""
    if not report.sections and report.title is None:
        empty = not text or text.isspace()
        reason_zh = "文件没有文字" if empty else "没有标题、章节和表格"
        reason_en = "the file holds no text" if empty else "there is no title, no section and no table"
        reason = refusal or Refusal(reason_zh, reason_en)
        builder.diagnostics.append(not_a_report(Span(0, 0), tuple(f"/{name}" for name in TABLES), *reason))
        return
    found = {row.path[0] for row in rows(report)}
    for name in TABLES:
        if name not in found:
            section = next((section for section in report.sections if name_of(section) == name), None)
            span = place_of(section) if section else gap_of(report, name)
            unread = section is not None and _holds_table(section)
            builder.diagnostics.append(missing_table(span, name, builder.wording.spelling(name), unread=unread))


def _holds_table(section: Section) -> bool:
    """Return whether a section holds words of a table's header, or numbers."""
    parts = section_leaves(section)
    return any(isinstance(leaf, Cell) or (isinstance(leaf, Label) and leaf is not section.heading) for leaf in parts)


def wording(report: Report, text: str, builder: Builder) -> None:
    """Report the labels of tables whose wording differs from the form's.

    A part of a column's wording may be half of a word that a narrow column tore: it is not to be fixed.
    """
    own: set[Label] | None = None
    for section in report.sections:
        form_words = Wording(builder.vocabulary, getattr(section, "edition", None) or builder.edition)
        for leaf in section_leaves(section):
            if isinstance(leaf, Label) and not leaf.canonical and leaf.name not in SECTIONS:
                own = {label for row in rows(report) for label in row.labels} if own is None else own
                form = form_words.spelling(leaf.name, leaf.name.removesuffix(OTHER_UNIT))
                if form == leaf.name:  # a head that a converter invented: the form has no word to compare it with
                    continue
                half = fold(leaf.text) in fold(form) and leaf not in own
                fixes = () if half else _rewording(leaf, form, text)
                found = label_wording(hull(leaf.spans), (), leaf.text, form)
                builder.diagnostics.append(replace(found, fixes=fixes))


def _rewording(label: Label, form: str, text: str) -> tuple[Fix, ...]:
    """Return the fix that writes a label in the form's wording; () where it would change or drop the unit."""
    place = hull(label.spans)
    says_more = label.name == AMOUNT and fold(form) in fold(label.text)
    if label.name.endswith(OTHER_UNIT) or says_more or text[place.start : place.end] != label.text:
        return ()
    return (Fix(Text(f"改为「{form}」", f"write “{form}”"), safe=True, edits=(TextEdit(place, form),)),)
