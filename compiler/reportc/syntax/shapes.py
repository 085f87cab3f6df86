"""Shapes: stretches that differ only in numbers make the same table, so that it is built once and filled again.

What a table becomes depends on its words, on the relative places of its pieces, and on which of them are numbers.
Their values decide nothing, except in the few cases that `Builder.weighed` reports. So the shape of a stretch is all
but its plain numbers, and a section built from one stretch without any doubt is the template of all of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from reportc.source import Piece
from reportc.source.fold import fold
from reportc.span import Span, Spans
from reportc.syntax import numbers
from reportc.syntax.nodes import Cell, Label, Paragraph, Section, State
from reportc.syntax.parser import vocabulary
from reportc.syntax.rebuilt import Leaves, rebuilt
from reportc.syntax.terminals import NUMBER

_MOST = 192
"""The number of shapes that are remembered, each with some 20 kB; the least recently used goes first."""
_LONGEST = 512
"""Stretches of more pieces have no shape; a table of the form has 300."""
_MOST_KINDS = 20_000
"""At most this many texts are remembered; then the memory begins again."""
_LONGEST_KIND = 100
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
"""A number that is nothing but its value: no zeros before it, few enough digits for one cell and JSON."""
_COUNT = re.compile(r"[1-9][0-9]{1,8}")
_COUNTED = ((), "", False, False)
"""Its class: no word of the form, no unit, no decimals."""
_FORMS_UNITS = ((0, None), (numbers.FORMS_SCALE, numbers.YUAN))
"""What may be next to such a number: nothing, or the unit that the form has for money."""
_FIELDS = attrgetter("text", "spans", "row", "column", "part", "left", "loose", "torn", "remarks")
_PLACES: tuple[Spans, ...] = tuple((Span(at, at + 1),) for at in range(_LONGEST))

_MOST_LEAVES = 4_096
_label, _cell = lru_cache(maxsize=_MOST_LEAVES)(Label), lru_cache(maxsize=_MOST_LEAVES)(Cell)
"""Leaves of templates: shapes have most of them in common."""
_PRINTED = State.PRINTED
PieceKind = int | str
"""A piece in a shape: a number that plain numbers differing only in value share, or else the piece's text."""


class Shape(NamedTuple):
    """Everything about a stretch that decides how it is built.

    `rows` separates pieces of one row from those of others, and `none` is the row of those without one; `lefts` are the
    places across a page of all pieces except plain numbers; `in_order` says whether pieces are in the text's order.
    """

    kinds: tuple[PieceKind, ...]
    columns: tuple[int | None, ...]
    parts: tuple[int, ...]
    rows: tuple[int, ...]
    none: int | None
    lefts: tuple[tuple[int | None, bool] | None, ...]
    in_order: bool


class _KnownText(NamedTuple):
    """A text: its kind, its value where it is a plain number, and the text itself, shared by all its places."""

    kind: PieceKind
    value: int | Decimal | None
    text: str


class _Kinds(dict[str, _KnownText]):
    """The kinds of texts, computed on first use."""

    def __init__(self) -> None:
        self._classes: dict[tuple[object, ...], int] = {}

    def __missing__(self, text: str) -> _KnownText:
        if len(text) > _LONGEST_KIND:
            return _KnownText(text, None, text)
        if len(self) >= _MOST_KINDS:
            self.clear()
        found = self[text] = self._plain(text) or _KnownText(text, None, text)
        return found

    def _plain(self, text: str) -> _KnownText | None:
        """Return the value of a plain number; None for any other text."""
        if _COUNT.fullmatch(text) and vocabulary().is_other(text):  # most numbers: read by itself, it says the same
            return _KnownText(self._classes.setdefault(_COUNTED, len(self._classes)), int(text), text)
        number = numbers.read(text, vocabulary().pattern(NUMBER))
        if number is None or (number.scale, number.unit) not in _FORMS_UNITS:
            return None
        unit = number.printed_unit or ""
        plain = _PLAIN.fullmatch(text.removesuffix(unit))
        if plain is None:
            return None
        is_bare = not unit and vocabulary().is_other(fold(text))  # then its words are those of all numbers
        words = () if is_bare else tuple(word.terminal for word in vocabulary().words(text))
        alike = (words, unit, plain[1] is not None, isinstance(number.value, Decimal))
        return _KnownText(self._classes.setdefault(alike, len(self._classes)), number.value, text)


_kinds = _Kinds()


def shape_of(pieces: Sequence[Piece]) -> Shape | None:
    """Return the shape of a stretch; None where a piece has more properties than a text and a place."""
    if not 0 < len(pieces) <= _LONGEST:
        return None
    texts, spans, of_rows, columns, of_parts, lefts, *special = zip(*map(_FIELDS, pieces), strict=True)
    if any(map(any, special)):
        return None
    kinds = tuple([_kinds[text].kind for text in texts])
    starts = [parts[0] for parts in spans]
    rows: dict[int | None, int] = {}
    return Shape(
        kinds,
        columns,
        of_parts,
        tuple([rows.setdefault(row, len(rows)) for row in of_rows]),
        rows.get(None),
        () if lefts.count(None) == len(lefts) else _lefts(kinds, lefts, spans),
        starts == sorted(starts),
    )


