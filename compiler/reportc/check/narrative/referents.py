"""The cells that a claim may refer to: several sets, the likeliest first; a claim's number is the sum of a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from reportc.check.narrative.claims import Claim
from reportc.check.semantics import Semantics
from reportc.form import APPLICANTS, OUTCOMES, PROCEEDINGS, TOTAL, Edition, Path, pointer

Cells = tuple[Path, ...]

_REMEMBERED = 1024
"""The number of claims' wordings that are cached with their cells; reports have few different ones."""

_APPLICATIONS = ("applications",)
_OUTCOMES = ("applications", "outcomes")
_REQUESTS = MappingProxyType(
    {
        "received": ((("new",),),),
        "accepted": ((("new",),), (("new",), ("carried_over",))),
        "handled": ((("new",),), (("new",), ("carried_over",)), (("outcomes", TOTAL),)),
        "completed": ((("outcomes", TOTAL),),),
        "answered": ((("outcomes", TOTAL),),),
        "carried_over": ((("carried_over",),),),
        "carried_forward": ((("carried_forward",),),),
    }
)
"""The sets of rows whose total a number of requests may be."""
_BLOCKS = MappingProxyType(
    {
        "reconsideration": (("proceedings", "reconsideration"),),
        "litigation": (("proceedings", "litigation", "direct"), ("proceedings", "litigation", "after_reconsideration")),
        "direct": (("proceedings", "litigation", "direct"),),
        "after_reconsideration": (("proceedings", "litigation", "after_reconsideration"),),
    }
)
RECEIVING = frozenset(("received", "accepted", "handled"))
ANSWERING = frozenset(("completed", "answered"))
BLOCKS = frozenset(_BLOCKS)
REQUESTS = frozenset(_REQUESTS)
_RESULTS = MappingProxyType(dict(zip(PROCEEDINGS.heads, PROCEEDINGS.columns, strict=True)))
COLUMNS = MappingProxyType(
    {
        **{name: (name,) for name in APPLICANTS},
        "organizations": tuple(name for name in APPLICANTS if name != "natural_person"),
    }
)
_WAYS = MappingProxyType(
    {
        ("carried_from", -1): "carried_over",
        ("carried_to", 0): "carried_over",
        ("carried_to", 1): "carried_forward",
    }
)
"""The direction of 结转 with a year, from last year or to the next, by its distance from the report's year."""
_NEW, _ANSWERED = ("applications", "new", TOTAL), ("applications", "outcomes", TOTAL, TOTAL)
_BY_PEOPLE = ((("new",),), (("new",), ("carried_over",)), (("outcomes", TOTAL),))


@dataclass(frozen=True, slots=True)
class Referent:
    """Cells whose sum a claim may give; `value` is that sum, None where one of them is unknown."""

    cells: Cells
    value: int | None


def referents(semantics: Semantics, claim: Claim) -> list[Referent]:
    """Return the possible referents of `claim`, the likeliest first; an empty list where they are unclear."""
    return [Referent(cells, total(semantics, cells)) for cells in cells_of(semantics, claim)]


def cells_of(semantics: Semantics, claim: Claim) -> tuple[Cells, ...]:
    """Return the sets of cells that a claim may refer to, whatever their values."""
    said = _Said(claim.subjects, claim.joined, claim.within, claim.including)
    return _sets(said, semantics.matrix_edition, semantics.report.year)


class _Said(NamedTuple):
    """The parts of a claim that decide to which cells it may refer."""

    subjects: tuple[str, ...]
    joined: bool
    within: tuple[str, ...]
    including: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def _sets(said: _Said, edition: Edition, year: int | None) -> tuple[Cells, ...]:
    """Return the different sets of cells that a claim may refer to in a report of `year` with a matrix of `edition`."""
    return tuple(cells for cells in dict.fromkeys(_cells(said, edition, year)) if cells)


def is_of_all(semantics: Semantics, claim: Claim) -> bool:
    """Return whether a claim is about all that its cells count; 收到的 N 件中 excludes those carried over."""
    if claim.among is None:
        return True
    counts = (one.subjects for one in semantics.narrative.claims if one.figure == claim.among)
    if any(set(subjects) <= ANSWERING for subjects in counts):
        return True  # 办结的 N 件中: of all answers, whether N is right or not
    blocks = [name for name in claim.within if name in BLOCKS]
    if blocks:
        whole = total(semantics, [(*row, TOTAL) for name in blocks for row in _BLOCKS[name]])
    else:
        whole = value(semantics, _NEW if claim.within else _ANSWERED)
    return claim.among.number == whole


