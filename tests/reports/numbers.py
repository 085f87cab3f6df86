"""Numbers that satisfy every equation of the form: A301–A303 over the matrix, P401 over section 4."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import NamedTuple

from reports.words import ARTICLES, BLOCKS, COLUMNS, MATRIX, Article, Edition

Counts = dict[str, int]
"""Counts by the last keys of their pointer."""
_APPLICANTS = tuple(name for name, _ in COLUMNS[:-1])
_TEN_THOUSANDTHS = Decimal(10_000)


class Size(NamedTuple):
    """The size of an agency: the largest count of a cell, and the share of cells that are 0."""

    largest: int
    zeros: float
    makes_rules: bool

    def count(self, rng: Random) -> int:
        """Draw a count of a cell."""
        return 0 if rng.random() < self.zeros else rng.randint(1, self.largest)


def matrix(rng: Random, edition: Edition, size: Size) -> dict[str, int]:
    """Draw the disposition matrix of `edition` by cell pointer."""
    rows: dict[str, Counts] = {}
    for row in MATRIX[edition][2:-2]:
        rows[row.path] = {c: size.count(rng) for c in _APPLICANTS}
    total = {c: sum(row[c] for row in rows.values()) for c in _APPLICANTS}
    forward = {c: size.count(rng) for c in _APPLICANTS}
    over = {c: min(size.count(rng), total[c] + forward[c]) for c in _APPLICANTS}
    new = {c: total[c] + forward[c] - over[c] for c in _APPLICANTS}
    rows |= {"new": new, "carried_over": over, "outcomes/total": total, "carried_forward": forward}
    return {
        f"{row.pointer}/{column}": count
        for row in MATRIX[edition]
        for column, count in (*rows[row.path].items(), ("total", sum(rows[row.path].values())))
    }


def proceedings(rng: Random, size: Size) -> dict[str, int]:
    """Draw section 4 by cell pointer: mostly small numbers, as few applicants go to court."""
    small = size._replace(largest=max(1, size.largest // 8))
    cells: dict[str, int] = {}
    for block, _ in BLOCKS:
        parts = {result: small.count(rng) for result in ("upheld", "corrected", "other", "pending")}
        for result, count in (*parts.items(), ("total", sum(parts.values()))):
            cells[f"/proceedings/{block}/{result}"] = count
    return cells


def disclosure(rng: Random, edition: Edition, size: Size) -> dict[str, int | Decimal]:
    """Draw section 2 by cell pointer, without findings of D205–D208."""
    cells: dict[str, int | Decimal] = {}
    for article in ARTICLES[edition]:
        for row, _ in article.rows:
            for column, number in _row(rng, article, row, size):
                cells[f"{article.row_pointer(row)}/{column}"] = number
    return cells


def _row(rng: Random, article: Article, row: str, size: Size) -> Iterator[tuple[str, int | Decimal]]:
    """Yield the numbers of one row: totals no smaller than their parts, stocks never below 0."""
    nothing = row == "rules" and not size.makes_rules
    first, second = (0, 0) if nothing else (size.count(rng), size.count(rng))
    for column, _ in article.columns:
        match column:
            case "made" | "issued" | "repealed" | "disclosed":
                yield column, first if column in {"made", "issued"} else second
            case "in_force" | "total_disclosed":
                yield column, 0 if nothing else first + second + size.count(rng)
            case "previous_items":
                yield column, first
            case "change":
                yield column, rng.randint(-first, size.largest)
            case "amount":
                yield column, Decimal(size.count(rng) * 10_000 + rng.randrange(10_000)) / _TEN_THOUSANDTHS
            case _:
                yield column, size.count(rng) * rng.choice((1, 1, 7, 31))
