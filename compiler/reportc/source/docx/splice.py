"""Positions in the XML of a Word file, and splices: new bytes there, and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

_TAG = re.compile(rb"<([\w.-]+:|)(?:[^\"'<>/]|/(?!>)|\"[^\"<]*\"|'[^'<]*')*(/?)>")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHITE = " \t\r\n"
ElementRange = tuple[int, int]
"""The offset of an element's start tag, and that of its end tag."""


class TextElement(NamedTuple):
    """The element of a text, from its start tag to its end tag.

    `preserved` means that blanks at its ends count; `properties` are those of its run; `paragraph` is the offset where
    the start tag of its paragraph begins.
    """

    tag: int
    end: int
    preserved: bool
    properties: ElementRange | None
    paragraph: int


class EmptyParagraph(NamedTuple):
    """A paragraph without a text, from its start tag to its end tag, and the properties of its mark."""

    tag: int
    end: int
    properties: ElementRange | None


class WordParagraph(NamedTuple):
    """A paragraph, from its start tag to its end tag, and its properties."""

    tag: int
    end: int
    properties: ElementRange | None


class Splice(NamedTuple):
    """Replace the bytes from `start` to `end` by `new`."""

    start: int
    end: int
    new: bytes


class Tag(NamedTuple):
    """A start tag: the prefix of its name, its end, and whether it is an empty element's."""

    prefix: bytes
    end: int
    is_empty: bool


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return `data` with the splices made; they may not overlap."""
    parts, at = list[bytes](), 0
    for splice in sorted(splices):
        parts += [data[at : splice.start], splice.new]
        at = splice.end
    return b"".join((*parts, data[at:]))


def tag_at(data: bytes, offset: int) -> Tag:
    """Return the start tag at `offset`, where expat found one."""
    found = _TAG.match(data, offset)
    return Tag(found[1], found.end(), bool(found[2])) if found else Tag(b"", offset, is_empty=False)


def end_of(data: bytes, element: ElementRange) -> int:
    """Return the offset of the end of an element."""
    tag = tag_at(data, element[0])
    return tag.end if tag.is_empty else data.find(b">", element[1]) + 1


def within(data: bytes, element: ElementRange, content: bytes) -> Splice:
    """Return the splice that appends `content` to an element; an empty-element tag is opened for it."""
    start, end = element
    tag = tag_at(data, start)
    if not tag.is_empty:
        return Splice(end, end, content)
    opened = data[start : tag.end].removesuffix(b"/>").rstrip()
    name = opened[1:].split(None, 1)[0]
    return Splice(start, tag.end, b"%b>%b</%b>" % (opened, content, name))


def escaped(text: str) -> bytes:
    """Return text as XML escapes it; characters that XML does not allow are left out."""
    return escape(_NOT_XML.sub("", text), quote=False).encode()


def keeps_blanks(text: str) -> bool:
    """Return whether a text needs an attribute that preserves blanks at its ends."""
    return text != text.strip(_WHITE)
