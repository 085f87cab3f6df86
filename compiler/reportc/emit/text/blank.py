"""A blank report: all sections, all tables of an edition, and cells that are empty or hold given numbers.

Its sentences say who reports on which period, with marks for what has to be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.writers import write
from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Edition, Path, Table
from reportc.source.fold import fold
from reportc.syntax import edition as editions
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    State,
    Title,
)
from reportc.syntax.parser import vocabulary
from reportc.syntax.phrases import sentences
from reportc.syntax.wording import Wording

_TITLE = "TITLE_FORM"
Values = Mapping[Path, int | Decimal]
"""Numbers by the paths of their cells."""
NOTHING: Values = MappingProxyType({})


def text(agency: str, year: int, edition: Edition | None, layout: str) -> str | None:
    """Return a blank report in a layout; None if there is no such agency.

    Its tables are blank; its sentences have marks where something has to be filled in.
    """
    made = report(agency, year, edition)
    return write(told(made), LAYOUTS[layout]) if made else None


def report(agency: str, year: int, edition: Edition | None = None, values: Values = NOTHING) -> Report | None:
    """Return the tree of a report without prose, by default of the edition due for `year`; None without such an agency.

    A cell is printed where `values` has a number for its path from the report down, and blank elsewhere.
    """
    title = vocabulary().spellings[_TITLE].format(agency=agency, year=year)
    match = vocabulary().pattern("TITLE").fullmatch(fold(title))
    if not agency.strip() or match is None or match["agency"] != fold(agency) or match["year"] != str(year):
        return None
    return _report(title, agency, year, edition or editions.due(year), values)


def _report(title: str, agency: str, year: int, edition: Edition, values: Values) -> Report:
    article = partial(_article, values=values)
    sections = (
        Prose("overview", _heading("overview"), ()),
        ProactiveDisclosure(_heading("proactive_disclosure"), edition, tuple(map(article, ARTICLES[edition]))),
        Applications(_heading("applications"), edition, (), _rows(APPLICATIONS[edition], values)),
        Proceedings(_heading("proceedings"), (), _rows(PROCEEDINGS, values)),
        Prose("problems", _heading("problems"), ()),
        Prose("other_matters", _heading("other_matters"), ()),
    )
    return Report(Title(title, (), agency, year), agency, year, (), (), sections, (), ())


def _heading(name: str) -> Label:
    return Label(name, Wording(vocabulary()).spelling(name), (), canonical=True)


def _article(table: Table, values: Values) -> Article:
    return Article(table.path[-1], None, (), _rows(table, values))


def _rows(table: Table, values: Values) -> tuple[Row, ...]:
    return tuple(
        Row(path, (), tuple(_cell(column, values.get((*path, column))) for column in table.columns))
        for path in table.row_paths()
    )


def _cell(column: str, value: int | Decimal | None) -> Cell:
    if value is None:
        return Cell(column, State.BLANK, None, "", ())
    return Cell(column, State.PRINTED, value, f"{value:f}" if isinstance(value, Decimal) else str(value), ())


# ---------------------------------------------------------------- its sentences


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
