"""The office's own report compared with the sum of its units: the cells that differ, and possible explanations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportc.check.equations import BLOCKS, MATRIX, EquationState, evaluate
from reportc.rollup import county as collected
from reportc.rollup.county import County
from reportc.rollup.total import Total, difference, nonzero, written
from reportc.rollup.unit import Number, Unit, Values

_TELLING = 10
"""A smaller number may be equal by accident."""
_MOST_NAMED = 3
"""If more units have the same number, it is no hint."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the office's report is not the sum, and the units one of whose cells would explain it."""

    at: str
    printed: Number
    sum: Number
    left_out: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def by(self) -> Number:
        """The office's number less the sum."""
        return difference(self.printed, self.sum)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The office's report compared with the sum.

    `left_out` and `twice` are units whose whole report explains all differences; `also` files that do not
    count and would; `missing_fits` says that the differences are themselves a report that holds its sums,
    and so may be those of missing units. `open` are the cells that cannot be compared.
    """

    differences: tuple[Difference, ...] = ()
    compared: int = 0
    open: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    missing_fits: bool = False
    printed: Mapping[str, Number] = field(default_factory=dict)


def compare(own: Unit, county: County) -> Comparison:
    """Compare each cell of the office's report with the sum; a cell without a number on either side is open."""
    total = county.total
    both = {at: (own.values[at], value) for at, value in total.values.items() if at in own.values}
    apart = {at: difference(printed, value) for at, (printed, value) in both.items() if printed != value}
    hints = _Hints(apart)
    for one, unit in county.counted():
        hints.counted(one.agency or one.source, unit.values)
    for one in county.entries:
        if not one.counts and one.state is not collected.Status.COPY and one.is_report:
            hints.uncounted(one.source, county.spool.get(one.at).values)
    return Comparison(
        tuple(
            Difference(at, *both[at], tuple(hints.cells_out.get(at, ())), tuple(hints.cells_twice.get(at, ())))
            for at in apart
        ),
        len(both),
        tuple(at for at in total.cells if at not in both),
        tuple(hints.left_out),
        tuple(hints.twice),
        tuple(hints.also),
        bool(apart) and bool(county.uncounted) and _may_be_reports(apart, total),
        own.values,
    )


class _Hints:
    """Possible explanations of the differences, collected unit by unit."""

    def __init__(self, apart: Mapping[str, Number]) -> None:
        self.apart = apart
        self.cells_out: dict[str, list[str]] = {}
        self.cells_twice: dict[str, list[str]] = {}
        self.left_out: list[str] = []
        self.twice: list[str] = []
        self.also: list[str] = []

    def counted(self, name: str, values: Values) -> None:
        """Test a unit that counts: whether it, or one cell of it, was left out or added twice."""
        for at, by in self.apart.items():
            value = values.get(at)
            if value and abs(Decimal(by)) >= _TELLING and abs(value) == abs(by):
                (self.cells_twice if value == by else self.cells_out).setdefault(at, []).append(name)
        if self._is(values, -1):
            self.left_out.append(name)
        elif self._is(values, 1):
            self.twice.append(name)

    def uncounted(self, source: str, values: Values) -> None:
        """Test a file that does not count: whether the office added it."""
        if self._is(values, 1):
            self.also.append(source)

    def _is(self, values: Values, sign: int) -> bool:
        """Return whether the differences are exactly the numbers of one report."""
        shown = set(nonzero(values))
        return (
            bool(self.apart) and shown == set(self.apart) and all(sign * values[at] == self.apart[at] for at in shown)
        )


def _may_be_reports(apart: Mapping[str, Number], total: Total) -> bool:
    """Return whether the differences could be the numbers of units: none is negative, and the form's sums hold.

    For section 2 alone there is no sum that could hold.
    """
    if any(value < 0 for value in apart.values()) or not any(at.startswith("/applications") for at in apart):
        return False
    whole = {at: int(apart.get(at, 0)) for at in total.cells if not isinstance(apart.get(at, 0), Decimal)}
    edition = total.editions.get("applications")
    equations = (*(MATRIX[edition] if edition else ()), *BLOCKS)
    return all(evaluate(one, whole).state is not EquationState.BROKEN for one in equations)


def notes(one: Difference, found: Comparison, county: County) -> Iterator[tuple[str, str]]:
    """Yield the explanation of a difference, in Chinese and in English."""
    if missing := county.uncounted:
        named = "、".join(missing[:6]) + (f"等 {len(missing)} 个单位" if len(missing) > 6 else "")  # noqa: PLR2004  # a line's worth
        yield f"未计入：{named}", f"not counted: {named}"
        if found.missing_fits:
            yield (
                "差额本身符合表内关系，可能就是未计入的单位",
                "the differences hold the form's sums: they may be those units",
            )
    alone = not (found.left_out or found.twice)
    for names, zh, en in (
        (found.left_out, "漏加 {} 一个单位可解释全部差额", "{} left out would explain all differences"),
        (found.twice, "重复加 {} 一个单位可解释全部差额", "{} added twice would explain all differences"),
        (found.also, "若计入 {} 则全部相符", "with {} all cells would agree"),
        (alone and one.left_out, "差额正好是 {} 的这一格（漏加？）", "the difference is this cell of {} (left out?)"),
        (alone and one.twice, "差额正好是 {} 的这一格（重复加？）", "the difference is this cell of {} (added twice?)"),
    ):
        if names and len(names) <= _MOST_NAMED:
            said = "、".join(names)
            yield zh.format(said), en.format(said)


def signed(value: Number) -> str:
    """Return a difference as text, with its sign."""
    return f"+{written(value)}" if value > 0 else written(value)
