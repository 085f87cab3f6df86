"""The position of a text in the XML of a Word file, by which a new text can replace it."""

from __future__ import annotations

from typing import NamedTuple

Element = tuple[int, int]
"""The offset of an element's start tag, and that of its end tag."""


class TextElement(NamedTuple):
    """The element of a text, from its start tag to its end tag.

    `preserved` means that blanks at its ends count; `properties` are those of its run; `paragraph` is the offset where
    the start tag of its paragraph begins.
    """

    tag: int
    end: int
    preserved: bool
    properties: Element | None
    paragraph: int


class EmptyParagraph(NamedTuple):
    """A paragraph without a text, from its start tag to its end tag, and the properties of its mark."""

    tag: int
    end: int
    properties: Element | None


class WordParagraph(NamedTuple):
    """A paragraph, from its start tag to its end tag, and its properties."""

    tag: int
    end: int
    properties: Element | None
