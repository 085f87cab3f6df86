"""The canonical report, version 1: what is printed in a tree, in the form's order, and nothing else.

`build` takes each number from the first row that prints it; where nothing is printed it says None,
and a table that does not occur is None as a whole. Nothing is added up, guessed or set to 0.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from reportc import form
from reportc.result import form_models
from reportc.result.node import JsonModel
from reportc.result.printed import Printed, Rows, number, printed, prose, texts
from reportc.span import sound
from reportc.syntax import nodes

_Tables = dict[str, Any]  # nested objects of numbers, as deep as the form has groups


class Report(JsonModel):
    """政府信息公开工作年度报告.

    Counts are integers and amounts numbers in 万元, as printed, faults included; null where
    nothing is printed. A table that does not occur is null, a section of prose that does not is empty.
    """

    reportc: Literal[1] = Field(description="The version of this JSON.")
    title: str | None = Field(title="标题")
    agency: str | None = Field(title="机关")
    year: int | None = Field(title="年度")
    edition: form_models.EditionOrMixed | None = Field(
        title="表式", description="The edition of the form that all tables share; mixed where they do not."
    )
    preamble: tuple[str, ...] = Field(title="导语", description="Paragraphs between the title and section 1.")
    overview: tuple[str, ...] = Field(title=form_models.title("OVERVIEW"), description="Paragraphs.")
    proactive_disclosure: form_models.ProactiveDisclosure | None = Field(
        title=form_models.title("PROACTIVE_DISCLOSURE")
    )
    applications: form_models.Applications | None = Field(title=form_models.title("APPLICATIONS"))
    proceedings: form_models.Proceedings | None = Field(title=form_models.title("PROCEEDINGS"))
    problems: tuple[str, ...] = Field(title=form_models.title("PROBLEMS"), description="Paragraphs.")
    other_matters: tuple[str, ...] = Field(title=form_models.title("OTHER_MATTERS"), description="Paragraphs.")


def build(tree: nodes.Report) -> Report:
    """Return the canonical report of `tree`."""
    found = printed(tree)
    return Report.model_validate(
        {
            "reportc": 1,
            "title": sound(tree.title.text) if tree.title else None,
            "agency": sound(tree.agency) if tree.agency is not None else None,
            "year": tree.year,
            "edition": form.edition_of(section.edition for section in found if section.rows),
            "preamble": texts(tree.preamble),
            "overview": prose(tree, "overview"),
            **{section.name: _tables(section) for section in found},
            "problems": prose(tree, "problems"),
            "other_matters": prose(tree, "other_matters"),
        }
    )


def _tables(section: Printed) -> _Tables | None:
    """Return a section's tables, nested as their paths say; None where none of them occurs."""
    if not section.rows:
        return None
    result: _Tables = {"edition": section.edition} if section.edition else {}
    for table in section.tables:
        result |= {table.path[-1]: _table(table, section.rows)} if table.path[1:] else _table(table, section.rows)
    return result


def _table(table: form.Table, rows: Rows) -> _Tables:
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
    values = {cell.column: cell.value for cell in row.cells} if row else {}
    return {column: number(column, values.get(column)) for column in columns}
