"""Where a text stands in the XML of a Word file: what a new text can be put in the place of."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """The element of a text, from its start tag to its end tag; `preserved` says that blanks at its ends count."""

    tag: int
    end: int
    text: str
    preserved: bool


class Gap(NamedTuple):
    """A paragraph without a text, from its start tag to its end tag, and the properties of its mark."""

    tag: int
    end: int
    properties: tuple[int, int] | None
