"""The canonical report, version 1, as plain data: the numbers and texts of a tree, in the form's order.

Each number is that of the first row that prints it; where nothing is printed it is None, and a table that does not
occur is None as a whole. Nothing is added up, guessed or set to 0. The model is made from it, with the same content.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportc import form
from reportc.result.printed import PrintedSection, RowsByPath, number, printed, prose, texts
from reportc.span import sound
from reportc.syntax import nodes

PlainData = dict[str, Any]  # nested objects of numbers, as deep as the form has groups; next to them text and prose
PROSE = ("preamble", "overview", "problems", "other_matters")
"""The members that are paragraphs."""


def data(tree: nodes.Report) -> PlainData:
    """Return the canonical report of `tree`, as data for `json`."""
    found = printed(tree)
    return {
        "reportc": 1,
        "title": sound(tree.title.text) if tree.title else None,
        "agency": sound(tree.agency) if tree.agency is not None else None,
        "year": tree.year,
        "edition": form.edition_of(section.edition for section in found if section.rows),
        "preamble": list(texts(tree.preamble)),
        "overview": list(prose(tree, "overview")),
        **{section.name: _tables(section) for section in found},
        "problems": list(prose(tree, "problems")),
        "other_matters": list(prose(tree, "other_matters")),
    }


def numbers(report: Mapping[str, Any]) -> list[int | float | None]:
    """Return the numbers and holes of the tables that occur."""
    return [value for section in report.values() if isinstance(section, dict) for value in _leaves(section)]


def _leaves(table: Mapping[str, Any]) -> list[int | float | None]:
    """Return the numbers and holes of a table; its edition is neither."""
    found: list[int | float | None] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _leaves(value)
        elif key != "edition":
            found.append(value)
    return found


def _tables(section: PrintedSection) -> PlainData | None:
    """Return a section's tables, nested by their paths; None where none of them occurs."""
    if not section.rows:
        return None
    result: PlainData = {"edition": section.edition} if section.edition else {}
    for table in section.tables:
        result |= {table.path[-1]: _table(table, section.rows)} if table.path[1:] else _table(table, section.rows)
    return result


def _table(table: form.Table, rows: RowsByPath) -> PlainData:
    """Return all rows and columns of `table`, nested by their paths."""
    result: PlainData = {}
    for row in table.rows:
        place = result
        for group in row[:-1]:
            place = place.setdefault(group, {})
        place[row[-1]] = _cells(table.columns, rows.get(table.path + row))
    return result


def _cells(columns: tuple[str, ...], row: nodes.Row | None) -> dict[str, int | float | None]:
    """Return a row's numbers by column."""
    values = {cell.column: number(cell.column, cell.value) for cell in row.cells} if row else {}
    if (*values,) == columns:  # nearly always
        return values
    return {column: values.get(column) for column in columns}
