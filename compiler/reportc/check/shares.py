"""Percentages: of what a count may be a share, and whether it is as large as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from reportc.check import readings
from reportc.check.facts import Facts
from reportc.check.readings import Cells, Reading
from reportc.form import OUTCOMES, TOTAL
from reportc.syntax.claims import Share

_NEW, _OVER, _TOTAL = (
    ("applications", "new", TOTAL),
    ("applications", "carried_over", TOTAL),
    ("applications", "outcomes", TOTAL, TOTAL),
)
_ALL_REQUESTS: tuple[Cells, ...] = ((_NEW,), (_TOTAL,), (_NEW, _OVER))


def fits(percent: Decimal, part: int, whole: int) -> bool:
    """Tell whether `part` is `percent` of `whole`: rounded to the places printed, or cut off there."""
    exponent = percent.as_tuple().exponent
    unit = Fraction(1, 10 ** -int(exponent)) if int(exponent) < 0 else Fraction(1)
    printed, exact = Fraction(percent), Fraction(100 * part, whole)
    return abs(printed - exact) <= unit / 2 or printed <= exact < printed + unit


def shown(percent: Decimal, part: int, wholes: Iterable[int]) -> str:
    """Return what share `part` is of each of `wholes`, with a place more than is printed, the nearest first."""
    places = min(-int(percent.as_tuple().exponent) + 1, 4)
    exact = {whole: Decimal(100 * part) / whole for whole in wholes}
    nearest = sorted(exact, key=lambda whole: abs(exact[whole] - percent))
    quantum = Decimal(1).scaleb(-places)
    return "，".join(f"{part}/{whole} = {exact[whole].quantize(quantum, ROUND_HALF_UP)}%" for whole in nearest[:4])


def table_bases(facts: Facts, share: Share) -> list[Reading]:
    """Return the totals of the tables that a count may be a share of."""
    return [Reading(cells, readings.total(facts, cells)) for cells in _bases(facts, share)]


def _bases(facts: Facts, share: Share) -> Iterator[Cells]:
    blocks = [name for name in (*share.within, *share.subjects) if name in readings.BLOCKS]
    if blocks:
        for name in dict.fromkeys(blocks):
            yield tuple((*row, TOTAL) for row in readings.block_rows(name))
        return
    yield from _ALL_REQUESTS
    if {"disclosed", "partly_disclosed"} & set(share.subjects):
        yield (*readings.row_cells(facts, "disclosed"), *readings.row_cells(facts, "partly_disclosed"))
    groups = {row[0] for row in OUTCOMES[facts.matrix_edition] if len(row) > 1 and row[-1] in share.subjects}
    for group in sorted(groups):
        yield readings.row_cells(facts, group)
