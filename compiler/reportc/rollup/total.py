"""The sum over the units that count, cell by cell: exact, and null where the cell of some unit has no number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from reportc.form import Edition, Path, pointer
from reportc.rollup.unit import TABLES, Number, Values, cells
from reportc.syntax.edition import due
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording


@dataclass
class Total:
    """`known` is the sum of the printed numbers, `printed` by how many units, `holes` the units that lack a cell."""

    editions: Mapping[str, Edition | None]
    units: int = 0
    known: dict[str, Number] = field(default_factory=dict)
    printed: Counter[str] = field(default_factory=Counter)
    holes: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The pointers of all cells, in the form's order."""
        return tuple(pointer(path) for path in cells(self.editions))

    def add(self, agency: str, values: Values) -> None:
        """Add a unit; each cell that it does not print becomes a hole."""
        self.units += 1
        for at in self.cells:
            value = values.get(at)
            if value is None:
                self.holes.setdefault(at, []).append(agency)
            else:
                self.known[at] = self.known.get(at, 0) + value
                self.printed[at] += 1

    def value(self, at: str) -> Number | None:
        """Return the sum of a cell; None where some unit lacks it, or none counts."""
        return self.known.get(at) if self.printed[at] == self.units else None

    @property
    def values(self) -> Mapping[str, Number]:
        """The sums that are not open."""
        return {at: value for at in self.cells if (value := self.value(at)) is not None}


def editions(year: int | None, used: Iterable[Mapping[str, Edition | None]]) -> dict[str, Edition | None]:
    """Return the edition that each table is summed in: the one due, unless every unit used another."""
    found: dict[str, Counter[Edition]] = {table: Counter() for table in TABLES}
    for one in used:
        for table, edition in one.items():
            if edition:
                found[table][edition] += 1
    return {table: None if table == "proceedings" else _chosen(votes, due(year)) for table, votes in found.items()}


def _chosen(votes: Counter[Edition], due_then: Edition) -> Edition:
    return due_then if due_then in votes or not votes else votes.most_common(1)[0][0]


def number(value: Number | None) -> int | float | None:
    """Return a number for JSON: an amount without zeros at its end."""
    if value is None or isinstance(value, int):
        return value
    whole = int(value)
    return whole if value == whole else float(value)


def written(value: Number | None) -> str:
    """Return a number as text; "" for None."""
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return format(value.normalize(), "f")


def nested(values: Mapping[str, Number], total: Total) -> dict[str, object]:
    """Return `values` as the three tables of the canonical JSON, null for a table without values."""
    tree: dict[str, object] = {}
    for table in TABLES:
        edition = total.editions.get(table)
        tree[table] = {"edition": edition} if edition else {}
    for at in total.cells:
        *parents, last = at[1:].split("/")
        place = tree
        for key in parents:
            place = place.setdefault(key, {})  # type: ignore[assignment]  # a tree of objects, numbers at its leaves
        place[last] = number(values.get(at))
    return tree


def difference(one: Number, other: Number) -> Number:
    """Return `one` less `other`, exactly."""
    return Decimal(one) - Decimal(other) if isinstance(one, Decimal) or isinstance(other, Decimal) else one - other


def nonzero(values: Mapping[str, Number]) -> Iterator[str]:
    """Yield the pointers of the cells that are not 0."""
    return (at for at, value in values.items() if value)


# ---------------------------------------------------------------- the names of its cells


@dataclass(frozen=True)
class CellNames:
    """The names of the cells of a sum, in the editions that its tables have."""

    total: Total

    def wording(self, at: str) -> Wording:
        """Return the wording of the table that a pointer leads into."""
        return Wording(vocabulary(), self.total.editions.get(at.split("/")[1]))

    def row(self, at: str) -> str:
        """Return the name of the row at a pointer."""
        return self.wording(at).row(path(at))

    def column(self, at: str) -> str:
        """Return the name of the column of the cell at a pointer."""
        *row, column = path(at)
        return self.wording(at).column(column, tuple(row))

    def cell(self, at: str) -> str:
        """Return the name of the cell at a pointer."""
        return self.wording(at).cell(path(at))

    def table(self, name: str) -> str:
        """Return the heading of a table."""
        return self.wording(f"/{name}").spelling(name)


def path(at: str) -> Path:
    """Return the path of a JSON pointer."""
    return tuple(at.split("/")[1:])
