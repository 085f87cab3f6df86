"""Rows: a label's printed cells become a row of the form, and a finding reports what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from reportc.diagnostic import Diagnostic
from reportc.form import AMOUNT, Edition, Path, pointer
from reportc.reading import cell_lost, cell_not_a_number, row_missing, row_repeated, row_unknown, row_unread, stray_text
from reportc.span import Span, Spans, hull
from reportc.syntax import formatter_marks, numbers
from reportc.syntax.missing_rows import gaps
from reportc.syntax.nodes import Cell, Label, Paragraph, Row, State, Stray
from reportc.syntax.parser import Node
from reportc.syntax.terminals import LOST, NUMBER, WORDS
from reportc.syntax.vocabulary import TWO_NUMBERS, Vocabulary
from reportc.syntax.wording import Wording
from reportc.table.entry import Placement
from reportc.table.lexeme import BLANK, Lexeme

_LONGEST_QUOTE = 40
_LONGEST_COUNT = 9
"""No agency counts to a billion: a longer run of digits is several numbers in one."""


@dataclass(slots=True)
class Builder:
    """The context of building: the words of the form, and the findings so far."""

    vocabulary: Vocabulary
    diagnostics: list[Diagnostic] = field(default_factory=list)
    edition: Edition | None = None  # of the table that is being built
    begin: Span = field(default_factory=lambda: Span(0, 0))  # of the table that is being built, by its heading
    amount_scale: int | None = None  # of the unit that the column of money names, where it is not 万元
    weighed: bool = False  # whether the values of numbers, and not only their places, decided something

    @property
    def wording(self) -> Wording:
        """The form's words in the edition of the table that is being built."""
        return Wording(self.vocabulary, self.edition)

    def cell(self, lexeme: Lexeme, column: str) -> Cell:
        """Return the cell of `column`."""
        piece = lexeme.piece
        if lexeme.word.name == NUMBER and not piece.remarks and (column != AMOUNT or self.amount_scale is None):
            value = numbers.bare(piece.text, self.vocabulary.pattern(NUMBER))
            if value is not None:  # nearly all cells hold a number and no more
                return Cell(column, State.PRINTED, value, piece.text, piece.spans)
        return numbers.cell(lexeme, column, self.number(lexeme.piece.text, column))

    def number(self, text: str, column: str) -> numbers.Number | None:
        """Read a number; a bare amount is in the unit that its column names; None for any other text."""
        found = numbers.read(text, self.vocabulary.pattern(NUMBER))
        if found is None or found.printed_unit or column != AMOUNT or self.amount_scale is None:
            return found
        self.weighed = True
        return replace(found, unit=numbers.YUAN, scale=self.amount_scale)

    def value(self, lexeme: Lexeme) -> object:
        """Return the number in a cell, whatever its column."""
        self.weighed = True
        made = self.cell(lexeme, "")
        return made.state if made.value is None else made.value

    def row(
        self,
        path: Path,
        labels: tuple[Label, ...],
        columns: Sequence[str],
        placement: Placement,
        above: Iterable[Lexeme] = (),
    ) -> Row:
        """Return the row of `path` and report what it lost or prints with remarks; `above` marks more of its cells."""
        if self._contradicts(columns, placement) or any(map(is_glued, placement.columns)):
            placement = placement.scattered()
        # Next to a cell with words a blank is lost: its number may be in the other cell.
        doubtful = any(lexeme and lexeme.word.name == WORDS for lexeme in placement.columns)
        cells = tuple(
            self._placed(lexeme, column, lost=i in placement.lost or (doubtful and is_blank(lexeme)))
            for i, (lexeme, column) in enumerate(zip(placement.columns, columns, strict=True))
        )
        unplaced = [self.cell(lexeme, "") for lexeme in placement.unplaced if lexeme.word.name != LOST]
        unplaced += [self._marked(*part) for lexeme in above for part in formatter_marks.parts(lexeme.piece)]
        row = Row(path, labels, cells, tuple(unplaced))
        self._report(row)
        return row

    def _contradicts(self, columns: Sequence[str], placement: Placement) -> bool:
        """Return whether money would be in a column of counts: then the order is not the form's."""
        pairs = zip(columns, placement.columns, strict=True)
        found = (self.number(lexeme.piece.text, column) for column, lexeme in pairs if lexeme and column != AMOUNT)
        return AMOUNT in columns and any(number is not None and number.unit == numbers.YUAN for number in found)

    def _placed(self, lexeme: Lexeme | None, column: str, *, lost: bool) -> Cell:
        if lexeme is None or lost:
            return Cell(column, State.LOST if lost else State.BLANK, None, "", ())
        return self.cell(lexeme, column)

    def _report(self, row: Row) -> None:
        """Report the cells of `row` that are lost or hold more than a number."""
        if not row.unplaced and all(map(_is_plain, row.cells)):
            return
        name = row_name(self, row)
        lost = [cell for cell in row.cells if cell.state is State.LOST]
        if lost:
            printed = " ".join(cell.text for cell in (*row.cells, *row.unplaced) if cell.text)
            columns = "、".join(self.wording.column(cell.column, row.path) for cell in lost)
            paths = (pointer(row.path),) if len(lost) == len(row.cells) else tuple(cell_pointer(row, c) for c in lost)
            arguments = name, len(row.cells), columns, _quote(printed) or "—"
            self.diagnostics.append(cell_lost(self._place(row), paths, *arguments))
        for cell in row.cells:
            if cell.remarks or not (cell.value is None or cell.text.isdecimal()):
                self._report_cell(row, name, cell)
        if not lost and any(cell.text for cell in row.unplaced):
            spans = next(cell.spans for cell in row.unplaced if cell.text)
            text = " ".join(cell.text for cell in row.unplaced if cell.text)
            self.diagnostics.append(row_unknown(hull(spans), (pointer(row.path),), name, _quote(text)))

    def _place(self, row: Row) -> Span:
        """Return the span of a row or, if nothing of it is printed, of the beginning of its table."""
        own = [cell.spans for cell in (*row.cells, *row.unplaced) if cell.text and cell.spans]
        return row_span(row) if row.labels else hull(own[0]) if own else self.begin

    def _report_cell(self, row: Row, name: str, cell: Cell) -> None:
        number = self.number(cell.text, cell.column)
        if not cell.remarks and (cell.value is None or number is None or number.plain(cell.column)):
            return
        beside = [(remark.setting.value, remark.text) for remark in cell.remarks]
        value = numbers.shown(cell.value) if cell.value is not None and number and number.fits(cell.column) else "null"
        column = self.wording.column(cell.column, row.path)
        paths = (cell_pointer(row, cell),)
        self.diagnostics.append(cell_not_a_number(hull(cell.spans), paths, name, column, cell.text, value, beside))

    def complete(
        self, rows: Sequence[Row], expected: Iterable[Path], section: str, span: Span, strays: Iterable[Stray]
    ) -> None:
        """Report the rows that a table lacks, and those that it has twice."""
        seen: set[Path] = set()
        for row in rows:
            if row.path in seen:
                self.diagnostics.append(row_repeated(row_span(row), (pointer(row.path),), row_name(self, row)))
            seen.add(row.path)
        for path, near in gaps(rows, list(expected), span, strays):
            names = self.wording.spelling(section), self.wording.row(path)
            self.diagnostics.append((row_unread if near else row_missing)(span, (pointer(path),), *names))

    def set_aside(self, first: Lexeme, cells: Iterable[Lexeme]) -> Stray:
        """Make a stray of a piece and the numbers after it, and report it."""
        found = tuple(self.cell(lexeme, "") for lexeme in cells if lexeme.piece.text)
        return self._aside(Stray(first.piece.text, first.piece.spans, found))

    def marked(self, lexeme: Lexeme) -> Stray:
        """Make the stray of a mark of the formatter, and report it."""
        (text, spans), *found = formatter_marks.parts(lexeme.piece)
        return self._aside(Stray(text, spans, tuple(self._marked(*part) for part in found)))

    def _marked(self, text: str, spans: Spans) -> Cell:
        """Make a cell from the content of a mark."""
        if formatter_marks.is_lost(text):
            return Cell("", State.LOST, None, text[1:], spans)
        if not self.vocabulary.is_cell(text):
            return Cell("", State.LOST, None, text, spans)
        printed = numbers.printed(text, spans, "", self.number(text, ""))
        return printed or Cell("", State.DASH, None, text, spans)

    def _aside(self, stray: Stray) -> Stray:
        """Report a stray."""
        span, text = hull(stray.spans or (Span(0, 0),)), _quote(stray.text)
        if any(cell.value is not None for cell in stray.numbers):
            self.diagnostics.append(row_unknown(span, (), text, _quote(" ".join(cell.text for cell in stray.numbers))))
        else:
            self.diagnostics.append(stray_text(span, (), text))
        return stray


