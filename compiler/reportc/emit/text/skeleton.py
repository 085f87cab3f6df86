"""The sentences of a blank report: who reports on which period, what section 1, 5 and 6 have to say."""

from __future__ import annotations

from dataclasses import replace

from reportc.syntax.nodes import Paragraph, Prose, Report
from reportc.syntax.phrases import sentences

_PREAMBLE = "preamble"


def told(report: Report) -> Report:
    """Return a blank `report` with its sentences, in which marks stand for what has to be filled in."""
    sections = tuple(
        replace(section, paragraphs=_paragraphs(report, section.name)) if isinstance(section, Prose) else section
        for section in report.sections
    )
    return replace(report, preamble=_paragraphs(report, _PREAMBLE), sections=sections)


def _paragraphs(report: Report, section: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section."""
    return tuple(
        Paragraph(sentence.format(agency=report.agency, year=report.year), ())
        for name, sentence in sentences().items()
        if name.lower().startswith(f"{section}_")
    )
