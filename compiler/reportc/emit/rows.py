"""A report's rows of the three tables; and the same as one flat object, with a key a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, cast

from reportc import form
from reportc.diagnostic import Diagnostic, Severity
from reportc.emit import record
from reportc.emit.findings import Findings
from reportc.emit.tabular import TABLES
from reportc.form import edition_of
from reportc.language import Language
from reportc.result import Checked
from reportc.result.cells import PlaceOf, cells
from reportc.result.printed import places, printed, prose, texts
from reportc.source import Kind, html
from reportc.span import Span, hull, sound
from reportc.syntax.nodes import Report
from reportc.syntax.walk import rows as rows_of

_PATH, _SECTION, _VALUE = (
    [column.name for column in TABLES["cells"]].index(name) for name in ("path", "section", "value")
)
_PRINTED, _NULL = (
    [column.name for column in TABLES["reports"]].index(name) for name in ("cells_printed", "cells_null")
)
"""The indices of these columns in a row of `cells`, and of `reports`."""


class Rows(NamedTuple):
    """A report's rows: one of `reports`, and those of `cells` and `findings`, in the order of their columns."""

    report: tuple[object, ...]
    cells: Sequence[tuple[object, ...]]
    findings: Sequence[tuple[object, ...]]

    @property
    def counts(self) -> tuple[int, int]:
        """The cells that hold a number, and those that hold none, in the tables that occur."""
        return cast("tuple[int, int]", (self.report[_PRINTED], self.report[_NULL]))


class ReportOrigin(NamedTuple):
    """The origin of a report: the name of its source, its bytes, and the version of reportc that read them."""

    name: str
    data: bytes
    reader: str

    @property
    def digest(self) -> str:
        """The id of the report: the same for the same bytes under the same name, and for nothing else."""
        return blake2b(self.name.encode("utf-8", "replace") + b"\0" + self.data, digest_size=8).hexdigest()


def rows(origin: ReportOrigin, result: Checked, language: Language = "zh") -> Rows:
    """Return the rows of `result`, which was compiled from `origin`."""
    key, place_of = origin.digest, _place_of(result, language)
    found = [(key, *cell) for cell in cells(result, place_of)]
    findings = [_finding(key, finding, language, place_of) for finding in result.diagnostics]
    return Rows(_report(origin, result, found), found, findings)


def _report(origin: ReportOrigin, result: Checked, found: Sequence[tuple[object, ...]]) -> tuple[object, ...]:
    tree = result.tree
    disclosure, applications, proceedings = printed(tree)
    editions = [section.edition if section.rows else None for section in (disclosure, applications)]
    occurring = {section.name for section in (disclosure, applications, proceedings) if section.rows}
    values = [cell[_VALUE] for cell in found if cell[_SECTION] in occurring]
    severities = [finding.severity for finding in result.diagnostics]
    verdict = Findings(origin.name, result, result.diagnostics).verdict
    return (
        origin.digest,
        sound(origin.name),
        sound(tree.agency) if tree.agency is not None else None,
        tree.year,
        edition_of(editions),
        sound(tree.title.text) if tree.title else None,
        verdict.value,
        record.characters(result),
        len(values) - values.count(None),
        values.count(None),
        _kind(result),
        layout(tree, result.source.text),
        *(severities.count(severity) for severity in Severity),
        origin.reader,
        *editions,
        bool(proceedings.rows),
        list(texts(tree.preamble)),
        *(list(prose(tree, section)) for section in ("overview", "problems", "other_matters")),
    )


def _kind(result: Checked) -> str | None:
    """Return the kind of the file that was read; None for an empty one."""
    text, kind = result.source.text, result.source.kind
    if kind is Kind.TEXT:
        return None if not text else "html" if html.is_page(text) else "text"
    return kind.name.lower()


def _place_of(result: Checked, language: Language) -> PlaceOf | None:
    """Return the function that names places in a file that is no text; None for a text."""
    places = result.source.places
    if not places.found:
        return None

    def place_of(span: Span) -> str | None:
        found = places.at(span.start)
        return found.of(language) if found else None

    return place_of


def _finding(key: str, finding: Diagnostic, language: Language, place_of: PlaceOf | None) -> tuple[object, ...]:
    return (
        key,
        finding.rule.code,
        finding.rule.name,
        finding.severity.name.lower(),
        place_of(finding.span) if place_of else None,
        finding.paths[0] if finding.paths else None,
        *finding.span,
        sound(finding.message(language)),
        finding.cause.id if finding.cause else None,
    )


# ---------------------------------------------------------------- the layout of the tables

LAYOUTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "markup": re.compile("<"),  # cells of HTML
        "lines": re.compile(r"[\n\r]"),  # a cell a line
        "bars": re.compile(r"[|\u2500-\u257f^]"),  # between bars, drawn or of Markdown
        "tabs": re.compile(r"\t"),
        "commas": re.compile("[,;，；]"),
        "spaces": re.compile(r"\s"),
    }
)
"""The separators of two cells, the first that fits; an office file gives rows with tabs."""


def layout(tree: Report, text: str) -> str | None:
    """Return the layout of most cells of `tree`; None where there are no two in a row."""
    votes = Counter(_between(text[start:end]) for start, end in _gaps(tree))
    return min(votes, key=lambda name: (-votes[name], name), default=None)


def _gaps(tree: Report) -> Iterator[Span]:
    """Yield the separators between neighbouring cells of each row."""
    for row in rows_of(tree):
        places = sorted(hull(cell.spans) for cell in row.cells if cell.spans)
        yield from (Span(one.end, other.start) for one, other in pairwise(places) if one.end <= other.start)


def _between(gap: str) -> str:
    return next((name for name, mark in LAYOUTS.items() if mark.search(gap)), "other")


# ---------------------------------------------------------------- a flat object


def flat(rows: Rows) -> dict[str, object]:
    """Return the flat object of a report's rows, its prose left out: a line of `--to ndjson --flat`.

    The keys are the same for both editions. The key of a cell is its JSON pointer; a cell that the report's edition
    does not have is null like any hole. An amount is always written with a fraction, so that a column has one type.
    """
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
