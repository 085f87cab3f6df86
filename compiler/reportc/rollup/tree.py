"""The sum as a report: the tree of the office's own report, for the writers of documents to set."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, Table, pointer
from reportc.rollup.findings import Rollup
from reportc.rollup.total import Total, written
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
from reportc.syntax.wording import Wording

Prosaic = Sequence[str]
_TITLE = "TITLE_FORM"


def tree(
    rollup: Rollup,
    preamble: Prosaic = (),
    overview: Prosaic = (),
    problems: Prosaic = (),
    other_matters: Prosaic = (),
) -> Report:
    """Return the sum of `rollup` as a report; a cell whose sum is not known is blank."""
    total, agency, year = rollup.county.total, rollup.agency, rollup.county.year
    title = vocabulary().spellings[_TITLE].format(agency=agency, year=year)
    disclosure = total.editions["proactive_disclosure"] or EDITIONS[-1]
    matrix = total.editions["applications"] or EDITIONS[-1]
    sections = (
        _prose("overview", overview),
        ProactiveDisclosure(
            _heading("proactive_disclosure"),
            disclosure,
            tuple(Article(table.path[-1], None, (), _rows(table, total)) for table in ARTICLES[disclosure]),
        ),
        Applications(_heading("applications"), matrix, (), _rows(APPLICATIONS[matrix], total)),
        Proceedings(_heading("proceedings"), (), _rows(PROCEEDINGS, total)),
        _prose("problems", problems),
        _prose("other_matters", other_matters),
    )
    named = Title(title, (), agency, year)
    return Report(named, agency, year, (), _paragraphs(preamble), sections, (), ())


def _prose(name: str, texts: Prosaic) -> Prose:
    return Prose(name, _heading(name), _paragraphs(texts))  # type: ignore[arg-type]  # called with the three names that there are


def _paragraphs(texts: Prosaic) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, ()) for text in texts)


def _heading(name: str) -> Label:
    return Label(name, Wording(vocabulary()).spelling(name), (), canonical=True)


def _rows(table: Table, total: Total) -> tuple[Row, ...]:
    return tuple(
        Row(row, (), tuple(_cell(column, total.value(pointer((*row, column)))) for column in table.columns))
        for row in table.row_paths()
    )


def _cell(column: str, value: int | Decimal | None) -> Cell:
    if value is None:
        return Cell(column, State.BLANK, None, "", ())
    plain = value if isinstance(value, int) or value != int(value) else int(value)
    return Cell(column, State.PRINTED, plain, written(value), ())
