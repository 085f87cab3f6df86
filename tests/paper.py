"""Trees built without the parser: a text is written, and its nodes have the spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportc import form
from reportc.diagnostic import Diagnostic
from reportc.result import Result
from reportc.source import Source
from reportc.span import Span, Spans
from reportc.syntax import nodes

Value = int | Decimal | None
Values = Callable[[form.Path, str], Value]
"""Returns the number to print for a row's path and a column."""


@dataclass
class Paper:
    """A growing text with each piece on a line; each method returns the node that it wrote."""

    text: str = ""

    def write(self, text: str) -> Spans:
        """Write a line and return its place."""
        start = len(self.text)
        self.text += text + "\n"
        return (Span(start, start + len(text)),)

    def label(self, name: str) -> nodes.Label:
        """Write a label."""
        return nodes.Label(name, name, self.write(name), canonical=True)

    def paragraph(self, text: str) -> nodes.Paragraph:
        """Write a paragraph."""
        return nodes.Paragraph(text, self.write(text))

    def title(self, text: str, agency: str | None = None, year: int | None = None) -> nodes.Title:
        """Write a title."""
        return nodes.Title(text, self.write(text), agency, year)

    def cell(self, column: str, value: Value) -> nodes.Cell:
        """Write a number, or leave a cell blank."""
        if value is None:
            return nodes.Cell(column, nodes.State.BLANK, None, "", ())
        return nodes.Cell(column, nodes.State.PRINTED, value, str(value), self.write(str(value)))

    def row(self, path: form.Path, cells: Iterable[tuple[str, Value]]) -> nodes.Row:
        """Write a row: its label, its numbers by column."""
        label = self.label(path[-1])
        return nodes.Row(path, (label,), tuple(self.cell(*cell) for cell in cells))

    def rows(self, table: form.Table, values: Values) -> tuple[nodes.Row, ...]:
        """Write all rows of a table of the form."""
        return tuple(self.row(path, [(c, values(path, c)) for c in table.columns]) for path in table.row_paths())

    def stray(self, text: str, *numbers: int) -> nodes.Stray:
        """Write a text and numbers that belong to no row."""
        return nodes.Stray(text, self.write(text), tuple(self.cell("", number) for number in numbers))

    def prose(self, name: str, *paragraphs: str) -> nodes.Prose:
        """Write a section of prose."""
        return nodes.Prose(name, self.label(name), tuple(map(self.paragraph, paragraphs)))  # type: ignore[arg-type]  # one of three

    def disclosure(self, edition: form.Edition, values: Values) -> nodes.ProactiveDisclosure:
        """Write section 2, complete."""
        heading = self.label("proactive_disclosure")
        articles = [
            nodes.Article(table.path[-1], self.label(table.path[-1]), (), self.rows(table, values))
            for table in form.ARTICLES[edition]
        ]
        return nodes.ProactiveDisclosure(heading, edition, tuple(articles))

    def applications(self, edition: form.Edition, values: Values) -> nodes.Applications:
        """Write section 3, complete."""
        heading = self.label("applications")
        return nodes.Applications(heading, edition, (), self.rows(form.APPLICATIONS[edition], values))

    def proceedings(self, values: Values) -> nodes.Proceedings:
        """Write section 4, complete."""
        return nodes.Proceedings(self.label("proceedings"), (), self.rows(form.PROCEEDINGS, values))

    def report(
        self,
        *sections: nodes.Section,
        title: nodes.Title | None = None,
        agency: str | None = None,
        year: int | None = None,
        preamble: Sequence[nodes.Paragraph] = (),
    ) -> nodes.Report:
        """Return the report with the given sections."""
        return nodes.Report(title, agency, year, (), tuple(preamble), sections, ())

    def compiled(self, tree: nodes.Report, *diagnostics: Diagnostic) -> Result:
        """Return the result of `tree`, the input of the emitters."""
        return Result(Source(self.text, None, (), ()), tree, diagnostics)


def numbered() -> Values:
    """Return values that are all different: 1, 2, 3…; amounts have four decimals."""
    last = 0

    def value(_path: form.Path, column: str) -> Value:
        nonlocal last
        last += 1
        return Decimal(last) + Decimal("0.0625") if column == form.AMOUNT else last

    return value


def complete(edition: form.Edition, year: int, values: Values | None = None) -> Result:
    """Return a report without blanks."""
    values, paper = values or numbered(), Paper()
    title = paper.title(f"某某局{year}年政府信息公开工作年度报告", "某某局", year)
    preamble = [paper.paragraph("现公布本机关年度报告。")]
    sections = (
        paper.prose("overview", "本年度总体情况良好。", "（一）主动公开。"),
        paper.disclosure(edition, values),
        paper.applications(edition, values),
        paper.proceedings(values),
        paper.prose("problems", "问题与改进。"),
        paper.prose("other_matters", "无。"),
    )
    return paper.compiled(paper.report(*sections, title=title, agency="某某局", year=year, preamble=preamble))