def total(semantics: Semantics, cells: Iterable[Path]) -> int | None:
    """Return the sum of `cells`, with deduced values for blank ones; None if one is unknown."""
    values, whole = semantics.values, 0
    for cell in cells:
        at = _pointer(cell)
        printed = values.get(at)
        if printed is None:
            printed = semantics.deduced.get(at)
            if printed is None:
                return None
        whole += printed
    return whole


def value(semantics: Semantics, cell: Path) -> int | None:
    """Return the printed value of a cell, or else the one that the equations imply, or else None."""
    at = _pointer(cell)
    printed = semantics.values.get(at)
    return semantics.deduced.get(at) if printed is None else printed


def block_rows(name: str) -> Cells:
    """Return the paths of the rows of section 4 that a subject names."""
    return _BLOCKS[name]


def row_cells(semantics: Semantics, name: str) -> Cells:
    """Return the total cells of the outcome rows called `name`, or in the group of that name."""
    return _row_cells(semantics.matrix_edition, name)


@cache
def _row_cells(edition: Edition, name: str) -> Cells:
    own = [row for row in OUTCOMES[edition] if row[-1] == name and row != ("other_handling", "other")]
    return tuple((*_OUTCOMES, *row, TOTAL) for row in own or [row for row in OUTCOMES[edition] if row[0] == name])


_pointer = cache(pointer)


def is_outcome(semantics: Semantics, name: str) -> bool:
    """Return whether a subject is an outcome, or a group of them, in the edition of the matrix."""
    return name == "disclosed_or_partly" or bool(row_cells(semantics, name))


def _cells(said: _Said, edition: Edition, year: int | None) -> Iterator[Cells]:
    """Yield the sets of cells that a claim may refer to; some may be empty, or equal."""
    subjects = tuple(_way(name, year) for name in said.subjects)
    if not all(subjects):
        return
    each = [list(_of(said, name, edition)) for name in subjects]
    mixed = said.joined and len(each) > 1
    if mixed:
        yield from (tuple(dict.fromkeys(cell for cells in one for cell in cells)) for one in product(*each))
    if not mixed or any(set(a[0]) & set(b[0]) for a in each for b in each if a is not b and a and b):
        yield from (cells for one in each for cells in one)
    if "partly_disclosed" in said.including and subjects == ("disclosed",):
        yield (*_row_cells(edition, "disclosed"), *_row_cells(edition, "partly_disclosed"))


def _way(name: str, reported: int | None) -> str:
    """Return the subject of 结转 with a year: from last year or to the next, "" for neither; other names unchanged."""
    way, _, year = name.rpartition("_")
    if not year.isdigit():
        return name
    return _WAYS.get((way, int(year) - reported), "") if reported is not None else ""


def _of(said: _Said, name: str, edition: Edition) -> Iterator[Cells]:
    """Yield the sets of cells of one subject."""
    if name in _RESULTS:
        blocks = [tuple((*row, _RESULTS[name]) for row in _BLOCKS[block]) for block in said.within if block in _BLOCKS]
        yield from blocks
        yield tuple(dict.fromkeys(cell for block in blocks for cell in block))
    elif name in _BLOCKS:
        yield tuple((*row, TOTAL) for row in _BLOCKS[name])
    elif name in COLUMNS:
        yield from _rows_of(_BY_PEOPLE, COLUMNS[name])
    elif name in _REQUESTS:
        yield from _rows_of(_REQUESTS[name], (TOTAL,))
        if name == "received" and "carried_over" in said.including:
            yield from _rows_of(((("new",), ("carried_over",)),), (TOTAL,))
    elif name == "disclosed_or_partly":
        yield _row_cells(edition, "disclosed")
        yield (*_row_cells(edition, "disclosed"), *_row_cells(edition, "partly_disclosed"))
    else:
        yield _row_cells(edition, name)


def _rows_of(choices: Iterable[tuple[Path, ...]], columns: tuple[str, ...]) -> Iterator[Cells]:
    for rows in choices:
        yield tuple((*_APPLICATIONS, *row, column) for row in rows for column in columns)
