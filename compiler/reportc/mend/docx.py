"""Fixes in Word files: a splice into the document's XML, by which nothing but the text of a cell or paragraph changes.

Where an edit spans several runs, the first takes the new text and the others lose theirs: each keeps its
formatting. What Word writes itself (numbers of lists, note marks, symbols) stands in no text and cannot
be edited. That the new file says what it should is for the proof to tell, which reads it again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple, cast
from xml.sax.saxutils import escape

from reportc.diagnostic import TextEdit
from reportc.mend.edits import Edited
from reportc.mend.proof import Objection
from reportc.source.archive import repacked
from reportc.source.docx import project
from reportc.source.docx.origins import Element, Gap, Written
from reportc.source.docx.package import Package
from reportc.source.pieces import Refusal
from reportc.source.projection import Origin
from reportc.span import Span

_UNREADABLE = Objection("文件读不出来", "the file cannot be read")
_NOT_UTF8 = Objection("文档不是 UTF-8 编码，不能改写", "the document is not in UTF-8 and cannot be rewritten")
_LINES = Objection("要增删的是整行，请在 Word 中改", "whole lines would come or go: do that in Word")
_NO_TEXT = Objection(
    "要改的是自动编号、注号等，请在 Word 中改", "what Word writes itself would change: do that in Word"
)
_TAG = re.compile(rb"<(?:[^\"'<>/]|/(?!>)|\"[^\"<]*\"|'[^'<]*')*(/?)>")
_NAME = re.compile(rb"<([\w.-]+:|)")
_NOT_COPIED = re.compile(
    rb"<(?:[\w.-]+:)?(?:ins|del|moveFrom|moveTo|rPrChange|vanish|d?strike|vertAlign|webHidden|rStyle)\b"
)
"""What properties say of one run alone: they are not taken for another."""
_NEAR = 6
"""So many texts before an empty paragraph are looked at: a number may be cut in several."""
_WHITE = " \t\r\n"


class _Splice(NamedTuple):
    """Put `new` in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


def rewrite(data: str | bytes, edited: Edited) -> str | bytes | Objection:
    """Put edits of the projection into a Word file."""
    package = Package.open(data) if isinstance(data, bytes) else None
    projected = project(package) if isinstance(package, Package) else None
    if not isinstance(package, Package) or projected is None or isinstance(projected, Refusal):
        return _UNREADABLE
    if package.document[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in package.document[:4]:
        return _NOT_UTF8
    splices = _splices(edited.edits, projected.text, projected.origins, package.document)
    if isinstance(splices, Objection):
        return splices
    return repacked(package.archive, {package.name: _spliced(package.document, splices)}) or _UNREADABLE


def _spliced(data: bytes, splices: Sequence[_Splice]) -> bytes:
    parts, at = [], 0
    for splice in sorted(splices):
        parts += [data[at : splice.start], splice.new]
        at = splice.end
    return b"".join((*parts, data[at:]))


def _splices(
    edits: Sequence[TextEdit], text: str, origins: Sequence[Origin], document: bytes
) -> list[_Splice] | Objection:
    """Return what is to change in the document."""
    changes: dict[Origin, list[TextEdit]] = {}
    for edit in edits:
        least = _least(edit, text)
        if any(character in least.text for character in "\t\n\r"):
            return _LINES
        touched = _touched(least.span, origins)
        if not touched:
            return _NO_TEXT
        for number, origin in enumerate(touched):
            span = Span(max(least.span.start, origin.start), min(least.span.end, origin.end))
            changes.setdefault(origin, []).append(TextEdit(span, "" if number else least.text))
    return [
        _splice(origin, _changed(text, origin, changes[origin]), document, _near(origin, origins)) for origin in changes
    ]


def _least(edit: TextEdit, text: str) -> TextEdit:
    """Return an edit without what stays at both ends: so it touches as few runs as can be."""
    (start, end), new = edit
    old = text[start:end]
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return TextEdit(Span(start + head, end - tail), new[head : len(new) - tail])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _touched(span: Span, origins: Sequence[Origin]) -> Sequence[Origin]:
    """Return the texts that an edit touches; none unless all that it replaces stands in them."""
    first = bisect_left(origins, span.start, key=lambda origin: origin.end)
    if span.start == span.end:
        return [origin for origin in origins[first : first + 1] if origin.start <= span.start]
    near = takewhile(lambda origin: origin.start < span.end, origins[first:])
    found = [origin for origin in near if origin.end > span.start]
    covered = sum(min(origin.end, span.end) - max(origin.start, span.start) for origin in found)
    return found if covered == span.end - span.start else []


def _changed(text: str, origin: Origin, edits: Sequence[TextEdit]) -> str:
    """Return the text of an element after its edits."""
    parts, at = [], origin.start
    for (start, end), new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at : origin.end]))


def _near(origin: Origin, origins: Sequence[Origin]) -> Element | None:
    """Return the properties of the text before an empty paragraph: in a table those of its neighbours are alike."""
    at = bisect_left(origins, origin.start, key=lambda other: other.start)
    texts = (other.origin for other in reversed(origins[max(0, at - _NEAR) : at]))
    return next((text.properties for text in texts if isinstance(text, Written) and text.properties), None)


def _splice(origin: Origin, text: str, document: bytes, near: Element | None) -> _Splice:
    """Return the splice that puts `text` into an element of text, or into a paragraph that has none."""
    element = origin.origin
    if isinstance(element, Written):
        return _in_text(element, text, document)
    return _in_gap(cast("Gap", element), text, document, near)


def _in_text(origin: Written, text: str, document: bytes) -> _Splice:
    tag = _TAG.match(document, origin.tag)
    inside = tag.end() if tag else origin.tag
    content = escape(text).encode()
    if text == text.strip(_WHITE) or origin.preserved:
        return _Splice(inside, origin.end, content)
    return _Splice(inside - 1, origin.end, b' xml:space="preserve">' + content)


def _in_gap(origin: Gap, text: str, document: bytes, near: Element | None) -> _Splice:
    """Write a run into an empty paragraph, formatted as the mark of the paragraph is, or as the text before it."""
    tag, name = _TAG.match(document, origin.tag), _NAME.match(document, origin.tag)
    prefix = name[1] if name else b""
    properties = _copied(origin.properties or near, document)
    space = b"" if text == text.strip(_WHITE) else b' xml:space="preserve"'
    content = escape(text).encode()
    run = b"<%br>%b<%bt%b>%b</%bt></%br>" % (prefix, properties, prefix, space, content, prefix, prefix)
    if tag and tag[1]:
        opened = tag.group().removesuffix(b"/>").rstrip()
        return _Splice(origin.tag, tag.end(), opened + b">" + run + b"</%bp>" % prefix)
    return _Splice(origin.end, origin.end, run)


def _copied(element: Element | None, document: bytes) -> bytes:
    """Return the bytes of properties that another run may have, too."""
    tag = _TAG.match(document, element[0]) if element else None
    if element is None or tag is None:
        return b""
    end = tag.end() if tag[1] else document.find(b">", element[1]) + 1
    found = document[element[0] : end]
    return b"" if _NOT_COPIED.search(found) else found
