"""One unit's report as the roll-up needs it: who, which year, its printed numbers, its findings.

It is made in a worker and kept on disk, so it holds nothing but plain data.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Self

from reportc import baseline, form
from reportc.diagnostic import Severity
from reportc.emit import lsp
from reportc.form import Edition, Path

Number = int | Decimal
Values = Mapping[str, Number]
"""The printed numbers by JSON pointer."""
FindingRecord = dict[str, Any]
"""A diagnostic as in records; `source` and `agency` are the file and the unit."""

TABLES = ("proactive_disclosure", "applications", "proceedings")


class RowLocation(NamedTuple):
    """The place of a row: its range in the text, and its name in a file that is no text."""

    range: lsp.LspRange
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A file that was read. `stated` is the agency that it prints; `editions` has each table that occurs.

    `places` are those of the rows in which some cell has no number; `trouble` says why a file gave nothing.
    `known` are the findings as entries of a baseline, where it takes them.
    """

    source: str
    path: str
    stated: str | None = None
    year: int | None = None
    editions: Mapping[str, Edition | None] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    places: Mapping[str, RowLocation] = field(default_factory=dict)
    findings: tuple[FindingRecord, ...] = ()
    is_report: bool = False
    trouble: str = ""
    known: tuple[baseline.BaselineEntry, ...] = ()

    @property
    def trouble_line(self) -> str:
        """Return the trouble with a file on one line."""
        zh, _, en = self.trouble.partition("\n")
        return f"{self.source}：{zh} ({en})"

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of one severity."""
        return sum(finding["severity"] == severity for finding in self.findings)

    @property
    def fingerprint(self) -> str:
        """A digest of the numbers: two reports that print the same ones have the same."""
        printed = sorted((at, str(Decimal(value).normalize())) for at, value in self.values.items())
        return hashlib.sha256(repr((printed, sorted(self.editions.items()))).encode()).hexdigest()


def tables(editions: Mapping[str, Edition | None]) -> Iterator[form.Table]:
    """Yield the form's tables in the given editions, in its order."""
    if edition := editions.get("proactive_disclosure"):
        yield from form.ARTICLES[edition]
    if edition := editions.get("applications"):
        yield form.APPLICATIONS[edition]
    if "proceedings" in editions:
        yield form.PROCEEDINGS


def cells(editions: Mapping[str, Edition | None]) -> Iterator[Path]:
    """Yield the paths of all cells of those tables."""
    for table in tables(editions):
        for row in table.row_paths():
            for column in table.columns:
                yield (*row, column)


def usual_year(years: Counter[int]) -> int | None:
    """Return the year of most reports; None where two years have as many."""
    (first, most), second = (*years.most_common(2), (0, 0), (0, 0))[:2]
    return first if most > second[1] else None


# ---------------------------------------------------------------- units on disk


class Spool:
    """Units in a temporary file, which is deleted when the spool is closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="reportc-")  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Self:
        """Return the spool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def put(self, unit: Unit) -> int:
        """Store a unit; return its key."""
        at = self._file.seek(0, 2)
        pickle.dump(unit, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        return at

    def get(self, at: int) -> Unit:
        """Return the unit with the key `at`."""
        self._file.seek(at)
        found: Unit = pickle.load(self._file)  # noqa: S301  # this process wrote it, to a file of its own
        return found
