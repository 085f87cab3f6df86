"""Headings of sections, as the rules of structure need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportc.check.semantics import Semantics
from reportc.form import SECTIONS
from reportc.source.fold import fold
from reportc.span import Span, hull
from reportc.syntax import nodes
from reportc.syntax.phrase_patterns import phrases
from reportc.syntax.walk import name_of
from reportc.syntax.wording import Wording


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its printed ordinal and words, their spans, and those of the form.

    A span is None where a tool broke the heading into several pieces.
    """

    name: str
    text: str
    span: Span
    ordinal: str
    words: str
    form_ordinal: str
    form_words: str
    ordinal_span: Span | None
    words_span: Span | None
    number: str | None  # the digit or Chinese numeral of the ordinal


def title_words(semantics: Semantics, name: str) -> str:
    """Return the form's heading of the section called `name`."""
    return Wording(semantics.vocabulary).spelling(name)


def headings(semantics: Semantics) -> Iterator[Heading]:
    """Yield the headings that differ from the form's; those that a tool lost have no text."""
    for section in semantics.report.sections:
        if section.heading and section.heading.text and not section.heading.canonical:
            yield _heading(semantics, section.heading, name_of(section))


def order(name: str) -> int:
    """Return the index of a section in the form, from 0."""
    return SECTIONS.index(name)


def _heading(semantics: Semantics, label: nodes.Label, name: str) -> Heading:
    text, form = label.text, title_words(semantics, name)
    at, form_at = _cut(text), _cut(form)
    whole = hull(label.spans)
    direct = semantics.text[whole.start : whole.end] == text
    match = phrases()["HEADING_ORDINAL"].match(fold(text))
    return Heading(
        name,
        text,
        whole,
        text[:at].strip(),
        text[at:].strip(),
        form[:form_at],
        form[form_at:],
        Span(whole.start, whole.start + len(text[:at].rstrip())) if direct else None,
        Span(whole.start + at, whole.end) if direct else None,
        (match["chinese"] or match["digit"]) if match else None,
    )


@lru_cache(maxsize=256)
def _cut(text: str) -> int:
    """Return the offset of a heading's words, after its ordinal."""
    match = phrases()["HEADING_ORDINAL"].match(fold(text))
    folded = match.group() if match else ""
    end = next((end for end in range(len(text) + 1) if len(fold(text[:end])) >= len(folded)), len(text))
    return end + len(text[end:]) - len(text[end:].lstrip())
