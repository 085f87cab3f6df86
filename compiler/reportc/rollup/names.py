"""How a roll-up calls cells and tables: in the words of the form."""

from __future__ import annotations

from dataclasses import dataclass

from reportc.form import Path
from reportc.rollup.total import Total
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording


@dataclass(frozen=True)
class Names:
    """The words for the cells of a sum, in the editions that its tables have."""

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
