"""The semantics of a report: its cells by JSON pointer, its sums, its claims, and their names in the form.

Each property is computed once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from reportc.check import equations
from reportc.check.equations import BLOCKS, MATRIX, Equation, EquationState, Sum, deduced, evaluate
from reportc.check.narrative import claims
from reportc.check.printed_cells import PrintedCells, printed_cells, row_prefix
from reportc.form import Edition, Path, pointer
from reportc.span import LineIndex, Span, hull
from reportc.syntax import nodes
from reportc.syntax.edition import due
from reportc.syntax.row_building import row_span
from reportc.syntax.typography import Slip, slips
from reportc.syntax.vocabulary import Vocabulary
from reportc.syntax.walk import Leaf, leaves, rows
from reportc.syntax.wording import Wording

Section = TypeVar("Section", nodes.Prose, nodes.ProactiveDisclosure, nodes.Applications, nodes.Proceedings)

_WIDE = claims.Reach.EVERYWHERE
_ITSELF = frozenset((claims.Reach.HERE, claims.Reach.OFFICE))
_PRINTED = (
    *("narrative", "others_figures", "comparable", "rows", "cells", "_printed", "_rows_of"),
    *("matrix_edition", "disclosure_edition", "slips", "lines", "leaves", "period", "editions"),
)
"""Properties that depend on the printed text alone, and stay the same when other values are assumed for cells."""


@dataclass(frozen=True)
class Semantics:
    """A compiled report as the rules see it: its tree, the text in which its spans are offsets, the grammar's words.

    `previous` is an earlier report of the same agency, None if none was given.
    """

    report: nodes.Report
    text: str
    vocabulary: Vocabulary
    previous: Semantics | None = None
    supposed: Mapping[str, int] = field(default_factory=dict)
    """Values assumed for cells instead of the printed ones, by JSON pointer."""

    def supposing(self, cells: Mapping[str, int]) -> Semantics:
        """Return the semantics of the same report with other values for `cells`, by JSON pointer."""
        other = replace(self, supposed=cells)
        other.__dict__["_sums"] = self._sums or (self.matrix_sums, self.block_sums)
        other.__dict__.update({name: self.__dict__[name] for name in _PRINTED if name in self.__dict__})
        return other

    @cached_property
    def last_year(self) -> Semantics | None:
        """The previous report if it is of the year before this one's; otherwise None."""
        last = self.previous
        if last is None or self.report.year is None or last.report.year != self.report.year - 1:
            return None
        return last

    def sections(self, kind: type[Section]) -> list[Section]:
        """Return the sections of one kind, in the order of the text."""
        return [section for section in self.report.sections if isinstance(section, kind)]

    def prose(self, name: str) -> list[nodes.Paragraph]:
        """Return the paragraphs of the sections of prose called `name`."""
        found = (section for section in self.sections(nodes.Prose) if section.name == name)
        return [paragraph for section in found for paragraph in section.paragraphs]

    @property
    def is_report(self) -> bool:
        """Whether any part of the form was recognised; other texts are not checked."""
        return bool(self.report.sections) or self.report.title is not None

    @cached_property
    def period(self) -> claims.Period | None:
        """The period that the report states for its figures."""
        return claims.stated_period((*self.report.preamble, *self.prose("overview"), *self.prose("other_matters")))

    @cached_property
    def due_edition(self) -> Edition | None:
        """The edition that is due for the report's year; None if the year is unknown."""
        return due(self.report.year) if self.report.year else None

    @cached_property
    def editions(self) -> list[tuple[nodes.ProactiveDisclosure | nodes.Applications, Edition]]:
        """The tables whose words show an edition, each with that edition."""
        found: tuple[nodes.ProactiveDisclosure | nodes.Applications, ...] = (
            *self.sections(nodes.ProactiveDisclosure),
            *self.sections(nodes.Applications),
        )
        return [(section, section.edition) for section in found if section.edition]

    @cached_property
    def narrative(self) -> claims.Narrative:
        """The claims of the sentences of 一 and 五."""
        return claims.merge(claims.read(self.prose(name), self.text) for name in ("overview", "problems"))

    @cached_property
    def others_figures(self) -> frozenset[str]:
        """The subjects for which some claim gives figures of others than the agency: of 全市, of an office.

        Where 全市 is the agency itself, and 本机关 or its office occurs too, the tables may be of either.
        """
        made = [claim for claim in self.narrative.claims if claim.scope]
        others = {name for one in made if not claims.is_own(one.scope, self.report.agency) for name in one.subjects}
        spoken = [({scope.reach for scope in (one.scope, *one.beside) if scope}, one) for one in made]
        wide = {name for reaches, one in spoken if _WIDE in reaches for name in one.subjects}
        itself = {name for reaches, one in spoken if reaches & _ITSELF for name in one.subjects}
        return frozenset(others | (wide | itself if wide and itself else set()))

    @cached_property
    def comparable(self) -> tuple[claims.Claim, ...]:
        """The claims whose figures are those of this report: of its year, and the agency's own.

        Where some figures are of more or of less than the agency (全市 and 本机关), it is unknown which of them the
        tables give.
        """
        return tuple(one for one in self.narrative.claims if self.is_own(one.scope, one.year, one.subjects))

    def is_own(self, scope: claims.Scope | None, year: int | None, subjects: Iterable[str]) -> bool:
        """Return whether figures of `subjects` are those of this report."""
        stated = year in (None, self.report.year) and claims.is_own(scope, self.report.agency)
        return stated and self.others_figures.isdisjoint(subjects)

    @cached_property
    def rows(self) -> Mapping[Path, nodes.Row]:
        """The rows by path; of a repeated row the first, as in the JSON."""
        found: dict[Path, nodes.Row] = {}
        for row in rows(self.report):
            found.setdefault(row.path, row)
        return found

    @cached_property
    def cells(self) -> Mapping[str, nodes.Cell]:
        """The cells of these rows by JSON pointer."""
        found: dict[str, nodes.Cell] = {}
        for path, row in self.rows.items():
            at = row_prefix(path)
            for cell in row.cells:
                found[at + cell.column] = cell
        return found

    @cached_property
    def values(self) -> equations.Values:
        """The values of the cells; None where no whole number is printed."""
        return {**self._printed.values, **self.supposed} if self.supposed else self._printed.values

    @cached_property
    def _printed(self) -> PrintedCells:
        return printed_cells(self.rows)

    def value(self, path: Path) -> int | None:
        """Return the value of the cell at `path`; None where no whole number is printed."""
        return self.values.get(pointer(path))

    def amount(self, at: str) -> int | Decimal | None:
        """Return the number at a JSON pointer, a count or an amount of money; None where none is printed."""
        cell = self.cells.get(at)
        return cell.value if cell else None

    @cached_property
    def matrix_edition(self) -> Edition:
        """The edition by which the matrix is read: its own, or the one due."""
        return _stated(self.sections(nodes.Applications)) or due(self.report.year)

    @cached_property
    def disclosure_edition(self) -> Edition:
        """The edition by which section 2 is read: its own, or the one due."""
        return _stated(self.sections(nodes.ProactiveDisclosure)) or due(self.report.year)

    @cached_property
    def matrix_sums(self) -> tuple[Sum, ...]:
        """The equations of the matrix, evaluated over its cells."""
        return self._evaluated(MATRIX[self.matrix_edition], 0)

    @cached_property
    def block_sums(self) -> tuple[Sum, ...]:
        """The equations of section 4, evaluated over its cells."""
        return self._evaluated(BLOCKS, 1)

    @cached_property
    def _sums(self) -> tuple[tuple[Sum, ...], ...] | None:
        """The sums of matrix and blocks as printed, if other values are assumed for some cells; otherwise None."""
        return None

    def _evaluated(self, form: Iterable[Equation], table: int) -> tuple[Sum, ...]:
        if self._sums is None:
            return tuple([evaluate(equation, self.values) for equation in form])
        other = self.supposed.keys()
        return tuple(
            one
            if other.isdisjoint(one.equation.left) and other.isdisjoint(one.equation.right)
            else evaluate(one.equation, self.values)
            for one in self._sums[table]
        )

    @property
    def sums(self) -> tuple[Sum, ...]:
        """All equations of the report's tables."""
        return self.matrix_sums + self.block_sums

    @cached_property
    def broken_sums(self) -> tuple[Sum, ...]:
        """The equations that do not hold."""
        return tuple([one for one in self.sums if one.state is EquationState.BROKEN])

    @cached_property
    def slips(self) -> list[Slip]:
        """The slips of writing, in the order of the text."""
        return slips(self.report, self.text)

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return LineIndex(self.text)

    @cached_property
    def leaves(self) -> tuple[tuple[Span, Leaf], ...]:
        """Each span of each leaf, in the order of the text; no two overlap."""
        return tuple(sorted(((span, leaf) for leaf in leaves(self.report) for span in leaf.spans), key=itemgetter(0)))

    @cached_property
    def places_of_rows(self) -> dict[int, Any]:
        """What fixes know of the place of a row, by the row's identity: missing rows have the same neighbours."""
        return {}

    @cached_property
    def deduced(self) -> Mapping[str, int]:
        """The values of blank cells that the equations imply, by JSON pointer."""
        return deduced([one.equation for one in self.sums], self.values)

    def wording(self, path: Path) -> Wording:
        """Return the words of the form for the table of `path`."""
        editions = {"applications": self.matrix_edition, "proactive_disclosure": self.disclosure_edition}
        return Wording(self.vocabulary, editions.get(path[0]))

    def name(self, path: Path) -> str:
        """Return the name of the cell at `path` for messages: its row and its column in the form."""
        return self.wording(path).cell(path)

    def place(self, path: Path) -> Span:
        """Return the span of the cell at `path`, or else that of its row's label, or the beginning of the text."""
        cell, row = self.cells.get(pointer(path)), self.rows.get(path[:-1])
        if cell and cell.spans:
            return hull(cell.spans)
        return row_span(row) if row else Span(0, 0)

    @cached_property
    def _rows_of(self) -> Mapping[str, list[nodes.Row]]:
        found: dict[str, list[nodes.Row]] = {}
        for path, row in self.rows.items():
            found.setdefault(path[0], []).append(row)
        return found

    def printed(self, table: str) -> Sequence[nodes.Row]:
        """Return the rows of `table` (the first key of a path), in the order of the text."""
        return self._rows_of.get(table, ())

    def with_gaps(self, table: str) -> Iterator[nodes.Row]:
        """Yield the rows of `table` in which some cell has no value, in the order of the text."""
        return (row for row in self._printed.with_gaps if row.path[0] == table)

    def odd_numbers(self, table: str) -> Iterator[tuple[nodes.Row, nodes.Cell]]:
        """Yield the cells of `table` that print a number below zero or with decimals, including amounts of money."""
        return ((row, cell) for row, cell in self._printed.odd_numbers if row.path[0] == table)


def _stated(sections: Iterable[nodes.ProactiveDisclosure | nodes.Applications]) -> Edition | None:
    return next((section.edition for section in sections if section.edition), None)
