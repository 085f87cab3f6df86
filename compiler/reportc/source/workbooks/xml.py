"""The XML of workbooks, walked by local names: no two of them have different meanings there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from reportc.source import xml
from reportc.source.pieces import Refusal

Attributes = Mapping[str, str]


class Unreadable(Exception):
    """A part cannot be read; `refusal` has the reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.en)
        self.refusal = refusal


class StartTag(NamedTuple):
    """A start tag: its depth, its local name, and its attributes by local names."""

    depth: int
    name: str
    attributes: Attributes


class PartWalker:
    """Handlers for the elements of a part, by local names of elements and attributes. The base class does nothing."""

    parser: expat.XMLParserType

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        self.open(local(name), {local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Take an end tag."""
        self.close(local(name))

    def text(self, data: str) -> None:
        """Take characters."""

    def open(self, name: str, attributes: Attributes) -> None:
        """Take a start tag by its local name."""

    def close(self, name: str) -> None:
        """Take an end tag by its local name."""


def walk(data: bytes, walker: PartWalker) -> None:
    """Walk `data` with `walker`. Raise `Unreadable` unless all of it is well-formed XML."""
    refusal = xml.walk(data, walker)
    if refusal:
        raise Unreadable(refusal)


def tags(data: bytes) -> Sequence[StartTag]:
    """Return the start tags of a small part. Raise `Unreadable` if it is not well-formed."""
    walker = _Tags()
    walk(data, walker)
    return walker.found


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


class _Tags(PartWalker):
    def __init__(self) -> None:
        self.found: list[StartTag] = []
        self._depth = 0

    def open(self, name: str, attributes: Attributes) -> None:
        self.found.append(StartTag(self._depth, name, attributes))
        self._depth += 1

    def close(self, _: str) -> None:
        self._depth -= 1
