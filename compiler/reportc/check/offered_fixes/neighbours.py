"""Where a missing row or section belongs: its neighbours in the form, and the rows of its group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportc.check.semantics import Semantics
from reportc.check.structure.headings import order, title_words
from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Path
from reportc.syntax.nodes import Label, Row
from reportc.syntax.walk import name_of


def path_of(at: str) -> Path:
    """Return the path of a JSON pointer."""
    return tuple(at.split("/")[1:])


def may_be_set_aside(semantics: Semantics) -> bool:
    """Return whether numbers were set aside that may be those of a row that is missing."""
    return any(stray.numbers for section in semantics.report.sections for stray in section.strays)


def neighbours(semantics: Semantics, path: Path) -> Iterator[tuple[Row, bool]]:
    """Yield the nearest rows above and below in the form's order, in one group with `path`; whether each is above."""
    rows = _order(semantics, path)
    at = rows.index(path) if path in rows else -1
    if at < 0:
        return
    above = next((row for one in reversed(rows[:at]) if (row := semantics.rows.get(one)) and row.labels), None)
    below = next((row for one in rows[at + 1 :] if (row := semantics.rows.get(one)) and row.labels), None)
    near = ((above, True), (below, False))
    beside = [(row, is_above) for row, is_above in near if row]
    yield from sorted(beside, key=lambda pair: pair[0].path[:-1] != path[:-1])


def alike(semantics: Semantics, path: Path) -> Iterator[Row]:
    """Yield the rows of the group of `path`, the nearest first."""
    rows = _order(semantics, path)
    found = [row for one in rows if (row := semantics.rows.get(one)) and one[:-1] == path[:-1] and row.labels]
    yield from sorted(found, key=lambda row: abs(rows.index(row.path) - rows.index(path)))


def _order(semantics: Semantics, path: Path) -> Sequence[Path]:
    """Return the rows of the table of `path` in the form's order."""
    tables = {
        "applications": (APPLICATIONS[semantics.matrix_edition],),
        "proceedings": (PROCEEDINGS,),
        "proactive_disclosure": ARTICLES[semantics.disclosure_edition],
    }[path[0]]
    return next((table.row_paths() for table in tables if path in table.row_paths()), ())


def says(row: Row) -> Mapping[str, tuple[object, object]]:
    """Return the states and values of a row's cells."""
    return {cell.column: (cell.state, cell.value) for cell in row.cells}


class Headings:
    """The headings that a report prints, and the one that is missing among them."""

    def __init__(self, semantics: Semantics, name: str) -> None:
        """Look for the place of the section called `name`."""
        found = [(section, one) for section in semantics.report.sections if (one := section.heading) and one.text]
        self.form = title_words(semantics, name)
        self.present: Sequence[Label] = [heading for _, heading in found]
        after = (heading for section, heading in found if order(name_of(section)) > order(name))
        self.after: Label | None = next(after, None)
