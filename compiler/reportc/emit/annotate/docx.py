"""Comments in a copy of a Word file: a part for them, and their marks around the paragraphs that they are about.

Word takes comments from a part of their own, which the document refers to and the package declares. All
of that is spliced in: no byte of the file is removed, and the file compiles to the same report.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from reportc.emit.annotate import Note, appended
from reportc.source.archive import repacked
from reportc.source.docx import WordFile, open_document
from reportc.source.docx.names import STRICT, TRANSITIONAL
from reportc.source.docx.package import WordPackage, relations_of
from reportc.source.docx.splice import (
    EmptyParagraph,
    Splice,
    TextElement,
    WordParagraph,
    end_of,
    escaped,
    spliced,
    tag_at,
    within,
)
from reportc.source.pieces import Refusal

_REFUSED = Refusal(
    "批注写不进这个 Word 文件；请用 Word 或 WPS 打开后重新保存再试",
    "no comments can be put into this Word file: open it, save it again and retry",
)
_AUTHOR = b"reportc"
_TYPES = "[Content_Types].xml"
_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = {
    TRANSITIONAL: b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    STRICT: b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_IDENTITY = re.compile(rb"<(?:[\w.-]+:)?comment\s[^<>]*?\b[\w.-]+:id\s*=\s*[\"'](\d{1,9})[\"']")
_MOST_BYTES = 1_000_000


class _Comment(NamedTuple):
    """A note, its number among the comments of the file, and its paragraph."""

    number: int
    note: Note
    paragraph: WordParagraph


def annotate(data: bytes, notes: Sequence[Note]) -> bytes | Refusal:
    """Return a copy of a Word file with a comment for each note, or the reason why there is none."""
    document = open_document(data)
    if isinstance(document, Refusal):
        return document
    package = document.package
    known = package.part("comments")
    comments = _placed(document, notes, 1 + max(map(int, _IDENTITY.findall(known or b"")), default=-1))
    space = STRICT if STRICT.encode() in package.document[:_MOST_BYTES] else TRANSITIONAL
    made = _commented(package, known, comments, space)
    if made is None or not package.is_utf8:
        return _REFUSED
    changed = repacked(package.archive, made | {package.name: _marked(package.document, comments, space)})
    again = open_document(changed) if changed else _REFUSED
    is_same = isinstance(again, WordFile) and again.projected.text == document.projected.text
    return changed if changed and is_same else _REFUSED


def _placed(document: WordFile, notes: Iterable[Note], first: int) -> list[_Comment]:
    """Return each note with its paragraph: that of the text at its span, or the one before, or the first."""
    origins = [
        origin for origin in document.projected.origins if isinstance(origin.origin, TextElement | EmptyParagraph)
    ]
    starts = [origin.start for origin in origins]
    found = list[_Comment]()
    for number, note in zip(count(first), notes, strict=False):
        at = bisect_right(starts, note.span.start) - 1
        origin = origins[max(at, 0)].origin if origins else None
        tag = (
            origin.paragraph
            if isinstance(origin, TextElement)
            else origin.tag
            if isinstance(origin, EmptyParagraph)
            else -1
        )
        if tag in document.paragraphs:
            found.append(_Comment(number, note, document.paragraphs[tag]))
    return found


def _marked(document: bytes, comments: Iterable[_Comment], space: str) -> bytes:
    """Put the marks of comments around the content of their paragraphs, which may hold boxes with paragraphs."""
    together = defaultdict[WordParagraph, list[int]](list)
    for comment in comments:
        together[comment.paragraph].append(comment.number)
    splices = list[Splice]()
    for paragraph, numbers in together.items():
        begins = b"".join(_element(b"commentRangeStart", number, space) for number in numbers)
        ends = b"".join(_ended(number, space) for number in numbers)
        tag = tag_at(document, paragraph.tag)
        if tag.is_empty:
            splices.append(within(document, (paragraph.tag, paragraph.end), begins + ends))
        else:
            inside = end_of(document, paragraph.properties) if paragraph.properties else tag.end
            splices += [Splice(inside, inside, begins), Splice(paragraph.end, paragraph.end, ends)]
    return spliced(document, splices)


def _element(name: bytes, number: int, space: str) -> bytes:
    """Return an element that refers to a comment; it declares its own prefix of the namespace."""
    return b'<w:%b xmlns:w="%b" w:id="%d"/>' % (name, space.encode(), number)


def _ended(number: int, space: str) -> bytes:
    reference = _element(b"commentReference", number, space)
    return b'%b<w:r xmlns:w="%b">%b</w:r>' % (_element(b"commentRangeEnd", number, space), space.encode(), reference)


def _comment(comment: _Comment, space: str) -> bytes:
    """Return a comment of the part: a paragraph a line, and no date, for equal files have equal comments."""
    lines = b"".join(
        b'<w:p><w:r><w:t xml:space="preserve">%b</w:t></w:r></w:p>' % escaped(line) for line in comment.note.lines
    )
    head = b'<w:comment xmlns:w="%b" w:id="%d" w:author="%b" w:initials="R">'
    return head % (space.encode(), comment.number, _AUTHOR) + lines + b"</w:comment>"


def _commented(
    package: WordPackage, known: bytes | None, comments: Iterable[_Comment], space: str
) -> dict[str, bytes] | None:
    """Return the part of the comments: the existing one with more, or a new one and the parts that declare it."""
    made = b"".join(_comment(comment, space) for comment in comments)
    if known is not None:
        more = appended(known, lambda _: made)
        return {package.parts["comments"]: more} if more else None
    folder = posixpath.dirname(package.name)
    name = next(name for name in _names(folder) if name not in package.archive.names)
    root = b'<w:comments xmlns:w="%b">' % space.encode()
    declared = _declared(package, name, space)
    return declared | {name: _DECLARATION + root + made + b"</w:comments>"} if declared else None


def _names(folder: str) -> Iterable[str]:
    """Yield possible names for the part."""
    yield posixpath.join(folder, "comments.xml")
    yield from (posixpath.join(folder, f"comments{number}.xml") for number in count(1))


def _declared(package: WordPackage, name: str, space: str) -> dict[str, bytes] | None:
    """Return the parts that declare the part `name`: the types of the package, and the document's relations."""
    relations = relations_of(package.name)
    types, known = package.archive.read(_TYPES, _MOST_BYTES), package.archive.read(relations, _MOST_BYTES)
    if types is None or "comments" in package.parts:
        return None
    known = known or _DECLARATION + b'<Relationships xmlns="%b"></Relationships>' % _RELATIONS
    identity = next(made for number in count(1) if (made := b"rIdComments%d" % number) not in known)
    target = name.rpartition("/")[2].encode()
    attributes = b'Id="%b" Type="%b" Target="%b"' % (identity, _RELATION[space], target)
    changed = {
        _TYPES: appended(types, lambda p: b'<%bOverride PartName="/%b" ContentType="%b"/>' % (p, name.encode(), _TYPE)),
        relations: appended(known, lambda p: b"<%bRelationship %b/>" % (p, attributes)),
    }
    return {part: data for part, data in changed.items() if data} if all(changed.values()) else None
