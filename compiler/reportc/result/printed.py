"""The tables that a tree prints: their editions, their rows, and numbers that JSON can hold exactly.

The canonical report and the rows of cells both take their numbers from here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple, TypeVar

from reportc import form
from reportc.span import sound
from reportc.syntax import nodes
from reportc.syntax.edition import due
from reportc.syntax.numbers import holds

RowsByPath = Mapping[form.Path, nodes.Row]
"""The rows of a section by path."""

_Section = TypeVar("_Section", nodes.Prose, nodes.ProactiveDisclosure, nodes.Applications, nodes.Proceedings)


class PrintedSection(NamedTuple):
    """A section of tables as a report has it.

    `tables` are those of the section's edition, the one that it states or else the one that is due for the
    year; `rows` is empty where no table of the section occurs; `edition` is None where the form has but one.
    """

    name: str
    edition: form.Edition | None
    tables: tuple[form.Table, ...]
    rows: RowsByPath


def printed(tree: nodes.Report) -> tuple[PrintedSection, PrintedSection, PrintedSection]:
    """Return the sections 2, 3 and 4 of `tree`."""
    disclosure, matrix = sections(tree, nodes.ProactiveDisclosure), sections(tree, nodes.Applications)
    blocks = first(row for section in disclosure for article in section.articles for row in article.rows)
    first_edition, second_edition = (_stated(found) or due(tree.year) for found in (disclosure, matrix))
    dispositions = first(row for section in matrix for row in section.rows)
    proceedings = first(row for section in sections(tree, nodes.Proceedings) for row in section.rows)
    return (
        PrintedSection("proactive_disclosure", first_edition, form.ARTICLES[first_edition], blocks),
        PrintedSection("applications", second_edition, (form.APPLICATIONS[second_edition],), dispositions),
        PrintedSection("proceedings", None, (form.PROCEEDINGS,), proceedings),
    )


def sections(tree: nodes.Report, kind: type[_Section]) -> list[_Section]:
    """Return the sections of one kind, in the order of the text."""
    return [section for section in tree.sections if isinstance(section, kind)]


def first(rows: Iterable[nodes.Row]) -> RowsByPath:
    """Return rows by path; of a repeated row the first: the repetition is a finding."""
    found: dict[form.Path, nodes.Row] = {}
    for row in rows:
        found.setdefault(row.path, row)
    return found


def places(table: form.Table) -> Iterator[form.Path]:
    """Yield the paths of a table's cells, in the form's order."""
    return ((*row, column) for row in table.row_paths() for column in table.columns)


def prose(tree: nodes.Report, name: str) -> tuple[str, ...]:
    """Return the paragraphs of all sections of prose called `name`."""
    found = (section for section in sections(tree, nodes.Prose) if section.name == name)
    return texts(chain.from_iterable(section.paragraphs for section in found))


def texts(paragraphs: Iterable[nodes.Paragraph]) -> tuple[str, ...]:
    """Return the texts of `paragraphs`."""
    return tuple(sound(paragraph.text) for paragraph in paragraphs)


def number(column: str, value: int | Decimal | None) -> int | float | None:
    """Return a cell's value as JSON can hold it exactly, or None."""
    if type(value) is int and -form.LARGEST <= value <= form.LARGEST:  # nearly every one
        return value
    if value is None or not holds(column, value):
        return None
    return value if isinstance(value, int) else whole if value == (whole := int(value)) else float(value)


def _stated(found: Iterable[nodes.ProactiveDisclosure | nodes.Applications]) -> form.Edition | None:
    """Return the edition of the first section whose rows, header or captions show one."""
    return next((section.edition for section in found if section.edition), None)
