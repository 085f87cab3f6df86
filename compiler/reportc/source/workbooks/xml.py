"""Walking through the XML of a workbook that nobody vouches for: no entities, names without their prefixes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Unreadable(Exception):
    """The XML is not well formed, or declares entities, with which a few bytes can say gigabytes."""


def walk(
    data: bytes, start: Start, end: End | None = None, text: Text | None = None, *, whole_texts: bool = True
) -> expat.XMLParserType:
    """Tell the elements and texts of `data` in their order. Raise `Unreadable` where it is no good XML."""
    parser = parser_of(start, end, text)
    parser.buffer_text = whole_texts
    parse(parser, data)
    return parser


def parser_of(start: Start, end: End | None, text: Text | None) -> expat.XMLParserType:
    """Make a parser that tells what it finds; its `CurrentByteIndex` is where that begins."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse `data`. Raise `Unreadable` where it is no good XML."""
    try:
        parser.Parse(data, True)  # noqa: FBT003  # that it is all
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(str(error)) from None


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise Unreadable("a document type")
