"""Draw random correct reports of both editions: the numbers first, then the words that fit them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from types import MappingProxyType

from reports import numbers, prose
from reports.report import Report, Value
from reports.words import COLUMNS, MATRIX, Edition

Blanks = Callable[[Report, Random], frozenset[str]]
"""A policy for blank cells: returns the pointers of cells that are not filled in."""
NOTHING_WRITTEN = ("", "", "", "/", "—", "-", "无")
"""What agencies print instead of a number; mostly nothing."""


def seeded(seed: int | str) -> Random:
    """Return the random generator of `seed`; a string names what is drawn."""
    return Random(seed)  # noqa: S311  # tests want the same numbers again, not secret ones


def generate(rng: Random, *, blanks: str | None = None, plain: bool = False, title: bool = True) -> Report:
    """Draw a report; a `plain` one has no blanks, no unusual editions and no other irregularities."""
    edition: Edition = rng.choice(("2019", "2021"))
    year = rng.choice((2019, 2020)) if edition == "2019" else rng.randint(2021, 2026)
    applications: Edition = edition
    if not plain and edition == "2021" and rng.random() < 0.15:
        edition, applications = rng.choice((("2019", "2019"), ("2021", "2019"), ("2019", "2021")))
    who = prose.agency(rng)
    size = numbers.Size(rng.choice((4, 30, 250, 4000)), rng.choice((0.0, 0.3, 0.7, 0.97)), who.makes_rules)
    values: Mapping[str, Value] = MappingProxyType(
        {
            **numbers.disclosure(rng, edition, size),
            **numbers.matrix(rng, applications, size),
            **numbers.proceedings(rng, size),
        }
    )
    said = prose.figures(values)
    report = Report(
        title=f"{who.name}{year}年政府信息公开工作年度报告" if title else None,
        agency=who.name if title else None,
        year=year,
        disclosure_edition=edition,
        applications_edition=applications,
        preamble=prose.preamble(rng, who, year) if title else (),
        overview=prose.overview(rng, who, year, said),
        problems=prose.problems(rng, who, year),
        other_matters=prose.other_matters(rng, who, edition),
        values=values,
        written=MappingProxyType({p: write(rng, p, v, plain=plain) for p, v in values.items()}),
    )
    policy = BLANKS[blanks or ("none" if plain else rng.choice((*BLANKS, "none", "none")))]
    return leave_blank(report, policy(report, rng), rng)


def write(rng: Random, pointer: str, value: Value, *, plain: bool) -> str:
    """Write a value the way an agency might; a 2019 amount names its unit, its column does not."""
    column = pointer.rpartition("/")[2]
    if isinstance(value, Decimal):
        text = rng.choice((str(value), f"{value:.4f}"))
        return f"{text}万元" if "procurement" in pointer else text
    assert isinstance(value, int)
    if plain or column != "change":
        return str(value)
    if value < 0:
        return rng.choice((str(value), f"减{-value}"))
    return rng.choice((f"+{value}", str(value))) if value else "0"


def leave_blank(report: Report, pointers: frozenset[str], rng: Random) -> Report:
    """Return `report` with nothing, or a dash, printed at `pointers`."""
    nothing = rng.choice(NOTHING_WRITTEN)
    return replace(
        report,
        values=MappingProxyType({p: None if p in pointers else v for p, v in report.values.items()}),
        written=MappingProxyType({p: nothing if p in pointers else t for p, t in report.written.items()}),
    )


def _none(_report: Report, _rng: Random) -> frozenset[str]:
    return frozenset()


def _zeros(report: Report, _rng: Random) -> frozenset[str]:
    return frozenset(p for p, v in report.values.items() if v == 0)


def _one_row(report: Report, rng: Random) -> frozenset[str]:
    """Leave 四、结转下年度继续办理 or another row empty, as agencies with nothing to carry forward do."""
    row = rng.choice(("/applications/carried_forward", rng.choice(sorted(report.values)).rpartition("/")[0]))
    return frozenset(p for p in report.values if p.rpartition("/")[0] == row)


def _parts(report: Report, rng: Random) -> frozenset[str]:
    """Print only the totals of a few rows."""
    rows = rng.sample([row.pointer for row in MATRIX[report.applications_edition]], 3)
    return frozenset(f"{row}/{column}" for row in rows for column, _ in COLUMNS[:-1])


def _totals(report: Report, _rng: Random) -> frozenset[str]:
    """Leave the 总计 column of the matrix empty."""
    return frozenset(f"{row.pointer}/total" for row in MATRIX[report.applications_edition])


def _anywhere(report: Report, rng: Random) -> frozenset[str]:
    return frozenset(rng.sample(sorted(report.values), rng.randint(1, 12)))


BLANKS: Mapping[str, Blanks] = MappingProxyType(
    {
        "none": _none,
        "zeros": _zeros,
        "one row": _one_row,
        "parts": _parts,
        "totals": _totals,
        "anywhere": _anywhere,
    }
)
