"""The survey of a corpus, counted from its tables in batches, however large they are."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportc.corpus.inputs import is_remote
from reportc.corpus.tables.parts import exists
from reportc.corpus.tables.store import needed
from reportc.emit.survey import LayoutCounts, RowHoles, RuleCounts, Survey, YearCounts
from reportc.failure import InputError

if TYPE_CHECKING:
    import pyarrow as pa

_REPORTS = "reports.parquet"
_SEVERITIES = ("error", "warning", "info")
_BESIDE = "cells.parquet", "findings.parquet"
_STATES = ("blank", "dash", "lost", "missing")
_TABLES = ("disclosure_edition", "applications_edition", "has_proceedings")
_ABOUT = ("year", "agency", "kind", "layout", "coverage", "cells_printed", "cells_null", "errors", "warnings", *_TABLES)


def summarize(path: str) -> Survey:
    """Count what the tables in a folder, or next to a `reports.parquet`, here or elsewhere, hold.

    Raise `InputError` if there are no tables.
    """
    needed("pyarrow")
    folder = path.rstrip("/")
    inside = f"{folder}/{_REPORTS}"
    is_folder = exists(inside)
    if not is_folder and os.path.basename(folder) != _REPORTS and (is_remote(path) or os.path.isdir(path)):
        raise InputError(f"{path} 中没有 {_REPORTS}", "the folder holds no reports.parquet")
    years, agencies, layouts = _reports(inside if is_folder else path)
    place = folder if is_folder else os.path.dirname(folder)
    return Survey(years, agencies, _rules(place), layouts, _rows(place))


def _reports(path: str) -> tuple[tuple[YearCounts, ...], int, tuple[LayoutCounts, ...]]:
    """Count reports by year and by layout; agencies are counted once, whatever their years."""
    by_year: dict[int | None, list[Any]] = defaultdict(list)
    agencies: dict[int | None, set[str]] = defaultdict(set)
    layouts: Counter[tuple[str | None, str | None]] = Counter()
    for batch in _batches(path, _ABOUT):
        for row in batch.to_pylist():
            year = row["year"]
            by_year[year] = _added(by_year[year], row)
            agencies[year] |= {row["agency"]} if row["agency"] else set()
            layouts[row["kind"], row["layout"]] += 1
    years = tuple(
        _year(year, by_year[year], len(agencies[year])) for year in sorted(by_year, key=lambda one: (one is None, one))
    )
    came = tuple(LayoutCounts(kind, layout, count) for (kind, layout), count in layouts.most_common())
    return years, len(set().union(*agencies.values())), came


def _added(sums: list[Any], row: dict[str, Any]) -> list[Any]:
    """Add a report to the sums of its year."""
    cells, holes = row["cells_printed"], row["cells_null"]
    refused = not cells and not holes and row["year"] is None
    whole = not holes and all(row[name] for name in _TABLES)
    new = [1, whole, not whole and not refused, refused, row["coverage"], cells, holes, row["errors"], row["warnings"]]
    return [a + b for a, b in zip(sums or [0] * len(new), new, strict=True)]


def _year(year: int | None, sums: Sequence[Any], agencies: int) -> YearCounts:
    reports, whole, holed, refused, coverage, printed, holes, errors, warnings = sums
    cells = printed / (printed + holes) if printed + holes else 0.0
    return YearCounts(year, reports, agencies, whole, holed, refused, coverage / reports, cells, errors, warnings)


def _rules(place: str) -> tuple[RuleCounts, ...]:
    """Count findings by rule, and the reports that have some."""
    findings: Counter[tuple[str, str, str]] = Counter()
    reports: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], str] = {}
    for batch in _batches(os.path.join(place, "findings.parquet"), ("report", "code", "name", "severity")):
        for row in batch.to_pylist():
            key = row["code"], row["name"], row["severity"]
            findings[key] += 1
            reports[key] += last.get(key) != row["report"]  # a report's findings are together
            last[key] = row["report"]
    order = sorted(findings, key=lambda key: (_SEVERITIES.index(key[2]), -findings[key], key))
    return tuple(RuleCounts(*key, findings[key], reports[key]) for key in order)


def _rows(place: str) -> tuple[RowHoles, ...]:
    """Count cells by row and state, those with most holes first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for batch in _batches(os.path.join(place, "cells.parquet"), ("section", "row", "state")):
        grouped = batch.group_by(["section", "row", "state"]).aggregate([([], "count_all")])
        for row in grouped.to_pylist():
            counts[row["section"], row["row"], row["state"]] += row["count_all"]
    rows = dict.fromkeys((section, row) for section, row, _ in counts)
    found = [
        RowHoles(
            section,
            row,
            sum(counts[section, row, state] for state in ("printed", *_STATES)),
            *(counts[section, row, state] for state in _STATES),
        )
        for section, row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.holes, one.section, one.row)))


def _batches(path: str, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Yield parts of a table, words as plain strings; nothing where a table other than `reports` is absent."""
    import pyarrow as pa
    from pyarrow import dataset

    if os.path.basename(path) in _BESIDE and not exists(path):
        return
    try:
        files, place = _located(path)
        found = dataset.dataset(place, format="parquet", filesystem=files)
        for batch in found.to_batches(columns=list(columns)):
            words = [
                column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in batch.columns
            ]
            yield pa.table(words, names=batch.schema.names)
    except (OSError, pa.ArrowException, KeyError) as error:
        raise InputError(f"无法读取表 {path}：{error}", "the table cannot be read") from None


def _located(path: str) -> tuple[Any, str]:
    """Return the file system of a table, None for this machine's, and the path in it."""
    if not is_remote(path):
        return None, path
    from reportc.corpus import remote  # fsspec is an extra

    return remote.system(path)
