"""The tree of a report. Nodes know nothing of JSON, of layout or of rules.

Spans are code-point offsets into the source. Each character of the source is in exactly one
leaf (Label, Cell, Paragraph, Stray, Title) or in the trivia, the marks between them.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

from reportc.form import Edition, Path
from reportc.frozen import frozen
from reportc.span import Spans

if TYPE_CHECKING:
    from reportc.source.pieces import Remark  # the readers are loaded with the first compile


class State(StrEnum):
    """How a cell got its value; only `PRINTED` cells have one."""

    PRINTED = "printed"
    BLANK = "blank"
    DASH = "dash"
    LOST = "lost"
    MISSING = "missing"


@frozen
class Label:
    """A heading, caption, column or row label: `name` is its word in the form."""

    name: str
    text: str
    spans: Spans
    canonical: bool


@frozen
class Cell:
    """A number's place. `text` is as printed, `value` the number (万元 for an amount).

    `remarks` are characters beside `text` that are set as no part of the number: superscripts and the like.
    """

    column: str
    state: State
    value: int | Decimal | None
    text: str
    spans: Spans
    unit: str | None = None
    remark: str | None = None
    remarks: tuple[Remark, ...] = ()


@frozen
class Row:
    """A row of a table: cells in the form's order, and printed cells that fit no column.

    `path` are the JSON keys from the report down.
    """

    path: Path
    labels: tuple[Label, ...]
    cells: tuple[Cell, ...]
    unplaced: tuple[Cell, ...] = ()


@frozen
class Stray:
    """Text inside a table that is not part of the form, with the numbers that follow it."""

    text: str
    spans: Spans
    numbers: tuple[Cell, ...] = ()


@frozen
class Paragraph:
    """A paragraph of prose, or a note beside a table; `text` without the marks around it."""

    text: str
    spans: Spans


@frozen
class Title:
    """The title, on one line or two; agency and year are None where it does not print them."""

    text: str
    spans: Spans
    agency: str | None
    year: int | None


@frozen
class Prose:
    """One of the three sections of prose."""

    name: Literal["overview", "problems", "other_matters"]
    heading: Label | None
    paragraphs: tuple[Paragraph, ...]
    strays: ClassVar[tuple[Stray, ...]] = ()  # every text is one of its paragraphs


@frozen
class Article:
    """One 第二十条 block: its caption, header labels and rows."""

    name: str
    caption: Label | None
    header: tuple[Label, ...]
    rows: tuple[Row, ...]


@frozen
class ProactiveDisclosure:
    """Section 2. `edition` is None where nothing shows it."""

    heading: Label | None
    edition: Edition | None
    articles: tuple[Article, ...]
    notes: tuple[Paragraph, ...] = ()
    strays: tuple[Stray, ...] = ()


@frozen
class Applications:
    """Section 3, the disposition matrix; `labels` are its header and its groups."""

    heading: Label | None
    edition: Edition | None
    labels: tuple[Label, ...]
    rows: tuple[Row, ...]
    notes: tuple[Paragraph, ...] = ()
    strays: tuple[Stray, ...] = ()


@frozen
class Proceedings:
    """Section 4: three rows of five numbers; `labels` are its captions and columns."""

    heading: Label | None
    labels: tuple[Label, ...]
    rows: tuple[Row, ...]
    notes: tuple[Paragraph, ...] = ()
    strays: tuple[Stray, ...] = ()


Section = Prose | ProactiveDisclosure | Applications | Proceedings


@frozen
class Report:
    """A report. `year` is the title's, else the stated period's, else what section 1 speaks of.

    `front` is the text before the title (a page's chrome); `preamble` the text after it.
    Sections are in the order of the text and may repeat. Page marks may be inside anything.
    `around` is the text that a page prints around a report, between its title and section 1 and after its last section.
    `missing` are the rows of the form that no table has: so every cell of each table's edition, or of the one due
    where the table does not occur, is in the tree with its state.
    """

    title: Title | None
    agency: str | None
    year: int | None
    front: tuple[Paragraph, ...]
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    page_marks: tuple[Paragraph, ...]
    around: tuple[Paragraph, ...] = ()
    missing: tuple[Row, ...] = ()
