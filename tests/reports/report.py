"""A report as data: its values, how each cell is written, and the JSON to which it must compile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.words import ARTICLES, BLOCKS, COLUMNS, MATRIX, RESULTS, Edition

Value = int | Decimal | None
Tree = dict[str, Any]
"""JSON: strings, numbers, None, lists and trees of these."""
TABLES = ("proactive_disclosure", "applications", "proceedings")


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `values` and `written` are the value and the printed text of cells, by JSON pointer."""

    title: str | None
    agency: str | None
    year: int
    disclosure_edition: Edition
    applications_edition: Edition
    preamble: tuple[str, ...]
    overview: tuple[str, ...]
    problems: tuple[str, ...]
    other_matters: tuple[str, ...]
    values: Mapping[str, Value]
    written: Mapping[str, str]


def pointers(disclosure: Edition, applications: Edition) -> Iterator[str]:
    """Yield the pointer of every cell of a report, in the form's order."""
    for article in ARTICLES[disclosure]:
        for row, _ in article.rows:
            for column, _ in article.columns:
                yield f"{article.row_pointer(row)}/{column}"
    for matrix_row in MATRIX[applications]:
        for column, _ in COLUMNS:
            yield f"{matrix_row.pointer}/{column}"
    for block, _ in BLOCKS:
        for result, _ in RESULTS:
            yield f"/proceedings/{block}/{result}"


def printed_rows(report: Report) -> Iterator[list[str]]:
    """Yield the cells of each printed row; the three blocks of section 4 share a row."""
    rows: dict[str, list[str]] = {}
    for pointer in report.values:
        in_section_4 = pointer.startswith("/proceedings/")
        rows.setdefault("/proceedings" if in_section_4 else pointer.rpartition("/")[0], []).append(pointer)
    yield from rows.values()


def rows_with_gaps(report: Report) -> frozenset[str]:
    """Return the cells of rows that print some of their numbers and leave others blank.

    If a tool drops empty cells, the columns of the numbers in such a row are unknown.
    """
    return frozenset(
        pointer
        for cells in printed_rows(report)
        if 0 < sum(bool(report.written[cell].strip()) for cell in cells) < len(cells)
        for pointer in cells
    )


def truth(report: Report) -> Tree:
    """Return the canonical JSON of `report`, keys in the form's order."""
    same = report.disclosure_edition == report.applications_edition
    tree: Tree = {
        "reportc": 1,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "edition": report.disclosure_edition if same else "mixed",
        "preamble": list(report.preamble),
        "overview": list(report.overview),
        "proactive_disclosure": {"edition": report.disclosure_edition},
        "applications": {"edition": report.applications_edition},
        "proceedings": {},
        "problems": list(report.problems),
        "other_matters": list(report.other_matters),
    }
    for pointer, value in report.values.items():
        _put(tree, pointer, value)
    return tree


def _put(tree: Tree, pointer: str, value: Value) -> None:
    *parents, last = pointer[1:].split("/")
    for key in parents:
        tree = tree.setdefault(key, {})
    tree[last] = float(value) if isinstance(value, Decimal) else value
