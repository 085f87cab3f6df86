"""A report that was not read: all sections and tables, and cells that are empty or hold given numbers.

A blank report has sentences that state the agency and the period, with marks where text has to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
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
from reportc.syntax.phrase_patterns import sentences
from reportc.syntax.wording import Wording

_TITLE, _PREAMBLE = "TITLE_FORM", "preamble"
_PROSE = (_PREAMBLE, "overview", "problems", "other_matters")
_DISCLOSURE, _MATRIX = "proactive_disclosure", "applications"
CellValues = Mapping[Path, int | Decimal]
"""Numbers by the paths of their cells, from the report down."""
NOTHING: CellValues = MappingProxyType({})
Editions = Mapping[str, Edition | None]
"""The editions of tables by name; a table without one has the edition due for the year."""


def text(agency: str, year: int, edition: Edition | None, layout: str) -> str | None:
    """Return a blank report to be filled in, in a layout; None if `agency` is no name of an agency."""
    made = report(agency, year, edition)
    return write(to_fill_in(made), LAYOUTS[layout]) if made else None


def report(agency: str, year: int, edition: Edition | None = None, values: CellValues = NOTHING) -> Report | None:
    """Return the tree of a report without prose; None without such an agency. The edition is by default that due."""
    if not is_titled(agency, year):
        return None
    return tree(agency, year, dict.fromkeys((_DISCLOSURE, _MATRIX), edition), values)


def is_titled(agency: str, year: int) -> bool:
    """Return whether a title with `agency` and `year` is read as theirs."""
    match = vocabulary().pattern("TITLE").fullmatch(fold(_title(agency, year)))
    return bool(agency.strip() and match and match["agency"] == fold(agency) and match["year"] == str(year))


def tree(agency: str, year: int, used: Editions, values: CellValues) -> Report:
    """Return the tree of a report without prose; a cell is printed where `values` has its number, and else blank."""
    due = editions.due(year)
    disclosure, matrix = used.get(_DISCLOSURE) or due, used.get(_MATRIX) or due
    articles = tuple(Article(table.path[-1], None, (), _rows(table, values)) for table in ARTICLES[disclosure])
    sections = (
        Prose("overview", _heading("overview"), ()),
        ProactiveDisclosure(_heading(_DISCLOSURE), disclosure, articles),
        Applications(_heading(_MATRIX), matrix, (), _rows(APPLICATIONS[matrix], values)),
        Proceedings(_heading("proceedings"), (), _rows(PROCEEDINGS, values)),
        Prose("problems", _heading("problems"), ()),
        Prose("other_matters", _heading("other_matters"), ()),
    )
    title = Title(_title(agency, year), (), agency, year)
    return Report(title, agency, year, (), (), sections, ())


def _title(agency: str, year: int) -> str:
    return vocabulary().spellings[_TITLE].format(agency=agency, year=year)


def _heading(name: str) -> Label:
    return Label(name, Wording(vocabulary()).spelling(name), (), canonical=True)


def _rows(table: Table, values: CellValues) -> tuple[Row, ...]:
    return tuple(
        Row(path, (), tuple(_cell(column, values.get((*path, column))) for column in table.columns))
        for path in table.row_paths()
    )


def _cell(column: str, value: int | Decimal | None) -> Cell:
    if value is None:
        return Cell(column, State.BLANK, None, "", ())
    return Cell(column, State.PRINTED, value, f"{value:f}" if isinstance(value, Decimal) else str(value), ())


# ---------------------------------------------------------------- prose


def with_prose(report: Report, texts: Mapping[str, Iterable[str]]) -> Report:
    """Return `report` with paragraphs in the preamble and the sections of prose, each a text of that section's name."""
    sections = tuple(
        replace(section, paragraphs=_paragraphs(texts.get(section.name, ()))) if isinstance(section, Prose) else section
        for section in report.sections
    )
    return replace(report, preamble=_paragraphs(texts.get(_PREAMBLE, ())), sections=sections)


def _paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, ()) for text in texts)


def to_fill_in(report: Report) -> Report:
    """Return a blank `report` with its sentences, in which marks show what has to be filled in."""
    texts = {name.lower(): one.format(agency=report.agency, year=report.year) for name, one in sentences().items()}
    return with_prose(
        report, {part: [one for name, one in texts.items() if name.startswith(f"{part}_")] for part in _PROSE}
    )
