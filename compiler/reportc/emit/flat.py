"""A report as one flat object: what a row of `reports` says, and one key a cell, the same keys for both editions.

A line of `--to ndjson --flat`. The key of a cell is its JSON pointer; a cell that the report's edition does not have
is null like any hole. An amount is always written with a fraction, so that a column has one type.
"""

from __future__ import annotations

from functools import cache

from reportc import form
from reportc.emit.tabular import TABLES, Rows
from reportc.result.printed import places

_PATH, _VALUE = ([column.name for column in TABLES["cells"]].index(name) for name in ("path", "value"))


def flat(rows: Rows) -> dict[str, object]:
    """Return the flat object of a report's rows, its prose left out."""
    about = zip(TABLES["reports"], rows.report, strict=True)
    values: dict[str, object] = dict.fromkeys(cell_keys())
    for cell in rows.cells:
        path, value = str(cell[_PATH]), cell[_VALUE]
        amount = path.rpartition("/")[2] == form.AMOUNT
        values[path] = float(value) if amount and isinstance(value, int) else value
    return {column.name: value for column, value in about if column.type != "texts"} | values


@cache
def cell_keys() -> tuple[str, ...]:
    """Return the pointers of the cells of all editions, those of one table together."""
    articles = (table for edition in form.EDITIONS for table in form.ARTICLES[edition])
    tables = (*articles, *form.APPLICATIONS.values(), form.PROCEEDINGS)
    return tuple(dict.fromkeys(form.pointer(path) for table in tables for path in places(table)))