def _is_plain(cell: Cell) -> bool:
    """Return whether a cell gives no finding: it holds a number and no more."""
    return cell.value is not None and cell.text.isdecimal() and not cell.remarks


def is_glued(lexeme: Lexeme | None) -> bool:
    """Return whether several numbers are in one cell, with or without a space between."""
    text = lexeme.piece.text if lexeme and lexeme.word.name != LOST else ""
    if text.isdigit():
        return len(text) > _LONGEST_COUNT
    return bool(TWO_NUMBERS.search(text))


def is_blank(lexeme: Lexeme | None) -> bool:
    """Return whether nothing is printed in a cell."""
    return lexeme is None or lexeme.word.name == BLANK


def label_of(lexeme: Lexeme) -> Label:
    """Make the label of a lexeme."""
    return Label(lexeme.word.label, lexeme.piece.text, lexeme.piece.spans, lexeme.word.canonical)


def paragraph_of(node: Node) -> Paragraph:
    """Make the paragraph of a node that holds one lexeme."""
    lexeme = first_lexeme(node)
    return Paragraph(lexeme.piece.text, lexeme.piece.spans)


def first_lexeme(node: Node) -> Lexeme:
    """Return the lexeme that a node begins with; rules of labels, notes and paragraphs do."""
    return cast("Lexeme", node.children[0])


