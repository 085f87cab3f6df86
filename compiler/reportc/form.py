"""The official form as data: tables, rows and columns of both editions, by their JSON names.

Source: 国办公开办函〔2019〕60号 and 〔2021〕30号. The Chinese words of each name stand in the
grammar (the terminal or rule of the same name); here is only which rows and columns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Edition = Literal["2019", "2021"]
EDITIONS: tuple[Edition, ...] = ("2019", "2021")
FIRST_YEAR: Mapping[Edition, int] = MappingProxyType({"2019": 2019, "2021": 2021})
"""The first report year each edition is due for."""

Path = tuple[str, ...]
"""A row's or cell's place: JSON keys from the report down."""


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of the form: every row has every column, in this order."""

    path: Path
    rows: tuple[Path, ...]
    columns: tuple[str, ...]

    def row_names(self) -> Mapping[str, Path]:
        """Map each row's name to its path from the report down.

        The name is the path's last key, with its parent's before it where a column has that key.
        """
        last = {path: path[-1] if path[-1] not in self.columns else "_".join(path[-2:]) for path in self.rows}
        return MappingProxyType({name: self.path + path for path, name in last.items()})

    def row_paths(self) -> tuple[Path, ...]:
        """Return the rows' paths from the report down."""
        return tuple(self.path + row for row in self.rows)


def _article(number: int, rows: str, columns: str) -> Table:
    path = ("proactive_disclosure", f"article_20_{number}")
    return Table(path, tuple((row,) for row in rows.split()), tuple(columns.split()))


ARTICLES: Mapping[Edition, tuple[Table, ...]] = MappingProxyType(
    {
        "2019": (
            _article(1, "rules normative_documents", "made disclosed total_disclosed"),
            _article(5, "licenses other_services", "previous_items change decisions"),
            _article(6, "penalties coercion", "previous_items change decisions"),
            _article(8, "fees", "previous_items change"),
            _article(9, "procurement", "items amount"),
        ),
        "2021": (
            _article(1, "rules normative_documents", "issued repealed in_force"),
            _article(5, "licenses", "decisions"),
            _article(6, "penalties coercion", "decisions"),
            _article(8, "fees", "amount"),
        ),
    }
)

AMOUNT = "amount"
"""The column that holds 万元; every other column holds counts."""
AMOUNT_DECIMALS = 8
"""The most decimals of an amount: a sum in 元 with 分 has six in 万元, and published ones seldom more."""
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON holds exactly; a larger one is no count of anything."""
SIGNED = "change"
"""The only column in which a sign is normal."""

APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_organization",
    "other",
)
TOTAL = "total"

_OUTCOMES_SHARED: tuple[Path, ...] = (
    ("disclosed",),
    ("partly_disclosed",),
    ("withheld", "state_secret"),
    ("withheld", "prohibited_by_law"),
    ("withheld", "security_and_stability"),
    ("withheld", "third_party_rights"),
    ("withheld", "internal_affairs"),
    ("withheld", "deliberative_process"),
    ("withheld", "enforcement_file"),
    ("withheld", "administrative_inquiry"),
    ("unavailable", "not_held"),
    ("unavailable", "must_be_created"),
    ("unavailable", "unclear_after_correction"),
    ("not_processed", "petition"),
    ("not_processed", "repeated"),
    ("not_processed", "public_publication"),
    ("not_processed", "excessive"),
    ("not_processed", "confirmation"),
)
OUTCOMES: Mapping[Edition, tuple[Path, ...]] = MappingProxyType(
    {
        "2019": (*_OUTCOMES_SHARED, ("other_handling",)),
        "2021": (
            *_OUTCOMES_SHARED,
            ("other_handling", "no_correction"),
            ("other_handling", "fee_unpaid"),
            ("other_handling", "other"),
        ),
    }
)
"""The disposition rows, whose sum is `outcomes.total`."""


def _applications(edition: Edition) -> Table:
    outcomes = ((("outcomes", *path)) for path in (*OUTCOMES[edition], (TOTAL,)))
    rows = (("new",), ("carried_over",), *outcomes, ("carried_forward",))
    return Table(("applications",), rows, (*APPLICANTS, TOTAL))


APPLICATIONS: Mapping[Edition, Table] = MappingProxyType({e: _applications(e) for e in EDITIONS})

PROCEEDINGS = Table(
    ("proceedings",),
    (("reconsideration",), ("litigation", "direct"), ("litigation", "after_reconsideration")),
    ("upheld", "corrected", "other", "pending", TOTAL),
)
"""Section 4, the same in both editions: three blocks of five results."""

_GROUPS = frozenset(
    path[-1]
    for edition in EDITIONS
    for path in OUTCOMES[edition]
    for longer in OUTCOMES["2021" if edition == "2019" else "2019"]
    if len(longer) > len(path) and longer[: len(path)] == path
)
"""The rows of one edition that are groups of rows in the other."""

SURE_ROWS = frozenset(
    name
    for edition in EDITIONS
    for table in (*ARTICLES[edition], APPLICATIONS[edition])
    for name in table.row_names()
    if name not in _GROUPS
)
"""The names of the rows that have a label of their own in front of their numbers."""

ROW_NAMES = SURE_ROWS | _GROUPS | frozenset(PROCEEDINGS.row_names())
"""The names of all rows of all tables."""

SECTIONS = (
    "overview",
    "proactive_disclosure",
    "applications",
    "proceedings",
    "problems",
    "other_matters",
)


def edition_of(stated: Iterable[Edition | None]) -> Edition | Literal["mixed"] | None:
    """Return the edition that the tables of a report have: "mixed" for several, None for none."""
    found = {edition for edition in stated if edition}
    return "mixed" if len(found) > 1 else next(iter(found), None)


def pointer(path: Path) -> str:
    """Return the JSON pointer of `path`."""
    return "/" + "/".join(path) if path else ""
