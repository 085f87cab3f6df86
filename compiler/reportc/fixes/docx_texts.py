"""Texts of a Word file: a splice into the document's XML, by which only the text of a run or paragraph changes.

Where an edit spans several runs, the first gets the new text and the others lose theirs: each keeps its
formatting. Text that Word generates (numbers of lists, note marks, symbols) is in no run and cannot be edited.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import cast

from reportc.diagnostic import TextEdit
from reportc.fixes.proof import Objection
from reportc.source.docx.splice import (
    ElementRange,
    EmptyParagraph,
    Splice,
    TextElement,
    end_of,
    escaped,
    keeps_blanks,
    tag_at,
    within,
)
from reportc.source.projected import Origin
from reportc.span import Span

_NO_TEXT = Objection(
    "要改的是自动编号、注号等，请在 Word 中改", "what Word writes itself would change: do that in Word"
)
_NOT_COPIED = re.compile(
    rb"<(?:[\w.-]+:)?(?:ins|del|moveFrom|moveTo|rPrChange|vanish|d?strike|vertAlign|webHidden|rStyle)\b"
)
"""Properties that hold for one run alone: they are not copied to another."""
_NEAR = 6
"""As many texts before an empty paragraph are examined: a number may be split into several."""


def splices(
    edits: Iterable[TextEdit], text: str, origins: Sequence[Origin], document: bytes
) -> list[Splice] | Objection:
    """Return the splices of the document after which the texts of its projection are those of `edits`."""
    changes: dict[Origin, list[TextEdit]] = {}
    for edit in edits:
        needed = least(edit, text)
        touched = _touched(needed.span, origins)
        if not touched:
            return _NO_TEXT
        for number, origin in enumerate(touched):
            span = Span(max(needed.span.start, origin.start), min(needed.span.end, origin.end))
            changes.setdefault(origin, []).append(TextEdit(span, "" if number else needed.text))
    return [
        _splice(origin, _changed(text, origin, changes[origin]), document, _near(origin, origins)) for origin in changes
    ]


def least(edit: TextEdit, text: str) -> TextEdit:
    """Return an edit without the characters that stay at both ends: so it touches as few runs as possible."""
    (start, end), new = edit
    old = text[start:end]
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return TextEdit(Span(start + head, end - tail), new[head : len(new) - tail])


def _alike(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _touched(span: Span, origins: Sequence[Origin]) -> Sequence[Origin]:
    """Return the texts that an edit touches; none unless all that it replaces is in them."""
    first = bisect_left(origins, span.start, key=lambda origin: origin.end)
    if span.start == span.end:
        return [origin for origin in origins[first : first + 1] if origin.start <= span.start]
    near = takewhile(lambda origin: origin.start < span.end, origins[first:])
    found = [origin for origin in near if origin.end > span.start]
    covered = sum(min(origin.end, span.end) - max(origin.start, span.start) for origin in found)
    return found if covered == span.end - span.start else []


def _changed(text: str, origin: Origin, edits: Sequence[TextEdit]) -> str:
    """Return the text of an element after its edits."""
    parts, at = list[str](), origin.start
    for (start, end), new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at : origin.end]))


def _near(origin: Origin, origins: Sequence[Origin]) -> ElementRange | None:
    """Return the properties of the text before an empty paragraph: in a table those of its neighbours are alike."""
    at = bisect_left(origins, origin.start, key=lambda other: other.start)
    texts = (other.origin for other in reversed(origins[max(0, at - _NEAR) : at]))
    return next((text.properties for text in texts if isinstance(text, TextElement) and text.properties), None)


def _splice(origin: Origin, text: str, document: bytes, near: ElementRange | None) -> Splice:
    """Return the splice that puts `text` into an element of text, or into a paragraph that has none."""
    if isinstance(origin.origin, TextElement):
        return _in_text(origin.origin, text, document)
    return _in_gap(cast("EmptyParagraph", origin.origin), text, document, near)


def _in_text(origin: TextElement, text: str, document: bytes) -> Splice:
    inside, content = tag_at(document, origin.tag).end, escaped(text)
    if origin.preserved or not keeps_blanks(text):
        return Splice(inside, origin.end, content)
    return Splice(inside - 1, origin.end, b' xml:space="preserve">' + content)


def _in_gap(origin: EmptyParagraph, text: str, document: bytes, near: ElementRange | None) -> Splice:
    """Write a run into an empty paragraph, formatted as the mark of the paragraph, or as the text before it."""
    prefix, properties = tag_at(document, origin.tag).prefix, _copied(origin.properties or near, document)
    space = b' xml:space="preserve"' if keeps_blanks(text) else b""
    parts = (prefix, properties, prefix, space, escaped(text), prefix, prefix)
    return within(document, (origin.tag, origin.end), b"<%br>%b<%bt%b>%b</%bt></%br>" % parts)


def _copied(element: ElementRange | None, document: bytes) -> bytes:
    """Return the bytes of the properties that can be copied to another run."""
    found = document[element[0] : end_of(document, element)] if element else b""
    return b"" if _NOT_COPIED.search(found) else found
