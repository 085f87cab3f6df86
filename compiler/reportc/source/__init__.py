"""From bytes to parts: decoding a text, or projecting a file, and the ways in which each table may be cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportc.diagnostic import Diagnostic
from reportc.places import NO_PLACES, Located, Places
from reportc.reading import bytes_undecodable, text_hidden
from reportc.source.cuts import Part, Reading
from reportc.source.decode import Decoded, UndecodedBytes, decode
from reportc.source.files import cut, project
from reportc.source.html import declared
from reportc.source.html_or_text import read_any
from reportc.source.kinds import Kind, kind_of
from reportc.source.misprints import settled
from reportc.source.pieces import Piece, Refusal, Vocabulary
from reportc.source.text import too_long
from reportc.span import Span

__all__ = ["Kind", "Piece", "Places", "Refusal", "Source", "Vocabulary", "read"]

_MOST_GAPS = 20
"""As many undecodable places are reported one by one; the last of them counts the rest."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text, or the projection of a file, cut into parts; or a refusal with no parts.

    All spans point into `text`; `places` maps them to places in a file that is no text. `headings` are the
    texts, folded, that are read as headings though misprinted, with their sections.
    """

    text: str
    encoding: str | None
    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...]
    refusal: Refusal | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.TEXT
    places: Places = NO_PLACES
    data: bytes | None = None
    """The bytes of the file, where it is no text."""


def read(data: str | bytes, vocabulary: Vocabulary) -> Source:
    """Read a report's text or bytes: an office file, or text in UTF-8, UTF-16, UTF-32 or GB18030. Nothing is raised."""
    kind = kind_of(data) if isinstance(data, bytes) else Kind.TEXT
    return _text(data, vocabulary) if kind is Kind.TEXT or isinstance(data, str) else _file(data, kind, vocabulary)


def _file(data: bytes, kind: Kind, vocabulary: Vocabulary) -> Source:
    """Read a file of another kind than text, by its projection."""
    projected = project(data, kind, vocabulary)
    if isinstance(projected, Refusal):
        return Source("", None, (), (), projected, kind=kind, data=data)
    content = projected.content
    reading, headings = settled(lambda words: Reading(cut(content, words)), projected.text, vocabulary)
    notes = (_hidden(projected.hidden),) if projected.hidden else ()
    return Source(projected.text, None, tuple(reading.parts), notes, None, headings, kind, projected.places, data)


def _hidden(places: Sequence[Located]) -> Diagnostic:
    return text_hidden(Span(0, 0), (), "、".join(place.zh for place in places), ", ".join(place.en for place in places))


def _text(data: str | bytes, vocabulary: Vocabulary) -> Source:
    """Decode a text, and cut it into parts."""
    if isinstance(data, bytes) and (refusal := too_long(data)):
        return Source("", None, (), (), refusal)
    decoded = decode(data, declared(data)) if isinstance(data, bytes) else Decoded(data, "")
    diagnostics = tuple(_undecodable(gap, decoded.encoding) for gap in _named(decoded.gaps))
    reading, headings = settled(lambda words: read_any(decoded.text, words), decoded.text, vocabulary)
    found = tuple(reading.parts)
    return Source(decoded.text, decoded.encoding or None, found, diagnostics, reading.refusal, headings)


def _named(gaps: tuple[UndecodedBytes, ...]) -> tuple[UndecodedBytes, ...]:
    """Return the gaps to report, the last one counting all that follow it."""
    if len(gaps) <= _MOST_GAPS:
        return gaps
    last = gaps[_MOST_GAPS - 1]
    return (*gaps[: _MOST_GAPS - 1], last._replace(length=sum(gap.length for gap in gaps[_MOST_GAPS - 1 :])))


def _undecodable(gap: UndecodedBytes, encoding: str) -> Diagnostic:
    span = Span(gap.character, gap.character + 1)
    return bytes_undecodable(span, (), gap.offset, gap.length, encoding.upper())
