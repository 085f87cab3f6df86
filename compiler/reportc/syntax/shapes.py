"""Shapes: stretches of which only the numbers differ make the same table, so that it is built once and filled again.

What a table becomes depends on its words, on where its pieces stand to one another, and on where there are numbers.
What these say decides nothing, but for the few cases that `Builder.weighed` tells. So the shape of a stretch is all
but its plain numbers, and what was built of one stretch without any doubt is the form of all others of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reportc.source import Piece
from reportc.span import Span, Spans
from reportc.syntax import numbers
from reportc.syntax.nodes import Cell, Label, Paragraph, Section, State
from reportc.syntax.parser import vocabulary
from reportc.syntax.rebuilt import Leaves, rebuilt
from reportc.syntax.vocabulary import NUMBER

_MOST = 128
"""So many shapes are remembered, each with at most 100 kB; the one that was not asked for the longest goes first."""
_LONGEST = 512
"""Stretches of more pieces have no shape; a table of the form has 300."""
_MOST_KINDS = 20_000
"""So many texts are remembered; then the memory begins again."""
_LONGEST_KIND = 100
_PLAIN = re.compile(r"(-?)(?:0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
"""A number of which nothing can be said but its value: no zeros before it, few enough digits for one cell and JSON."""
_FORMS_UNITS = ((0, None), (numbers.FORMS_SCALE, numbers.YUAN))
"""What may stand beside such a number: nothing, or the unit that the form has for money."""
_PLACES: tuple[Spans, ...] = tuple((Span(at, at + 1),) for at in range(_LONGEST))

_PRINTED = State.PRINTED
Kind = int | str
"""What a piece is in a shape: a number for all plain numbers that are alike but for their value, or else its text."""


class Shape(NamedTuple):
    """All of a stretch that decides what becomes of it.

    `rows` tells pieces of one row from those of others, and `none` is what those without a row have; `lefts` are the
    places across a page of all but plain numbers; `in_order` tells whether the pieces stand as in the text.
    """

    kinds: tuple[Kind, ...]
    columns: tuple[int | None, ...]
    parts: tuple[int, ...]
    rows: tuple[int, ...]
    none: int | None
    lefts: tuple[tuple[int | None, bool] | None, ...]
    in_order: bool


class _Known(NamedTuple):
    """A text: its kind, what it says where it is a plain number, and itself, once for all places where it stands."""

    kind: Kind
    value: int | Decimal | None
    text: str


class _Kinds(dict[str, _Known]):
    """What is known of texts, found out when they are asked for."""

    def __init__(self) -> None:
        self._classes: dict[tuple[object, ...], int] = {}

    def __missing__(self, text: str) -> _Known:
        if len(text) > _LONGEST_KIND:
            return _Known(text, None, text)
        if len(self) >= _MOST_KINDS:
            self.clear()
        found = self[text] = self._plain(text) or _Known(text, None, text)
        return found

    def _plain(self, text: str) -> _Known | None:
        """Return what a plain number is; None if a text is none."""
        number = numbers.read(text, vocabulary().pattern(NUMBER))
        if number is None or (number.scale, number.unit) not in _FORMS_UNITS:
            return None
        unit = number.printed_unit or ""
        plain = _PLAIN.fullmatch(text.removesuffix(unit))
        if plain is None:
            return None
        words = tuple(word.terminal for word in vocabulary().words(text))
        alike = (words, unit, plain[1], plain[2] is not None, isinstance(number.value, Decimal))
        return _Known(self._classes.setdefault(alike, len(self._classes)), number.value, text)


_kinds = _Kinds()


def shape_of(pieces: Sequence[Piece]) -> Shape | None:
    """Return the shape of a stretch; None where a piece shows more of itself than a text and a place."""
    if len(pieces) > _LONGEST or True in [piece.loose or piece.torn or piece.remarks != () for piece in pieces]:
        return None
    kinds = tuple([_kinds[piece.text].kind for piece in pieces])
    rows: dict[int | None, int] = {}
    starts = [piece.spans[0] for piece in pieces]
    return Shape(
        kinds,
        tuple([piece.column for piece in pieces]),
        tuple([piece.part for piece in pieces]),
        tuple([rows.setdefault(piece.row, len(rows)) for piece in pieces]),
        rows.get(None),
        _lefts(pieces, kinds),
        starts == sorted(starts),
    )


def _lefts(pieces: Sequence[Piece], kinds: Sequence[Kind]) -> tuple[tuple[int | None, bool] | None, ...]:
    """Return where words begin across the page, and which of them are broken; () where no layout measures it."""
    if all(piece.left is None for piece in pieces):
        return ()
    return tuple(
        [
            None if isinstance(kind, int) else (piece.left, len(piece.spans) > 1)
            for piece, kind in zip(pieces, kinds, strict=True)
        ]
    )


class Form:
    """What is made of every stretch of one shape, once the first of them was built: a section whose numbers are open.

    Its spans count pieces: where the leaf of a section stands that is filled, the piece of that number does.
    """

    __slots__ = ("_kinds", "_page_marks", "_section", "unexplained")

    def __init__(self, shape: Shape) -> None:
        """Begin without a section."""
        self._kinds = shape.kinds
        self._section: Section | None = None
        self._page_marks: tuple[int, ...] = ()
        self.unexplained = 0
        """How much finds no place in each of them."""

    def take(self, section: Section, page_marks: Sequence[Piece], pieces: Sequence[Piece], unexplained: int) -> None:
        """Keep what was built of the first pieces, unless a leaf of it is no piece as it stands there."""
        opened = _Open(pieces, self._kinds)
        form = rebuilt(section, opened)
        if opened.whole and rebuilt(form, _Filled(pieces)) == section:
            self._section, self.unexplained = form, unexplained
            self._page_marks = tuple(at for at, piece in enumerate(pieces) if any(piece is mark for mark in page_marks))

    def filled(self, pieces: Sequence[Piece]) -> tuple[Section, list[Piece]] | None:
        """Return the section of other pieces of this shape, and those that are page marks; None before there is one."""
        if self._section is None:
            return None
        return rebuilt(self._section, _Filled(pieces)), [pieces[at] for at in self._page_marks]


@lru_cache(maxsize=_MOST)
def form_of(shape: Shape) -> Form:
    """Return the form that stretches of a shape have in common."""
    return Form(shape)


class _Open(Leaves):
    """Leaves without their texts and places, which the pieces have, and without the values of plain numbers."""

    __slots__ = ("_at", "_kinds", "whole")

    def __init__(self, pieces: Sequence[Piece], kinds: Sequence[Kind]) -> None:
        self._at = {id(piece.spans): at for at, piece in enumerate(pieces)}
        self._kinds = kinds
        self.whole = len(self._at) == len(pieces)

    def spans(self, spans: Spans) -> Spans:
        """Return which piece has `spans`."""
        at = self._at.get(id(spans))
        self.whole = self.whole and at is not None
        return _PLACES[at or 0]

    def label(self, one: Label) -> Label:
        """Leave a label's text open."""
        return Label(one.name, "", self.spans(one.spans), one.canonical)

    def paragraph(self, one: Paragraph) -> Paragraph:
        """Leave a paragraph's text open."""
        return Paragraph("", self.spans(one.spans))

    def cell(self, one: Cell) -> Cell:
        """Leave a cell's text open, and the value of a plain number."""
        if not one.spans:
            return one
        spans = self.spans(one.spans)
        is_plain = isinstance(self._kinds[spans[0].start], int)
        return Cell(one.column, one.state, None if is_plain else one.value, "", spans, one.unit, one.remark)


class _Filled(Leaves):
    """Leaves of a form with the texts, places and values of pieces."""

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

    def cell(self, one: Cell) -> Cell:
        """Fill a cell; one that nothing is printed in is as it was."""
        if not one.spans:
            return one
        ((at, _),) = one.spans
        if one.value is None and one.state is _PRINTED:
            return Cell(one.column, _PRINTED, self._values[at], self._texts[at], self._spans[at], one.unit)
        return Cell(one.column, one.state, one.value, self._texts[at], self._spans[at], one.unit, one.remark)