def lexemes_of(node: Node) -> tuple[Lexeme, ...]:
    """Return all lexemes that are directly in a node."""
    return tuple([child for child in node.children if isinstance(child, Lexeme)])


def above_of(node: Node) -> tuple[Lexeme, ...]:
    """Return the marks after a row that hold more of its cells."""
    return tuple(first_lexeme(child) for child in node.children if isinstance(child, Node) and child.data == "above")


def cells_of(node: Node) -> tuple[Lexeme, ...]:
    """Return the lexemes after a node's label."""
    return tuple([child for child in node.children[1:] if isinstance(child, Lexeme)])


def row_name(builder: Builder, row: Row) -> str:
    """Return the name of `row` in messages: the form's wording."""
    return builder.wording.row(row.path)


def row_span(row: Row) -> Span:
    """Return the span of a row's label, or of its first printed cell where it has none."""
    parts = [label.spans for label in row.labels] or [cell.spans for cell in row.cells if cell.spans]
    return hull(parts[0]) if parts else Span(0, 0)


def cell_pointer(row: Row, cell: Cell) -> str:
    """Return the JSON pointer of a cell."""
    return pointer((*row.path, cell.column))


def in_text_order(strays: Iterable[Stray]) -> tuple[Stray, ...]:
    """Return strays in the order of the text: some are found only when a table is built."""
    return tuple(sorted(strays, key=lambda stray: stray.spans))


def _quote(text: str) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
