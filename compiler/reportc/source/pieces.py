"""Pieces: what a reader cuts out of a text, and all that the parser sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple, Protocol

from reportc.language import Text
from reportc.span import Span, Spans


class Setting(Enum):
    """How characters are set that are not part of the number or word next to them; in Chinese and English."""

    RAISED = ("上标", "superscript")
    LOWERED = ("下标", "subscript")
    REFERENCE = ("注号", "note mark")
    STRUCK = ("删除线", "struck through")
    HIDDEN = ("隐藏文字", "hidden")
    FORMULA = ("尚未计算的公式", "a formula that was not calculated")
    MARGIN = ("页眉页脚", "page margin")


class Remark(NamedTuple):
    """Characters in a cell that are not part of its number, and how they are set."""

    setting: Setting
    text: str


@dataclass(slots=True)
class Piece:
    """A run of text between the separators of its layout, without white space at its ends.

    `spans` are its parts in the source: one, or several where a word was broken and joined again.
    `row` and `column` number the cell within its table where the layout shows them: pieces of one
    `row` are in one line of the table, and columns count cells from its left edge. `part` is the
    run of lines without a break that the row belongs to. An empty cell is a piece with text "".
    `left` is where the piece begins across the page, in columns of text, where the layout measures it.
    A `loose` piece belongs to no row, as the layout shows, even if it is a number; a `torn` one is
    a number of which a part may be elsewhere, and has no value. `remarks` are characters beside
    `text` whose setting excludes them from it.
    """

    text: str
    spans: Spans
    row: int | None = None
    column: int | None = None
    part: int = 0
    loose: bool = False
    torn: bool = False
    left: int | None = None
    remarks: tuple[Remark, ...] = ()


def sliced(piece: Piece, start: int, end: int) -> Piece | None:
    """Return a part of a piece, without white space at its ends; None where its characters have no own places."""
    if sum(b - a for a, b in piece.spans) != len(piece.text):
        return None
    words = piece.text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    spans, at = list[Span](), 0
    for first, last in piece.spans:
        part = Span(first + max(0, start - at), min(last, first + end - at))
        at += last - first
        if part.end > part.start:
            spans.append(part)
    return replace(piece, text=piece.text[start:end], spans=tuple(spans) or piece.spans[:1])


class Refusal(Text):
    """The reason why a source is not read at all."""

    __slots__ = ()


class Vocabulary(Protocol):
    """The words of the form, as far as a layout needs them. The grammar implements it."""

    def __hash__(self) -> int:
        """Return the identity of the vocabulary, a number by which results that depend on its words are remembered."""
        ...

    def is_heading(self, text: str) -> bool:
        """Return whether `text` is a section heading."""
        ...

    def heading_of(self, text: str) -> str | None:
        """Return the section whose heading `text` is, in any known spelling."""
        ...

    def labels(self) -> Iterable[str]:
        """Return the form's own labels, folded."""
        ...

    def is_title(self, text: str) -> bool:
        """Return whether `text` is the title of a report."""
        ...

    def headings(self) -> Mapping[str, str]:
        """Return the form's headings, folded, with their sections."""
        ...

    def with_headings(self, texts: Mapping[str, str]) -> Vocabulary:
        """Return a vocabulary that also has the folded texts as headings, each of the section it is mapped to."""
        ...

    def is_word(self, text: str) -> bool:
        """Return whether `text` is a heading or a label in any known spelling."""
        ...

    def is_row(self, text: str) -> bool:
        """Return whether `text` is the label of a row in any known spelling."""
        ...

    def is_sure_row(self, text: str) -> bool:
        """Return whether `text` is the label of a row, and of no group, in every edition."""
        ...

    def is_cell(self, text: str) -> bool:
        """Return whether `text` is a number, or a mark for the absence of one."""
        ...

    def holds(self, folded: str) -> bool:
        """Return whether a folded text is a part of some word of the form."""
        ...

    def is_page_mark(self, text: str) -> bool:
        """Return whether `text` is a page number or another mark at the foot of a page."""
        ...

    def is_label(self, folded: str) -> bool:
        """Return whether a folded text is a word in the form's own wording, its ordinal aside."""
        ...

    def ends_label(self, folded: str) -> bool:
        """Return whether a folded text is such a word, and no longer one begins with it."""
        ...

    def begins_label(self, folded: str) -> bool:
        """Return whether some word of the form, its ordinal aside, begins with a folded text."""
        ...
