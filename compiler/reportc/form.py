"""The official form as data: tables, rows and columns of each edition, by their JSON names.

All of it is derived from the grammar: `form_2019.lark` and `form_2021.lark` state the editions, after 国办公开办函
〔2019〕60号 and 〔2021〕30号, and `form.lark` what they share and how it is read. An edition exists if its file does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from reportc.grammar.parts import EDITIONS, FORMS, Part, Path

__all__ = [
    "AMOUNT",
    "AMOUNT_DECIMALS",
    "APPLICANTS",
    "APPLICATIONS",
    "ARTICLES",
    "EDITIONS",
    "FIRST_YEAR",
    "FORMS",
    "HEADS",
    "LABELS",
    "LARGEST",
    "OUTCOMES",
    "PROCEEDINGS",
    "ROW_NAMES",
    "SECTIONS",
    "SIGNED",
    "STATEMENTS",
    "SURE_ROWS",
    "TOTAL",
    "WORDS",
    "Edition",
    "Part",
    "Path",
    "Table",
    "edition_of",
    "pointer",
]

Edition = str
"""An edition of the form: the first year it is due for, in four digits."""
FIRST_YEAR: Mapping[Edition, int] = MappingProxyType({edition: int(edition) for edition in EDITIONS})
"""The first report year each edition is due for."""
_Shared = TypeVar("_Shared")


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of the form: every row has every column, in this order.

    `labels` are the names of the rows' words, and `heads` those of the columns'; `part` is the table in its form file.
    """

    path: Path
    rows: tuple[Path, ...]
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    part: Part = field(compare=False, repr=False)

    def groups(self) -> tuple[str, ...]:
        """Return the keys of the groups of rows, each before those inside it."""
        return tuple(path[-1] for path, part in self.part.places() if part.rule)

    def row_names(self) -> Mapping[str, Path]:
        """Map the name of each row's word to the row's path from the report down."""
        return MappingProxyType(dict(zip(self.labels, self.row_paths(), strict=True)))

    def row_paths(self) -> tuple[Path, ...]:
        """Return the rows' paths from the report down."""
        return tuple(self.path + row for row in self.rows)


def _table(path: Path, part: Part) -> Table:
    """Return a table as data."""
    rows, columns = list(part.leaves()), list(part.header.leaves()) if part.header else []
    return Table(
        path,
        tuple(row for row, _ in rows),
        tuple(column[-1] for column, _ in columns),
        tuple(leaf.label for _, leaf in rows),
        tuple(leaf.label for _, leaf in columns),
        part,
    )


def _of(edition: Edition, section: str) -> tuple[Table, ...]:
    """Return the tables of a section in an edition."""
    return tuple(_table(path, part) for path, part in FORMS[edition].tables() if path[0] == section)


def _asked(section: Part) -> tuple[Part, ...]:
    """Return the phrases that a section without tables must have."""
    return () if section.header or any(section.tables()) else section.parts


def _words(part: Part) -> Mapping[str, str]:
    """Map the names of all words in a part to their terminals; ValueError where one name has two."""
    found: dict[str, str] = {}
    for inner in part.parts:
        for name, word in ((inner.label, inner.word), *_words(inner).items()):
            if found.setdefault(name, word) != word:
                raise ValueError(f"an edition of the form has two words for one name: {found[name]} and {word}")
    return MappingProxyType(found)


def _shared(what: str, values: Iterable[_Shared]) -> _Shared:
    """Return the value that is the same in all editions; ValueError if it is not."""
    first, *others = values
    if any(other != first for other in others):
        raise ValueError(f"the editions of the form do not have the same {what}")
    return first


SECTIONS = _shared("sections", (tuple(part.key for part in FORMS[edition].parts) for edition in EDITIONS))

ARTICLES: Mapping[Edition, tuple[Table, ...]] = MappingProxyType({e: _of(e, "proactive_disclosure") for e in EDITIONS})
"""Section 2: the blocks of 第二十条."""

APPLICATIONS: Mapping[Edition, Table] = MappingProxyType({e: _of(e, "applications")[0] for e in EDITIONS})
"""Section 3: the matrix."""

PROCEEDINGS = _shared("section 4", (_of(edition, "proceedings")[0] for edition in EDITIONS))
"""Section 4, the same in all editions: three blocks of five results."""

STATEMENTS: Mapping[Edition, frozenset[str]] = MappingProxyType(
    {e: frozenset(asked.word for section in FORMS[e].parts for asked in _asked(section)) for e in EDITIONS}
)
"""The phrases, by the names of phrases.lark, that an edition requires in its sections of prose."""

LABELS: Mapping[Path, str] = MappingProxyType(
    {path: part.label for edition in EDITIONS for path, part in FORMS[edition].places()}
)
"""The names of the words of all sections, blocks, groups and rows, by their paths."""

HEADS: Mapping[Path, str] = MappingProxyType(
    {
        (table.path[0], column): head
        for tables in (*ARTICLES.values(), APPLICATIONS.values(), (PROCEEDINGS,))
        for table in tables
        for column, head in zip(table.columns, table.heads, strict=True)
    }
)
"""The names of the words of all columns, by the section and the column's key."""

WORDS: Mapping[Edition, Mapping[str, str]] = MappingProxyType({edition: _words(FORMS[edition]) for edition in EDITIONS})
"""The terminals of all words that an edition has, by the words' names."""

AMOUNT = "amount"
"""The column that holds 万元; every other column holds counts."""
AMOUNT_DECIMALS = 8
"""The most decimals of an amount: a sum in 元 with 分 has six in 万元, and published ones seldom more."""
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON holds exactly; no count is larger."""
SIGNED = "change"
"""The only column in which a sign is usual."""

TOTAL = "total"
APPLICANTS = _shared("columns in section 3", (table.columns for table in APPLICATIONS.values()))[:-1]

OUTCOMES: Mapping[Edition, tuple[Path, ...]] = MappingProxyType(
    {e: tuple(r[1:] for r in APPLICATIONS[e].rows if r[0] == "outcomes" and r[1:] != (TOTAL,)) for e in EDITIONS}
)
"""The disposition rows, whose sum is `outcomes.total`."""

_GROUPS = frozenset(
    path[-1]
    for edition in EDITIONS
    for path in OUTCOMES[edition]
    for other in EDITIONS
    for longer in OUTCOMES[other]
    if len(longer) > len(path) and longer[: len(path)] == path
)
"""The rows of one edition that are groups of rows in another."""

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


def edition_of(stated: Iterable[Edition | None]) -> Edition | None:
    """Return the edition that the tables of a report have: "mixed" for several, None for none."""
    found = {edition for edition in stated if edition}
    return "mixed" if len(found) > 1 else next(iter(found), None)


def pointer(path: Path) -> str:
    """Return the JSON pointer of `path`."""
    return "/" + "/".join(path) if path else ""
