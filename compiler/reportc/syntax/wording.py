"""The names of rows, columns and tables in messages and output: the form's wording."""

from __future__ import annotations

from dataclasses import dataclass

from reportc.form import HEADS, LABELS, WORDS, Edition, Path
from reportc.syntax.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Wording:
    """The form's wording in one edition of a table; None where no edition is known."""

    vocabulary: Vocabulary
    edition: Edition | None = None

    def spelling(self, *names: str) -> str:
        """Return the wording of the first of `names` that has one, in the table's own edition."""
        spellings, words = self.vocabulary.spellings, WORDS.get(self.edition or "", {})
        terminals = [terminal for name in names for terminal in (words.get(name, ""), name.upper())]
        return next((spellings[name] for name in terminals if name in spellings), names[0])

    def row(self, path: Path) -> str:
        """Return the form's wording of the row at `path`, keys from the report down."""
        if path[0] == "proceedings":
            parent = [self.spelling(path[1])] if path[1:-1] else []
            return "·".join([*parent, self.spelling(path[-1])])
        return self.spelling(LABELS.get(path, path[-1]))

    def column(self, column: str, path: Path) -> str:
        """Return the form's wording of `column` in the table of the row at `path`."""
        return self.spelling(HEADS.get((path[0], column), column))

    def cell(self, path: Path) -> str:
        """Return the form's wording of the cell at `path`: its row and its column."""
        return f"{self.row(path[:-1])}·{self.column(path[-1], path[:-1])}"
