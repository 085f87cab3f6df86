"""A report completed with the rows that its tables lack, so that the form shows where something is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, PROCEEDINGS, Path
from reportc.syntax.nodes import Applications, ProactiveDisclosure, Proceedings, Report, Row, Section

_TABLES = (*APPLICATIONS.values(), PROCEEDINGS, *(table for edition in EDITIONS for table in ARTICLES[edition]))


def with_missing_rows(report: Report) -> Report:
    """Return `report` with the missing rows of each table that has any row."""
    return replace(report, sections=tuple(_sections(report))) if report.missing else report


def _sections(report: Report) -> Iterator[Section]:
    """Yield the sections; of one that is repeated the first gets the rows."""
    lacking = list(report.missing)
    for section in report.sections:
        match section:
            case Applications() | Proceedings():
                yield replace(section, rows=_filled(section.rows, lacking))
            case ProactiveDisclosure():
                articles = (replace(one, rows=_filled(one.rows, lacking)) for one in section.articles)
                yield replace(section, articles=tuple(articles))
            case _:
                yield section


def _filled(rows: Sequence[Row], lacking: list[Row]) -> tuple[Row, ...]:
    """Return rows with the missing ones of their table, which are removed from `lacking`."""
    own = [row for row in lacking if rows and _table(row.path) == _table(rows[0].path)]
    order = next(
        (table.row_paths() for table in _TABLES if own and {row.path for row in own} <= {*table.row_paths()}), ()
    )
    filled = list(rows)
    for row in own:
        lacking.remove(row)
        before = {*order[: order.index(row.path)]} if row.path in order else set()
        filled.insert(max((at for at, one in enumerate(filled, 1) if one.path in before), default=0), row)
    return tuple(filled)


def _table(path: Path) -> Path:
    """Return the path that the rows of one table share."""
    return path[:2] if path[0] == "proactive_disclosure" else path[:1]
