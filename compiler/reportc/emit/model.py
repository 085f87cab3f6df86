"""The canonical report, version 1: what is printed in a tree, in the form's order, and nothing else.

`build` takes each number from the first row that prints it; where nothing is printed it says None,
and a table that does not occur is None as a whole. Nothing is added up, guessed or set to 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any, Literal, TypeVar

from pydantic import Field

from reportc import form
from reportc.emit import canonical, tables
from reportc.syntax import nodes
from reportc.syntax.numbers import holds

_Rows = Mapping[form.Path, nodes.Row]
_Tables = dict[str, Any]  # nested objects of numbers, as deep as the form has groups
_Section = TypeVar("_Section", nodes.Prose, nodes.ProactiveDisclosure, nodes.Applications, nodes.Proceedings)


class Report(tables.Node):
    """政府信息公开工作年度报告.

    Counts are integers and amounts numbers in 万元, as printed, faults included; null where
    nothing is printed. A table that does not occur is null, a section of prose that does not is empty.
    """

    reportc: Literal[1] = Field(description="The version of this JSON.")
    title: str | None = Field(title="标题")
    agency: str | None = Field(title="机关")
    year: int | None = Field(title="年度")
    edition: Literal["2019", "2021", "mixed"] | None = Field(
        title="表式", description="The edition of the form that all tables share; mixed where they do not."
    )
    preamble: tuple[str, ...] = Field(title="导语", description="Paragraphs between the title and section 1.")
    overview: tuple[str, ...] = Field(title="一、总体情况", description="Paragraphs.")
    proactive_disclosure: tables.ProactiveDisclosure | None = Field(title="二、主动公开政府信息情况")
    applications: tables.Applications | None = Field(title="三、收到和处理政府信息公开申请情况")
    proceedings: tables.Proceedings | None = Field(title="四、政府信息公开行政复议、行政诉讼情况")
    problems: tuple[str, ...] = Field(title="五、存在的主要问题及改进情况", description="Paragraphs.")
    other_matters: tuple[str, ...] = Field(title="六、其他需要报告的事项", description="Paragraphs.")


def build(tree: nodes.Report) -> Report:
    """Return the canonical report of `tree`."""
    disclosure = _proactive_disclosure(tree)
    applications = _applications(tree)
    return Report.model_validate(
        {
            "reportc": 1,
            "title": canonical.sound(tree.title.text) if tree.title else None,
            "agency": canonical.sound(tree.agency) if tree.agency is not None else None,
            "year": tree.year,
            "edition": _edition(disclosure, applications),
            "preamble": _texts(tree.preamble),
            "overview": _prose(tree, "overview"),
            "proactive_disclosure": disclosure,
            "applications": applications,
            "proceedings": _proceedings(tree),
            "problems": _prose(tree, "problems"),
            "other_matters": _prose(tree, "other_matters"),
        }
    )


def _proactive_disclosure(tree: nodes.Report) -> _Tables | None:
    """Return section 2; its blocks are tables of their own, but have one edition together."""
    sections = _sections(tree, nodes.ProactiveDisclosure)
    rows = _first(row for section in sections for article in section.articles for row in article.rows)
    if not rows:
        return None
    edition = _stated(sections) or _due(tree.year)
    return {"edition": edition} | {table.path[-1]: _table(table, rows) for table in form.ARTICLES[edition]}


def _applications(tree: nodes.Report) -> _Tables | None:
    """Return section 3."""
    sections = _sections(tree, nodes.Applications)
    rows = _first(row for section in sections for row in section.rows)
    if not rows:
        return None
    edition = _stated(sections) or _due(tree.year)
    return {"edition": edition} | _table(form.APPLICATIONS[edition], rows)


def _proceedings(tree: nodes.Report) -> _Tables | None:
    """Return section 4, which is the same in both editions."""
    rows = _first(row for section in _sections(tree, nodes.Proceedings) for row in section.rows)
    return _table(form.PROCEEDINGS, rows) if rows else None


def _prose(tree: nodes.Report, name: str) -> tuple[str, ...]:
    """Return the paragraphs of all sections called `name`."""
    sections = (section for section in _sections(tree, nodes.Prose) if section.name == name)
    return _texts(chain.from_iterable(section.paragraphs for section in sections))


def _sections(tree: nodes.Report, kind: type[_Section]) -> list[_Section]:
    """Return the sections of one kind, in the order of the text."""
    return [section for section in tree.sections if isinstance(section, kind)]


def _first(rows: Iterable[nodes.Row]) -> _Rows:
    """Return rows by path; of a repeated row the first, and the repetition is a diagnostic's matter."""
    found: dict[form.Path, nodes.Row] = {}
    for row in rows:
        found.setdefault(row.path, row)
    return found


def _stated(sections: Iterable[nodes.ProactiveDisclosure | nodes.Applications]) -> form.Edition | None:
    """Return the edition that the rows, headers or captions of the first telling section show."""
    return next((section.edition for section in sections if section.edition), None)


def _due(year: int | None) -> form.Edition:
    """Return the edition that is due for `year`: the latest where no year is known."""
    started = [e for e in form.EDITIONS if year is None or form.FIRST_YEAR[e] <= year]
    return started[-1] if started else form.EDITIONS[0]


def _edition(*occurring: _Tables | None) -> str | None:
    """Return the edition that all tables share, "mixed", or None where none of them occurs."""
    editions = {table["edition"] for table in occurring if table}
    return "mixed" if len(editions) > 1 else next(iter(editions), None)


def _table(table: form.Table, rows: _Rows) -> _Tables:
    """Return all rows and columns of `table`, nested as their paths say."""
    result: _Tables = {}
    for row in table.rows:
        place = result
        for group in row[:-1]:
            place = place.setdefault(group, {})
        place[row[-1]] = _cells(table.columns, rows.get(table.path + row))
    return result


def _cells(columns: tuple[str, ...], row: nodes.Row | None) -> dict[str, int | float | None]:
    """Return a row's numbers by column."""
    printed = {cell.column: cell.value for cell in row.cells} if row else {}
    return {column: _number(column, printed.get(column)) for column in columns}


def _number(column: str, value: int | Decimal | None) -> int | float | None:
    """Return a cell's value as JSON can hold it exactly, or None."""
    if value is None or not holds(column, value):
        return None
    return whole if value == (whole := int(value)) else float(value)


def _texts(paragraphs: Iterable[nodes.Paragraph]) -> tuple[str, ...]:
    """Return the words of `paragraphs`."""
    return tuple(canonical.sound(paragraph.text) for paragraph in paragraphs)
