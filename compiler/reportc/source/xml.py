"""XML from untrusted files: walked within limits, without entity declarations, and with each byte's offset."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from reportc.source.pieces import Refusal

_MOST_TAGS = 1_000_000
"""The limit of tags: the longest reports have a tenth of it."""

_Attributes = dict[str, str]

_ENTITIES = Refusal(
    "文件中声明了 XML 实体，正常保存的文件没有；不读", "the file declares XML entities, which no office program writes"
)
_TOO_MUCH = Refusal(f"文件过大（标签超过 {_MOST_TAGS} 个）", f"the file is too large (more than {_MOST_TAGS} tags)")


class Walker(Protocol):
    """Handlers for elements and text; names are `namespace}local`. `parser` has the current byte offset."""

    parser: expat.XMLParserType

    def start(self, name: str, attributes: _Attributes) -> None:
        """Take a start tag."""

    def end(self, name: str) -> None:
        """Take an end tag."""

    def text(self, data: str) -> None:
        """Take characters: a text may come in several parts."""


class Stop(Exception):  # a signal to stop the parser, with the reason
    """The end of a walk before the end of the XML."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def walk(data: bytes, walker: Walker) -> Refusal | None:
    """Walk `data` with `walker`; return why it could not be read to its end.

    The number of tags bounds the time, and neither this nor expat recurs: elements nest as deep as they like.
    """
    if data.count(b"<") > _MOST_TAGS:
        return _TOO_MUCH
    parser = walker.parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = walker.text  # unbuffered: buffered text has lost its offset
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat's own signature
    except Stop as stop:
        return stop.refusal
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: encodings that Python does not know
        reason = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        return Refusal("文件已损坏，其中的 XML 不完整", f"the file is damaged: its XML is broken ({reason})")
    finally:  # or the two would keep each other alive until the garbage collector runs
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
    return None


def _refuse(*_: object) -> None:
    raise Stop(_ENTITIES)
