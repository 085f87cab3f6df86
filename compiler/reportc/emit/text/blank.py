"""A blank report: all sections, all tables of an edition, and nothing in their cells."""

from __future__ import annotations

from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.skeleton import told
from reportc.emit.text.writers import write
from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Edition, Table
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax import edition as editions
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    State,
    Title,
)
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording

_TITLE = "TITLE_FORM"


def text(agency: str, year: int, edition: Edition | None, layout: str) -> str | None:
    """Return a blank report in a layout, by default of the edition due for `year`; None if there is no such agency.

    Its tables are blank; its sentences have marks where something has to be filled in.
    """
    title = vocabulary().spellings[_TITLE].format(agency=agency, year=year)
    match = vocabulary().pattern("TITLE").fullmatch(fold(title))
    if not agency.strip() or match is None or match["agency"] != fold(agency) or match["year"] != str(year):
        return None
    return write(told(_report(title, agency, year, edition or editions.due(year))), LAYOUTS[layout])


def _report(title: str, agency: str, year: int, edition: Edition) -> Report:
    sections = (
        Prose("overview", _heading("overview"), ()),
        ProactiveDisclosure(_heading("proactive_disclosure"), edition, tuple(map(_article, ARTICLES[edition]))),
        Applications(_heading("applications"), edition, (), _rows(APPLICATIONS[edition])),
        Proceedings(_heading("proceedings"), (), _rows(PROCEEDINGS)),
        Prose("problems", _heading("problems"), ()),
        Prose("other_matters", _heading("other_matters"), ()),
    )
    return Report(Title(title, (), agency, year), agency, year, (), (), sections, (), (), Span(0, 0))


def _heading(name: str) -> Label:
    return Label(name, Wording(vocabulary()).spelling(name), (), canonical=True)


def _article(table: Table) -> Article:
    return Article(table.path[-1], None, (), _rows(table))


def _rows(table: Table) -> tuple[Row, ...]:
    cells = tuple(Cell(column, State.BLANK, None, "", ()) for column in table.columns)
    return tuple(Row(path, (), cells) for path in table.row_paths())