def _lefts(
    kinds: Sequence[PieceKind], lefts: Sequence[int | None], spans: Sequence[Spans]
) -> tuple[tuple[int | None, bool] | None, ...]:
    """Return where words begin across the page, and which of them are broken."""
    measured = zip(kinds, lefts, spans, strict=True)
    return tuple([None if isinstance(kind, int) else (left, len(parts) > 1) for kind, left, parts in measured])


class ShapeTemplate:
    """The section that all stretches of one shape share, once the first of them was built: its numbers are open.

    Its spans count pieces: the span of a leaf is the index of the piece that fills it.
    """

    __slots__ = ("_page_marks", "_section", "unexplained")

    def __init__(self) -> None:
        """Begin without a section."""
        self._section: Section | None = None
        self._page_marks: tuple[int, ...] = ()
        self.unexplained = 0
        """How many pieces and cells of each have no place."""

    def take(self, section: Section, page_marks: Sequence[Piece], pieces: Sequence[Piece], unexplained: int) -> None:
        """Keep the section built from the first pieces, unless a leaf of it is not exactly a piece."""
        opened = _OpenLeaves(pieces)
        form = rebuilt(section, opened)
        if opened.whole:
            self._section, self.unexplained = form, unexplained
            self._page_marks = tuple(at for at, piece in enumerate(pieces) if any(piece is mark for mark in page_marks))

    def filled(self, pieces: Sequence[Piece]) -> tuple[Section, list[Piece]] | None:
        """Return the section of other pieces of this shape, and their page marks; None if no section is kept."""
        if self._section is None:
            return None
        return rebuilt(self._section, _Filled(pieces)), [pieces[at] for at in self._page_marks]


@lru_cache(maxsize=_MOST)
def form_of(shape: Shape) -> ShapeTemplate:  # noqa: ARG001  # the key under which it is remembered
    """Return the template that stretches of a shape share."""
    return ShapeTemplate()


class _OpenLeaves(Leaves):
    """Leaves without their texts and places, which the pieces have, and without the values of plain numbers.

    They are `whole` if filling them with the same pieces gives the same leaves again.
    """

    __slots__ = ("_at", "_pieces", "whole")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._at = {id(piece.spans): at for at, piece in enumerate(pieces)}
        self._pieces = pieces
        self.whole = len(self._at) == len(pieces)

    def _piece(self, text: str, spans: Spans) -> Spans:
        """Return the index of the piece of a leaf, as a span."""
        at = self._at.get(id(spans), -1)
        self.whole = self.whole and at >= 0 and self._pieces[at].text == text
        return _PLACES[at]

    def spans(self, spans: Spans) -> Spans:
        """Refuse a leaf of another kind: it may be several pieces."""
        self.whole = False
        return spans

    def label(self, one: Label) -> Label:
        """Leave a label's text open."""
        return _label(one.name, "", self._piece(one.text, one.spans), one.canonical)

    def paragraph(self, one: Paragraph) -> Paragraph:
        """Leave a paragraph's text open."""
        return Paragraph("", self._piece(one.text, one.spans))

    def cell(self, one: Cell) -> Cell:
        """Leave a cell's text open, and the value of a plain number."""
        if not one.spans:
            return one
        spans, known = self._piece(one.text, one.spans), _kinds[one.text]
        if isinstance(known.kind, int):
            self.whole = self.whole and one.value == known.value and one.remark is None and not one.remarks
            return _cell(one.column, _PRINTED, None, "", spans, one.unit)
        self.whole = self.whole and not (one.value is None and one.state is _PRINTED) and not one.remarks
        return _cell(one.column, one.state, one.value, "", spans, one.unit, one.remark)


class _Filled(Leaves):
    """Leaves of a template with the texts, places and values of pieces."""

    __slots__ = ("_spans", "_texts", "_values")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        known = [_kinds[piece.text] for piece in pieces]
        self._texts = [one.text for one in known]
        self._spans = [piece.spans for piece in pieces]
        self._values = [one.value for one in known]

    def label(self, one: Label) -> Label:
        """Fill a label."""
        at = one.spans[0].start
        return Label(one.name, self._texts[at], self._spans[at], one.canonical)

    def paragraph(self, one: Paragraph) -> Paragraph:
        """Fill a paragraph."""
        at = one.spans[0].start
        return Paragraph(self._texts[at], self._spans[at])

    def cells(self, found: Iterable[Cell]) -> tuple[Cell, ...]:
        """Fill the cells of a row; one without a text stays as it is, one printed without a value gets its own."""
        texts, spans, values = self._texts, self._spans, self._values
        return tuple(
            [
                Cell(
                    one.column,
                    one.state,
                    values[at] if one.value is None and one.state is _PRINTED else one.value,
                    texts[at],
                    spans[at],
                    one.unit,
                    one.remark,
                )
                if one.spans and (at := one.spans[0][0]) >= 0
                else one
                for one in found
            ]
        )
